//! Compares our codecs with botocore's on random requests and responses.
//!
//! A Python program in `tests/differential` generates cases, runs botocore and compares. It talks to our side through
//! `cargo xtask wire`. This command prepares and runs it.

use std::env;
use std::process::Stdio;

use miette::{IntoDiagnostic, WrapErr, miette};

use crate::Outcome;
use crate::corpus::{Corpus, PINNED};
use crate::models::Model;
use crate::python;
use crate::workspace::Workspace;

/// Compares our requests and responses with botocore's, for random inputs, outputs and errors
///
/// Every operation of a service is tested. A disagreement that is not a known difference is shown with its case, and the exit status is 1.
/// Needs `python3` with pip, to install botocore's source release and its dependencies.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask differential connect
  cargo xtask differential sqs sns s3 --cases 2000 --seed 7
  cargo xtask differential cloudwatch --protocol rpcv2Cbor
  cargo xtask differential connect --only connect/StartChatContact/request/3   one case, with all of it")]
pub(crate) struct Arguments {
    /// Services: folders of models/, or botocore names of services in the corpus
    #[arg(value_name = "SERVICE", required = true)]
    services: Vec<String>,
    /// Random seed; the same seed gives the same cases
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Number of cases per service
    #[arg(long, value_name = "N", default_value_t = 5000)]
    cases: u64,
    /// Run only these operations (comma-separated)
    #[arg(long, value_name = "A,B")]
    operations: Option<String>,
    /// The protocol to use instead of the model's preferred one
    #[arg(long, value_name = "P")]
    protocol: Option<String>,
    /// Run the named case, and print what was sent and returned
    #[arg(long, value_name = "CASE")]
    only: Option<String>,
}

/// Runs `cargo xtask differential`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let mut services = Vec::new();
    for service in &arguments.services {
        let model = Model::find(workspace, service)?;
        services.push(format!("{service}={}", model.file.display()));
    }
    let corpus = Corpus::fetch(workspace, PINNED.version)?;
    let packages = python::DIFFERENTIAL.folder(workspace)?;
    let imports = env::join_paths([packages, corpus.folder().to_path_buf()]).into_diagnostic()?;
    let this = env::current_exe().into_diagnostic()?;

    let mut command = python::python();
    command
        .arg(workspace.root().join("tests/differential"))
        .args(&services)
        // A program name may contain spaces, but no line breaks.
        .arg(format!("--wire={}\nwire", this.display()))
        .arg(format!("--seed={}", arguments.seed))
        .arg(format!("--cases={}", arguments.cases));
    let choices = [
        ("--operations", &arguments.operations),
        ("--protocol", &arguments.protocol),
        ("--only", &arguments.only),
    ];
    for (name, value) in choices {
        if let Some(value) = value {
            command.arg(format!("{name}={value}"));
        }
    }
    let status = command
        .env("PYTHONPATH", imports)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1")
        .stdin(Stdio::null())
        .status()
        .into_diagnostic()
        .wrap_err("cannot run python3")?;
    match status.code() {
        Some(0) => Ok(Outcome::Done),
        Some(3) => Ok(Outcome::Failed),
        _ => Err(miette!("the comparison did not complete ({status})")),
    }
}
