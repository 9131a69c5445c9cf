//! Compares the costs of this project with those of its contenders, in one table with goals.
//!
//! **Invariants**
//!
//! - Comparable measurements are taken in the same run, alternating, and the best of several counts: machine speed varies over
//!   time, and other load only slows things down.
//! - No other command compiles the contenders.

mod bars;
mod compile;
mod footprint;
mod generation;
mod goal;
mod idl;
mod interpreted;
mod speed;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};

use self::goal::Row;
use self::speed::Timing;
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

/// Compares generated code with its peers: speed, compile cost, size
///
/// The peer is aws-sdk-connect without its default features; the libraries read and write hand-written serde structs. The
/// first run compiles all of them, which takes ten minutes for the peer.
#[derive(Debug, Clone, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[command(after_help = "Examples:
  cargo xtask bench                           requests and responses
  cargo xtask bench --compile --runs 3        what the crates cost to compile
  cargo xtask bench --size                    how large a program of one operation is
  cargo xtask bench --all --json bench.json --svg bench.svg")]
pub(crate) struct Arguments {
    /// Time writing of requests and reading of responses (default)
    #[arg(long)]
    speed: bool,
    /// Compile the peer and our crate, and compare the costs
    #[arg(long)]
    compile: bool,
    /// Build a program of one operation with the peer and with our crate, and compare sizes
    #[arg(long)]
    size: bool,
    /// Time generation of Connect and of all models
    #[arg(long)]
    generate: bool,
    /// Time loading of Smithy IDL
    #[arg(long)]
    idl: bool,
    /// Time opening of models and the start of `sansmith call`
    #[arg(long)]
    dynamic: bool,
    /// Run all benchmarks
    #[arg(long)]
    all: bool,
    /// Number of compilations and generations; the best counts
    #[arg(long, value_name = "N", default_value_t = 2)]
    runs: u32,
    /// Number of timing rounds per contender; the best counts
    #[arg(long, value_name = "N", default_value_t = 40)]
    rounds: u32,
    /// Write the results as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a bar chart of peer and our crate
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Time generation in this process; internal, used with a build without debug information
    #[arg(long, hide = true)]
    generate_here: bool,
}

/// Benchmark results.
#[derive(Debug, Default, serde::Serialize)]
struct Report {
    /// Rows of the budget: goals and results.
    rows: Vec<Row>,
    /// Timings of each contender for each message.
    timings: Vec<Timing>,
}

/// Runs `cargo xtask bench`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    if arguments.generate_here {
        generation::here(workspace, arguments.runs)?;
        return Ok(Outcome::Done);
    }
    note_load();
    let mut report = Report::default();
    let is_chosen = |flag: bool| flag || arguments.all;
    if is_chosen(arguments.compile) {
        report
            .rows
            .extend(compile::rows(workspace, arguments.runs)?);
        report.rows.extend(footprint::rows(workspace)?);
    }
    if is_chosen(arguments.size) {
        report.rows.extend(footprint::sizes(workspace)?);
    }
    let is_any = [
        arguments.compile,
        arguments.size,
        arguments.generate,
        arguments.idl,
        arguments.dynamic,
    ]
    .contains(&true);
    if is_chosen(arguments.speed) || !is_any {
        report.timings = speed::timings(workspace, arguments.rounds)?;
        report.rows.extend(speed::rows(&report.timings));
    }
    if is_chosen(arguments.generate) {
        report
            .rows
            .extend(generation::rows(workspace, arguments.runs)?);
    }
    if is_chosen(arguments.idl) {
        report.rows.extend(idl::rows(workspace)?);
    }
    if is_chosen(arguments.dynamic) {
        report.rows.extend(interpreted::rows(workspace)?);
    }
    terminal::print(table::text(&report));
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&report).into_diagnostic()?;
        write(file, &text)?;
    }
    if let Some(file) = &arguments.svg {
        write(file, &bars::svg(&report.rows))?;
    }
    Ok(Outcome::Done)
}

/// Prints a note if the machine is busy.
fn note_load() {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let busy = load
        .split(' ')
        .next()
        .and_then(|first| first.parse::<f64>().ok());
    if let Some(busy) = busy.filter(|busy| *busy > 0.5) {
        terminal::note(format_args!(
            "this machine is busy (load {busy:.1}), so measurements are slower than they could be"
        ));
    }
}

/// The workspace manifest of the contenders.
fn manifest(workspace: &Workspace) -> PathBuf {
    workspace.root().join("tests/bench/Cargo.toml")
}

/// Build folder of the contenders.
fn target(workspace: &Workspace) -> PathBuf {
    workspace.target().join("bench")
}

fn write(file: &Path, text: &str) -> miette::Result<()> {
    fs::write(file, text)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", file.display()))
}
