//! Violated constraints as clients see them: `smithy.framework#ValidationException`.
//!
//! The messages are those of the protocol tests of Smithy.
//!
//! <https://smithy.io/2.0/spec/constraint-traits.html>

use super::Options;
use crate::model::schema::{Fault, Member, Schema, Traits};
use crate::shape::{DynShape, MemberSource, MemberVisitor, Shape};
#[cfg(feature = "validate")]
use crate::validate::{Rule, Violation};

/// The violated constraints of an input, at most 1,000; none if the options do not ask for them, or without the feature
/// `validate`.
#[cfg(feature = "validate")]
pub fn violations(input: &dyn DynShape, options: &Options) -> Vec<Invalid> {
    if !options.is_validating() {
        return Vec::new();
    }
    let checked = crate::validate::validate_up_to(input, crate::shape::deserializer::MOST_TOLD);
    checked.err().iter().flatten().map(Invalid::of).collect()
}

/// None: validation is not part of this build.
#[cfg(not(feature = "validate"))]
pub const fn violations(_: &dyn DynShape, _: &Options) -> Vec<Invalid> {
    Vec::new()
}

/// A violated constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invalid {
    /// JSON pointer to the value, by model names: `/Endpoint/Address`. That of a map key is the map.
    pub path: String,
    /// Message with the path, without sensitive values.
    pub message: String,
}

impl Invalid {
    /// A missing required member.
    pub(super) fn missing(path: &str) -> Self {
        Self::new(pointer(path, false), "", "Member must not be null")
    }

    fn new(path: String, length: &str, constraint: &str) -> Self {
        let message =
            format!("Value{length} at '{path}' failed to satisfy constraint: {constraint}");
        Self { path, message }
    }

    /// A violation of a validator.
    #[cfg(feature = "validate")]
    pub fn of(violation: &Violation) -> Self {
        let path = pointer(&violation.path, violation.key);
        let length = match violation.rule {
            Rule::Length { actual, .. } => format!(" with length {actual}"),
            _ => String::new(),
        };
        Self::new(path, &length, &constraint(&violation.rule))
    }

    /// Returns true if the path is that of the other, or within it.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let rest = self.path.strip_prefix(other.path.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The message of all violations.
    pub(super) fn summary(all: &[Self]) -> String {
        let count = all.len();
        let errors = if count == 1 { "error" } else { "errors" };
        let messages: Vec<_> = all.iter().map(|one| one.message.as_str()).collect();
        format!(
            "{count} validation {errors} detected. {}",
            messages.join("; ")
        )
    }
}

/// The constraint that a rule states.
#[cfg(feature = "validate")]
fn constraint(rule: &Rule) -> String {
    match rule {
        Rule::Required => "Member must not be null".to_owned(),
        Rule::Length { min, max, .. } => {
            format!(
                "Member must have length {}",
                bounds(min.as_ref(), max.as_ref())
            )
        }
        Rule::Range { min, max, .. } => {
            format!("Member must be {}", bounds(min.as_ref(), max.as_ref()))
        }
        Rule::UniqueItems { .. } => "Member must have unique values".to_owned(),
        Rule::Pattern { pattern, .. } => {
            format!("Member must satisfy regular expression pattern: {pattern}")
        }
        Rule::Enum { values, .. } => {
            format!(
                "Member must satisfy enum value set: [{}]",
                values.join(", ")
            )
        }
        Rule::IntEnum { values, .. } => {
            let values: Vec<_> = values.iter().map(ToString::to_string).collect();
            format!(
                "Member must satisfy enum value set: [{}]",
                values.join(", ")
            )
        }
        other => format!("Member {other}"),
    }
}

/// Inclusive bounds in words.
#[cfg(feature = "validate")]
fn bounds<T: std::fmt::Display>(min: Option<&T>, max: Option<&T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("between {min} and {max}, inclusive"),
        (Some(min), None) => format!("greater than or equal to {min}"),
        (None, Some(max)) => format!("less than or equal to {max}"),
        (None, None) => String::new(),
    }
}

