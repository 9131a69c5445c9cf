//! Calls of operations from the command line: `sansmith call` and `sansmith wait`.
//!
//! ```text
//! tool      options of the tool
//! words     what follows SERVICE: the operation, flags of members, options of the tool
//! flags     flags of members -> JSON
//! run       input -> request -> output
//! show      output -> JSON, a table, or lines
//! ```
//!
//! **Invariants**
//! - A flag after OPERATION is the member's if the input has such a member, else the tool's.
//! - Outputs go to standard output, everything else to standard error.

mod complete;
mod error;
mod flags;
mod help;
mod models;
mod names;
mod pages;
mod run;
mod shorthand;
mod show;
mod tool;
mod wait;
mod words;

use std::io::{self, Write as _};

pub use self::complete::{Shell, script, words as completions};
pub use self::error::Error;
pub use self::models::add as add_model;
pub use self::tool::{Arguments, Form, Tool};

/// Runs `sansmith call`.
///
/// # Errors
///
/// The arguments are wrong, the model cannot be read, or the call fails.
pub fn call(arguments: Arguments) -> Result<(), Error> {
    let asked = words::read(arguments, words::Kind::Operation)?;
    let mut output = io::stdout().lock();
    match run::run(&asked, &mut output) {
        Err(Error::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }?;
    output.flush().or(Ok(()))
}

/// Runs `sansmith wait`.
///
/// # Errors
///
/// The arguments are wrong, the model cannot be read, a call fails, or the state is not reached.
pub fn wait(arguments: Arguments, seconds: u64) -> Result<(), Error> {
    let asked = words::read(arguments, words::Kind::Waiter)?;
    wait::wait(&asked, seconds)
}
