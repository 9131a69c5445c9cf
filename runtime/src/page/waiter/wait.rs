//! The state of a wait, and its delays.
//!
//! **Invariants**
//! - The last call begins one least delay before the total wait ends; no other delay is shorter than that.
//!
//! <https://smithy.io/2.0/additional-specs/waiters.html#waiter-retries>

use std::time::Duration;

use super::schema::{Schema, State};

/// The acceptor that matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// Its index in the model; `None` if Rust code decided.
    pub index: Option<usize>,
    /// Its state.
    pub state: State,
}

impl Accepted {
    /// A match of the acceptor at an index.
    pub const fn by(index: usize, state: State) -> Self {
        Self {
            index: Some(index),
            state,
        }
    }

    /// A decision of Rust code.
    pub const fn by_code(state: State) -> Self {
        Self { index: None, state }
    }
}

/// The decision after an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// The awaited state is reached.
    Success(Accepted),
    /// The awaited state can no longer be reached.
    Failure(Accepted),
    /// The call failed, and no acceptor matched its error.
    Unexpected,
    /// The total wait does not allow another call.
    TimedOut,
    /// Call again after this time.
    Pause(Duration),
}

/// A wait in progress: plain data, without a clock.
///
/// ```
/// use std::time::Duration;
///
/// use sansmith::page::waiter::{Accepted, Schema, State, Verdict, Wait};
///
/// static LAMP_IS_ON: Schema = Schema::new("LampIsOn", &[]).delay(2, 120);
///
/// let mut wait = Wait::new(Duration::from_secs(60));
/// // No acceptor matched an output: 2 to 2 seconds after the first call, 2 to 4 after the second.
/// let verdict = wait.accept(&LAMP_IS_ON, None, false, (Duration::from_secs(1), 0.5));
/// assert_eq!(verdict, Verdict::Pause(Duration::from_secs(2)));
/// let verdict = wait.accept(&LAMP_IS_ON, None, false, (Duration::from_secs(4), 0.5));
/// assert_eq!(verdict, Verdict::Pause(Duration::from_secs(3)));
/// let accepted = Accepted::by(0, State::Success);
/// let verdict = wait.accept(&LAMP_IS_ON, Some(accepted), false, (Duration::from_secs(8), 0.5));
/// assert_eq!(verdict, Verdict::Success(accepted));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    total: Duration,
    attempts: u32,
    is_last: bool,
}

impl Wait {
    /// Begins; `total` limits the time from the first call to the last one.
    pub const fn new(total: Duration) -> Self {
        Self {
            total,
            attempts: 0,
            is_last: false,
        }
    }

    /// The number of answers so far.
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Takes the acceptor that matched an answer, if any did.
    ///
    /// `elapsed` is the time since the first call began; `random`, in `0.0..1.0`, spreads the delay.
    pub fn accept(
        &mut self,
        schema: &Schema,
        accepted: Option<Accepted>,
        is_error: bool,
        (elapsed, random): (Duration, f64),
    ) -> Verdict {
        self.attempts = self.attempts.saturating_add(1);
        match accepted {
            Some(accepted) if accepted.state == State::Success => Verdict::Success(accepted),
            Some(accepted) if accepted.state == State::Failure => Verdict::Failure(accepted),
            None if is_error => Verdict::Unexpected,
            Some(_) | None => self.pause(schema, elapsed, random),
        }
    }

    /// The delay before the next call.
    fn pause(&mut self, schema: &Schema, elapsed: Duration, random: f64) -> Verdict {
        let least = Duration::from_secs(schema.min_delay.max(1).into());
        let greatest = Duration::from_secs(schema.max_delay.into()).max(least);
        let left = self.total.saturating_sub(elapsed);
        if self.is_last || left < least {
            return Verdict::TimedOut;
        }
        let exponent = self.attempts.saturating_sub(1).min(31);
        let bound = least.saturating_mul(1 << exponent).min(greatest);
        let random = if random.is_nan() {
            0.0
        } else {
            random.clamp(0.0, 1.0)
        };
        let delay = least + bound.saturating_sub(least).mul_f64(random);
        if left.saturating_sub(delay) > least {
            return Verdict::Pause(delay);
        }
        self.is_last = true;
        Verdict::Pause(left.saturating_sub(least))
    }
}