/// A path such as `a["b/c"].d[0]` as a JSON pointer; `key` drops the last part.
fn pointer(path: &str, key: bool) -> String {
    let mut parts = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(quoted) = rest.strip_prefix("[\"") {
            let (part, after) = unquote(quoted);
            parts.push(part);
            rest = after.strip_prefix(']').unwrap_or(after);
        } else if let Some(bracketed) = rest.strip_prefix('[') {
            let (part, after) = bracketed.split_once(']').unwrap_or((bracketed, ""));
            parts.push(part.to_owned());
            rest = after;
        } else {
            let (part, after) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
            parts.push(part.to_owned());
            rest = after;
        }
    }
    if key {
        parts.pop();
    }
    parts.iter().fold(String::new(), |mut pointer, part| {
        pointer.push('/');
        pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
        pointer
    })
}

/// A quoted text after its opening quote, as `Debug` writes it, and the rest.
fn unquote(text: &str) -> (String, &str) {
    let mut part = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (part, text.get(at + 1..).unwrap_or_default()),
            '\\' => match chars.next().map(|(_, escaped)| escaped) {
                Some('n') => part.push('\n'),
                Some('r') => part.push('\r'),
                Some('t') => part.push('\t'),
                Some('0') => part.push('\0'),
                Some('u') => {
                    let rest = chars.as_str();
                    let digits = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
                    let code = digits.and_then(|(code, _)| u32::from_str_radix(code, 16).ok());
                    part.extend(code.and_then(char::from_u32));
                    let length = digits.map_or(0, |(code, _)| code.chars().count() + 2);
                    let _ = chars.by_ref().take(length).count();
                }
                Some(other) => part.push(other),
                None => {}
            },
            c => part.push(c),
        }
    }
    (part, "")
}

/// The structure `smithy.framework#ValidationException`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ValidationException {
    message: String,
    field_list: Vec<Invalid>,
}

impl ValidationException {
    /// Namespace of the shape.
    pub(super) const NAMESPACE: &'static str = "smithy.framework";

    pub(super) const fn new(message: String, field_list: Vec<Invalid>) -> Self {
        Self {
            message,
            field_list,
        }
    }
}

/// The schema of the exception.
pub(super) static EXCEPTION: Schema =
    Schema::structure("ValidationException", EXCEPTION_MEMBERS).with(EXCEPTION_TRAITS);
static EXCEPTION_TRAITS: &Traits = &Traits::new()
    .error("ValidationException")
    .fault(Fault::Client)
    .http_status(400);
static EXCEPTION_MEMBERS: &[Member] = &[
    Member::required("message", &crate::model::schema::STRING),
    Member::new("fieldList", &FIELDS),
];
static FIELDS: Schema = Schema::list(
    "ValidationExceptionFieldList",
    &Member::new("member", &FIELD),
);
static FIELD: Schema = Schema::structure("ValidationExceptionField", FIELD_MEMBERS);
static FIELD_MEMBERS: &[Member] = &[
    Member::required("path", &crate::model::schema::STRING),
    Member::required("message", &crate::model::schema::STRING),
];

impl Shape for ValidationException {
    const SCHEMA: &'static Schema = &EXCEPTION;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.visit(0, &self.message).visit(1, &self.field_list);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            message: source.get(0),
            field_list: source.get(1),
        }
    }
}

impl Shape for Invalid {
    const SCHEMA: &'static Schema = &FIELD;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.visit(0, &self.path).visit(1, &self.message);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            path: source.get(0),
            message: source.get(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_pointers() {
        for (path, key, expected) in [
            ("", false, ""),
            ("a", false, "/a"),
            ("a.b[0].c", false, "/a/b/0/c"),
            (r#"m["a/b~c"]"#, false, "/m/a~1b~0c"),
            (r#"m["q\"]\u{1}x"].d"#, false, "/m/q\"]\u{1}x/d"),
            (r#"m["k"]"#, true, "/m"),
            ("m[***]", false, "/m/***"),
        ] {
            assert_eq!(pointer(path, key), expected, "{path}");
        }
    }

    #[test]
    fn a_summary_counts() {
        let one = Invalid::missing("a");
        assert_eq!(
            Invalid::summary(std::slice::from_ref(&one)),
            "1 validation error detected. Value at '/a' failed to satisfy constraint: \
             Member must not be null"
        );
        let two = Invalid::summary(&[one.clone(), Invalid::missing("b.c")]);
        assert!(two.starts_with("2 validation errors detected. "), "{two}");
        assert!(Invalid::missing("a.b").is_within(&one));
        assert!(!Invalid::missing("ab").is_within(&one));
    }
}
