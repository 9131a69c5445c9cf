//! The clock of a client, which tests replace.

use std::fmt;
use std::time::Duration;

use sansmith::Timestamp;

use super::system;

/// A clock. The default is [`SystemTime`]; `testing::VirtualTime` is one in which pauses take no time.
pub trait Time: fmt::Debug + Send + Sync + 'static {
    /// The time.
    fn now(&self) -> Timestamp;

    /// Lets time pass in the current thread.
    fn sleep(&self, time: Duration);

    /// Returns true if pauses take no real time, so that an asynchronous client calls [`sleep`](Self::sleep).
    fn is_virtual(&self) -> bool {
        false
    }
}

/// The clock of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemTime;

impl Time for SystemTime {
    fn now(&self) -> Timestamp {
        system::now()
    }

    fn sleep(&self, time: Duration) {
        system::sleep(time);
    }
}

/// The time and the random numbers of one call: the time does not run back.
#[derive(Debug)]
pub(super) struct Moments {
    last: Timestamp,
    random: u128,
}

impl Moments {
    pub(super) fn begin(time: &dyn Time) -> Self {
        Self {
            last: time.now(),
            random: system::random(),
        }
    }

    /// The time now, or that of the last step if the clock was set back.
    pub(super) fn now(&mut self, time: &dyn Time) -> Timestamp {
        self.last = self.last.max(time.now());
        self.last
    }

    /// A new random number.
    pub(super) fn draw(&mut self) -> u128 {
        // A step of the generator PCG: a full period, and the output permutes the state.
        self.random = self
            .random
            .wrapping_mul(0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645)
            .wrapping_add(0x5851_f42d_4c95_7f2d_1405_7b7e_f767_814f);
        let mixed = self.random ^ (self.random >> 67);
        mixed.wrapping_mul(0xda94_2042_e4dd_58b5_da94_2042_e4dd_58b5) ^ (mixed >> 59)
    }
}
