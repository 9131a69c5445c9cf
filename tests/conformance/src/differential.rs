//! Compares our codecs with botocore's on random requests and responses.
//!
//! A Python program in `tests/differential` generates cases, runs botocore and compares. It talks to our side through
//! `cargo xtask wire`. This command prepares and runs it.

mod interpreted;

use std::env;
use std::process::{Command, Stdio};

use miette::{IntoDiagnostic, WrapErr, miette};

use sansmith_project::Outcome;
use sansmith_project::corpus::{Corpus, PINNED};
use sansmith_project::models::Model;
use sansmith_project::workspace::Workspace;
use sansmith_project::{process, python};

/// Compares our requests and responses with botocore's, for random inputs, outputs and errors
///
/// Every operation of a service is tested. A disagreement that is not a known difference is shown with its case, and the exit status is 1.
/// Needs `python3` with pip, to install botocore's source release and its dependencies.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask differential connect
  cargo xtask differential sqs sns s3 --cases 2000 --seed 7
  cargo xtask differential cloudwatch --protocol rpcv2Cbor
  cargo xtask differential sqs s3 --dynamic --cases 20000
  cargo xtask differential connect --only connect/StartChatContact/request/3   one case, with all of it
  cargo xtask differential --pages               paginators and waiters of all services
  cargo xtask differential --pages ec2 ecs --cases 500
  cargo xtask differential s3 --call             signed requests of calls, beside botocore's client")]
pub(crate) struct Arguments {
    /// Services: folders of models/, or botocore names of services in the corpus
    #[arg(value_name = "SERVICE", required_unless_present = "pages")]
    services: Vec<String>,
    /// Random seed; the same seed gives the same cases
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Number of cases per service, or with --pages per paginator and waiter; default: 5,000, or 20
    #[arg(long, value_name = "N")]
    cases: Option<u64>,
    /// Compare paginators and waiters instead, over random outputs; default: all services of the corpus
    #[arg(long, conflicts_with_all = ["operations", "protocol", "only"])]
    pages: bool,
    /// Compare the requests that calls send with those of botocore's client, for Amazon S3
    #[arg(long, conflicts_with_all = ["operations", "protocol", "only", "pages"])]
    call: bool,
    /// Run only these operations (comma-separated)
    #[arg(long, value_name = "A,B")]
    operations: Option<String>,
    /// The protocol to use instead of the model's preferred one
    #[arg(long, value_name = "P")]
    protocol: Option<String>,
    /// Run the named case, and print what was sent and returned
    #[arg(long, value_name = "CASE")]
    only: Option<String>,
    /// Compare generated code with the interpreter of models instead of botocore, on random lines
    #[arg(long, conflicts_with = "only")]
    dynamic: bool,
}

/// Runs `cargo xtask differential`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    if arguments.pages {
        return pages(workspace, arguments);
    }
    if arguments.dynamic {
        return interpreted::run(workspace, arguments);
    }
    if arguments.call {
        return calls(workspace, arguments);
    }
    let mut services = Vec::new();
    for service in &arguments.services {
        let model = Model::find(workspace, service)?;
        services.push(format!("{service}={}", model.file.display()));
    }
    let this = env::current_exe().into_diagnostic()?;

    let mut command = python::python();
    command
        .arg(workspace.root().join("tests/differential"))
        .args(&services)
        // A program name may contain spaces, but no line breaks.
        .arg(format!("--wire={}\nwire", this.display()))
        .arg(format!("--seed={}", arguments.seed))
        .arg(format!("--cases={}", arguments.cases.unwrap_or(5000)));
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
    finish(workspace, command)
}

/// Compares paginators and waiters.
fn pages(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let corpus = Corpus::fetch(workspace, PINNED.version)?;
    let mut services = Vec::new();
    for service in corpus.services()? {
        let is_wanted = |name: &String| *name == service.name;
        if arguments.services.is_empty() || arguments.services.iter().any(is_wanted) {
            let (name, version) = (&service.name, &service.api_version);
            let model = service.model().unwrap_or_default();
            services.push(format!("{name}/{version}={}", model.display()));
        }
    }
    let cases = arguments.cases.unwrap_or(20);
    beside_program(
        workspace,
        ("pages.py", "waiting"),
        &services,
        (arguments.seed, cases),
    )
}

/// Compares the requests of calls.
fn calls(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let mut services = Vec::new();
    for service in &arguments.services {
        let model = Model::find(workspace, service)?;
        services.push(format!("{service}={}", model.file.display()));
    }
    let cases = arguments.cases.unwrap_or(2000);
    beside_program(
        workspace,
        ("calls.py", "calls"),
        &services,
        (arguments.seed, cases),
    )
}

/// Runs a script beside a program of the suites that answers its lines.
fn beside_program(
    workspace: &Workspace,
    (script, program): (&str, &str),
    services: &[String],
    (seed, cases): (u64, u64),
) -> miette::Result<Outcome> {
    let build = ["build", "--quiet", "--package", "sansmith-suites"];
    let status = process::cargo(workspace, &build)
        .args(["--bin", program])
        .status()
        .into_diagnostic()
        .wrap_err("cannot run cargo")?;
    if !status.success() {
        return Ok(Outcome::Failed);
    }
    let peer = workspace.target().join("debug").join(program);
    let mut command = python::python();
    command
        .arg(workspace.root().join("tests/differential").join(script))
        .args(services)
        .arg(format!("--peer={}", peer.display()))
        .arg(format!("--seed={seed}"))
        .arg(format!("--cases={cases}"));
    finish(workspace, command)
}

/// Runs a Python program that imports botocore; 3 is its status for a difference.
fn finish(workspace: &Workspace, mut command: Command) -> miette::Result<Outcome> {
    let corpus = Corpus::fetch(workspace, PINNED.version)?;
    let packages = python::DIFFERENTIAL.folder(workspace)?;
    let imports = env::join_paths([packages, corpus.folder().to_path_buf()]).into_diagnostic()?;
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
