//! Records of endpoint rules, flat: nested parts refer to earlier ones by index.

use serde::{Deserialize, Serialize};

/// Endpoint rules.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RulesRecord<'a> {
    #[serde(borrow)]
    pub(crate) parameters: Vec<ParameterRow<'a>>,
    pub(crate) slots: u8,
    #[serde(borrow)]
    pub(crate) texts: Vec<&'a str>,
    pub(crate) operands: Vec<OperandRow>,
    pub(crate) calls: Vec<CallRow>,
    pub(crate) conditions: Vec<CallRow>,
    pub(crate) steps: Vec<(u16, u16, u16)>,
    pub(crate) root: u16,
    pub(crate) results: Vec<OutcomeRow>,
    /// Properties that others refer to, the referring ones last.
    #[serde(borrow)]
    pub(crate) values: Vec<ValueRow<'a>>,
    #[serde(borrow)]
    pub(crate) schemes: Vec<Vec<SchemeRow<'a>>>,
    #[serde(borrow)]
    pub(crate) headers: Vec<Vec<(&'a str, Vec<OperandRow>)>>,
    #[serde(borrow)]
    pub(crate) properties: Vec<Vec<PropertyRow<'a>>>,
}

/// A parameter.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ParameterRow<'a> {
    pub(crate) name: &'a str,
    /// 0 for a text, 1 for a boolean, 2 for texts.
    pub(crate) kind: u8,
    pub(crate) built_in: Option<&'a str>,
    pub(crate) required: bool,
    #[serde(borrow)]
    pub(crate) default: Option<super::SourceRecord<'a>>,
}

/// An operand.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) enum OperandRow {
    Slot(u8),
    Text(u16),
    Boolean(bool),
    Integer(i16),
    Call(u16),
    /// By place in the interpreter's list.
    Attribute(u8),
}

/// A call.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CallRow {
    /// By place in the interpreter's list.
    pub(crate) function: u8,
    pub(crate) assign: Option<u8>,
    pub(crate) count: u8,
    pub(crate) first: u16,
}

/// The end of an evaluation.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum OutcomeRow {
    Error(OperandRow),
    Endpoint(OperandRow, u16, u16, u16),
}

/// A name, and the index of a value.
pub(crate) type PropertyRow<'a> = (&'a str, u32);

/// A property of an endpoint.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum ValueRow<'a> {
    Text(OperandRow),
    Boolean(bool),
    Integer(i64),
    List(Vec<u32>),
    #[serde(borrow)]
    Record(Vec<PropertyRow<'a>>),
}

/// An entry of `authSchemes`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SchemeRow<'a> {
    pub(crate) name: OperandRow,
    pub(crate) signing_name: Option<OperandRow>,
    pub(crate) signing_region: Option<OperandRow>,
    pub(crate) signing_region_set: Option<Vec<OperandRow>>,
    pub(crate) disable_double_encoding: Option<bool>,
    pub(crate) disable_normalize_path: Option<bool>,
    #[serde(borrow)]
    pub(crate) properties: Vec<PropertyRow<'a>>,
}

/// A step of a path into an input.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum SegmentRow {
    Member(u32),
    Each,
    Keys,
    Index(i32),
    /// Indices of earlier paths.
    Select(Vec<u32>),
}
