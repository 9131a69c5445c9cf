//! Suggestions of similar names.

use crate::types::ErrorKind;

/// Maximum number of suggestions.
const MOST: usize = 3;

/// Maximum length in bytes of a name to compare: the cost is the product of both lengths.
const LONGEST: usize = 128;

/// The error for an unknown member, with similar names.
pub(crate) fn unknown_member(found: &str, names: impl Iterator<Item = &'static str>) -> ErrorKind {
    ErrorKind::Unknown {
        near: near(found, names),
        member: found.to_owned(),
    }
}

/// Returns true if two names differ at most in the case of their first letter.
pub(crate) fn same_but_first(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    match (one.next(), other.next()) {
        (Some(first), Some(other_first)) => {
            first.eq_ignore_ascii_case(&other_first) && one.as_str() == other.as_str()
        }
        (first, other_first) => first == other_first,
    }
}

/// Up to three names similar to another, most similar first.
///
/// A name is similar if at most a third of its characters differ, or only case.
pub(crate) fn near<'n>(found: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    if found.len() > LONGEST {
        return Vec::new();
    }
    let lower = found.to_lowercase();
    let mut near: Vec<(usize, &str)> = names
        .filter(|name| name.len() <= LONGEST)
        .filter_map(|name| {
            let distance = strsim::osa_distance(&lower, &name.to_lowercase());
            let longest = name.chars().count().max(lower.chars().count());
            (distance * 3 <= longest).then_some((distance, name))
        })
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// The end of a message with suggestions; empty if there are none.
pub(crate) fn did_you_mean(near: &[&str]) -> String {
    match near {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        [first @ .., last] => format!("; did you mean {} or `{last}`?", listed(first)),
    }
}

/// Names in backticks; at most sixteen.
pub(crate) fn listed(names: &[&str]) -> String {
    let shown: Vec<_> = names
        .iter()
        .take(16)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = if names.len() > shown.len() {
        " …"
    } else {
        ""
    };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_found() {
        let names = ["CONNECT_PHONENUMBER_ARN", "CONTACT_FLOW", "VOIP"];
        assert_eq!(near("Contact_Flow", names.into_iter()), ["CONTACT_FLOW"]);
        assert_eq!(near("CONTACTFLOW", names.into_iter()), ["CONTACT_FLOW"]);
        assert_eq!(near("VIOP", names.into_iter()), ["VOIP"]);
        assert!(near("EMAIL", names.into_iter()).is_empty());
        assert!(near(&"V".repeat(1 << 20), names.into_iter()).is_empty());
    }

    #[test]
    fn suggestions_are_a_sentence() {
        assert_eq!(did_you_mean(&[]), "");
        assert_eq!(did_you_mean(&["a"]), "; did you mean `a`?");
        assert_eq!(
            did_you_mean(&["a", "b", "c"]),
            "; did you mean `a`, `b` or `c`?"
        );
    }
}
