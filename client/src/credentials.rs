//! Credentials and bearer tokens from the standard sources, as a state machine without I/O.
//!
//! A [`Resolver`] returns a [`Need`], the caller provides an [`Answer`], until the result is an identity or an error. The
//! resolver has no access to clock, randomness, environment, files or network.
//!
//! ```
//! use sansmith::Timestamp;
//! use sansmith_client::credentials::{Answer, Input, Need, Options, Resolver, Step};
//!
//! let mut resolver = Resolver::credentials(Options::default());
//! let mut answer = Answer::Start;
//! let credentials = loop {
//!     let input = Input { now: Timestamp::from_secs(1_800_000_000), random: 4, answer };
//!     answer = match resolver.step(input) {
//!         Step::Need(Need::Variable(name)) => Answer::Variable(match name.as_str() {
//!             "AWS_ACCESS_KEY_ID" => Some("AKIDEXAMPLE".into()),
//!             "AWS_SECRET_ACCESS_KEY" => Some("secret".into()),
//!             _ => None,
//!         }),
//!         Step::Need(other) => panic!("{other:?}"),
//!         Step::Done(result) => break result?,
//!     };
//! };
//! assert_eq!(credentials.access_key_id(), "AKIDEXAMPLE");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariants**
//!
//! - Resolution is deterministic: the same answers, times and random numbers give the same needs and result.
//! - `Debug` output of needs, answers and errors contains no secrets.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html>

mod cache;
mod chain;
mod container;
mod document;
mod environment;
mod failure;
mod imds;
mod io;
#[cfg(feature = "login")]
mod login;
mod memory;
mod mode;
mod need;
mod options;
mod place;
mod plan;
mod process;
mod profile;
mod resolver;
mod retry;
mod service;
mod sso;
mod sso_token;
mod sts;
#[cfg(test)]
mod tests;
mod token;
mod token_file;
mod web_identity;

pub use self::cache::{Cached, Expires, IdentityCache, Lookup};
pub use self::failure::{Attempt, Failure, FailureKind, ResolveError, Source};
pub use self::memory::Memory;
pub use self::need::{Answer, Exchange, FileError, Hidden, Need, ProcessOutput, Write};
pub use self::options::{ImdsOptions, Options};
pub use self::plan::{Base, Plan, PlanError, Role, Sso};
pub use self::resolver::{Input, Resolver, Step};
pub use crate::transport::{TransportError, TransportErrorKind};
