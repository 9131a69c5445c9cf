//! Endpoint rules of a service: parameters, and a rule tree or a binary decision diagram.
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
    /// The rules themselves.
    pub logic: EndpointLogic,
    /// Location of the rules in the source.
    pub at: Pointer,
}

/// An endpoint parameter.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointParameter {
    /// The type.
    pub kind: ParameterKind,
    /// The built-in that supplies the value.
    pub built_in: Option<String>,
    /// True if evaluation fails without a value.
    pub required: bool,
    /// The default value.
    pub default: Option<ParameterValue>,
    /// Documentation from the model.
    pub docs: Option<Docs>,
}

/// The type of an endpoint parameter.
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

/// The value of an endpoint parameter.
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
    /// Looks up a type by its name in rules; older rules capitalize it.
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "string" => Some(Self::Text),
            "boolean" => Some(Self::Boolean),
            "stringarray" => Some(Self::Texts),
            _ => None,
        }
    }

    /// The type of the parameter in expressions.
    pub const fn as_type(self) -> Type {
        match self {
            Self::Text => Type::Text,
            Self::Boolean => Type::Boolean,
            Self::Texts => Type::Texts,
        }
    }
}

impl ParameterValue {
    /// The parameter type of the value.
    pub const fn kind(&self) -> ParameterKind {
        match self {
            Self::Text(_) => ParameterKind::Text,
            Self::Boolean(_) => ParameterKind::Boolean,
            Self::Texts(_) => ParameterKind::Texts,
        }
    }
}

/// Rule tree or decision diagram.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum EndpointLogic {
    /// `smithy.rules#endpointRuleSet`: the first matching rule applies.
    Tree(Vec<EndpointRule>),
    /// `smithy.rules#endpointBdd`.
    Diagram(EndpointDiagram),
}

/// A rule.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointRule {
    /// Conditions; all must hold.
    pub conditions: Vec<EndpointCondition>,
    /// Result if the conditions hold.
    pub outcome: EndpointOutcome,
    /// Location in the source.
    pub at: Pointer,
}

/// A condition. It holds unless its value is empty or false.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointCondition {
    /// The value.
    pub value: Expression,
    /// The variable that the value is assigned to.
    pub assign: Option<String>,
}

/// The result of a rule.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum EndpointOutcome {
    /// An endpoint.
    Endpoint(EndpointTemplate),
    /// An error with a message.
    Error(Expression),
    /// Nested rules; if none matches, the rule does not match.
    Tree(Vec<EndpointRule>),
}

/// An endpoint made of expressions.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointTemplate {
    /// The URL.
    pub url: Expression,
    /// Headers by name.
    pub headers: IndexMap<String, Vec<Expression>>,
    /// The property `authSchemes`.
    pub auth_schemes: Vec<EndpointScheme>,
    /// Other properties by name.
    pub properties: IndexMap<String, EndpointProperty>,
}

/// An entry of `authSchemes`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointScheme {
    /// The name of the scheme, such as `sigv4`.
    pub name: Expression,
    /// Signing name.
    pub signing_name: Option<Expression>,
    /// Signing region.
    pub signing_region: Option<Expression>,
    /// Signing regions (`SigV4a`).
    pub signing_region_set: Option<Vec<Expression>>,
    /// Escape the path once instead of twice.
    pub disable_double_encoding: Option<bool>,
    /// Sign the path without normalizing it.
    pub disable_normalize_path: Option<bool>,
    /// Other keys.
    pub properties: IndexMap<String, EndpointProperty>,
}

/// A property of an endpoint.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum EndpointProperty {
    /// A string.
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
    /// Results: rules without conditions.
    pub results: Vec<EndpointRule>,
    /// The nodes.
    pub nodes: Vec<DiagramNode>,
    /// The start of evaluation.
    pub root: DiagramTarget,
}

/// A node of a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct DiagramNode {
    /// The index of the condition.
    pub condition: usize,
    /// The target if the condition holds.
    pub high: DiagramTarget,
    /// The target if it does not.
    pub low: DiagramTarget,
}

/// A reference within a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum DiagramTarget {
    /// No rule matches.
    NoMatch,
    /// The index of a result.
    Result(usize),
    /// A node.
    Node {
        /// The index.
        index: usize,
        /// Swap the node's targets.
        complement: bool,
    },
}

impl EndpointRules {
    /// Calls `visit` with each rule and result, outer rules first. Rules of a model nest at most as deep as JSON may.
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

    /// Clears all source pointers.
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
