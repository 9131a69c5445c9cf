//! Problem kinds with their messages.

use std::fmt;

use crate::ir::Pointer;

/// A kind of problem.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are the words of the message, where they are explained"
)]
pub enum ProblemKind {
    /// The text is not JSON.
    Syntax { message: String, offset: usize },
    /// The text is of a recognized format other than JSON.
    OtherFormat { format: &'static str },
    /// An error from the Smithy loader, located by a byte range in the file.
    Smithy {
        id: String,
        message: String,
        is_error: bool,
        start: usize,
        length: usize,
    },
    /// A key that only affects other tools.
    IgnoredKey { key: String },
    /// JSON of an unsupported format.
    UnknownFormat,
    /// A value of the wrong JSON type.
    WrongType {
        expected: &'static str,
        found: &'static str,
    },
    /// A missing required key.
    MissingKey { key: &'static str },
    /// An unknown key.
    UnknownKey {
        key: String,
        similar: Option<String>,
    },
    /// A duplicate key.
    DuplicateKey { key: String },
    /// An unknown sidecar.
    UnknownSidecar { name: String },
    /// A value outside the set allowed by the format.
    UnknownValue {
        what: &'static str,
        value: String,
        expected: &'static str,
    },
    /// An invalid Smithy identifier.
    InvalidName { what: &'static str, name: String },
    /// An unknown protocol.
    UnknownProtocol { name: String },
    /// No supported protocol; lists those of the model.
    NoProtocol { found: Vec<String> },
    /// A service without an id; one was derived from another key.
    DerivedId {
        id: String,
        key: Option<&'static str>,
    },
    /// An invalid URI.
    InvalidUri { uri: String, why: &'static str },
    /// A label of a URI or host prefix without a member.
    UnknownLabel {
        label: String,
        similar: Option<String>,
    },
    /// A label member missing from the URI.
    UnusedLabel { member: String, uri: String },
    /// A reference to a missing shape.
    UnknownTarget {
        target: String,
        similar: Option<String>,
    },
    /// A reference to a missing member.
    UnknownMember {
        member: String,
        similar: Option<String>,
    },
    /// A reference from a sidecar to a missing operation.
    UnknownOperation {
        operation: String,
        similar: Option<String>,
    },
    /// A selected operation that does not exist.
    UnknownSelection {
        operation: String,
        similar: Option<String>,
    },
    /// A shape whose kind is not allowed there.
    WrongTarget {
        what: &'static str,
        expected: &'static str,
        shape: String,
        found: &'static str,
    },
    /// A second payload member.
    ManyPayloads { first: String, second: String },
    /// A minimum above the maximum.
    MinAboveMax { min: String, max: String },
    /// A number out of range.
    InvalidNumber {
        what: &'static str,
        number: String,
        expected: &'static str,
    },
    /// A repeated enum value.
    RepeatedValue { value: String },
    /// A list or map that contains only itself.
    ListCycle { shape: String },
    /// Structures, lists or maps nested too deep.
    TooDeep { shape: String, limit: usize },
    /// A structure that requires itself, so cannot be constructed.
    EndlessRequired { shape: String, member: String },
    /// A default that does not fit its target.
    InvalidDefault {
        value: String,
        shape: String,
        kind: &'static str,
    },
    /// Conflicting definitions.
    Conflict { what: String, first: Pointer },
    /// A shape that mixes in itself.
    MixinCycle { shape: String },
    /// A limit was exceeded.
    TooMany { what: &'static str, limit: usize },
    /// No service, or several to choose from.
    WhichService {
        wanted: Option<String>,
        candidates: Vec<String>,
    },
    /// Two shapes of a service with the same name.
    NameConflict {
        name: String,
        first: String,
        second: String,
    },
    /// An unknown trait.
    UnknownTrait { id: String, similar: Option<String> },
    /// An unknown function in endpoint rules.
    UnknownFunction {
        function: String,
        similar: Option<String>,
    },
    /// An unknown parameter, variable or attribute in endpoint rules.
    UnknownReference {
        name: String,
        similar: Option<String>,
    },
    /// Endpoint rules that cannot be evaluated.
    InvalidRules { why: String },
    /// A `JMESPath` expression that cannot be evaluated.
    InvalidPath { path: String, why: String },
    /// An unsupported pattern, trait or feature.
    Unsupported { what: String, why: &'static str },
}

impl fmt::Display for ProblemKind {
    #[expect(
        clippy::too_many_lines,
        reason = "one line a problem, nothing to share"
    )]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { message, .. } => write!(f, "not valid JSON: {message}"),
            Self::OtherFormat { format } => {
                write!(f, "the text is {format}, but a model must be JSON")
            }
            Self::Smithy { id, message, .. } => write!(f, "{message} [{id}]"),
            Self::IgnoredKey { key } => write!(f, "the key {key:?} is ignored"),
            Self::UnknownFormat => f.write_str("not a service model in a supported format"),
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::MissingKey { key } => write!(f, "missing key `{key}`"),
            Self::UnknownKey { key, .. } => write!(f, "unknown key {key:?}"),
            Self::DuplicateKey { key } => write!(f, "duplicate key {key:?}"),
            Self::UnknownSidecar { name } => write!(f, "unknown sidecar file `{name}`"),
            Self::UnknownValue {
                what,
                value,
                expected,
            } => {
                write!(f, "unknown {what} {value:?}, expected {expected}")
            }
            Self::InvalidName { what, name } => {
                write!(f, "{name:?} is not a valid name for {what}")
            }
            Self::UnknownProtocol { name } => write!(f, "unknown protocol {name:?}"),
            Self::NoProtocol { found } => {
                f.write_str("no supported protocol")?;
                if !found.is_empty() {
                    write!(f, " ({})", found.join(", "))?;
                }
                f.write_str("; the crate has types but no operations")
            }
            Self::DerivedId { id, key: Some(key) } => write!(
                f,
                "missing key `serviceId`; using `{id}`, derived from `{key}`"
            ),
            Self::DerivedId { id, key: None } => {
                write!(f, "the service has no name; using `{id}`")
            }
            Self::InvalidUri { uri, why } => write!(f, "the URI {uri:?} {why}"),
            Self::UnknownLabel { label, .. } => {
                write!(f, "no input member for the label {label:?}")
            }
            Self::UnusedLabel { member, uri } => {
                write!(
                    f,
                    "the member `{member}` is a label, but {uri:?} does not contain it"
                )
            }
            Self::UnknownTarget { target, .. } => write!(f, "unknown shape {target:?}"),
            Self::UnknownMember { member, .. } => write!(f, "unknown member {member:?}"),
            Self::UnknownSelection { operation, .. } if operation.contains(['*', '?']) => {
                write!(f, "no operation matches {operation:?}")
            }
            Self::UnknownOperation { operation, .. } | Self::UnknownSelection { operation, .. } => {
                write!(f, "unknown operation {operation:?}")
            }
            Self::WrongTarget {
                what,
                expected,
                shape,
                found,
            } => {
                let found = with_article(found);
                write!(f, "{what} must be {expected}, but `{shape}` is {found}")
            }
            Self::ManyPayloads { first, second } => {
                write!(f, "`{second}` is a second payload; the first is `{first}`")
            }
            Self::MinAboveMax { min, max } => {
                write!(f, "the minimum {min} is above the maximum {max}")
            }
            Self::InvalidNumber {
                what,
                number,
                expected,
            } => {
                write!(f, "{what} must be {expected}, found {number}")
            }
            Self::RepeatedValue { value } => {
                write!(f, "duplicate enum value {value:?}")
            }
            Self::ListCycle { shape } => {
                write!(f, "`{shape}` contains itself through lists and maps only")
            }
            Self::TooDeep { shape, limit } => {
                write!(
                    f,
                    "`{shape}` nests structures, lists and maps more than {limit} deep"
                )
            }
            Self::EndlessRequired { shape, member } => {
                write!(f, "`{shape}` requires itself through its member `{member}`")
            }
            Self::InvalidDefault { value, shape, kind } => {
                let kind = with_article(kind);
                write!(f, "{value} is not a valid default for `{shape}`, {kind}")
            }
            Self::Conflict { what, first } => {
                write!(
                    f,
                    "conflicting definition of {what}; first defined at `{first}`"
                )
            }
            Self::MixinCycle { shape } => write!(f, "`{shape}` mixes in itself"),
            Self::TooMany { what, limit } => write!(f, "more than {limit} {what}"),
            Self::WhichService {
                wanted: Some(wanted),
                ..
            } => write!(f, "unknown service {wanted:?}"),
            Self::WhichService {
                wanted: None,
                candidates,
            } => write!(f, "the model has {} services", candidates.len()),
            Self::NameConflict {
                name,
                first,
                second,
            } => {
                write!(f, "`{first}` and `{second}` both have the name `{name}`")
            }
            Self::UnknownTrait { id, .. } => write!(f, "unknown trait `{id}`"),
            Self::UnknownFunction { function, .. } => {
                write!(f, "unknown function `{function}` in the endpoint rules")
            }
            Self::UnknownReference { name, .. } => {
                write!(f, "unknown `{name}` in the endpoint rules")
            }
            Self::InvalidRules { why } => write!(f, "invalid endpoint rules: {why}"),
            Self::InvalidPath { path, why } => write!(f, "invalid path {path:?}: {why}"),
            Self::Unsupported { what, why } => write!(f, "{what} is ignored: {why}"),
        }
    }
}

/// A noun with its indefinite article.
fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) && !noun.starts_with("uni") {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}
