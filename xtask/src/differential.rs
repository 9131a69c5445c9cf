//! Turns services into a verdict on our codecs: random requests and responses, done by us and by botocore.
//!
//! The cases, botocore's side and the comparison are a Python program, in `tests/differential`; our side is
//! `cargo xtask wire`, which that program speaks to. This makes what both need and joins them.

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
/// Every operation of a service takes its turn. A disagreement that is of no known kind is shown with its case, and the exit status is 1.
/// Needs `python3` with pip, which gets botocore's source release and what it stands on.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask differential connect
  cargo xtask differential sqs sns s3 --cases 2000 --seed 7
  cargo xtask differential cloudwatch --protocol rpcv2Cbor
  cargo xtask differential connect --only connect/StartChatContact/request/3   one case, with all of it")]
pub(crate) struct Arguments {
    /// Services: folders of models/, or services of the corpus by their botocore names
    #[arg(value_name = "SERVICE", required = true)]
    services: Vec<String>,
    /// What the random values are made from: the same seed gives the same cases
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// How many cases a service gets
    #[arg(long, value_name = "N", default_value_t = 5000)]
    cases: u64,
    /// These operations only, separated by commas
    #[arg(long, value_name = "A,B")]
    operations: Option<String>,
    /// The protocol, if it is not the preferred one of the model's
    #[arg(long, value_name = "P")]
    protocol: Option<String>,
    /// One case by its name, with what was sent and what was answered
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
        // The name of a program may have spaces, but no line breaks.
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
        _ => Err(miette!("the comparison did not come to its end ({status})")),
    }
}
