//! Removes lookaround from patterns.

/// Openings of the removed groups.
const LOOKS: [&str; 4] = ["(?=", "(?!", "(?<=", "(?<!"];

/// Removes the lookaround groups of a `fancy-regex` pattern; the result may match more or other texts.
pub(super) fn without(pattern: &str) -> String {
    let mut kept = String::with_capacity(pattern.len());
    // Nesting depth within a removed group.
    let mut inside = 0_usize;
    let mut in_class = 0_usize;
    let mut chars = pattern.char_indices();
    while let Some((at, c)) = chars.next() {
        let rest = pattern.get(at..).unwrap_or_default();
        let looks = in_class == 0 && LOOKS.iter().any(|look| rest.starts_with(look));
        match c {
            '(' if in_class == 0 && (inside > 0 || looks) => {
                inside += 1;
                continue;
            }
            ')' if in_class == 0 && inside > 0 => {
                inside -= 1;
                continue;
            }
            '[' => in_class += 1,
            ']' => in_class = in_class.saturating_sub(1),
            _ => {}
        }
        if inside == 0 {
            kept.push(c);
        }
        if c == '\\'
            && let Some((_, escaped)) = chars.next()
            && inside == 0
        {
            kept.push(escaped);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn only_what_looks_around_goes() {
        for (pattern, expected) in [
            (r"^(?!aws:)(a(?:b)(?=c(d)e))$", "^(a(?:b))$"),
            (r"a(?<!\\)[)(?=]b)\(?=x", r"a[)(?=]b)\(?=x"),
            (r"(?<=[)])x[[^(]]", "x[[^(]]"),
        ] {
            assert_eq!(without(pattern), expected, "{pattern}");
        }
    }
}
