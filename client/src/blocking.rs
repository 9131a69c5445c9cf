//! The blocking client.
//!
//! ```no_run
//! # #[cfg(feature = "blocking")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use sansmith_client::blocking::Client;
//!
//! let client = Client::from_env()?;
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "blocking"))]
//! # fn main() {}
//! ```

mod body;
mod client;
mod drive;
mod encoded;
#[cfg(feature = "events")]
mod events;
#[cfg(feature = "blocking-h2")]
mod http2;
mod identity;
#[cfg(feature = "dynamic")]
mod interpreted;
#[cfg(all(feature = "dynamic", feature = "events"))]
mod interpreted_events;
#[cfg(any(test, feature = "testing"))]
mod mock;
mod pages;
#[cfg(feature = "record")]
mod record;
mod transport;
mod upload;
#[cfg(feature = "blocking")]
mod ureq;

pub use self::body::Body;
pub use self::client::{Client, Download};
#[cfg(feature = "events")]
pub use self::events::{Events, EventsOf};
#[cfg(feature = "blocking-h2")]
pub use self::http2::WithHttp2;
#[cfg(feature = "dynamic")]
pub use self::interpreted::Payloads;
pub use self::pages::{Items, Pages};
#[cfg(feature = "record")]
pub use self::record::Recorder;
pub use self::transport::{Outgoing, Transport};
pub use self::upload::Upload;
#[cfg(feature = "blocking")]
pub use self::ureq::Ureq;
