//! Records of an image: service, operations and shapes.

use serde::{Deserialize, Serialize};

use super::pages::PaginationRecord;

/// The index of an image.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Index<'a> {
    #[serde(borrow)]
    pub(crate) service: ServiceRecord<'a>,
    /// Names and offsets of operations, in the model's order.
    #[serde(borrow)]
    pub(crate) operations: Vec<(&'a str, u32)>,
    /// Names and offsets of shapes.
    #[serde(borrow)]
    pub(crate) shapes: Vec<(&'a str, u32)>,
    /// Names and offsets of waiters.
    #[serde(borrow)]
    pub(crate) waiters: Vec<(&'a str, u32)>,
    /// Offset of the endpoint rules.
    pub(crate) rules: Option<u32>,
}

/// The service.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ServiceRecord<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) version: &'a str,
    pub(crate) protocol: &'a str,
    #[serde(borrow)]
    pub(crate) calls: Vec<CallRecord<'a>>,
}

/// An operation.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct OperationRecord<'a> {
    pub(crate) method: &'a str,
    pub(crate) uri: &'a str,
    #[serde(borrow)]
    pub(crate) calls: Vec<CallRecord<'a>>,
    pub(crate) input: u32,
    pub(crate) output: u32,
    /// Unions of the events of input and output.
    pub(crate) events: [Option<u32>; 2],
    pub(crate) errors: Vec<u32>,
    #[serde(borrow)]
    pub(crate) bindings: Vec<BindingRecord<'a>>,
    /// Operation that returns endpoints, requiredness, and members that identify one.
    #[serde(borrow)]
    pub(crate) discovery: Option<(u32, bool, Vec<&'a str>)>,
    /// Operations that calls make themselves, with the methods that state them.
    #[serde(borrow)]
    pub(crate) nested: Vec<(&'a str, u32)>,
    #[serde(borrow)]
    pub(crate) pagination: Option<PaginationRecord<'a>>,
}

/// A trait: a method of the runtime's schema types, by its place in [`METHODS`](crate::model::METHODS), with arguments.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CallRecord<'a> {
    pub(crate) method: u8,
    #[serde(borrow)]
    pub(crate) arguments: Vec<ArgumentRecord<'a>>,
}

/// An argument of a trait.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum ArgumentRecord<'a> {
    Text(&'a str),
    #[serde(borrow)]
    Texts(Vec<&'a str>),
    Flag(bool),
    OptionalText(Option<&'a str>),
    Number(u64),
    Count(Option<u64>),
    Integer(Option<i64>),
    Float(Option<f64>),
    /// A word of the runtime: the variant of a time stamp format, fault or location, with its argument if there is one.
    Variant(&'a str, Option<&'a str>),
    /// Variants of customizations with their arguments.
    #[serde(borrow)]
    Customizations(Vec<(&'a str, Vec<&'a str>)>),
    /// Name, URI and prefix in the traits of an input document.
    Document(
        Option<&'a str>,
        #[serde(borrow)] Option<(&'a str, Option<&'a str>)>,
    ),
}

/// A shape.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ShapeRecord<'a> {
    #[serde(borrow)]
    pub(crate) kind: KindRecord<'a>,
    #[serde(borrow)]
    pub(crate) calls: Vec<CallRecord<'a>>,
    #[serde(borrow)]
    pub(crate) traits: Vec<CallRecord<'a>>,
}

/// The kind of a shape.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum KindRecord<'a> {
    Scalar(&'a str),
    #[serde(borrow)]
    Enum(Vec<&'a str>),
    IntEnum(Vec<i32>),
    #[serde(borrow)]
    List(MemberRecord<'a>),
    Map(
        #[serde(borrow)] MemberRecord<'a>,
        #[serde(borrow)] MemberRecord<'a>,
    ),
    #[serde(borrow)]
    Structure(Vec<MemberRecord<'a>>),
    #[serde(borrow)]
    Union(Vec<MemberRecord<'a>>),
}

/// A member.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MemberRecord<'a> {
    pub(crate) name: &'a str,
    pub(crate) target: u32,
    pub(crate) required: bool,
    #[serde(borrow)]
    pub(crate) location: Option<(&'a str, Option<&'a str>)>,
    #[serde(borrow)]
    pub(crate) traits: Vec<CallRecord<'a>>,
}

/// An endpoint parameter that an operation sets.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BindingRecord<'a> {
    pub(crate) slot: u8,
    #[serde(borrow)]
    pub(crate) source: SourceRecord<'a>,
}

/// The source of its value.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum SourceRecord<'a> {
    Text(&'a str),
    Boolean(bool),
    #[serde(borrow)]
    Texts(Vec<&'a str>),
    Member(u32),
    /// Paths; the last one starts at the input, and others are referred to by later ones.
    Path(Vec<Vec<super::SegmentRow>>),
}
