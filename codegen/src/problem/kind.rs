//! Each problem a model can have: its code, its weight and its words.

use std::fmt;

use super::Severity;
use crate::ir::Pointer;

/// What is wrong with a model.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are the words of the message, where they are explained"
)]
pub enum ProblemKind {
    /// The text is not JSON.
    Syntax {
        message: String,
        line: usize,
        column: usize,
    },
    /// The text is not JSON, and of a format that is known by name.
    OtherFormat { format: &'static str },
    /// A fault of a Smithy model that the loader found; the place is a range of bytes in the file.
    Smithy {
        id: String,
        message: String,
        is_error: bool,
        start: usize,
        length: usize,
    },
    /// A key that drives other tools.
    IgnoredKey { key: String },
    /// The text is JSON, of no format that is read.
    UnknownFormat,
    /// A value has another JSON type than the format says.
    WrongType {
        expected: &'static str,
        found: &'static str,
    },
    /// A key the format needs is not there.
    MissingKey { key: &'static str },
    /// A key that nothing is known of.
    UnknownKey {
        key: String,
        similar: Option<String>,
    },
    /// A key that is there twice.
    DuplicateKey { key: String },
    /// A text beside the model that nothing is known of.
    UnknownSidecar { name: String },
    /// A value that is not one of those the format knows.
    UnknownValue {
        what: &'static str,
        value: String,
        expected: &'static str,
    },
    /// A name that is not an identifier of Smithy.
    InvalidName { what: &'static str, name: String },
    /// A protocol that nothing is known of.
    UnknownProtocol { name: String },
    /// No protocol that can be spoken, with the names of those that the model has.
    NoProtocol { found: Vec<String> },
    /// A service without an id, which was derived from the value of another key.
    DerivedId {
        id: String,
        key: Option<&'static str>,
    },
    /// A URI that cannot be taken apart.
    InvalidUri { uri: String, why: &'static str },
    /// A label of a URI or host prefix that no member gives.
    UnknownLabel {
        label: String,
        similar: Option<String>,
    },
    /// A member bound to a label that the URI does not have.
    UnusedLabel { member: String, uri: String },
    /// A reference to a shape that is not there.
    UnknownTarget {
        target: String,
        similar: Option<String>,
    },
    /// A reference to a member that is not there.
    UnknownMember {
        member: String,
        similar: Option<String>,
    },
    /// A reference to an operation that is not there, from beside the model.
    UnknownOperation {
        operation: String,
        similar: Option<String>,
    },
    /// An operation asked for that is not there.
    UnknownSelection {
        operation: String,
        similar: Option<String>,
    },
    /// A shape of a kind that cannot stand there.
    WrongTarget {
        what: &'static str,
        expected: &'static str,
        shape: String,
        found: &'static str,
    },
    /// A second payload member.
    ManyPayloads { first: String, second: String },
    /// A least value above the greatest.
    MinAboveMax { min: String, max: String },
    /// A number that its place does not allow.
    InvalidNumber {
        what: &'static str,
        number: String,
        expected: &'static str,
    },
    /// A value that an enum has twice.
    RepeatedValue { value: String },
    /// A list or map that holds only itself.
    ListCycle { shape: String },
    /// Structures, lists or maps nested too deep.
    TooDeep { shape: String, limit: usize },
    /// A structure that cannot exist because it requires itself.
    EndlessRequired { shape: String, member: String },
    /// A default that is no value of its target.
    InvalidDefault {
        value: String,
        shape: String,
        kind: &'static str,
    },
    /// Something that two places of a model say differently.
    Conflict { what: String, first: Pointer },
    /// A shape that is mixed into itself.
    MixinCycle { shape: String },
    /// More of something than is taken.
    TooMany { what: &'static str, limit: usize },
    /// No service to generate, or several to choose from.
    WhichService {
        wanted: Option<String>,
        candidates: Vec<String>,
    },
    /// Two shapes of a service that have one name.
    NameConflict {
        name: String,
        first: String,
        second: String,
    },
    /// A trait that nothing is known of.
    UnknownTrait { id: String, similar: Option<String> },
    /// A function of endpoint rules that nothing is known of.
    UnknownFunction {
        function: String,
        similar: Option<String>,
    },
    /// A parameter, variable or attribute of endpoint rules that is not there.
    UnknownReference {
        name: String,
        similar: Option<String>,
    },
    /// Endpoint rules that cannot be evaluated.
    InvalidRules { why: String },
    /// A `JMESPath` expression that cannot be evaluated.
    InvalidPath { path: String, why: String },
    /// A pattern, trait or feature that is left out.
    Unsupported { what: String, why: &'static str },
}

impl ProblemKind {
    /// Its code, stable for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "json::syntax",
            Self::OtherFormat { .. } => "model::other_format",
            Self::Smithy { .. } => "model::smithy",
            Self::IgnoredKey { .. } => "model::ignored_key",
            Self::UnknownFormat => "model::unknown_format",
            Self::WrongType { .. } => "model::wrong_type",
            Self::MissingKey { .. } => "model::missing_key",
            Self::UnknownKey { .. } => "model::unknown_key",
            Self::DuplicateKey { .. } => "model::duplicate_key",
            Self::UnknownSidecar { .. } => "model::unknown_sidecar",
            Self::UnknownValue { .. } => "model::unknown_value",
            Self::InvalidName { .. } => "model::invalid_name",
            Self::UnknownProtocol { .. } => "model::unknown_protocol",
            Self::NoProtocol { .. } => "model::no_protocol",
            Self::DerivedId { .. } => "model::derived_id",
            Self::InvalidUri { .. } => "model::invalid_uri",
            Self::UnknownLabel { .. } => "model::unknown_label",
            Self::UnusedLabel { .. } => "model::unused_label",
            Self::UnknownTarget { .. } => "model::unknown_target",
            Self::UnknownMember { .. } => "model::unknown_member",
            Self::UnknownOperation { .. } => "model::unknown_operation",
            Self::UnknownSelection { .. } => "config::unknown_operation",
            Self::WrongTarget { .. } => "model::wrong_target",
            Self::ManyPayloads { .. } => "model::many_payloads",
            Self::MinAboveMax { .. } => "model::min_above_max",
            Self::InvalidNumber { .. } => "model::invalid_number",
            Self::RepeatedValue { .. } => "model::repeated_value",
            Self::ListCycle { .. } => "model::list_cycle",
            Self::TooDeep { .. } => "model::too_deep",
            Self::EndlessRequired { .. } => "model::endless_required",
            Self::InvalidDefault { .. } => "model::invalid_default",
            Self::Conflict { .. } => "model::conflict",
            Self::MixinCycle { .. } => "model::mixin_cycle",
            Self::TooMany { .. } => "model::too_many",
            Self::WhichService { .. } => "config::service",
            Self::NameConflict { .. } => "model::name_conflict",
            Self::UnknownTrait { .. } => "model::unknown_trait",
            Self::UnknownFunction { .. } => "model::unknown_function",
            Self::UnknownReference { .. } => "model::unknown_reference",
            Self::InvalidRules { .. } => "model::invalid_rules",
            Self::InvalidPath { .. } => "model::invalid_path",
            Self::Unsupported { .. } => "model::unsupported",
        }
    }

    /// Whether it stops the generator.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Smithy {
                is_error: false, ..
            }
            | Self::IgnoredKey { .. }
            | Self::UnknownKey { .. }
            | Self::UnknownSidecar { .. }
            | Self::UnknownProtocol { .. }
            | Self::DerivedId { .. }
            | Self::NoProtocol { .. }
            | Self::UnusedLabel { .. }
            | Self::UnknownOperation { .. }
            | Self::MinAboveMax { .. }
            | Self::RepeatedValue { .. }
            | Self::EndlessRequired { .. }
            | Self::UnknownTrait { .. }
            | Self::UnknownFunction { .. }
            | Self::Unsupported { .. } => Severity::Warning,
            Self::Syntax { .. }
            | Self::OtherFormat { .. }
            | Self::Smithy { is_error: true, .. }
            | Self::UnknownFormat
            | Self::WrongType { .. }
            | Self::MissingKey { .. }
            | Self::DuplicateKey { .. }
            | Self::UnknownValue { .. }
            | Self::InvalidName { .. }
            | Self::InvalidUri { .. }
            | Self::UnknownLabel { .. }
            | Self::UnknownTarget { .. }
            | Self::UnknownMember { .. }
            | Self::UnknownSelection { .. }
            | Self::WrongTarget { .. }
            | Self::ManyPayloads { .. }
            | Self::InvalidNumber { .. }
            | Self::ListCycle { .. }
            | Self::TooDeep { .. }
            | Self::InvalidDefault { .. }
            | Self::Conflict { .. }
            | Self::MixinCycle { .. }
            | Self::TooMany { .. }
            | Self::WhichService { .. }
            | Self::NameConflict { .. }
            | Self::UnknownReference { .. }
            | Self::InvalidRules { .. }
            | Self::InvalidPath { .. } => Severity::Error,
        }
    }
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
                write!(f, "the text is {format}, and a model is read from JSON")
            }
            Self::Smithy { id, message, .. } => write!(f, "{message} [{id}]"),
            Self::IgnoredKey { key } => write!(f, "the key {key:?} is ignored"),
            Self::UnknownFormat => f.write_str("not a service model of a format that is read"),
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::MissingKey { key } => write!(f, "the key `{key}` is missing"),
            Self::UnknownKey { key, .. } => write!(f, "unknown key {key:?}"),
            Self::DuplicateKey { key } => write!(f, "the key {key:?} is there twice"),
            Self::UnknownSidecar { name } => write!(f, "unknown file `{name}` beside the model"),
            Self::UnknownValue {
                what,
                value,
                expected,
            } => {
                write!(f, "unknown {what} {value:?}, expected {expected}")
            }
            Self::InvalidName { what, name } => write!(f, "{name:?} cannot name {what}"),
            Self::UnknownProtocol { name } => write!(f, "unknown protocol {name:?}"),
            Self::NoProtocol { found } => {
                f.write_str("the service speaks no protocol that is known")?;
                if !found.is_empty() {
                    write!(f, " ({})", found.join(", "))?;
                }
                f.write_str("; the crate has its types, and no operations")
            }
            Self::DerivedId { id, key: Some(key) } => write!(
                f,
                "the key `serviceId` is missing; the service is called `{id}`, after its `{key}`"
            ),
            Self::DerivedId { id, key: None } => {
                write!(f, "the service has no name; it is called `{id}`")
            }
            Self::InvalidUri { uri, why } => write!(f, "the URI {uri:?} {why}"),
            Self::UnknownLabel { label, .. } => {
                write!(f, "no member of the input gives the label {label:?}")
            }
            Self::UnusedLabel { member, uri } => {
                write!(
                    f,
                    "the member `{member}` is a label, and {uri:?} has no place for it"
                )
            }
            Self::UnknownTarget { target, .. } => write!(f, "there is no shape {target:?}"),
            Self::UnknownMember { member, .. } => write!(f, "there is no member {member:?}"),
            Self::UnknownSelection { operation, .. } if operation.contains(['*', '?']) => {
                write!(f, "no operation matches {operation:?}")
            }
            Self::UnknownOperation { operation, .. } | Self::UnknownSelection { operation, .. } => {
                write!(f, "there is no operation {operation:?}")
            }
            Self::WrongTarget {
                what,
                expected,
                shape,
                found,
            } => {
                let found = with_article(found);
                write!(f, "{what} must be {expected}, and `{shape}` is {found}")
            }
            Self::ManyPayloads { first, second } => {
                write!(f, "`{second}` is a second payload beside `{first}`")
            }
            Self::MinAboveMax { min, max } => {
                write!(f, "the least value {min} is above the greatest {max}")
            }
            Self::InvalidNumber {
                what,
                number,
                expected,
            } => {
                write!(f, "{what} must be {expected}, found {number}")
            }
            Self::RepeatedValue { value } => {
                write!(f, "the enum has the value {value:?} more than once")
            }
            Self::ListCycle { shape } => {
                write!(f, "`{shape}` holds itself through lists and maps alone")
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
                write!(f, "{value} cannot be the default of `{shape}`, {kind}")
            }
            Self::Conflict { what, first } => {
                write!(f, "{what} is said differently at `{first}`")
            }
            Self::MixinCycle { shape } => write!(f, "`{shape}` is mixed into itself"),
            Self::TooMany { what, limit } => write!(f, "more than {limit} {what}"),
            Self::WhichService {
                wanted: Some(wanted),
                ..
            } => write!(f, "there is no service {wanted:?}"),
            Self::WhichService {
                wanted: None,
                candidates,
            } => write!(f, "the model has {} services", candidates.len()),
            Self::NameConflict {
                name,
                first,
                second,
            } => {
                write!(f, "`{first}` and `{second}` are both called `{name}`")
            }
            Self::UnknownTrait { id, .. } => write!(f, "unknown trait `{id}`"),
            Self::UnknownFunction { function, .. } => {
                write!(f, "unknown function `{function}` in the endpoint rules")
            }
            Self::UnknownReference { name, .. } => {
                write!(f, "the endpoint rules know no `{name}` here")
            }
            Self::InvalidRules { why } => write!(f, "invalid endpoint rules: {why}"),
            Self::InvalidPath { path, why } => write!(f, "invalid path {path:?}: {why}"),
            Self::Unsupported { what, why } => write!(f, "{what} is left out: {why}"),
        }
    }
}

/// A noun with the article before it.
fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) && !noun.starts_with("uni") {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}
