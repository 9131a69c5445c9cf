//! `cargo xtask endpoints`: runs endpoint test cases.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sansmith_suites::endpoints;

/// Runs endpoint cases with the runtime's engine
///
/// The last line has the total counts. The exit status is 1 if a case failed or none was found.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask endpoints",
    bin_name = "cargo xtask endpoints",
    after_help = "Examples:
  cargo xtask endpoints
  cargo xtask endpoints target/corpus/botocore-1.44.5/tests/functional/endpoint-rules/s3
  cargo xtask endpoints model.json --filter FIPS"
)]
struct Arguments {
    /// Folders of botocore, JSON files of Smithy models or service traits, folders of the rules engine; default: the corpora
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Run only cases whose name contains this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    filter: String,
}

fn main() -> ExitCode {
    let Arguments { mut paths, filter } = Arguments::parse();
    if paths.is_empty() {
        paths = endpoints::roots();
        paths.retain(|path| path.exists());
    }
    let mut failed = false;
    for path in paths.iter().filter(|path| !path.exists()) {
        failed = true;
        let _ = writeln!(io::stderr(), "nothing at `{}`", path.display());
    }
    match endpoints::run(&paths, &filter, io::stdout().lock()) {
        Ok(_) if failed => ExitCode::FAILURE,
        Ok(tally) => tally.exit_code(),
        Err(error) => {
            let _ = writeln!(io::stderr(), "cannot write the report: {error}");
            ExitCode::FAILURE
        }
    }
}
