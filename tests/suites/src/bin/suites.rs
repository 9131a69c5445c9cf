//! `cargo xtask suites`: runs the suites of signing, credentials, retries, defaults, event streams, `JMESPath` and waiters.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sansmith_suites::{SUITES, corpus, run};

/// Runs the suites of signing, credentials, retries, defaults, event streams, `JMESPath` and waiters
///
/// The last line has the total counts. The exit status is 1 if a case failed or none was found.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask suites",
    bin_name = "cargo xtask suites",
    after_help = "Examples:
  cargo xtask suites
  cargo xtask suites ../shared/corpus/call/signing
  cargo xtask suites --filter v4/get-utf8"
)]
struct Arguments {
    /// Folders laid out like the corpus; default: the corpus next to the workspace
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Run only cases whose name contains this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    filter: String,
}

fn main() -> ExitCode {
    let Arguments { mut paths, filter } = Arguments::parse();
    if paths.is_empty() {
        paths.push(corpus::call());
    }
    let mut failed = false;
    for path in paths.iter().filter(|path| !path.is_dir()) {
        failed = true;
        let _ = writeln!(io::stderr(), "no folder `{}`", path.display());
    }
    match run(SUITES, &paths, &filter, io::stdout().lock()) {
        Ok(_) if failed => ExitCode::FAILURE,
        Ok(tally) => tally.exit_code(),
        Err(error) => {
            let _ = writeln!(io::stderr(), "cannot write the report: {error}");
            ExitCode::FAILURE
        }
    }
}
