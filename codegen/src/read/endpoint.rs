//! Endpoint rules in rule sets, decision diagrams and AST traits, which share one syntax.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html>

use super::json::Node;
use super::mirror::{At, Entries, Read, Text, mirror, wrong_type};
use crate::ir::{Number, Value};
use crate::problem::Problems;

mirror! {
    /// `smithy.rules#endpointRuleSet`.
    struct RuleSet<'a>
    needs {
        "parameters" => parameters: Entries<'a, Parameter<'a>>,
        "rules" => rules: Vec<Rule<'a>>,
    }
    takes {}
    ignores {
        // The version of the format. New versions only add functions, which are known by name.
        "version",
        "serviceId",
        "documentation",
    }
}

mirror! {
    /// `smithy.rules#endpointBdd`.
    struct Diagram<'a>
    needs {
        "parameters" => parameters: Entries<'a, Parameter<'a>>,
        "conditions" => conditions: Vec<Condition<'a>>,
        "results" => results: Vec<Rule<'a>>,
        "root" => root: Number,
        "nodeCount" => node_count: Number,
        "nodes" => nodes: Text<'a>,
    }
    takes {}
    ignores {
        // See above.
        "version",
    }
}

mirror! {
    /// A parameter.
    struct Parameter<'a>
    needs {
        "type" => kind: Text<'a>,
    }
    takes {
        "builtIn" => built_in: Text<'a>,
        "required" => required: bool,
        "default" => default: Value,
        "documentation" => documentation: Text<'a>,
    }
    ignores {
        // Documentation tells users about deprecated parameters.
        "deprecated",
    }
}

mirror! {
    /// A rule.
    struct Rule<'a>
    needs {
        "type" => kind: Text<'a>,
    }
    takes {
        "conditions" => conditions: Vec<Condition<'a>>,
        "rules" => rules: Vec<Self>,
        "endpoint" => endpoint: Endpoint<'a>,
        "error" => error: Argument<'a>,
    }
    ignores {
        // For readers of the model only.
        "documentation",
    }
}

mirror! {
    /// A condition, or a function used as an argument.
    struct Condition<'a>
    needs {
        "fn" => function: Text<'a>,
        "argv" => arguments: Vec<Argument<'a>>,
    }
    takes {
        "assign" => assign: Text<'a>,
    }
    ignores {
        // For readers of the model only.
        "documentation",
    }
}

mirror! {
    /// An endpoint.
    struct Endpoint<'a>
    needs {
        "url" => url: Argument<'a>,
    }
    takes {
        "properties" => properties: Entries<'a, Node<'a>>,
        "headers" => headers: Entries<'a, Vec<Argument<'a>>>,
    }
}

mirror! {
    /// A reference to a parameter or variable.
    struct Reference<'a>
    needs {
        "ref" => name: Text<'a>,
    }
    takes {}
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Argument<'a> {
    Text(Text<'a>),
    Boolean(bool),
    Number(Number),
    Reference(Text<'a>),
    Call(Condition<'a>),
}

impl<'a> Read<'a> for Argument<'a> {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        match node {
            Node::Text(text) => Some(Self::Text(text)),
            Node::Bool(value) => Some(Self::Boolean(value)),
            Node::Number(number) => Some(Self::Number(number)),
            Node::Object(entries) if entries.iter().any(|(key, _)| key == "ref") => {
                let reference = Reference::read(Node::Object(entries), at, problems);
                reference.map(|reference| Self::Reference(reference.name))
            }
            Node::Object(entries) => {
                Condition::read(Node::Object(entries), at, problems).map(Self::Call)
            }
            Node::Null | Node::List(_) => {
                wrong_type("a literal, a reference or a function", &node, at, problems)
            }
        }
    }
}
