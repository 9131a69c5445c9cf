//! Violations of constraints.

use std::fmt;

use crate::types::BigDecimal;

/// Maximum number of characters of a value shown in a message.
const SHOWN: usize = 60;

/// A violation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// Path by model names: `SegmentAttributes["connect:Subtype"].ValueList[0]`; empty for the entire value.
    pub path: String,
    /// True if it concerns the key of the map entry at the path instead of its value.
    pub key: bool,
    /// Violated rule, with the actual value.
    pub rule: Rule,
}

/// A rule, with the actual value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// A required member is missing; the path is the member's.
    Required,
    /// A value of the wrong kind.
    Type {
        /// The Smithy name of the type.
        expected: &'static str,
        /// Actual kind.
        found: &'static str,
    },
    /// A union without exactly one member.
    Union {
        /// Number of members.
        found: usize,
    },
    /// A string, blob, list or map of invalid length.
    Length {
        /// Minimum.
        min: Option<u64>,
        /// Maximum.
        max: Option<u64>,
        /// Unit: `characters`, `bytes`, `elements` or `entries`.
        unit: &'static str,
        /// Actual length.
        actual: u64,
    },
    /// A number out of range.
    Range {
        /// Minimum.
        min: Option<BigDecimal>,
        /// Maximum.
        max: Option<BigDecimal>,
        /// Number with all its digits; `None` if sensitive.
        actual: Option<String>,
    },
    /// Duplicate list elements.
    UniqueItems {
        /// Index of the first one.
        first: usize,
        /// Index of the second one.
        second: usize,
    },
    /// A string that does not match its pattern.
    Pattern {
        /// Pattern in Rust's syntax.
        pattern: &'static str,
        /// String; `None` if sensitive.
        actual: Option<String>,
    },
    /// An unknown integer enum value.
    IntEnum {
        /// Known values.
        values: &'static [i32],
        /// Value; `None` if sensitive.
        actual: Option<i64>,
    },
    /// An unknown enum value.
    Enum {
        /// Known values.
        values: &'static [&'static str],
        /// Value; `None` if sensitive.
        actual: Option<String>,
    },
}

/// Certainty that the service rejects the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Uncertain, because models may be outdated: patterns and enum values.
    Soft,
    /// Certain: all other rules.
    Hard,
}

impl Rule {
    /// Name of the rule: its Smithy trait, or `type` or `union`.
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

    /// Certainty that the service rejects the value.
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
    /// Certainty that the service rejects the value.
    pub const fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// Message without the path.
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
                    None => f.write_str("is a sensitive number")?,
                }
                write!(f, ", expected {}", Between(min.as_ref(), max.as_ref()))
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
                    None => f.write_str("a sensitive number")?,
                }
                f.write_str(" is not one of the known values: ")?;
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                f.write_str(&values.join(", "))
            }
            Self::Enum { values, actual } => {
                show(actual.as_deref(), f)?;
                f.write_str(" is not one of the known values: ")?;
                f.write_str(&values.join(", "))
            }
        }
    }
}

/// The singular of a unit.
fn singular(unit: &str) -> &str {
    match unit {
        "entries" => "entry",
        unit => unit.trim_end_matches('s'),
    }
}

/// Writes a text, or its redaction.
fn show(text: Option<&str>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(text) = text else {
        return f.write_str("a sensitive string");
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => write!(f, "{:?}…", text.get(..end).unwrap_or_default()),
        None => write!(f, "{text:?}"),
    }
}

/// Bounds of a number, in words.
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

/// All violations of a value, in the model's order; `Display` writes one per line.
#[derive(Debug, Clone, PartialEq)]
pub struct Violations(pub(super) Vec<Violation>);

impl Violations {
    /// Violations in the model's order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// Violations that the service certainly rejects; excludes patterns and enums.
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
