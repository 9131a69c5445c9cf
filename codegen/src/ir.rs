//! The shapes of one service in Smithy's terms: what both front ends lower to and every later stage reads.
//!
//! **Invariants**
//! - No word of a source format appears here; a twin model in another format lowers to the same [`Ir`].
//! - Everything that came from a model carries its JSON [`Pointer`]; what a pass made carries the pointer of its cause.
//! - Order is the model's order, never a hash's.
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
mod waiter;

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
    EndpointDiscovery, Example, ExampleError, HttpChecksum, Io, Operation, Pagination,
};
pub use self::path::{Comparison, Path, PathExpression, PathFunction};
pub use self::protocol::Protocol;
pub use self::service::{ApiKeyPlace, Auth, ClientContextParam, Deprecated, Service, XmlNamespace};
pub use self::shape::{
    EnumValue, ErrorTrait, Facts, Fault, IntEnumValue, Length, Range, Retryable, Shape, ShapeKind,
    ShapeTraits, TimestampFormat,
};
pub use self::unknown::UnknownTrait;
pub use self::waiter::{Acceptor, AcceptorState, Comparator, Matcher, Waiter};

/// A service and its shapes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Ir {
    /// The service, with its operations.
    pub service: Service,
    /// Every shape by its name, in the model's order.
    pub shapes: IndexMap<ShapeName, Shape>,
}

impl Ir {
    /// The shape of that name, if the model has it.
    pub fn shape(&self, name: &ShapeName) -> Option<&Shape> {
        self.shapes.get(name)
    }

    /// The shape a member targets, if the model has it.
    pub fn target(&self, member: &Member) -> Option<&Shape> {
        self.shapes.get(&member.target)
    }

    /// The same with every pointer emptied, so that two front ends can be compared.
    #[must_use]
    pub fn without_pointers(mut self) -> Self {
        pointers::clear(&mut self);
        self
    }
}
