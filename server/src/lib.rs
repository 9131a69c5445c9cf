//! Servers of AWS and Smithy services: routing, and handlers as a `tower` service.
//!
//! The parsing of requests and the writing of responses are in [`sansmith::server`], without IO and without routing. This
//! crate finds the operation of a request ([`Routes`]) and calls a handler for it ([`Router`]).
//!
//! **Invariants**
//! - Every request is answered; one that no handler sees is answered in the error form of its protocol.
//! - Finding an operation takes no more than a few lookups, however many operations a service has.

mod collect;
mod query;
mod router;
mod routes;
mod site;

pub use self::router::{Handle, Handling, Router, RouterService};
pub use self::routes::{Found, Routes, Tie};
pub use self::site::{Overlap, Selector, Site};
pub use sansmith::server::*;
