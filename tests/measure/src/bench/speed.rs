//! Runs the timing program of all contenders, and derives rows of the budget.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use miette::{IntoDiagnostic, WrapErr, miette};
use serde::{Deserialize, Serialize};

use super::goal::{Goal, Row, Unit};
use super::{manifest, target};
use sansmith_project::workspace::Workspace;
use sansmith_project::{process, terminal};

/// Timing of a contender for a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Timing {
    /// Message, such as `request`.
    pub(super) message: String,
    /// Contender: `peer`, `ours`, or a library, with any omissions.
    pub(super) contender: String,
    /// Length of the message.
    pub(super) bytes: u64,
    /// Best time.
    pub(super) best_ns: f64,
    /// Median time.
    pub(super) median_ns: f64,
    /// Number of allocations.
    pub(super) allocations: Option<u64>,
    /// Allocated bytes.
    pub(super) allocated_bytes: Option<u64>,
}

/// Output line of the timing program.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Round { round: u64 },
    Timing(Timing),
}

/// Times all contenders; allocations are counted in a separate run.
pub(super) fn timings(workspace: &Workspace, rounds: u32) -> miette::Result<Vec<Timing>> {
    let program = build(workspace, &[])?;
    let mut timings = measure(&program, rounds)?;
    let program = build(workspace, &["--features", "allocations"])?;
    for counted in measure(&program, 1)? {
        let same = |timing: &&mut Timing| {
            timing.message == counted.message && timing.contender == counted.contender
        };
        if let Some(timing) = timings.iter_mut().find(same) {
            timing.allocations = counted.allocations;
            timing.allocated_bytes = counted.allocated_bytes;
        }
    }
    Ok(timings)
}

/// Builds the program, and returns its path.
fn build(workspace: &Workspace, features: &[&str]) -> miette::Result<PathBuf> {
    let mut cargo = process::cargo(
        workspace,
        &["build", "--release", "--package", "bench-speed"],
    );
    cargo
        .args(features)
        .arg("--manifest-path")
        .arg(manifest(workspace))
        .arg("--target-dir")
        .arg(target(workspace));
    if !process::run(&mut cargo)? {
        return Err(miette!("the contenders do not compile"));
    }
    let name = format!("bench-speed{}", std::env::consts::EXE_SUFFIX);
    Ok(target(workspace).join("release").join(name))
}

fn measure(program: &PathBuf, rounds: u32) -> miette::Result<Vec<Timing>> {
    let mut child = Command::new(program)
        .arg(rounds.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot run `{}`", program.display()))?;
    let bar = terminal::bar(usize::try_from(rounds).unwrap_or(usize::MAX), "rounds");
    let mut timings = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            match serde_json::from_str(&line.into_diagnostic()?).into_diagnostic()? {
                Line::Round { round } => bar.set_position(round),
                Line::Timing(timing) => timings.push(timing),
            }
        }
    }
    bar.finish_and_clear();
    let status = child.wait().into_diagnostic()?;
    if !status.success() {
        return Err(miette!("the contenders give different results: see above"));
    }
    Ok(timings)
}

/// A row about speed: quantity, message, goals.
type LineOfBudget = (&'static str, &'static str, Goal, Goal);

const LINES: [LineOfBudget; 8] = [
    (
        "StartOutboundChatContact: input to request",
        "request",
        Goal::TimesLess(2.0),
        Goal::TimesLess(2.7),
    ),
    (
        "its 52-byte response to output",
        "answer",
        Goal::TimesLess(3.0),
        Goal::AsByHand,
    ),
    (
        "SearchContacts: 277 KB to output",
        "contacts",
        Goal::TimesLess(2.0),
        Goal::TimesLess(2.8),
    ),
    (
        "a request with a 2.5 kB body to a signed one",
        "signature",
        Goal::TimesLess(1.8),
        Goal::TimesLess(2.5),
    ),
    (
        "the endpoint of Connect, not cached",
        "endpoint",
        Goal::TimesLess(1.0),
        Goal::TimesLess(2.0),
    ),
    (
        "a page of ListUsers: tokens to the next input",
        "page",
        Goal::Any,
        Goal::Any,
    ),
    (
        "a waiter over a list of ten: a path and its comparison",
        "waiter",
        Goal::Any,
        Goal::Any,
    ),
    (
        "SearchUsers: 130 KB to output",
        "users",
        Goal::Any,
        Goal::Any,
    ),
];

/// Rows about speed.
pub(super) fn rows(timings: &[Timing]) -> Vec<Row> {
    let of = |message: &str, contender: &str| {
        let found = timings
            .iter()
            .find(|timing| timing.message == message && timing.contender == contender);
        found.map(|timing| timing.best_ns)
    };
    let row = |(what, message, at_least, reach_for): LineOfBudget| {
        Some(Row {
            what,
            unit: Unit::Nanoseconds,
            peer: of(message, "peer"),
            ours: of(message, "ours")?,
            by_hand: of(message, "serde_json"),
            at_least,
            reach_for,
        })
    };
    LINES.into_iter().filter_map(row).collect()
}
