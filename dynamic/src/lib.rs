//! Models interpreted at run time: requests and responses of every operation of every AWS and Smithy service, without generating
//! and compiling a crate.
//!
//! A [`Model`] is read by the generator's reader, and becomes the same schemas that a generated crate has. Values of its
//! shapes are [`DynValue`]s, which go through the same codecs, validation, requests and responses as generated types.
//!
//! ```
//! use sansmith_dynamic::{DynValue, Model, Source};
//!
//! let text = r#"{
//!     "metadata": {"protocol": "rest-json", "serviceId": "Lamp", "apiVersion": "2026-01-01", "endpointPrefix": "lamp"},
//!     "operations": {"Glow": {"name": "Glow", "http": {"method": "PUT", "requestUri": "/lamps/{Name}"}, "input": {"shape": "In"}}},
//!     "shapes": {
//!         "In": {"type": "structure", "required": ["Name"], "members": {
//!             "Name": {"shape": "Text", "location": "uri", "locationName": "Name"}, "Level": {"shape": "Level"}}},
//!         "Text": {"type": "string"},
//!         "Level": {"type": "integer"}
//!     }
//! }"#;
//! let model = Model::of_sources(Source::new("service-2.json", text), [])?;
//! let glow = model.operation("Glow")?;
//! let input = DynValue::from_json(glow.input(), r#"{"Name": "desk", "Level": 3}"#)?;
//! let request = glow.request(&input, &Default::default())?;
//! assert_eq!(request.http.uri(), "/lamps/desk");
//! assert_eq!(request.http.body().as_bytes(), Some(&br#"{"Level":3}"#[..]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Memory
//!
//! Schemas are `'static`, as those of generated code, so that every codec takes them without a lifetime or a reference count.
//! A model that was opened once therefore stays in memory until the process ends. Models are opened once per content, shapes are
//! made on first use, and a process opens at most [`Model::LIMIT`] bytes of them.

mod cache;
pub mod endpoint;
mod error;
mod find;
mod image;
mod interned;
mod lines;
mod model;
mod operation;
mod pages;
mod path;
mod sample;
mod value;
mod waiters;

pub use self::cache::Cache;
pub use self::error::{Error, ErrorKind};
pub use self::find::Finder;
pub use self::lines::{respond, serve};
pub use self::model::Model;
pub use self::operation::{DynError, Operation};
pub use self::pages::Pagination;
pub use self::path::Program;
pub use self::sample::{Sample, Sampler};
pub use self::value::{Content, DynValue, Variant};
pub use self::waiters::Waiter;
pub use sansmith_codegen::Source;
