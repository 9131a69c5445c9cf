//! `cargo xtask idl [PATH…] [--filter TEXT]`: the test suites of Smithy IDL.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sansmith_idl::{SUITES, bundle, corpus, run};

/// Runs the suites of Smithy IDL.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask idl")]
struct Arguments {
    /// Folders laid out like the corpus, or folders of one suite; default: the corpus next to the workspace.
    paths: Vec<PathBuf>,
    /// Runs only cases whose name contains this text.
    #[arg(long, default_value = "")]
    filter: String,
    /// Writes the trait definitions below the first path to this folder as facts, without running suites.
    #[arg(long, value_name = "FOLDER")]
    bundle: Option<PathBuf>,
}

fn main() -> ExitCode {
    let mut arguments = Arguments::parse();
    if arguments.paths.is_empty() {
        arguments.paths.push(corpus());
    }
    if let (Some(out), Some(folder)) = (&arguments.bundle, arguments.paths.first()) {
        return match bundle(folder, out) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    let mut out = io::stdout().lock();
    match run(SUITES, &arguments.paths, &arguments.filter, &mut out) {
        Ok(tally) => tally.exit_code(),
        Err(_) => ExitCode::FAILURE,
    }
}
