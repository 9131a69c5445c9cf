//! Parser for shared configuration files: sections and properties with line numbers.
//!
//! **Invariants**
//!
//! - Time and memory are linear in the text, which has at most [`SIZE_LIMIT`] bytes.
//! - Names are kept as written; they are interpreted when sections are merged.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>

use std::fmt;

/// Maximum file size in bytes.
pub const SIZE_LIMIT: usize = 4 << 20;

/// White space in this format; other blank characters count as text.
pub(super) const BLANK: &[char] = &[' ', '\t'];

const COMMENT: &[char] = &['#', ';'];

/// The two kinds of files, which differ in section headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// `~/.aws/config`: `[profile a]`, `[default]`, `[sso-session b]`, `[services c]`.
    Config,
    /// `~/.aws/credentials`: `[a]`, profiles only.
    Credentials,
}

/// A syntax error in a file, with its location and the expected syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The file, as named by the caller.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The problem.
    pub problem: Problem,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.problem)
    }
}

impl std::error::Error for ParseError {}

/// Kind of syntax error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// `[profile a` without its closing bracket.
    OpenSection,
    /// A property before the first section.
    NoSection,
    /// An indented line that does not continue a property.
    NoProperty,
    /// A property without `=`.
    NoEquals,
    /// A property without a name.
    NoName,
    /// A nested property without `=`.
    NoNestedEquals,
    /// A nested property without a name.
    NoNestedName,
    /// More bytes than [`SIZE_LIMIT`].
    TooLarge,
}

impl fmt::Display for Problem {
    /// Uses the wording of the format's shared tests.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenSection => f.write_str("Profile definition must end with ']'"),
            Self::NoSection => f.write_str("Expected a profile definition, such as `[default]`"),
            Self::NoProperty => f.write_str("Expected a property definition, found continuation"),
            Self::NoEquals => f.write_str("Expected an '=' sign defining a property"),
            Self::NoName => f.write_str("Property did not have a name"),
            Self::NoNestedEquals => f.write_str("Expected an '=' sign defining a sub-property"),
            Self::NoNestedName => f.write_str("Sub-property did not have a name"),
            Self::TooLarge => write!(f, "the file is larger than {SIZE_LIMIT} bytes"),
        }
    }
}

/// A section of a file, its header as written between the brackets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawSection<'t> {
    pub(super) header: &'t str,
    pub(super) line: usize,
    pub(super) properties: Vec<RawProperty<'t>>,
}

/// A property of a section; continuation lines are appended, separated by line feeds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawProperty<'t> {
    pub(super) name: &'t str,
    pub(super) value: String,
    pub(super) line: usize,
    is_nested: bool,
}

/// Reads a file.
///
/// # Errors
///
/// A syntax error, or a text that is too large.
pub(super) fn parse<'t>(text: &'t str, path: &str) -> Result<Vec<RawSection<'t>>, ParseError> {
    let error = |line, problem| ParseError {
        path: path.to_owned(),
        line,
        problem,
    };
    if text.len() > SIZE_LIMIT {
        return Err(error(1, Problem::TooLarge));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut sections: Vec<RawSection<'t>> = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        if text.trim_matches(BLANK).is_empty() || text.starts_with(COMMENT) {
            continue;
        }
        read_line(&mut sections, text, line).map_err(|problem| error(line, problem))?;
    }
    Ok(sections)
}

fn read_line<'t>(
    sections: &mut Vec<RawSection<'t>>,
    text: &'t str,
    line: usize,
) -> Result<(), Problem> {
    if text.starts_with('[') {
        sections.push(RawSection {
            header: header(text)?,
            line,
            properties: Vec::new(),
        });
        return Ok(());
    }
    let section = sections.last_mut().ok_or(Problem::NoSection)?;
    if text.starts_with(BLANK) {
        let property = section.properties.last_mut().ok_or(Problem::NoProperty)?;
        if property.is_nested {
            let (name, _) = split(text).ok_or(Problem::NoNestedEquals)?;
            if name.is_empty() {
                return Err(Problem::NoNestedName);
            }
        }
        property.value.push('\n');
        property.value.push_str(text.trim_matches(BLANK));
        return Ok(());
    }
    let (name, value) = split(text).ok_or(Problem::NoEquals)?;
    if name.is_empty() {
        return Err(Problem::NoName);
    }
    section.properties.push(RawProperty {
        name,
        value: value.to_owned(),
        line,
        is_nested: value.is_empty(),
    });
    Ok(())
}

/// The text between the brackets of a section.
fn header(text: &str) -> Result<&str, Problem> {
    let text = match text.find(COMMENT) {
        Some(at) => text.get(..at).unwrap_or(text),
        None => text,
    };
    let text = text.trim_matches(BLANK);
    let text = text.strip_prefix('[').unwrap_or(text);
    text.strip_suffix(']').ok_or(Problem::OpenSection)
}

/// The name and the value of a property, without a comment.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let (name, value) = without_comment(text).split_once('=')?;
    Some((name.trim_matches(BLANK), value.trim_matches(BLANK)))
}

/// A line without its comment, which must follow white space.
fn without_comment(text: &str) -> &str {
    let text = text.trim_matches(BLANK);
    let mut follows_blank = false;
    for (at, character) in text.char_indices() {
        if follows_blank && COMMENT.contains(&character) {
            return text.get(..at).unwrap_or(text);
        }
        follows_blank = BLANK.contains(&character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> (usize, Problem) {
        let error = parse(text, "config").unwrap_err();
        (error.line, error.problem)
    }

    #[test]
    fn an_error_has_its_line() {
        assert_eq!(problem("# a\n\n[default"), (3, Problem::OpenSection));
        assert_eq!(problem("a = b"), (1, Problem::NoSection));
        assert_eq!(problem("[a]\n[b]\n c"), (3, Problem::NoProperty));
        assert_eq!(problem("[a]\r\nb\r\n"), (2, Problem::NoEquals));
        assert_eq!(problem("[a]\n = b\n"), (2, Problem::NoProperty));
        assert_eq!(problem("[a]\n= b\n"), (2, Problem::NoName));
        assert_eq!(problem("[a]\ns3 =\n b\n"), (3, Problem::NoNestedEquals));
        assert_eq!(problem("[a]\ns3 =\n = b\n"), (3, Problem::NoNestedName));
        let error = parse("[default\n", "~/.aws/config").unwrap_err();
        assert_eq!(
            error.to_string(),
            "~/.aws/config:1: Profile definition must end with ']'"
        );
    }

    #[test]
    fn a_file_that_is_too_large_is_refused() {
        let text = "#".repeat(SIZE_LIMIT + 1);
        assert_eq!(problem(&text), (1, Problem::TooLarge));
    }

    #[test]
    fn a_comment_needs_white_space_in_a_property_and_none_behind_a_section() {
        let text = "\u{feff}[a]; x\nb = c; d # e\nf = g\n h # i\n";
        let sections = parse(text, "config").unwrap();
        assert_eq!(sections[0].header, "a");
        let values: Vec<_> = sections[0]
            .properties
            .iter()
            .map(|property| (property.name, property.value.as_str(), property.line))
            .collect();
        assert_eq!(values, [("b", "c; d", 2), ("f", "g\nh # i", 3)]);
    }
}
