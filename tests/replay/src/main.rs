//! `cargo xtask replay SERVICE`: generates the crate of each release of a model, and compares it with the one before.
//!
//! Three judges look at each pair: our verdict from two plans, `public-api` and `cargo-semver-checks` from rustdoc's JSON,
//! and the compiler on a program that uses every item of the first release.
//!
//! **Invariants**
//! - A finished pair is in the cache; a run that is stopped goes on where it stopped.

mod consumer;
mod expected;
mod judges;
mod krate;
mod release;
mod row;
mod run;
mod table;
mod work;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Replays releases of a service model
#[derive(Debug, Parser)]
#[command(name = "cargo xtask replay")]
struct Arguments {
    /// The service
    service: String,
    /// Folder with a folder of facts for each release
    #[arg(long, value_name = "DIR")]
    facts: PathBuf,
    /// Working folder: crates, cache and table
    #[arg(long, value_name = "DIR")]
    work: PathBuf,
    /// The workspace of the runtime
    #[arg(long, value_name = "DIR")]
    workspace: PathBuf,
    /// Number of releases, the newest ones
    #[arg(long, value_name = "N", default_value_t = 100)]
    releases: usize,
    /// Print the table of the cache, and replay nothing
    #[arg(long)]
    table: bool,
    /// Print our verdicts alone: generate and compare, but compile nothing
    #[arg(long)]
    verdicts: bool,
}

fn main() -> ExitCode {
    match run::run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(report) => {
            #[expect(clippy::print_stderr, reason = "the error of the program")]
            {
                eprintln!("{report:?}");
            }
            ExitCode::from(2)
        }
    }
}
