//! Retries: decides after each attempt of a call.
//!
//! [`Policy`] is plain data, [`Quota`] and [`RateLimiter`] are shared by all calls of a client, [`Attempts`] belongs to one call.
//! Time and randomness are arguments, so tests are deterministic.
//!
//! Specification 2.1 is the default; 2.0 is available as [`Version::V2_0`].
//! <https://smithy.io/2.0/guides/client-guidance/retries.html>
//!
//! ```
//! use std::time::Duration;
//! use sansmith_client::retry::{Attempts, Decision, Failure, Policy, Quota};
//!
//! let policy = Policy::new("Connect");
//! let mut quota = Quota::new(&policy);
//! let mut call = Attempts::new();
//! let throttled = Failure::throttling();
//! let decision = call.failed(&policy, &mut quota, &throttled, 0.5);
//! assert_eq!(decision, Decision::Retry { after: Duration::from_millis(500) });
//! call.succeeded(&mut quota);
//! assert_eq!(quota.available(), 500);
//! ```

mod after;
mod attempts;
mod failure;
mod limiter;
mod policy;
mod quota;

pub use self::after::{RETRY_AFTER, X_AMZ_RETRY_AFTER, retry_after};
pub use self::attempts::{Attempts, Decision, Stop};
pub use self::failure::{Cause, Failure};
pub use self::limiter::RateLimiter;
pub use self::policy::{Policy, Version, is_long_polling};
pub use self::quota::Quota;
