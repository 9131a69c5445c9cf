//! The table, field by field as in the runtime.

use crate::ir::{Attribute, ParameterKind, ParameterValue};

/// Maximum of most numbers in a table.
pub(super) const LIMIT: usize = 0x7fff;

/// The first target that denotes a result.
pub(super) const RESULT: u16 = 0x8000;

/// The target for "no rule matches".
pub(super) const NO_MATCH: u16 = u16::MAX;

/// Built-ins supported by the runtime: name in rules, variant.
pub(super) const BUILT_INS: [(&str, &str); 13] = [
    ("AWS::Region", "Region"),
    ("SDK::Endpoint", "Endpoint"),
    ("AWS::UseFIPS", "UseFips"),
    ("AWS::UseDualStack", "UseDualStack"),
    ("AWS::Auth::AccountId", "AccountId"),
    ("AWS::Auth::AccountIdEndpointMode", "AccountIdEndpointMode"),
    ("AWS::S3::ForcePathStyle", "S3ForcePathStyle"),
    ("AWS::S3::Accelerate", "S3Accelerate"),
    ("AWS::S3::UseGlobalEndpoint", "S3UseGlobalEndpoint"),
    (
        "AWS::S3::DisableMultiRegionAccessPoints",
        "S3DisableMultiRegionAccessPoints",
    ),
    ("AWS::S3::UseArnRegion", "S3UseArnRegion"),
    ("AWS::S3Control::UseArnRegion", "S3ControlUseArnRegion"),
    ("AWS::STS::UseGlobalEndpoint", "StsUseGlobalEndpoint"),
];

/// A table of endpoint rules; the runtime's `endpoint::rules` documents each part.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(missing_docs, reason = "the parts are those of the runtime's table")]
pub struct Table {
    pub parameters: Vec<TableParameter>,
    pub slots: u8,
    pub texts: Vec<String>,
    pub operands: Vec<Operand>,
    pub calls: Vec<TableCall>,
    pub conditions: Vec<TableCall>,
    pub steps: Vec<TableStep>,
    pub root: u16,
    pub results: Vec<TableOutcome>,
    pub schemes: Vec<Vec<Scheme>>,
    pub headers: Vec<Vec<(String, Vec<Operand>)>>,
    pub properties: Vec<Vec<(String, Property)>>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableParameter {
    /// Name.
    pub name: String,
    /// Type.
    pub kind: ParameterKind,
    /// The built-in that supplies the value.
    pub built_in: Option<BuiltIn>,
    /// True if evaluation fails without a value.
    pub required: bool,
    /// Default value.
    pub default: Option<ParameterValue>,
}

/// A built-in supported by the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// The name in rules.
    pub name: &'static str,
    /// The variant of the runtime's type.
    pub variant: &'static str,
}

/// The value of an argument, a URL, a header or a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A parameter or variable.
    Slot(u8),
    /// A string literal.
    Text(u16),
    /// A boolean literal.
    Boolean(bool),
    /// An integer literal.
    Integer(i16),
    /// The result of a call.
    Call(u16),
    /// An attribute in a path.
    Attribute(Attribute),
}

/// A function call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TableCall {
    /// Variant of the runtime's function enum.
    pub function: &'static str,
    /// The slot that receives the value.
    pub assign: Option<u8>,
    /// Number of operands.
    pub count: u8,
    /// Index of the first operand.
    pub first: u16,
}

/// A branch of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableStep {
    /// Index of the condition.
    pub condition: u16,
    /// Target if the condition holds.
    pub then: u16,
    /// Target otherwise.
    pub otherwise: u16,
}

/// The end of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableOutcome {
    /// An error with a message.
    Error(Operand),
    /// An endpoint, with the indices of its lists.
    Endpoint {
        /// URL.
        url: Operand,
        /// Auth schemes.
        schemes: u16,
        /// Headers.
        headers: u16,
        /// Other properties.
        properties: u16,
    },
}

/// An entry of `authSchemes`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the keys of the property")]
pub struct Scheme {
    pub name: Operand,
    pub signing_name: Option<Operand>,
    pub signing_region: Option<Operand>,
    pub signing_region_set: Option<Vec<Operand>>,
    pub disable_double_encoding: Option<bool>,
    pub disable_normalize_path: Option<bool>,
    pub properties: Vec<(String, Property)>,
}

/// A property of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Property {
    /// A string.
    Text(Operand),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Record(Vec<(String, Self)>),
}
