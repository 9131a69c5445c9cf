//! Plans waiters: a type each, with its acceptors as data.

use super::path::{Step, compile, scalar};
use crate::describe;
use crate::ir::{self, AcceptorState, Comparator, Deprecated, Matcher as Match};
use crate::names::{Context, Gate, Ident};
use crate::problem::{ProblemKind, Problems};

/// The greatest delay, where a model has none, in seconds.
const MAX_DELAY: u32 = 120;

/// A waiter.
#[derive(Debug)]
pub(crate) struct Waiter {
    /// Type name.
    pub(crate) name: Ident,
    /// Name in the model.
    pub(crate) model_name: String,
    /// Documentation lines.
    pub(crate) docs: Vec<String>,
    /// Deprecation notice.
    pub(crate) deprecated: Option<Deprecated>,
    /// The operation.
    pub(crate) operation: Ident,
    /// The feature that compiles it.
    pub(crate) gate: Gate,
    /// The least and the greatest delay, in seconds.
    pub(crate) delay: (u32, u32),
    /// The number of calls in botocore.
    pub(crate) attempts: Option<u32>,
    /// Acceptors, in order.
    pub(crate) acceptors: Vec<Acceptor>,
}

/// A condition, and the state it leads to.
#[derive(Debug)]
pub(crate) struct Acceptor {
    /// Resulting state.
    pub(crate) state: AcceptorState,
    /// Condition.
    pub(crate) matcher: Matcher,
}

/// A condition.
#[derive(Debug)]
pub(crate) enum Matcher {
    /// Success or failure of the call.
    Success(bool),
    /// An error.
    Error(String),
    /// A status.
    Status(u16),
    /// The value of a program on the output, or on input and output.
    Path {
        /// True if the input counts too.
        with_input: bool,
        /// The program.
        steps: Vec<Step>,
        /// Comparison.
        comparator: Comparator,
        /// Expected value: null, a boolean, a number or a text.
        expected: Step,
    },
}

/// Plans the waiters.
pub(super) fn waiters(context: &Context<'_>, problems: &mut Problems) -> Vec<Waiter> {
    let service = &context.ir.service;
    let waiters = service.waiters.values().zip(context.names.waiters());
    waiters
        .filter_map(|(waiter, name)| {
            let operation = service.operations.get(&waiter.operation)?;
            let io = [operation.input.as_ref(), operation.output.as_ref()];
            if io.into_iter().any(super::operation::streams_events) {
                let what = format!("the waiter `{}`", waiter.name);
                let why = "its operation has an event stream";
                problems.push(ProblemKind::Unsupported { what, why }, waiter.at.clone());
                return None;
            }
            Some(plan(waiter, name.clone(), context, problems))
        })
        .collect()
}

fn plan(
    waiter: &ir::Waiter,
    name: Ident,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Waiter {
    let mut acceptors = Vec::with_capacity(waiter.acceptors.len());
    for acceptor in &waiter.acceptors {
        if let Some(matcher) = matcher(&acceptor.matcher) {
            let state = acceptor.state;
            acceptors.push(Acceptor { state, matcher });
        } else {
            let what = format!("an acceptor of `{}`", waiter.name);
            let why = "its path is too long, or it expects a list or a structure";
            problems.push(ProblemKind::Unsupported { what, why }, acceptor.at.clone());
        }
    }
    let greatest = waiter.max_delay.unwrap_or(MAX_DELAY).max(waiter.min_delay);
    Waiter {
        name,
        model_name: waiter.name.clone(),
        docs: describe::waiter(waiter, context),
        deprecated: waiter.deprecated.clone(),
        operation: context.names.operation(&waiter.operation),
        gate: context.groups.operation(&waiter.operation),
        delay: (waiter.min_delay, greatest),
        attempts: waiter.max_attempts,
        acceptors,
    }
}

fn matcher(matcher: &Match) -> Option<Matcher> {
    let (with_input, path, comparator, expected) = match matcher {
        Match::Success(success) => return Some(Matcher::Success(*success)),
        Match::Error(code) => return Some(Matcher::Error(code.clone())),
        Match::Status(status) => return Some(Matcher::Status(*status)),
        Match::Output {
            path,
            comparator,
            expected,
        } => (false, path, comparator, expected),
        Match::InputOutput {
            path,
            comparator,
            expected,
        } => (true, path, comparator, expected),
    };
    Some(Matcher::Path {
        with_input,
        steps: compile(&path.expression)?,
        comparator: *comparator,
        expected: scalar(expected)?,
    })
}
