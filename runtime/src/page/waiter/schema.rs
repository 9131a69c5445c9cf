//! Facts of a waiter, as `'static` data.

use std::time::Duration;

use crate::page::path::Path;

/// Facts of a waiter.
#[derive(Debug)]
#[non_exhaustive]
pub struct Schema {
    /// Name in the model.
    pub name: &'static str,
    /// The least delay between calls, in seconds.
    pub min_delay: u32,
    /// The greatest delay between calls, in seconds.
    pub max_delay: u32,
    /// The number of calls that botocore makes, at intervals of `min_delay`; for documentation.
    pub attempts: Option<u32>,
    /// Acceptors, tried in order.
    pub acceptors: &'static [Acceptor<'static>],
}

impl Schema {
    /// A waiter with Smithy's default delays: 2 to 120 seconds.
    pub const fn new(name: &'static str, acceptors: &'static [Acceptor<'static>]) -> Self {
        Self {
            name,
            min_delay: 2,
            max_delay: 120,
            attempts: None,
            acceptors,
        }
    }

    /// Sets the least and the greatest delay, in seconds.
    #[must_use]
    pub const fn delay(mut self, least: u32, greatest: u32) -> Self {
        self.min_delay = least;
        self.max_delay = greatest;
        self
    }

    /// Sets the number of calls that botocore makes.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// The longest time that botocore waits, for waiters of its models: a default for a program that has no better one.
    pub fn botocore_total(&self) -> Option<Duration> {
        let seconds = u64::from(self.min_delay) * u64::from(self.attempts?);
        Some(Duration::from_secs(seconds))
    }
}

/// A condition on an answer, and the state it leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Acceptor<'p> {
    /// Resulting state.
    pub state: State,
    /// Condition.
    pub matcher: Matcher<'p>,
}

impl<'p> Acceptor<'p> {
    /// Leads to success.
    pub const fn success(matcher: Matcher<'p>) -> Self {
        let state = State::Success;
        Self { state, matcher }
    }

    /// Leads to failure.
    pub const fn failure(matcher: Matcher<'p>) -> Self {
        let state = State::Failure;
        Self { state, matcher }
    }

    /// Leads to another call.
    pub const fn retry(matcher: Matcher<'p>) -> Self {
        let state = State::Retry;
        Self { state, matcher }
    }
}

/// State after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The awaited state is reached.
    Success,
    /// The awaited state can no longer be reached.
    Failure,
    /// Not yet.
    Retry,
}

/// Condition on an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Matcher<'p> {
    /// The call succeeded (true) or failed (false).
    Success(bool),
    /// The call failed with this code, or with the modelled error of this name.
    Error(&'p str),
    /// The response has this status.
    Status(u16),
    /// The value at a path of the output; an error does not match.
    Output(Path<'p>, Comparator, Expected<'p>),
    /// The value at a path of an object with `input` and `output`.
    InputOutput(Path<'p>, Comparator, Expected<'p>),
}

/// Comparison of a path's result with the expected value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// It equals the expected value.
    Equals,
    /// A list with elements, all of which equal the expected value.
    All,
    /// A list with an element that equals the expected value.
    Any,
}

/// Expected value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expected<'p> {
    /// Nothing.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(&'p str),
}
