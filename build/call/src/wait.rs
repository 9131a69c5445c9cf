//! Waiting for a state of a resource.
//!
//! <https://smithy.io/2.0/additional-specs/waiters.html>

use std::time::{Duration, Instant};

use sansmith::OperationError as _;
use sansmith_client::call::CallErrorKind;
use sansmith_dynamic::{Comparator, Matcher, State, Waiter};
use serde_json::{Value, json};

use crate::error::{Error, usage};
use crate::run::{Called, client, failed, input, try_send};
use crate::show;
use crate::words::Asked;

/// The greatest delay of a waiter that has none, in seconds.
const MAX_DELAY: u32 = 120;

/// The outcome of a call, as acceptors see it.
struct Answer {
    /// Output in JSON, if the call succeeded.
    output: Option<Value>,
    /// Code and name of the error.
    codes: Vec<String>,
    status: u16,
}

/// Calls until an acceptor ends the wait.
pub(crate) fn wait(asked: &Asked, seconds: u64) -> Result<(), Error> {
    let waiter = asked.waiter.and_then(|name| asked.model.waiter(name));
    let (Some(name), Some(waiter)) = (asked.waiter, waiter) else {
        return usage("there is no such waiter");
    };
    if asked.help {
        return usage(crate::help::operation(asked.operation));
    }
    let value = input(asked)?;
    let input = show::json(&value);
    let client = client(asked)?;
    let (total, begin) = (Duration::from_secs(seconds), Instant::now());
    let mut delay = waiter.min_delay.max(1);
    loop {
        let called = try_send(asked, &client, &value)?;
        let Some(answer) = answer(&called) else {
            let failure = called.err().map(|error| failed(&error));
            return failure.map_or(Ok(()), Err);
        };
        let state = state(&waiter, &answer, &input)?;
        match (state, called) {
            (Some(State::Success), _) => return Ok(()),
            (Some(State::Failure), called) => {
                let why = called.err().map(|error| format!(": {error}"));
                let why = why.unwrap_or_default();
                return Err(Error::Call(format!(
                    "`{name}` can no longer be reached{why}"
                )));
            }
            (None, Err(error)) => return Err(failed(&error)),
            (Some(State::Retry) | None, _) => {}
        }
        let pause = Duration::from_secs(delay.into());
        if begin.elapsed() + pause > total {
            return Err(Error::Call(format!(
                "`{name}` was not reached in {seconds} s"
            )));
        }
        std::thread::sleep(pause);
        let most = waiter.max_delay.unwrap_or(MAX_DELAY).max(waiter.min_delay);
        delay = delay.saturating_mul(2).min(most);
    }
}

/// The outcome of a call as acceptors see it; `None` if there was no answer of the service.
fn answer(called: &Called) -> Option<Answer> {
    let error = match called {
        Ok(done) => {
            return Some(Answer {
                output: Some(show::json(&done.output)),
                codes: Vec::new(),
                status: 200,
            });
        }
        Err(error) => error,
    };
    let CallErrorKind::Service(service) = &error.kind else {
        return None;
    };
    let name = service.content().schema().name.to_owned();
    Some(Answer {
        output: None,
        codes: vec![service.code().to_owned(), name],
        status: service.status(),
    })
}

/// The state of the first acceptor that matches.
fn state(waiter: &Waiter<'_>, answer: &Answer, input: &Value) -> Result<Option<State>, Error> {
    for acceptor in &waiter.acceptors {
        if matches(&acceptor.matcher, answer, input)? {
            return Ok(Some(acceptor.state));
        }
    }
    Ok(None)
}

/// Returns true if a matcher fits an answer.
fn matches(matcher: &Matcher<'_>, answer: &Answer, input: &Value) -> Result<bool, Error> {
    Ok(match matcher {
        Matcher::Success(success) => answer.output.is_some() == *success,
        Matcher::Error(code) => answer.codes.iter().any(|known| known == code),
        Matcher::Status(status) => answer.status == *status,
        Matcher::Output {
            path,
            comparator,
            expected,
            with_input,
        } => {
            let Some(output) = &answer.output else {
                return Ok(false);
            };
            let found = if *with_input {
                show::search(path, &json!({"input": input, "output": output}))?
            } else {
                show::search(path, output)?
            };
            let expected: Value = serde_json::from_str(expected).unwrap_or_default();
            compare(*comparator, &found, &expected)
        }
        _ => false,
    })
}

fn compare(comparator: Comparator, found: &Value, expected: &Value) -> bool {
    let same = |value: &Value| {
        value == expected
            || matches!(
                (value.as_f64(), expected.as_f64()),
                (Some(one), Some(other)) if one.to_bits() == other.to_bits()
            )
            // Smithy writes every expected value as a text.
            || expected.as_str().is_some_and(|text| !value.is_string() && *text == *value.to_string())
    };
    let items = found.as_array();
    match comparator {
        Comparator::Equals => same(found),
        Comparator::AllEqual => {
            items.is_some_and(|items| !items.is_empty() && items.iter().all(same))
        }
        Comparator::AnyEqual => items.is_some_and(|items| items.iter().any(same)),
    }
}
