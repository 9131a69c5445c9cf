//! Intermediate representation of one service in Smithy's terms: the output of both front ends, the input of all later stages.
//!
//! **Invariants**
//! - Independent of source formats: the same model in botocore's or Smithy's format lowers to the same [`Ir`].
//! - Everything read from a model carries its JSON [`Pointer`]; items added by a pass carry the pointer of their cause.
//! - Order is the model's order, never that of a hash.
//!
//! <https://smithy.io/2.0/spec/model.html>

mod decimal;
mod endpoint;
mod http;
mod literal;
mod member;
mod name;
mod operation;
mod path;
mod pointers;
mod print;
mod protocol;
#[cfg(feature = "serialize")]
mod serialize;
mod service;
mod shape;
mod unknown;
mod value;
mod waiter;

use std::collections::BTreeMap;

use indexmap::IndexMap;

pub use self::decimal::Decimal;
pub use self::endpoint::{
    Attribute, AttributeStep, Call, DiagramNode, DiagramTarget, EndpointCondition, EndpointDiagram,
    EndpointLogic, EndpointOutcome, EndpointParameter, EndpointProperty, EndpointRule,
    EndpointRules, EndpointScheme, EndpointTemplate, Expression, Function, ParameterKind,
    ParameterValue, Type,
};
pub use self::http::{Http, PathPart, Uri};
pub use self::literal::Literal;
pub use self::member::{Location, Member};
pub use self::name::{Docs, MemberName, Pointer, ShapeName};
pub use self::operation::{
    EndpointDiscovery, Events, Example, ExampleError, HttpChecksum, Io, NestedOperation,
    NestedRole, Operation, Pagination,
};
pub use self::path::{Comparison, Path, PathArgument, PathExpression, PathFunction};
pub use self::protocol::Protocol;
pub use self::service::{ApiKeyPlace, Auth, ClientContextParam, Deprecated, Service, XmlNamespace};
pub use self::shape::{
    EnumValue, ErrorTrait, Facts, Fault, IntEnumValue, Length, Range, Retryable, Shape, ShapeKind,
    ShapeTraits, TimestampFormat,
};
pub use self::unknown::UnknownTrait;
pub use self::value::{Number, Value};
pub use self::waiter::{Acceptor, AcceptorState, Comparator, Matcher, Waiter};

/// A service and its shapes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Ir {
    /// The service, with its operations.
    pub service: Service,
    /// All shapes by name, in the model's order.
    pub shapes: IndexMap<ShapeName, Shape>,
    /// Rust names of an earlier release, by shape or `Shape$member`; from the configuration, not from a model.
    #[cfg_attr(feature = "serialize", serde(skip))]
    pub names: BTreeMap<String, String>,
}

impl Ir {
    /// The shape with the given name.
    pub fn shape(&self, name: &ShapeName) -> Option<&Shape> {
        self.shapes.get(name)
    }

    /// The target shape of a member.
    pub fn target(&self, member: &Member) -> Option<&Shape> {
        self.shapes.get(&member.target)
    }

    /// A copy with empty pointers, for comparing the front ends.
    #[must_use]
    pub fn without_pointers(mut self) -> Self {
        pointers::clear(&mut self);
        self
    }
}
