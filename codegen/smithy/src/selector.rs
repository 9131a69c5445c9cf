//! Selectors, which trait definitions and validators use to match shapes.
//!
//! A selector is a chain of steps (`step`).
//! Each shape of the model enters the chain; a step passes it on, drops it, or passes on other shapes instead.
//!
//! **Invariants**
//!
//! - The entire language is supported, including deprecated relationships. As in the reference implementation, unknown functions
//!   match nothing, and unknown relationships have no neighbors.
//! - Nesting, length and work are limited: a selector comes from a model.
//!
//! <https://smithy.io/2.0/spec/selectors.html>

mod attribute;
mod compare;
mod evaluate;
mod graph;
mod parse;
mod step;
mod template;
mod walk;

use std::collections::BTreeSet;
use std::fmt;

use self::evaluate::Run;
pub use self::graph::Graph;
use self::step::Step;
pub use self::template::Template;
use crate::model::ShapeId;

/// A selector.
///
/// ```
/// use sansmith_smithy::Source;
/// use sansmith_smithy::load::{Options, load};
/// use sansmith_smithy::selector::{Graph, Selector};
///
/// let text = "$version: \"2\"\nnamespace a\nlist L { member: M }\nstring M\n";
/// let model = load(vec![Source::new("a.smithy", text)], &Options::default()).model;
/// let graph = Graph::new(&model);
/// let selector = Selector::parse("[id|namespace = a] list > member > string")?;
/// assert_eq!(selector.select(&graph)?, ["a#M"]);
/// # Ok::<(), sansmith_smithy::selector::SelectorError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Selector {
    text: String,
    steps: Vec<Step>,
    /// The chains in `:root(…)`, inner ones first.
    roots: Vec<Vec<Step>>,
    /// The names of variables.
    variables: Vec<String>,
}

/// A fault in a selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectorError {
    /// The text breaks the grammar.
    Syntax {
        /// The offset of the first byte that does not fit.
        offset: usize,
        /// Expected syntax.
        expected: &'static str,
    },
    /// The work limit was exceeded.
    TooCostly,
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { offset, expected } => {
                write!(f, "expected {expected} at byte {offset} of the selector")
            }
            Self::TooCostly => f.write_str("the selector looks at too many shapes; narrow it"),
        }
    }
}

impl std::error::Error for SelectorError {}

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    ///
    /// [`SelectorError::Syntax`], also for chains nested more than 100 deep or of more than 1,000 steps.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        parse::parse(text)
    }

    /// The text of the selector.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All shapes and members that the selector matches, in the order of their IDs.
    ///
    /// # Errors
    ///
    /// [`SelectorError::TooCostly`]
    pub fn select<'m>(&self, graph: &Graph<'m>) -> Result<Vec<&'m ShapeId>, SelectorError> {
        let found = Run::new(self, graph)?.select(graph.all())?;
        Ok(ids(graph, &found))
    }

    /// The given shapes and members that match the selector, sorted by id.
    ///
    /// Fast for typical selectors, which only filter.
    ///
    /// # Errors
    ///
    /// [`SelectorError::TooCostly`]
    pub fn select_among<'m>(
        &self,
        graph: &Graph<'m>,
        candidates: &[&ShapeId],
    ) -> Result<Vec<&'m ShapeId>, SelectorError> {
        let candidates: BTreeSet<_> = candidates.iter().filter_map(|id| graph.find(id)).collect();
        let mut run = Run::new(self, graph)?;
        let found = if self.steps.iter().all(Step::is_filter) {
            run.select(candidates.iter().copied())?
        } else {
            let found = run.select(graph.all())?;
            found.intersection(&candidates).copied().collect()
        };
        Ok(ids(graph, &found))
    }

    /// Results of the selector for the given shapes and members, possibly including neighbors, sorted by id.
    ///
    /// # Errors
    ///
    /// [`SelectorError::TooCostly`]
    pub fn select_from<'m>(
        &self,
        graph: &Graph<'m>,
        start: &[&ShapeId],
    ) -> Result<Vec<&'m ShapeId>, SelectorError> {
        let start = start.iter().filter_map(|id| graph.find(id));
        let found = Run::new(self, graph)?.select(start)?;
        Ok(ids(graph, &found))
    }
}

fn ids<'m>(graph: &Graph<'m>, found: &BTreeSet<graph::Node>) -> Vec<&'m ShapeId> {
    let mut ids: Vec<_> = found
        .iter()
        .filter_map(|node| graph.subject(*node))
        .map(graph::Subject::id)
        .collect();
    ids.sort();
    ids
}

#[cfg(test)]
mod tests;
