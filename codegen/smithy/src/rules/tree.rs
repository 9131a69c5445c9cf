//! Rules as they are written, checked for their form.
//!
//! **Invariants**
//! - Depth is that of the node values, which the readers limit, so a walk may recurse.

use super::function::{Function, Part};
use crate::files::Location;
use crate::model::Node;

/// The version of a rule set: major and minor.
pub(crate) type Version = (u32, u32);

/// The rules of a service.
#[derive(Debug)]
pub(crate) struct RuleSet<'m> {
    pub(crate) version: Version,
    pub(crate) parameters: Vec<Parameter<'m>>,
    /// The rules of a tree, or the results of a diagram.
    pub(crate) rules: Vec<Rule<'m>>,
    pub(crate) diagram: Option<Diagram<'m>>,
}

/// A parameter of a rule set.
#[derive(Debug)]
pub(crate) struct Parameter<'m> {
    pub(crate) name: &'m str,
    pub(crate) kind: Kind,
    pub(crate) built_in: Option<&'m str>,
    pub(crate) default: Option<&'m Node>,
    pub(crate) is_required: bool,
    pub(crate) is_documented: bool,
    pub(crate) at: Location,
}

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Flag,
    Texts,
}

impl Kind {
    /// The name in rule sets and messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Flag => "boolean",
            Self::Texts => "stringArray",
        }
    }
}

/// The decision diagram of `endpointBdd`.
#[derive(Debug)]
pub(crate) struct Diagram<'m> {
    pub(crate) conditions: Vec<Condition<'m>>,
    /// Condition, reference if it holds, reference if it does not.
    pub(crate) nodes: Vec<[i32; 3]>,
    pub(crate) root: i32,
}

/// A rule with the conditions under which it applies.
#[derive(Debug)]
pub(crate) struct Rule<'m> {
    pub(crate) conditions: Vec<Condition<'m>>,
    pub(crate) outcome: Outcome<'m>,
    pub(crate) at: Location,
}

/// The effect of a rule.
#[derive(Debug)]
pub(crate) enum Outcome<'m> {
    Tree(Vec<Rule<'m>>),
    Endpoint(Endpoint<'m>),
    Error(Expression<'m>),
}

/// A call whose result decides and may get a name.
#[derive(Debug)]
pub(crate) struct Condition<'m> {
    pub(crate) call: Call<'m>,
    pub(crate) assign: Option<&'m str>,
    pub(crate) at: Location,
}

/// An endpoint with expressions for its parts.
#[derive(Debug)]
pub(crate) struct Endpoint<'m> {
    pub(crate) url: Expression<'m>,
    pub(crate) properties: Vec<(&'m str, Expression<'m>)>,
    pub(crate) headers: Vec<(&'m str, Vec<Expression<'m>>)>,
}

/// An expression with its place.
#[derive(Debug)]
pub(crate) struct Expression<'m> {
    pub(crate) value: Form<'m>,
    pub(crate) at: Location,
}

/// The form of an expression.
#[derive(Debug)]
pub(crate) enum Form<'m> {
    Flag(bool),
    Number(i32),
    Text(Vec<Piece<'m>>),
    Array(Vec<Expression<'m>>),
    Record(Vec<(&'m str, Expression<'m>)>),
    Reference(&'m str),
    Call(Call<'m>),
}

/// A part of a template.
#[derive(Debug)]
pub(crate) enum Piece<'m> {
    Text(String),
    Value(Expression<'m>),
}

/// A call of a function.
#[derive(Debug)]
pub(crate) struct Call<'m> {
    pub(crate) function: Function,
    pub(crate) arguments: Vec<Expression<'m>>,
    /// The path of `getAttr`; empty for other functions.
    pub(crate) path: Vec<Part<'m>>,
}

impl Call<'_> {
    /// The version of the rules engine that has the function.
    pub(crate) fn since(&self) -> Version {
        let counts_from_end = |part: &Part<'_>| matches!(part, Part::Index(index) if *index < 0);
        if self.function.is_of_1_1() || self.path.iter().any(counts_from_end) {
            (1, 1)
        } else {
            (1, 0)
        }
    }
}

impl Expression<'_> {
    /// The text of a template without values.
    pub(crate) fn fixed_text(&self) -> Option<String> {
        let Form::Text(pieces) = &self.value else {
            return None;
        };
        let texts = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Value(_) => None,
        });
        texts.collect()
    }
}
