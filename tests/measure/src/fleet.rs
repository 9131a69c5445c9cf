//! Generates and compiles every service model of the corpus, with a table of sizes and costs.
//!
//! **Invariants**
//!
//! - Models that cannot be generated, and crates that do not compile without warnings, are failures and listed last.
//! - Unchanged crates are not compiled again; their row has the previous cost.

mod check;
mod generate;
mod page;
mod plot;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_cli::names::nearest;

use crate::cost::Cost;
use sansmith_project::corpus::{Corpus, PINNED, Service};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

pub(crate) use self::generate::all as generate_all;

/// Generates all service models and compiles each crate with warnings denied
///
/// Covers all API versions of all services in the botocore corpus: a row each, totals, failures last. Crates are kept in
/// target/fleet, so that an interrupted run can continue.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask fleet                           all services
  cargo xtask fleet s3 ec2 --build            two of them, built
  cargo xtask fleet --features page           all, with paginators and waiters
  cargo xtask fleet --json fleet.json --html fleet.html")]
pub(crate) struct Arguments {
    /// Services by botocore name; default: all
    #[arg(value_name = "SERVICE")]
    named: Vec<String>,
    /// Services, separated by commas
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    services: Vec<String>,
    /// Run cargo build instead of cargo check
    #[arg(long)]
    build: bool,
    /// Compile with these features too, separated by commas: `page,endpoint`
    #[arg(long, value_name = "A,B", default_value = "")]
    features: String,
    /// Generate without compiling
    #[arg(long, conflicts_with = "build")]
    no_check: bool,
    /// Number of parallel jobs; default: number of cores
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Write the rows as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write an HTML page with the rows and plots
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Results for a model.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(crate) struct Row {
    /// Service and API version: `connect-2017-08-08`.
    name: String,
    /// Number of shapes.
    shapes: usize,
    /// Number of operations.
    operations: usize,
    /// Lines of code, without comments and blank lines.
    lines: usize,
    /// Milliseconds from reading the model to files on disk.
    pub(crate) generate_ms: f64,
    /// Compile cost.
    compile: Option<Cost>,
    /// Reason of a failure.
    pub(crate) failure: Option<String>,
}

/// Runs `cargo xtask fleet`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let services = chosen(workspace, arguments)?;
    let folder = workspace.target().join("fleet");
    let jobs = arguments.jobs.unwrap_or_else(cores);
    let generated = generate::all(workspace, &services, (&folder, jobs))?;
    let mut rows = generated.rows;
    if !arguments.no_check {
        let command = if arguments.build { "build" } else { "check" };
        check::all(
            workspace,
            &mut rows,
            (&folder, command, jobs),
            &arguments.features,
        )?;
    }
    terminal::print(table::text(&rows, generated.seconds));
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&rows).into_diagnostic()?;
        write(file, &text)?;
    }
    if let Some(file) = &arguments.html {
        write(file, &page::page(&rows))?;
    }
    Ok(Outcome::of(rows.iter().all(|row| row.failure.is_none())))
}

/// The selected models, in all versions.
fn chosen(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Vec<Service>> {
    let all = Corpus::fetch(workspace, PINNED.version)?.services()?;
    let named: Vec<_> = arguments.named.iter().chain(&arguments.services).collect();
    if named.is_empty() {
        return Ok(all);
    }
    let known: Vec<String> = all.iter().map(|service| service.name.clone()).collect();
    for name in &named {
        if !known.contains(name) {
            let near = nearest(name, &known).join(", ");
            return Err(terminal::usage(
                &format!("unknown service `{name}`"),
                &format!("services are named as in botocore; similar names: {near}"),
            ));
        }
    }
    let is_named = |service: &Service| named.iter().any(|name| **name == service.name);
    Ok(all.into_iter().filter(is_named).collect())
}

pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn write(file: &Path, text: &str) -> miette::Result<()> {
    fs::write(file, text)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", file.display()))
}
