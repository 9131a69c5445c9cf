//! `smithy-build.json`: the files of a project's model.
//!
//! **Invariants**
//! - Only `sources` and `imports` are used; other keys only affect other tools and are reported as ignored.
//!
//! <https://smithy.io/2.0/guides/smithy-build-json.html>

use crate::ast::parse_json;
use crate::event::Event;
use crate::files::{FileId, Location};
use crate::model::Node;

/// The name of the file.
pub const FILE_NAME: &str = "smithy-build.json";

/// The default folder of sources.
pub const DEFAULT_SOURCE: &str = "model";

/// The supported part of a project file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// Files and folders of the model, relative to the file; `None` if not given.
    pub sources: Option<Vec<String>>,
    /// Files and folders of dependencies, relative to the file.
    pub imports: Vec<String>,
    /// Ignored keys, with their locations.
    pub ignored: Vec<(String, Location)>,
}

impl Project {
    /// Parses a project file, in which `//` comments are permitted.
    ///
    /// # Errors
    ///
    /// The event of a text that is not JSON, or of a key of the wrong type.
    ///
    /// ```
    /// use sansmith_smithy::{FileId, project::Project};
    ///
    /// let text = r#"{"version": "1.0", "sources": ["model"], "plugins": {}} // ours"#;
    /// let project = Project::parse(FileId(0), text).unwrap();
    /// assert_eq!(project.sources.unwrap(), ["model"]);
    /// assert_eq!(project.ignored.first().unwrap().0, "plugins");
    /// ```
    pub fn parse(file: FileId, text: &str) -> Result<Self, Event> {
        let node = parse_json(file, &without_comments(text))?;
        let Some(object) = node.as_object() else {
            let message = format!("`{FILE_NAME}` needs an object, found {}", node.type_name());
            return Err(Event::model_error(message, node.at));
        };
        let mut project = Self::default();
        for entry in object {
            match entry.key.as_str() {
                "version" => {}
                "sources" => project.sources = Some(texts(&entry.key, &entry.node)?),
                "imports" => project.imports = texts(&entry.key, &entry.node)?,
                _ => project.ignored.push((entry.key.clone(), entry.key_at)),
            }
        }
        Ok(project)
    }
}

/// The strings of an array.
fn texts(key: &str, node: &Node) -> Result<Vec<String>, Event> {
    let items = node.as_array();
    let texts = items.and_then(|items| {
        let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
        texts.collect::<Option<Vec<_>>>()
    });
    texts.ok_or_else(|| {
        let message = format!("`{key}` needs an array of strings");
        Event::model_error(message, node.at)
    })
}

/// The text with `//` comments blanked, to preserve locations.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut comment) = (false, false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        comment |= !quoted && c == '/' && characters.peek() == Some(&'/');
        comment &= c != '\n';
        if comment {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
            continue;
        }
        out.push(c);
        match c {
            '"' => quoted = !quoted,
            '\\' if quoted => out.extend(characters.next()),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Project;
    use crate::files::FileId;

    #[test]
    fn comments_are_blanked_and_places_stay() {
        let text = "{ // é\n  \"imports\": [\"a//b\\\"//\"],\n  \"maven\": {}\n}";
        let project = Project::parse(FileId(0), text).unwrap();
        assert_eq!(project.imports, ["a//b\"//"]);
        let (key, at) = project.ignored.first().unwrap();
        let range = at.start as usize..at.end as usize;
        assert_eq!((key.as_str(), &text[range]), ("maven", "\"maven\""));
        assert_eq!(project.sources, None);
    }

    #[test]
    fn wrong_types_are_named() {
        for text in ["[]", "{\"sources\": \"model\"}", "{\"imports\": [1]}", "{"] {
            assert!(Project::parse(FileId(0), text).is_err(), "{text}");
        }
    }
}
