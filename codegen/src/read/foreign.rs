//! Recognizes other formats by the start of the text, to explain why it is not a JSON model.

/// The name of a recognized non-JSON format.
pub(super) fn format(text: &str) -> Option<&'static str> {
    let mut lines = text.lines().map(str::trim_end);
    let first = lines.find(|line| !is_comment(line))?;
    if first.starts_with("$version") || first.starts_with("namespace ") {
        return Some("Smithy IDL");
    }
    if first.starts_with('<') {
        return Some("XML");
    }
    let is_yaml = first == "---" || first.starts_with("%YAML") || is_entry(first);
    is_yaml.then_some("YAML")
}

/// Returns true for blank and comment lines of YAML and Smithy IDL.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#') || line.starts_with("//")
}

/// Returns true for a YAML mapping entry: a plain key, a colon, and a value or nothing.
fn is_entry(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else {
        return false;
    };
    let key = key.trim_matches(['"', '\'']);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-.#$/ ".contains(c);
    !key.is_empty() && key.chars().all(is_plain) && (value.is_empty() || value.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn formats_are_recognised_by_the_beginning() {
        for (text, expected) in [
            ("smithy: \"2.0\"\nshapes:\n", Some("YAML")),
            ("# a model\n---\nmetadata:", Some("YAML")),
            ("\"metadata\":\n  protocol: json", Some("YAML")),
            ("// a model\n\n$version: \"2.0\"\n", Some("Smithy IDL")),
            ("<html>", Some("XML")),
            ("{\"smithy\": \"2.0\"", None),
            ("a:b", None),
            ("", None),
        ] {
            assert_eq!(format(text), expected, "{text:?}");
        }
    }
}
