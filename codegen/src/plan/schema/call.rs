//! Traits as method calls, which generated code and the interpreter of models make alike.

use crate::ir::XmlNamespace;
use crate::names::Ident;
use crate::plan::customizations::Customization;

/// A trait, as a method call on a schema or member.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The method.
    pub method: &'static str,
    /// Arguments.
    pub arguments: Vec<Argument>,
}

impl Call {
    /// A call with arguments.
    pub(crate) fn new(method: &'static str, arguments: Vec<Argument>) -> Self {
        Self { method, arguments }
    }

    /// An annotation trait.
    pub(crate) fn flag(method: &'static str) -> Self {
        Self::new(method, Vec::new())
    }

    /// An XML namespace.
    pub(crate) fn namespace(method: &'static str, namespace: &XmlNamespace) -> Self {
        let XmlNamespace { uri, prefix } = namespace;
        let prefix = Argument::OptionalText(prefix.clone());
        Self::new(method, vec![Argument::Text(uri.clone()), prefix])
    }
}

/// An argument of a method call.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A string.
    Text(String),
    /// The traits of a member.
    MemberTraits(Vec<Call>),
    /// Strings.
    Texts(Vec<String>),
    /// `true` or `false`.
    Flag(bool),
    /// `Fault::…`.
    Fault(&'static str),
    /// Requirements of a service that its model does not state.
    Customizations(Vec<Customization>),
    /// The operation that names the hosts of this one.
    Discovery(Discovery),
    /// The type of an operation that calls of this one make themselves.
    Nested(Nested),
    /// An optional string.
    OptionalText(Option<String>),
    /// A number.
    Number(u64),
    /// An optional count.
    Count(Option<u64>),
    /// An optional integer.
    Integer(Option<i64>),
    /// An optional float.
    Float(Option<f64>),
    /// `TimestampFormat::…`.
    Format(&'static str),
    /// `Location::…`, with its name if it has one.
    Location(&'static str, Option<String>),
}

/// Facts of an operation whose host is found by asking the service.
#[derive(Debug, Clone, PartialEq)]
pub struct Discovery {
    /// The type of the operation that names hosts.
    pub(crate) operation: Ident,
    /// True if the default host does not answer.
    pub(crate) required: bool,
    /// Input members that tell hosts apart.
    pub(crate) identifiers: Vec<String>,
}

/// An operation that the calls of another one make themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct Nested {
    /// Its type.
    pub(crate) operation: Ident,
}
