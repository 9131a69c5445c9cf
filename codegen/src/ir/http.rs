//! The HTTP binding of an operation, with its URI parsed.

use std::fmt;

use super::MemberName;

/// HTTP binding of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Http {
    /// The method, `PUT`.
    pub method: String,
    /// The path and the literal query.
    pub uri: Uri,
    /// Status code of a success.
    pub code: u16,
}

/// Path and constant query of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Uri {
    /// Path parts from the first slash: literals and labels.
    pub path: Vec<PathPart>,
    /// Constant query parameters, with or without a value.
    pub query: Vec<(String, Option<String>)>,
}

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum PathPart {
    /// Literal text, including slashes.
    Literal(String),
    /// A label, replaced by the value of an input member.
    Label {
        /// Model name of the input member (not its wire name: Smithy labels use member names).
        member: MemberName,
        /// A greedy label keeps slashes unescaped.
        greedy: bool,
    },
}

impl fmt::Display for Uri {
    /// Writes the template in Smithy's syntax.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.path {
            match part {
                PathPart::Literal(text) => f.write_str(text)?,
                PathPart::Label { member, greedy } => {
                    write!(f, "{{{member}{}}}", if *greedy { "+" } else { "" })?;
                }
            }
        }
        for (index, (name, value)) in self.query.iter().enumerate() {
            f.write_str(if index == 0 { "?" } else { "&" })?;
            f.write_str(name)?;
            if let Some(value) = value {
                write!(f, "={value}")?;
            }
        }
        Ok(())
    }
}
