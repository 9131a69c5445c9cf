//! Pages and waiters, without a client: time, randomness and the network are arguments.
//!
//! A paginator moves tokens from an output into the input of the next page; a waiter repeats a call until an acceptor
//! matches. Generated crates implement [`Paginated`], [`PaginatedItems`] and [`Waiter`](waiter::Waiter) behind their
//! feature `page`.
//!
//! ```
//! # mod lamps {
//! #     #[derive(Clone, Default)] pub struct Input { pub next_token: Option<String> }
//! #     #[derive(Clone, Default)] pub struct Output { pub next_token: Option<String>, pub names: Vec<String> }
//! # }
//! use sansmith::page::{NextPage, Tokens};
//!
//! let mut input = lamps::Input::default();
//! let output = lamps::Output { next_token: Some("2".to_owned()), names: vec!["hall".to_owned()] };
//!
//! let next = Tokens::new().set(&mut input.next_token, output.next_token.as_ref()).finish();
//! assert_eq!(next, NextPage::Ready);
//! assert_eq!(input.next_token.as_deref(), Some("2"));
//!
//! // The last page has no token: the input's is cleared.
//! let last = lamps::Output::default();
//! let next = Tokens::new().set(&mut input.next_token, last.next_token.as_ref()).finish();
//! assert_eq!(next, NextPage::End);
//! assert_eq!(input.next_token, None);
//! ```
//!
//! <https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait>
//! <https://smithy.io/2.0/additional-specs/waiters.html>

mod pager;
mod paginated;
pub mod path;
mod tokens;
pub mod waiter;

pub use self::pager::{OnRepeated, Pager, RepeatedToken};
pub use self::paginated::{Paginated, PaginatedItems};
pub use self::tokens::{NextPage, TokenSlot, Tokens, is_truthy};

#[cfg(all(test, feature = "cbor", feature = "xml"))]
mod tests;
