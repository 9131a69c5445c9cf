//! The `use` lines of a file.

/// A path that files of a kind may import, its last segment being the name they use.
pub(in crate::emit) type Import = &'static str;

/// A `use` line for each path whose last segment is a word of an item.
pub(super) fn of(paths: &[Import], items: &[String]) -> Vec<String> {
    let named = |path: &&Import| {
        let name = path.rsplit("::").next().unwrap_or(path);
        items.iter().any(|item| has_word(item, name))
    };
    paths
        .iter()
        .filter(named)
        .map(|path| format!("use {path};\n"))
        .collect()
}

/// Whether a word is in a text, and not as a part of another.
fn has_word(text: &str, word: &str) -> bool {
    let part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = text.as_bytes();
    text.match_indices(word).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        !part(before) && !part(bytes.get(at + word.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_what_is_named_is_imported() {
        let items = [
            "pub static A: Schema = B;".to_owned(),
            "struct MemberList;".to_owned(),
        ];
        let lines = of(&["sansmith::Member", "sansmith::Schema"], &items);
        assert_eq!(lines, ["use sansmith::Schema;\n"]);
    }
}
