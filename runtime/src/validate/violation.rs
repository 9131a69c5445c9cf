//! What a value does that its model forbids.

use std::fmt;

use crate::types::Number;

/// The most characters of a value that a message shows.
const SHOWN: usize = 60;

/// One thing that the model forbids.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// Where, by the model's names: `SegmentAttributes["connect:Subtype"].ValueList[0]`; empty for the whole value.
    pub path: String,
    /// Whether it is about the key of the entry at the path, not about its value.
    pub key: bool,
    /// What was allowed, and what was there.
    pub rule: Rule,
}

/// What the model says, and what was there instead.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// A required member is missing; the path is the member's.
    Required,
    /// Something else stands where the model has a kind of value.
    Type {
        /// The Smithy name of the type.
        expected: &'static str,
        /// The kind of what is there.
        found: &'static str,
    },
    /// A union does not have exactly one member.
    Union {
        /// How many it has.
        found: usize,
    },
    /// A text, blob, list or map is too short or too long.
    Length {
        /// At least.
        min: Option<u64>,
        /// At most.
        max: Option<u64>,
        /// What is counted: `characters`, `bytes`, `elements` or `entries`.
        unit: &'static str,
        /// How many there are.
        actual: u64,
    },
    /// A number is too small or too large.
    Range {
        /// At least.
        min: Option<Number>,
        /// At most.
        max: Option<Number>,
        /// The number; none where it is sensitive.
        actual: Option<Number>,
    },
    /// Elements of a list are the same.
    UniqueItems {
        /// The index of the first of them.
        first: usize,
        /// The index of the second.
        second: usize,
    },
    /// A text does not match.
    Pattern {
        /// The pattern, in Rust's syntax.
        pattern: &'static str,
        /// The text; none where it is sensitive.
        actual: Option<String>,
    },
    /// The model does not know a value of an enum of integers.
    IntEnum {
        /// The values it knows.
        values: &'static [i32],
        /// The value; none where it is sensitive.
        actual: Option<i64>,
    },
    /// The model does not know a value of an enum.
    Enum {
        /// The values it knows.
        values: &'static [&'static str],
        /// The value; none where it is sensitive.
        actual: Option<String>,
    },
}

/// How sure it is that a service refuses the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The model may lag its service: patterns and values of enums.
    Soft,
    /// Everything else.
    Hard,
}

impl Rule {
    /// The name of the rule: that of its trait in Smithy, or `type` or `union`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Type { .. } => "type",
            Self::Union { .. } => "union",
            Self::Length { .. } => "length",
            Self::Range { .. } => "range",
            Self::UniqueItems { .. } => "uniqueItems",
            Self::Pattern { .. } => "pattern",
            Self::Enum { .. } | Self::IntEnum { .. } => "enum",
        }
    }

    /// How sure it is that a service refuses the value.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Pattern { .. } | Self::Enum { .. } | Self::IntEnum { .. } => Severity::Soft,
            Self::Required
            | Self::Type { .. }
            | Self::Union { .. }
            | Self::Length { .. }
            | Self::Range { .. }
            | Self::UniqueItems { .. } => Severity::Hard,
        }
    }
}

impl Violation {
    /// How sure it is that a service refuses the value.
    pub const fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// What is wrong, without the path.
    pub fn message(&self) -> String {
        let key = if self.key { "the key " } else { "" };
        format!("{key}{}", self.rule)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message())
        } else {
            write!(f, "{}: {}", self.path, self.message())
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("is required and missing"),
            Self::Type { expected, found } => write!(f, "is {found}, expected {expected}"),
            Self::Union { found } => write!(f, "has {found} members, expected one of a union"),
            Self::Length {
                min,
                max,
                unit,
                actual,
            } => {
                let unit = if *actual == 1 { singular(unit) } else { unit };
                write!(f, "has {actual} {unit}, expected ")?;
                match (min, max) {
                    (None | Some(0), Some(max)) => write!(f, "up to {max}"),
                    _ => Between(*min, *max).fmt(f),
                }
            }
            Self::Range { min, max, actual } => {
                match actual {
                    Some(actual) => write!(f, "is {actual}")?,
                    None => f.write_str("is a hidden number")?,
                }
                write!(f, ", expected {}", Between(*min, *max))
            }
            Self::UniqueItems { first, second } => {
                write!(f, "has the same element at {first} and {second}")
            }
            Self::Pattern { pattern, actual } => {
                show(actual.as_deref(), f)?;
                write!(f, " does not match {pattern}")
            }
            Self::IntEnum { values, actual } => {
                match actual {
                    Some(actual) => write!(f, "{actual}")?,
                    None => f.write_str("a hidden number")?,
                }
                f.write_str(" is not among the values known: ")?;
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                f.write_str(&values.join(", "))
            }
            Self::Enum { values, actual } => {
                show(actual.as_deref(), f)?;
                f.write_str(" is not among the values known: ")?;
                f.write_str(&values.join(", "))
            }
        }
    }
}

/// One of a unit, whose name is a plural.
fn singular(unit: &str) -> &str {
    match unit {
        "entries" => "entry",
        unit => unit.trim_end_matches('s'),
    }
}

/// Writes a text, or that it is hidden.
fn show(text: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(text) = text else {
        return f.write_str("a hidden text");
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => write!(f, "{:?}…", text.get(..end).unwrap_or_default()),
        None => write!(f, "{text:?}"),
    }
}

/// The bounds of a number, in words.
struct Between<T>(Option<T>, Option<T>);

impl<T: fmt::Display + PartialEq> fmt::Display for Between<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, &self.1) {
            (Some(min), Some(max)) if min == max => write!(f, "{min}"),
            (Some(min), Some(max)) => write!(f, "{min} to {max}"),
            (Some(min), None) => write!(f, "at least {min}"),
            (None, Some(max)) => write!(f, "at most {max}"),
            (None, None) => f.write_str("any"),
        }
    }
}

/// All violations of a value, in the model's order; `Display` writes one a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Violations(pub(super) Vec<Violation>);

impl Violations {
    /// The violations, in the model's order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// Those that a service surely refuses; none where all are about patterns and enums.
    pub fn hard(&self) -> impl Iterator<Item = &Violation> {
        self.iter()
            .filter(|violation| violation.severity() == Severity::Hard)
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            let line = if index == 0 { "" } else { "\n" };
            write!(f, "{line}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
