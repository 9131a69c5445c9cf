//! Documentation of waiters.

use super::Page;
use crate::describe::markdown::code;
use crate::ir::{Acceptor, AcceptorState, Comparator, Matcher, Waiter};
use crate::names::Context;

/// Documentation of a waiter.
pub(crate) fn waiter(waiter: &Waiter, context: &Context<'_>) -> Vec<String> {
    let operation = context.names.operation(&waiter.operation);
    let total = waiter.max_attempts.map(|attempts| {
        let seconds = u64::from(waiter.min_delay) * u64::from(attempts);
        format!("; botocore waits {seconds} seconds in all")
    });
    let summary = format!(
        "Repeats [`{operation}`](super::operation::{operation}){}.",
        total.unwrap_or_default()
    );
    let mut page = Page::begin(waiter.docs.as_ref(), || summary.clone());
    if waiter.docs.is_some() {
        page.paragraph([summary]);
    }
    page.section("Acceptors", waiter.acceptors.iter().map(acceptor));
    page.lines
}

fn acceptor(acceptor: &Acceptor) -> String {
    let state = match acceptor.state {
        AcceptorState::Success => "Success",
        AcceptorState::Failure => "Failure",
        AcceptorState::Retry => "Retry",
    };
    format!("1. {state}: {}", matcher(&acceptor.matcher))
}

fn matcher(matcher: &Matcher) -> String {
    let (path, comparator, expected) = match matcher {
        Matcher::Success(true) => return "the call succeeds".to_owned(),
        Matcher::Success(false) => return "the call fails".to_owned(),
        Matcher::Error(error) => return format!("the error {}", code(error)),
        Matcher::Status(status) => return format!("status {status}"),
        Matcher::Output {
            path,
            comparator,
            expected,
        }
        | Matcher::InputOutput {
            path,
            comparator,
            expected,
        } => (path, comparator, expected),
    };
    let comparator = match comparator {
        Comparator::Equals => "is",
        Comparator::AllEqual => "has elements, each of which is",
        Comparator::AnyEqual => "has an element that is",
    };
    let (path, expected) = (code(&path.text), code(&expected.to_string()));
    format!("{path} {comparator} {expected}")
}
