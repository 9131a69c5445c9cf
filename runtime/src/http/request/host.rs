//! Host prefixes: templates with labels.
//!
//! **Invariants**
//! - Values cannot leave the prefix: they consist of letters, digits, `-` and `.`, without empty labels.
//!
//! <https://smithy.io/2.0/spec/endpoint-traits.html>

use super::uri::invalid_input;
use crate::types::Error;

/// Maximum length of a host label.
const LONGEST: usize = 63;

/// Expands a host prefix template with label values, keyed by member name.
///
/// # Errors
///
/// A label has no value, or an invalid one.
pub(super) fn expand(template: &str, labels: &[(&'static str, String)]) -> Result<String, Error> {
    let mut prefix = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some((literal, (label, after))) = rest
        .split_once('{')
        .and_then(|(literal, after)| Some((literal, after.split_once('}')?)))
    {
        prefix.push_str(literal);
        rest = after;
        let value = labels.iter().find(|(name, _)| *name == label);
        let value = value.map_or("", |(_, value)| value);
        check(value).map_err(|why| invalid_input(why).at(label))?;
        prefix.push_str(value);
    }
    prefix.push_str(rest);
    Ok(prefix)
}

/// Validates a label value; returns the problem.
fn check(value: &str) -> Result<(), &'static str> {
    let may = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if value.is_empty() {
        Err("a host label value is empty")
    } else if !value.bytes().all(may) {
        Err("a host label value has characters other than letters, digits, `-` and `.`")
    } else if value
        .split('.')
        .any(|label| label.is_empty() || label.len() > LONGEST)
    {
        Err("a label of the host is empty or longer than 63 bytes")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_filled_in() {
        let labels = [("a", "x-1.y".to_owned()), ("b", "Z".to_owned())];
        assert_eq!(expand("foo.", &[]), Ok("foo.".to_owned()));
        assert_eq!(
            expand("{a}-{b}.data.", &labels),
            Ok("x-1.y-Z.data.".to_owned())
        );
    }

    #[test]
    fn a_value_stays_before_the_host() {
        let long = "a".repeat(64);
        for value in [
            "",
            "a/b",
            "a:80",
            "a@b",
            "é",
            "a_b",
            ".a",
            "a.",
            "a..b",
            " a",
            long.as_str(),
        ] {
            let labels = [("a", value.to_owned())];
            let error = expand("{a}.", &labels).unwrap_err();
            assert_eq!(error.path(), "a", "{value}");
        }
        assert!(expand("{a}.", &[]).is_err());
    }
}
