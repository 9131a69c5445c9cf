//! The parts of the asynchronous client: transports, bodies, pages and events.
//!
//! A [`Transport`] is any `tower::Service` of requests, so that layers of tower are interceptors.

mod body;
mod client;
mod drive;
mod encoded;
#[cfg(feature = "events")]
mod events;
mod identity;
#[cfg(any(test, feature = "testing"))]
mod mock;
mod pages;
#[cfg(feature = "record")]
mod record;
mod transport;
mod upload;

#[cfg(feature = "hyper")]
mod file;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "hyper")]
mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;
mod timer;
#[cfg(feature = "hyper")]
mod tls;

pub use self::body::Body;
pub use self::client::{Client, Download};
#[cfg(feature = "events")]
pub use self::events::{Closed, EventQueue, EventSender, Events, EventsOf};
#[cfg(feature = "hyper")]
pub use self::hyper::Hyper;
pub use self::pages::{Items, Pages};
#[cfg(feature = "record")]
pub use self::record::Recorder;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub use self::timer::TokioTimer;
pub use self::timer::{Sleep, ThreadTimer, Timer};
pub use self::transport::{BoxError, Transport};
pub use self::upload::Upload;
