//! Turns this project and its contenders into one table of what they cost, beside what is asked for.
//!
//! **Invariants**
//!
//! - What is compared is measured in the same run, in turns, and the best of several counts: machines change their
//!   speed from one minute to the next, and the others on them only ever make things slower.
//! - Nothing of the contenders is compiled by any other command.

mod bars;
mod compile;
mod footprint;
mod generation;
mod goal;
mod speed;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};

use self::goal::Row;
use self::speed::Timing;
use crate::workspace::Workspace;
use crate::{Outcome, terminal};

/// Compares what is generated with its peers: speed, cost to compile, size
///
/// The peer is aws-sdk-connect without its default features; the libraries read and write structures written
/// by hand for serde. The first run compiles all of them, which takes the peer ten minutes.
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
    /// Time the writing of requests and the reading of responses; this is what happens if nothing is said
    #[arg(long)]
    speed: bool,
    /// Compile the peer and ours, and compare what that costs
    #[arg(long)]
    compile: bool,
    /// Build a program of one operation with the peer and with ours, and compare how large they are
    #[arg(long)]
    size: bool,
    /// Generate Connect, and every model there is
    #[arg(long)]
    generate: bool,
    /// All of it
    #[arg(long)]
    all: bool,
    /// How often each is compiled and generated; the best counts
    #[arg(long, value_name = "N", default_value_t = 2)]
    runs: u32,
    /// How many turns each contender gets to write and read; the best counts
    #[arg(long, value_name = "N", default_value_t = 40)]
    rounds: u32,
    /// Write what was measured as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a picture of the peer and ours side by side
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Generate here and now: what a build without debug information is asked to do
    #[arg(long, hide = true)]
    generate_here: bool,
}

/// What was measured.
#[derive(Debug, Default, serde::Serialize)]
struct Report {
    /// What is asked for, and what is there.
    rows: Vec<Row>,
    /// Every contender with every message.
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
    let is_any = arguments.compile || arguments.size || arguments.generate;
    if is_chosen(arguments.speed) || !is_any {
        report.timings = speed::timings(workspace, arguments.rounds)?;
        report.rows.extend(speed::rows(&report.timings));
    }
    if is_chosen(arguments.generate) {
        report
            .rows
            .extend(generation::rows(workspace, arguments.runs)?);
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

/// Says whether the machine has other things to do.
fn note_load() {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let busy = load
        .split(' ')
        .next()
        .and_then(|first| first.parse::<f64>().ok());
    if let Some(busy) = busy.filter(|busy| *busy > 0.5) {
        terminal::note(format_args!(
            "this machine is busy (load {busy:.1}): what is measured is slower than it could be"
        ));
    }
}

/// The workspace of the contenders.
fn manifest(workspace: &Workspace) -> PathBuf {
    workspace.root().join("tests/bench/Cargo.toml")
}

/// Where they are built.
fn target(workspace: &Workspace) -> PathBuf {
    workspace.target().join("bench")
}

fn write(file: &Path, text: &str) -> miette::Result<()> {
    fs::write(file, text)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", file.display()))
}
