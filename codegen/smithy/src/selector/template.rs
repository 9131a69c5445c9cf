//! Messages with attributes of what a selector matched: `the name is @{id|name}`.
//!
//! <https://smithy.io/2.0/spec/model-validation.html#message-templates>

use super::attribute::{Attribute, Path, Scope};
use super::evaluate::Run;
use super::graph::{Graph, Node};
use super::{Selector, SelectorError};
use crate::model::ShapeId;

/// The longest message, in bytes.
const LONGEST: usize = 10_000;

/// A parsed message template.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    pub(super) parts: Vec<Part>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Text(String),
    Path(Path),
}

impl Template {
    /// Reads a template: `@{…}` is an attribute, `@@` an at sign.
    ///
    /// # Errors
    ///
    /// [`SelectorError::Syntax`]
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        super::parse::template(text).map(|parts| Self { parts })
    }

    /// The message for a match.
    fn expand(&self, node: Node, scope: Scope<'_, '_>) -> String {
        let mut message = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => message.push_str(text),
                Part::Path(path) => {
                    let subject = scope.graph.subject(node);
                    let value = subject.map_or(Attribute::Empty, Attribute::Shape);
                    message.push_str(&value.path(path, scope).message());
                }
            }
            if message.len() > LONGEST {
                let end = (0..=LONGEST)
                    .rev()
                    .find(|end| message.is_char_boundary(*end));
                message.truncate(end.unwrap_or_default());
                break;
            }
        }
        message
    }
}

impl Selector {
    /// All shapes and members that the selector matches, each with its message.
    ///
    /// A shape is there once for each message that differs, since variables can have other values.
    ///
    /// # Errors
    ///
    /// [`SelectorError::TooCostly`]
    pub fn messages<'m>(
        &self,
        graph: &Graph<'m>,
        template: &Template,
    ) -> Result<Vec<(&'m ShapeId, String)>, SelectorError> {
        let mut found: Vec<(&ShapeId, String)> = Vec::new();
        Run::new(self, graph)?.visit(graph.all(), &mut |variables, node| {
            if let Some(subject) = graph.subject(node) {
                let scope = Scope { graph, variables };
                found.push((subject.id(), template.expand(node, scope)));
            }
        })?;
        found.sort();
        found.dedup();
        Ok(found)
    }
}
