//! Values of enums that the model must know, and names that look alike.

use std::fmt;

use crate::debug::REDACTED;
use crate::error::ErrorKind;
use crate::schema::{Kind, Schema};
use crate::shape::Shape;

/// The most names that a message suggests.
const MOST: usize = 3;

/// The longest name that others are compared with, in bytes: comparing takes time by both lengths.
const LONGEST: usize = 128;

/// An error: text that is no value of an enum.
///
/// `Display` names the enum, the text unless it is sensitive, and the values that look alike, or all of a few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEnumValue {
    name: &'static str,
    found: Box<str>,
    values: &'static [&'static str],
}

impl UnknownEnumValue {
    /// The name of the enum in the model.
    pub fn enum_name(&self) -> &'static str {
        self.name
    }

    /// The values that the model knows and that look most like the text, at most three, the nearest first.
    pub fn near(&self) -> Vec<&'static str> {
        near(&self.found, self.values.iter().copied())
    }

    /// Every value that the model knows.
    pub fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

impl fmt::Display for UnknownEnumValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, found, .. } = self;
        write!(f, "{found:?} is not a value of `{name}`")?;
        let near = self.near();
        if near.is_empty() && !self.values.is_empty() {
            return write!(f, ": expected one of {}", listed(self.values));
        }
        f.write_str(&did_you_mean(&near))
    }
}

impl std::error::Error for UnknownEnumValue {}

/// Parses a value that the model of an enum knows.
///
/// # Errors
///
/// The model has no such value.
pub fn known<T: Shape + for<'t> From<&'t str>>(value: &str) -> Result<T, UnknownEnumValue> {
    if values(T::SCHEMA).contains(&value) {
        return Ok(T::from(value));
    }
    let sensitive = T::SCHEMA.sensitive;
    Err(UnknownEnumValue {
        name: T::SCHEMA.name,
        found: if sensitive { REDACTED } else { value }.into(),
        values: values(T::SCHEMA),
    })
}

/// The values of an enum.
const fn values(schema: &Schema) -> &'static [&'static str] {
    if let Kind::Enum(values) = schema.kind {
        values
    } else {
        &[]
    }
}

/// The error about a member that is unknown, with the names of those that look alike.
pub(crate) fn unknown_member(found: &str, names: impl Iterator<Item = &'static str>) -> ErrorKind {
    ErrorKind::Unknown {
        near: near(found, names),
        member: found.to_owned(),
    }
}

/// Whether two names are the same but for the case of their first letter.
pub(crate) fn same_but_first(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    match (one.next(), other.next()) {
        (Some(first), Some(other_first)) => {
            first.eq_ignore_ascii_case(&other_first) && one.as_str() == other.as_str()
        }
        (first, other_first) => first == other_first,
    }
}

/// The names that look most like another, at most three, the nearest first.
///
/// A name is near if a third of its characters differ at most, or none but for case.
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

/// The end of a message that suggests names; empty where there are none.
pub(crate) fn did_you_mean(near: &[&str]) -> String {
    match near {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        [first @ .., last] => format!("; did you mean {} or `{last}`?", listed(first)),
    }
}

/// Names in backticks, the first sixteen.
fn listed(names: &[&str]) -> String {
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
