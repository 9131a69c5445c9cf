//! The answer to a call, as acceptors see it.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::schema::{Acceptor, Comparator, Expected, Matcher, Schema};
use super::wait::Accepted;
use crate::http::{Operation, OperationError};
use crate::page::path::{Found, Path, Scope, locate};
use crate::shape::Shape;
use crate::shape::node::{Identity, Node};

/// The answer to a call: its input, and an output or an error.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    input: &'a dyn Node,
    outcome: Outcome<'a>,
    status: u16,
    corrected: &'a [String],
}

#[derive(Clone, Copy)]
enum Outcome<'a> {
    Output(&'a dyn Node),
    /// Code of an error, and its name in the model.
    Error(&'a str, &'a str),
}

impl<'a> Answer<'a> {
    /// The answer to a call of an operation.
    pub fn of<O: Operation>(
        input: &'a O::Input,
        result: Result<&'a O::Output, &'a O::Error>,
    ) -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        match result {
            Ok(output) => Self::output(input, output, O::SCHEMA.status),
            Err(error) => {
                let failure = error.failure();
                let name = failure.content().schema().name;
                let meta = failure.meta();
                Self::error(input, (meta.code(), name), meta.status())
            }
        }
    }

    /// An output, and the status of its response.
    pub const fn output(input: &'a dyn Node, output: &'a dyn Node, status: u16) -> Self {
        Self {
            input,
            outcome: Outcome::Output(output),
            status,
            corrected: &[],
        }
    }

    /// An error: its code, its name in the model (or its code again), and the status of its response.
    pub const fn error(input: &'a dyn Node, (code, name): (&'a str, &'a str), status: u16) -> Self {
        Self {
            input,
            outcome: Outcome::Error(code, name),
            status,
            corrected: &[],
        }
    }

    /// Sets the status, if it is not the usual one of the operation.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Sets the paths of missing required members of the output:
    /// [`Corrected::paths`](crate::response::Corrected::paths).
    #[must_use]
    pub const fn corrected(mut self, paths: &'a [String]) -> Self {
        self.corrected = paths;
        self
    }

    /// The first acceptor that matches.
    pub fn judge(&self, schema: &Schema) -> Option<Accepted> {
        let missing = self.missing();
        let scope = Scope::without(&missing);
        let mut acceptors = schema.acceptors.iter().enumerate();
        acceptors.find_map(|(index, acceptor)| {
            self.matches_within(acceptor, scope)
                .then_some(Accepted::by(index, acceptor.state))
        })
    }

    /// Returns true if an acceptor matches.
    pub fn matches(&self, acceptor: &Acceptor<'_>) -> bool {
        self.matches_within(acceptor, Scope::without(&self.missing()))
    }

    /// The members of the output that were missing in the response.
    fn missing(&self) -> Vec<Identity> {
        let Outcome::Output(output) = self.outcome else {
            return Vec::new();
        };
        let paths = self.corrected.iter();
        paths.filter_map(|path| locate(output, path)).collect()
    }

    fn matches_within(&self, acceptor: &Acceptor<'_>, scope: Scope<'_>) -> bool {
        match (acceptor.matcher, self.outcome) {
            (Matcher::Success(expected), outcome) => {
                expected == matches!(outcome, Outcome::Output(_))
            }
            (Matcher::Error(expected), Outcome::Error(code, name)) => {
                expected == code || expected == name
            }
            (Matcher::Status(status), _) => self.status == status,
            (Matcher::Output(path, comparator, expected), Outcome::Output(output)) => {
                compares((path, scope), &Found::of(output), (comparator, expected))
            }
            (Matcher::InputOutput(path, comparator, expected), Outcome::Output(output)) => {
                let entries = [("input", self.input), ("output", output)];
                let entries = entries.map(|(name, node)| (Cow::Borrowed(name), Found::of(node)));
                let both = Found::object(entries.into());
                compares((path, scope), &both, (comparator, expected))
            }
            (
                Matcher::Error(_) | Matcher::Output(..) | Matcher::InputOutput(..),
                Outcome::Output(_) | Outcome::Error(..),
            ) => false,
        }
    }
}

/// Compares the value of a path with the expected one.
fn compares(
    (path, scope): (Path<'_>, Scope<'_>),
    root: &Found<'_>,
    (comparator, expected): (Comparator, Expected<'_>),
) -> bool {
    let Ok(found) = path.evaluate(root, scope) else {
        return false;
    };
    let equals = |found: &Found<'_>| match (found, expected) {
        (Found::Null, Expected::Null) => true,
        (Found::Boolean(found), Expected::Boolean(expected)) => *found == expected,
        (Found::Number(found), Expected::Number(expected)) => {
            found.as_f64().partial_cmp(&expected) == Some(Ordering::Equal)
        }
        (Found::Text(found), Expected::Text(expected)) => found == expected,
        _ => false,
    };
    match (comparator, found) {
        (Comparator::Equals, found) => equals(&found),
        (Comparator::All, Found::List(items)) => {
            items.length() > 0 && items.iter(scope).all(|item| equals(&item))
        }
        (Comparator::Any, Found::List(items)) => items.iter(scope).any(|item| equals(&item)),
        (Comparator::All | Comparator::Any, _) => false,
    }
}
