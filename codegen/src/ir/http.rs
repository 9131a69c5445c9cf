//! The HTTP binding of an operation, with the URI taken apart.

use std::fmt;

use super::MemberName;

/// How an operation is bound to HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Http {
    /// The method, `PUT`.
    pub method: String,
    /// The path and the literal query.
    pub uri: Uri,
    /// The status of a success.
    pub code: u16,
}

/// The path of an operation and the query it always sends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Uri {
    /// The path from its first slash, literals and labels in turn.
    pub path: Vec<PathPart>,
    /// The literal query: names with a value, or without one.
    pub query: Vec<(String, Option<String>)>,
}

/// A piece of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum PathPart {
    /// Text as it is sent, slashes included.
    Literal(String),
    /// The value of a member of the input.
    Label {
        /// The member of the input, never its name on the wire: Smithy's labels are named after members.
        member: MemberName,
        /// Whether slashes of the value are kept.
        greedy: bool,
    },
}

impl fmt::Display for Uri {
    /// Writes the template as Smithy spells it.
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
