//! Endpoint rules: trees of rules and decision diagrams in traits, with their types and their evaluation.
//!
//! ```text
//! read      value of a trait -> rules
//! types     type of each expression; faults of a rule set that cannot be evaluated
//! evaluate  rules and parameters -> endpoint or error, as test cases expect them
//! ```
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html>

mod arguments;
mod evaluate;
mod found;
mod function;
mod kind;
mod partition;
mod path;
mod read;
mod template;
mod tree;
mod types;
mod value;

pub(crate) use self::evaluate::{Budget, test};
pub(crate) use self::read::RESULTS;
pub(crate) use self::tree::{
    Call, Endpoint, Expression, Form, Kind, Outcome, Parameter, Piece, Rule, RuleSet, Version,
};

use crate::files::Location;
use crate::model::Node;

/// The trait with a tree of rules.
pub(crate) const RULE_SET: &str = "smithy.rules#endpointRuleSet";

/// The trait with a decision diagram.
pub(crate) const DIAGRAM: &str = "smithy.rules#endpointBdd";

/// The traits with endpoint rules, and the functions that read them.
pub(crate) const TRAITS: [(&str, Read); 2] = [(RULE_SET, tree), (DIAGRAM, diagram)];

/// A function that reads the value of a trait to rules.
type Read = fn(&Node) -> Result<RuleSet<'_>, Fault>;

/// The reason why rules cannot be read or evaluated.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) at: Location,
}

impl Fault {
    fn new(message: impl Into<String>, at: Location) -> Self {
        let message = message.into();
        Self { message, at }
    }
}

/// Reads and checks the value of `endpointRuleSet`.
///
/// # Errors
///
/// The first fault of form or type.
pub(crate) fn tree(node: &Node) -> Result<RuleSet<'_>, Fault> {
    let rules = read::tree(node)?;
    types::check(&rules)?;
    Ok(rules)
}

/// Reads and checks the value of `endpointBdd`.
///
/// # Errors
///
/// The first fault of form or type.
pub(crate) fn diagram(node: &Node) -> Result<RuleSet<'_>, Fault> {
    let rules = read::diagram(node)?;
    types::check(&rules)?;
    Ok(rules)
}
