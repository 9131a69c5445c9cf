//! Suggests similar names for unknown ones, and quotes words for a shell.

/// The known names most similar to `name`, best first. Case and punctuation are ignored.
///
/// ```
/// use sansmith_cli::names::nearest;
///
/// let known = ["Endpoint", "Contact", "dynamodb"].map(str::to_owned);
/// assert_eq!(nearest("Endpont", &known), ["Endpoint"]);
/// assert_eq!(nearest("Dynamo-DB", &known), ["dynamodb"]);
/// ```
pub fn nearest<'a>(name: &str, known: &'a [String]) -> Vec<&'a str> {
    let letters = |name: &str| {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let wanted = letters(name);
    let mut scored: Vec<_> = known
        .iter()
        .map(|other| {
            (
                strsim::jaro_winkler(&wanted, &letters(other)),
                other.as_str(),
            )
        })
        .filter(|(score, _)| *score > 0.85)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(4).map(|(_, other)| other).collect()
}

/// Quotes a word for a shell: `Start*` must not expand to file names.
///
/// ```
/// assert_eq!(sansmith_cli::names::quoted("Start*,Stop"), "'Start*,Stop'");
/// assert_eq!(sansmith_cli::names::quoted("a.b#C"), "a.b#C");
/// ```
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./,:=+@%".contains(c);
    // A `#` begins a comment only at the start of a word.
    let rest = word.strip_prefix(is_plain).unwrap_or(word);
    if !word.is_empty() && rest.len() < word.len() && rest.chars().all(|c| is_plain(c) || c == '#')
    {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn shell_quoting_round_trips() {
        for plain in ["a", "A,B", "../x/m-1.json", "my.space#Service"] {
            assert_eq!(quoted(plain), plain);
        }
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("#a"), "'#a'");
        assert_eq!(quoted("my model.json"), "'my model.json'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
