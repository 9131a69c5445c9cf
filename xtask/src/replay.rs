//! `cargo xtask replay SERVICE`: past releases of a model, fetched here, replayed by `tests/replay`.
//!
//! The releases of the stubs `mypy-boto3-SERVICE` say when the model of a service changed; the facts confirm it.
//!
//! **Invariants**
//! - One release is downloaded at a time, and only the facts of the service are kept, in `target/replay/facts`.

mod fetch;

use std::env;

use miette::{IntoDiagnostic, WrapErr};

use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process};

/// Replays past releases of a service: generates, compiles and compares each crate with the one before
///
/// Fetches the botocore releases in which the service changed, one at a time. Each crate is compiled with all features and
/// with the largest group; its API is compared by our verdict, by public-api and, if installed, by cargo-semver-checks;
/// a program that uses every item of an earlier release is compiled against it. Prints a table, which is also in
/// target/replay/SERVICE.md. A run that is stopped goes on where it stopped.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask replay connect --releases 30
  cargo xtask replay s3 --releases 5
  cargo xtask replay connect --table        the table of finished releases
  cargo xtask replay connect --verdicts     our verdicts on the last hundred releases, in two minutes

cargo-semver-checks is pinned: cargo install cargo-semver-checks --version 0.51.0 --locked")]
pub(crate) struct Arguments {
    /// The service, by botocore name
    service: String,
    /// Number of releases, the newest ones
    #[arg(long, value_name = "N", default_value_t = 100)]
    releases: usize,
    /// Print the table of finished releases, and replay nothing
    #[arg(long)]
    table: bool,
    /// Print our verdicts alone: generate and compare, but compile nothing
    #[arg(long, conflicts_with = "table")]
    verdicts: bool,
}

/// Runs `cargo xtask replay`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let folder = workspace.target().join("replay");
    let facts = folder.join("facts").join(&arguments.service);
    if !arguments.table {
        fetch::all(&folder, &facts, (&arguments.service, arguments.releases))?;
    }
    let mut cargo = process::cargo(
        workspace,
        &["run", "--quiet", "--package", "sansmith-replay", "--"],
    );
    cargo
        .arg(&arguments.service)
        .args(["--releases", &arguments.releases.to_string()])
        .arg("--facts")
        .arg(facts)
        .arg("--work")
        .arg(folder)
        .arg("--workspace")
        .arg(workspace.root());
    let options = [
        (arguments.table, "--table"),
        (arguments.verdicts, "--verdicts"),
    ];
    cargo.args(
        options
            .iter()
            .filter(|(asked, _)| *asked)
            .map(|(_, option)| option),
    );
    // Tools of this project alone.
    if let Some(path) = env::var_os("PATH") {
        let tools = workspace.target().join("tools/bin");
        let paths = std::iter::once(tools).chain(env::split_paths(&path));
        cargo.env("PATH", env::join_paths(paths).into_diagnostic()?);
    }
    let status = cargo
        .status()
        .into_diagnostic()
        .wrap_err("cannot run cargo")?;
    Ok(Outcome::of(status.success()))
}
