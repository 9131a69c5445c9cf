//! Calls of operations from the command line: `sansmith call` and `sansmith wait`.
//!
//! ```text
//! tool      options of the tool
//! words     what follows SERVICE: the operation, flags of members, options of the tool
//! flags     flags of members -> JSON
//! run       input -> request -> output; pages repeats it
//! events    input -> request -> events, and the events of a request
//! wait      input -> requests, until an acceptor of a waiter ends them
//! curl      request -> the command of a dry run
//! show      output -> JSON, a table, or lines; a stream goes to its destination
//! ```
//!
//! **Invariants**
//! - A flag after OPERATION is the member's if the input has such a member, else the tool's.
//! - Outputs go to standard output, everything else to standard error.

mod complete;
mod curl;
mod destination;
mod error;
mod events;
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

use std::io::{self, Write};

pub use self::complete::{Shell, script, words as completions};
pub use self::error::Error;
pub use self::models::add as add_model;
pub use self::tool::{Arguments, Form, Shared, Tool, WaitTool, Waiting};

/// Runs `sansmith call`.
///
/// # Errors
///
/// The arguments are wrong, the model cannot be read, or the call fails.
pub fn call(arguments: Arguments) -> Result<(), Error> {
    let Arguments { tool, words } = arguments;
    let asked = words::read(words::open, tool.into(), words, words::Kind::Operation)?;
    print(|output| run::run(&asked, output))
}

/// Runs `sansmith wait`.
///
/// # Errors
///
/// The arguments are wrong, the model cannot be read, a call fails, or the state is not reached.
pub fn wait(arguments: Waiting) -> Result<(), Error> {
    let Waiting { tool, words } = arguments;
    let asked = words::read(words::open, tool.into(), words, words::Kind::Waiter)?;
    print(|output| wait::wait(&asked, output))
}

/// Runs what prints; output that nobody reads ends it without an error.
fn print(run: impl FnOnce(&mut dyn Write) -> Result<(), Error>) -> Result<(), Error> {
    let mut output = io::stdout().lock();
    match run(&mut output).and_then(|()| Ok(output.flush()?)) {
        Err(Error::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests;
