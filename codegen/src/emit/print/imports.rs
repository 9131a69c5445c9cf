//! The `use` lines of a file.

use std::collections::BTreeSet;

/// An importable path; files refer to it by its last segment.
pub(in crate::emit) type Import = &'static str;

/// `use` lines for the paths whose last segment occurs in a printed item; words in comments and literals do not count.
pub(super) fn of(paths: &[Import], items: &[String]) -> Vec<String> {
    let mut missing: Vec<&str> = paths.iter().map(|path| last(path)).collect();
    let mut found = BTreeSet::new();
    let code = items.iter().flat_map(|item| item.lines());
    for line in code.filter(|line| !line.trim_start().starts_with("//")) {
        for word in words(line) {
            if let Some(at) = missing.iter().position(|name| word.names(name)) {
                found.insert(missing.swap_remove(at));
            }
        }
    }
    let named = paths.iter().filter(|path| found.contains(last(path)));
    named.map(|path| format!("use {path};\n")).collect()
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// A word of a line, with its surroundings.
struct Word<'l> {
    text: &'l str,
    before: &'l str,
    after: &'l str,
}

impl Word<'_> {
    /// Returns true if the word refers to an import.
    ///
    /// Shapes and members of a model may have the same name: after `::` or `.` the word is something else, and a lower-case
    /// word is a module only if `::` follows.
    fn names(&self, import: &str) -> bool {
        let is_module = import.starts_with(|first: char| first.is_ascii_lowercase());
        self.text == import
            && !self.before.ends_with('.')
            && !self.before.ends_with("::")
            && (!is_module || self.after.starts_with("::"))
    }
}

/// The words of a line of code outside string literals.
fn words(line: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        loop {
            let from = rest.find(|next: char| next == '"' || is_part(next))?;
            let (before, found) = (
                line.get(..line.len() - rest.len() + from)?,
                rest.get(from..)?,
            );
            if let Some(text) = found.strip_prefix('"') {
                rest = text.get(end_of_text(text)..)?;
                continue;
            }
            let (text, after) =
                found.split_at(found.find(|next| !is_part(next)).unwrap_or(found.len()));
            rest = after;
            return Some(Word {
                text,
                before,
                after,
            });
        }
    })
}

fn is_part(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

/// The byte after the closing quote.
fn end_of_text(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.find(|next| {
        let ends = next == '"' && !is_escaped;
        is_escaped = next == '\\' && !is_escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_used_names_are_imported() {
        let items = [
            "/// A Member of something.\npub static A: Schema = B(\"Member, \\\"Member\\\"\");\n"
                .to_owned(),
            "struct MemberList;\n".to_owned(),
        ];
        let lines = of(&["sansmith::Member", "sansmith::Schema"], &items);
        assert_eq!(lines, ["use sansmith::Schema;\n"]);
    }

    #[test]
    fn a_name_of_the_models_is_not_the_import_of_that_name() {
        let paths = ["std::collections::BTreeMap", "crate::unknown"];
        let own = "fn f(unknown: types::BTreeMap) -> X { x.unknown(Self::BTreeMap) }".to_owned();
        assert!(of(&paths, &[own]).is_empty());
        let both = "fn f(a: BTreeMap<String, unknown::Tag>) {}".to_owned();
        assert_eq!(of(&paths, &[both]).len(), 2);
    }
}
