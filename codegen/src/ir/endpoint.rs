//! The endpoint rules of a service: parameters, and a tree of rules or a binary decision diagram of them.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html>

mod expression;
mod function;

use std::fmt;

use indexmap::IndexMap;

pub use self::expression::{AttributeStep, Call, Expression};
pub use self::function::{Attribute, Function, Type};
use super::{Docs, Pointer};

/// The endpoint rules of a service.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointRules {
    /// The parameters by name, in the model's order.
    pub parameters: IndexMap<String, EndpointParameter>,
    /// The decision.
    pub logic: EndpointLogic,
    /// Where the rules stand.
    pub at: Pointer,
}

/// A parameter of endpoint rules.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointParameter {
    /// The type.
    pub kind: ParameterKind,
    /// The name of the built-in that gives its value.
    pub built_in: Option<String>,
    /// Whether evaluation needs a value.
    pub required: bool,
    /// The value it has otherwise.
    pub default: Option<ParameterValue>,
    /// What the model says of it.
    pub docs: Option<Docs>,
}

/// The type of a parameter of endpoint rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum ParameterKind {
    /// `string`.
    Text,
    /// `boolean`.
    Boolean,
    /// `stringArray`.
    Texts,
}

/// The value of a parameter of endpoint rules.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum ParameterValue {
    /// A string.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// A list of strings.
    Texts(Vec<String>),
}

impl fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Texts(texts) => write!(f, "{texts:?}"),
        }
    }
}

impl ParameterKind {
    /// The type of its values in expressions.
    pub const fn as_type(self) -> Type {
        match self {
            Self::Text => Type::Text,
            Self::Boolean => Type::Boolean,
            Self::Texts => Type::Texts,
        }
    }
}

impl ParameterValue {
    /// The type of the value.
    pub const fn kind(&self) -> ParameterKind {
        match self {
            Self::Text(_) => ParameterKind::Text,
            Self::Boolean(_) => ParameterKind::Boolean,
            Self::Texts(_) => ParameterKind::Texts,
        }
    }
}

/// The decision that endpoint rules make.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum EndpointLogic {
    /// `smithy.rules#endpointRuleSet`: the first rule that matches counts.
    Tree(Vec<EndpointRule>),
    /// `smithy.rules#endpointBdd`.
    Diagram(EndpointDiagram),
}

/// A rule.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointRule {
    /// The conditions, all of which must hold.
    pub conditions: Vec<EndpointCondition>,
    /// The consequence.
    pub outcome: EndpointOutcome,
    /// Where it stands.
    pub at: Pointer,
}

/// A condition: it holds unless its value is empty or false.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointCondition {
    /// The value.
    pub value: Expression,
    /// The variable that takes the value.
    pub assign: Option<String>,
}

/// The consequence of a rule.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum EndpointOutcome {
    /// An endpoint.
    Endpoint(EndpointTemplate),
    /// An error with its message.
    Error(Expression),
    /// Further rules; where none matches, nothing does.
    Tree(Vec<EndpointRule>),
}

/// An endpoint with its expressions.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointTemplate {
    /// The URL.
    pub url: Expression,
    /// The headers by name.
    pub headers: IndexMap<String, Vec<Expression>>,
    /// The property `authSchemes`.
    pub auth_schemes: Vec<EndpointScheme>,
    /// The other properties by name.
    pub properties: IndexMap<String, EndpointProperty>,
}

/// An entry of `authSchemes`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointScheme {
    /// The name, `sigv4`.
    pub name: Expression,
    /// The service that requests are signed for.
    pub signing_name: Option<Expression>,
    /// The region that requests are signed for.
    pub signing_region: Option<Expression>,
    /// The regions that requests are signed for.
    pub signing_region_set: Option<Vec<Expression>>,
    /// Whether the path is escaped once and not twice.
    pub disable_double_encoding: Option<bool>,
    /// Whether the path is signed as it stands.
    pub disable_normalize_path: Option<bool>,
    /// The other keys.
    pub properties: IndexMap<String, EndpointProperty>,
}

/// A property of an endpoint.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum EndpointProperty {
    /// A text.
    Text(Expression),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Record(IndexMap<String, Self>),
}

/// A binary decision diagram of endpoint rules.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointDiagram {
    /// The conditions.
    pub conditions: Vec<EndpointCondition>,
    /// The results: rules without conditions.
    pub results: Vec<EndpointRule>,
    /// The nodes.
    pub nodes: Vec<DiagramNode>,
    /// Where evaluation begins.
    pub root: DiagramTarget,
}

/// A node of a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct DiagramNode {
    /// The index of the condition.
    pub condition: usize,
    /// The target where it holds.
    pub high: DiagramTarget,
    /// The target where it does not.
    pub low: DiagramTarget,
}

/// A reference in a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum DiagramTarget {
    /// No rule matches.
    NoMatch,
    /// A result, by its index.
    Result(usize),
    /// A node, by its index.
    Node {
        /// The index.
        index: usize,
        /// Whether its targets are exchanged.
        complement: bool,
    },
}

impl EndpointRules {
    /// Calls `visit` with each rule and result, outer ones first; rules of a model nest as deep as JSON may.
    pub fn each_rule<'r>(&'r self, visit: &mut impl FnMut(&'r EndpointRule)) {
        let rules = match &self.logic {
            EndpointLogic::Tree(rules) => rules,
            EndpointLogic::Diagram(diagram) => &diagram.results,
        };
        let mut left: Vec<&EndpointRule> = rules.iter().rev().collect();
        while let Some(rule) = left.pop() {
            visit(rule);
            if let EndpointOutcome::Tree(rules) = &rule.outcome {
                left.extend(rules.iter().rev());
            }
        }
    }

    /// Empties every pointer.
    pub(super) fn clear_pointers(&mut self) {
        fn clear(rules: &mut [EndpointRule]) {
            for rule in rules {
                rule.at = Pointer::root();
                if let EndpointOutcome::Tree(rules) = &mut rule.outcome {
                    clear(rules);
                }
            }
        }
        self.at = Pointer::root();
        match &mut self.logic {
            EndpointLogic::Tree(rules) => clear(rules),
            EndpointLogic::Diagram(diagram) => clear(&mut diagram.results),
        }
    }
}
