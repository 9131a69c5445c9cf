//! A clock in which pauses take no time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sansmith::Timestamp;

use crate::driver::Time;
use crate::moment::after;

/// A clock that goes on by the pauses of calls alone; clones are the same clock.
///
/// ```
/// use std::time::Duration;
/// use sansmith_client::Time as _;
/// use sansmith_client::testing::VirtualTime;
///
/// let time = VirtualTime::new();
/// time.sleep(Duration::from_secs(3600));
/// assert_eq!(time.pauses(), [Duration::from_secs(3600)]);
/// ```
#[derive(Debug, Clone)]
pub struct VirtualTime {
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    now: Timestamp,
    pauses: Vec<Duration>,
}

impl VirtualTime {
    /// A clock at an instant in 2023.
    pub fn new() -> Self {
        Self::at(Timestamp::from_secs(1_700_000_000))
    }

    /// A clock at an instant.
    pub fn at(now: Timestamp) -> Self {
        let pauses = Vec::new();
        Self {
            state: Arc::new(Mutex::new(State { now, pauses })),
        }
    }

    /// The pauses so far, those of zero left out.
    pub fn pauses(&self) -> Vec<Duration> {
        self.locked(|state| state.pauses.clone())
    }

    /// Lets time pass that is no pause.
    pub fn advance(&self, time: Duration) {
        self.locked(|state| state.now = after(state.now, time));
    }

    fn locked<T>(&self, run: impl FnOnce(&mut State) -> T) -> T {
        run(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Default for VirtualTime {
    fn default() -> Self {
        Self::new()
    }
}

impl Time for VirtualTime {
    fn now(&self) -> Timestamp {
        self.locked(|state| state.now)
    }

    fn sleep(&self, time: Duration) {
        self.locked(|state| {
            state.now = after(state.now, time);
            if !time.is_zero() {
                state.pauses.push(time);
            }
        });
    }

    fn is_virtual(&self) -> bool {
        true
    }
}
