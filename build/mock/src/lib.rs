//! A server of a service that is only known by its model: `sansmith mock`, and [`MockService`] for tests.
//!
//! Default answers are sample outputs, valid by the constraints of the model and the same for the same seed; a [`Script`]
//! replaces them by operation and input.
//!
//! **Invariants**
//! - Every request is answered; one that cannot be parsed gets the error that its protocol prescribes, and is logged.
//! - The server listens on the loopback interface alone.

mod error;
mod events;
mod log;
mod sample;
mod script;
mod service;
mod socket;

use std::path::PathBuf;

pub use self::error::Error;
pub use self::script::{Fault, Script};
pub use self::service::{Answer, MockService};
pub use self::socket::Running;
use sansmith_dynamic::Finder;

/// Run a server that answers every operation of a service
///
/// Prints `listening on 127.0.0.1:N`. Answers are valid sample outputs, unless a script says otherwise.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A service of `models/`, `--models`, `$SANSMITH_MODELS` or the cache, or a model file
    #[arg(value_name = "SERVICE|MODEL")]
    service: String,
    /// The port; a free one by default
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Answers and faults: a JSON object per line
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// Write a JSON line per request: operation, input, and output or error
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// The seed of sample values
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Accept inputs that break constraints of the model
    #[arg(long)]
    no_validation: bool,
    /// A folder with models
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
}

/// Runs `sansmith mock` until it is interrupted.
///
/// # Errors
///
/// The model or the script cannot be read, or the port is taken.
pub fn run(arguments: &Arguments, ready: impl FnOnce(std::net::SocketAddr)) -> Result<(), Error> {
    let model = Finder::of_user(arguments.models.clone()).open(&arguments.service)?;
    let mut service = MockService::new(model).seed(arguments.seed);
    if arguments.no_validation {
        service = service.unvalidated();
    }
    if let Some(path) = &arguments.script {
        let text = std::fs::read_to_string(path).map_err(|cause| Error::io(path, cause))?;
        service = service.script(Script::parse(&text)?);
    }
    if let Some(path) = &arguments.log {
        service = service.log(path)?;
    }
    socket::run(&service, arguments.port, ready)
}
