//! Lowers the waiters of an operation.
//!
//! <https://smithy.io/2.0/additional-specs/waiters.html>

use super::naming::short;
use super::traits::Traits;
use crate::ir::{
    Acceptor, Comparator, Deprecated, Docs, Matcher, Number, Path, Pointer, Value, Waiter,
};
use crate::lower::path;
use crate::lower::values::{check_name, lower_number, lower_state};
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Entries;
use crate::read::smithy::traits as mirror;

/// Default delay between calls, in seconds.
const MIN_DELAY: u32 = 2;

/// Lowers the waiters that call an operation.
pub(super) fn lower_waiters(
    operation: &str,
    traits: &mut Traits<'_>,
    problems: &mut Problems,
) -> Vec<Waiter> {
    let id = "smithy.waiters#waitable";
    let found = traits.take_with_place::<Entries<'_, mirror::Waiter<'_>>>(id, problems);
    let Some((waiters, at)) = found else {
        return Vec::new();
    };
    let waiters = waiters.into_iter();
    waiters
        .map(|(name, waiter)| {
            let at = at.child(&name);
            check_name("a waiter", &name, &at, problems);
            Waiter {
                name: name.into_owned(),
                operation: operation.to_owned(),
                ..lower_waiter(waiter, at, problems)
            }
        })
        .collect()
}

fn lower_waiter(waiter: mirror::Waiter<'_>, at: Pointer, problems: &mut Problems) -> Waiter {
    let mut whole = |number: Option<Number>, key| {
        lower_number(
            &number?,
            ("the value", "an integer"),
            &at.child(key),
            problems,
        )
    };
    let min_delay = whole(waiter.min_delay, "minDelay");
    let max_delay = whole(waiter.max_delay, "maxDelay");
    let acceptors_at = at.child("acceptors");
    let acceptors = waiter.acceptors.into_iter().enumerate();
    Waiter {
        name: String::new(),
        operation: String::new(),
        min_delay: min_delay.unwrap_or(MIN_DELAY),
        max_delay,
        // Smithy leaves the maximum wait time to the caller.
        max_attempts: None,
        acceptors: acceptors
            .filter_map(|(index, acceptor)| {
                lower_acceptor(acceptor, &acceptors_at.child(&index.to_string()), problems)
            })
            .collect(),
        docs: waiter
            .documentation
            .map(|text| Docs::from(text.into_owned())),
        deprecated: (waiter.deprecated == Some(true)).then(Deprecated::default),
        at,
    }
}

fn lower_acceptor(
    acceptor: mirror::Acceptor<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Acceptor> {
    let state = lower_state(&acceptor.state, at, problems)?;
    let matcher = lower_matcher(acceptor.matcher, &at.child("matcher"), problems)?;
    let at = at.clone();
    Some(Acceptor { state, matcher, at })
}

fn lower_matcher(
    matcher: mirror::Matcher<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Matcher> {
    match matcher {
        mirror::Matcher {
            success: Some(success),
            ..
        } => Some(Matcher::Success(success)),
        mirror::Matcher {
            error_type: Some(error),
            ..
        } => Some(Matcher::Error(short(&error).to_owned())),
        mirror::Matcher {
            output: Some(found),
            ..
        } => {
            let (path, comparator, expected) = lower_path(found, &at.child("output"), problems)?;
            Some(Matcher::Output {
                path,
                comparator,
                expected,
            })
        }
        mirror::Matcher {
            input_output: Some(found),
            ..
        } => {
            let at = at.child("inputOutput");
            let (path, comparator, expected) = lower_path(found, &at, problems)?;
            Some(Matcher::InputOutput {
                path,
                comparator,
                expected,
            })
        }
        mirror::Matcher { .. } => {
            let key = "output";
            problems.push(ProblemKind::MissingKey { key }, at.clone());
            None
        }
    }
}

/// Path and expected value of a matcher; Smithy writes every expectation as a string.
fn lower_path(
    found: mirror::PathMatcher<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<(Path, Comparator, Value)> {
    let expected = found.expected.into_owned();
    let (comparator, expected) = match &*found.comparator {
        "stringEquals" => (Comparator::Equals, Value::String(expected)),
        "booleanEquals" => (Comparator::Equals, Value::Bool(expected == "true")),
        "allStringEquals" => (Comparator::AllEqual, Value::String(expected)),
        "anyStringEquals" => (Comparator::AnyEqual, Value::String(expected)),
        other => {
            let unknown = ProblemKind::UnknownValue {
                what: "comparator",
                value: other.to_owned(),
                expected: "`stringEquals`, `booleanEquals`, `allStringEquals` or \
                           `anyStringEquals`",
            };
            problems.push(unknown, at.child("comparator"));
            return None;
        }
    };
    let path = path::lower_path(found.path.into_owned(), &at.child("path"), problems)?;
    Some((path, comparator, expected))
}
