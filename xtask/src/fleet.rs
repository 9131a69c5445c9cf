//! Turns every service model of the corpus into a crate, and each crate into a row: how large it is, and what it costs.
//!
//! **Invariants**
//!
//! - A model that cannot be generated and a crate that does not compile without a warning are failures, and come last.
//! - What was checked before and has not changed is not checked again; its row says what it cost then.

mod check;
mod generate;
mod page;
mod plot;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_cli::names::nearest;

use crate::corpus::{Corpus, PINNED, Service};
use crate::cost::Cost;
use crate::workspace::Workspace;
use crate::{Outcome, terminal};

pub(crate) use self::generate::all as generate_all;

/// Generates every service model there is and compiles each crate with warnings denied
///
/// All API versions of all services of the botocore corpus; a row each, totals, failures last. Crates are kept under
/// target/fleet, so a run that was stopped goes on where it was.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask fleet                           all services
  cargo xtask fleet s3 ec2 --build            two of them, built
  cargo xtask fleet --json fleet.json --html fleet.html")]
pub(crate) struct Arguments {
    /// Services, as botocore calls them; without any, all
    #[arg(value_name = "SERVICE")]
    named: Vec<String>,
    /// The same, after a comma each
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    services: Vec<String>,
    /// Build instead of check
    #[arg(long)]
    build: bool,
    /// Generate only
    #[arg(long, conflicts_with = "build")]
    no_check: bool,
    /// How many models, and then crates, at a time; as many as there are cores if nothing is said
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Write the rows as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a page with the rows and plots of them
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// A model and what became of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(crate) struct Row {
    /// The service and the version of its API: `connect-2017-08-08`.
    name: String,
    /// The shapes of the model.
    shapes: usize,
    /// Its operations.
    operations: usize,
    /// Lines of code of the crate, without comments and blanks.
    lines: usize,
    /// Milliseconds from text to files on disk.
    pub(crate) generate_ms: f64,
    /// What compiling it cost.
    compile: Option<Cost>,
    /// Why it is no crate.
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
        check::all(workspace, &mut rows, (&folder, command, jobs))?;
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

/// The models the arguments name, all versions of each.
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
                &format!("no service is called `{name}`"),
                &format!("services are called as in botocore; near: {near}"),
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
