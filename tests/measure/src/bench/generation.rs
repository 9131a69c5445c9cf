//! Measures the time to generate crates on disk.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use miette::{IntoDiagnostic, miette};
use serde::{Deserialize, Serialize};

use super::goal::{Goal, Row, Unit};
use super::target;
use crate::fleet;
use sansmith_project::corpus::{Corpus, PINNED, Service};
use sansmith_project::workspace::Workspace;
use sansmith_project::{process, terminal};

/// Wall-clock times in seconds.
#[derive(Debug, Serialize, Deserialize)]
struct Times {
    connect: f64,
    all: f64,
}

/// Rows about generation.
pub(super) fn rows(workspace: &Workspace, runs: u32) -> miette::Result<Vec<Row>> {
    terminal::note("building the generator like a user would");
    let arguments = [
        "run",
        "--release",
        "--quiet",
        "--package",
        "xtask",
        "--",
        "bench",
        "--generate-here",
    ];
    let output = process::cargo(workspace, &arguments)
        .args(["--runs", &runs.to_string()])
        .stderr(std::process::Stdio::inherit())
        .output()
        .into_diagnostic()?;
    if !output.status.success() {
        return Err(miette!("the generator failed: see above"));
    }
    let times: Times = serde_json::from_slice(&output.stdout).into_diagnostic()?;
    let row = |what, ours, (at_least, reach_for)| Row {
        what,
        unit: Unit::Seconds,
        peer: None,
        ours,
        by_hand: None,
        at_least: Goal::AtMost(at_least),
        reach_for: Goal::AtMost(reach_for),
    };
    Ok(vec![
        // 1/6 and 1/15 of the 3.2 s that the aws-sdk-ruby generator takes for a model half that size.
        row("generate Connect, wall time", times.connect, (0.533, 0.213)),
        row("generate all services, wall time", times.all, (30.0, 15.0)),
    ])
}

/// Generates in this process, and prints the times.
pub(super) fn here(workspace: &Workspace, runs: u32) -> miette::Result<()> {
    let services = Corpus::fetch(workspace, PINNED.version)?.services()?;
    let connect: Vec<_> = services
        .iter()
        .filter(|service| service.name == "connect")
        .cloned()
        .collect();
    let bar = terminal::bar(usize::try_from(runs).into_diagnostic()?, "generate");
    let mut times = Times {
        connect: f64::INFINITY,
        all: f64::INFINITY,
    };
    for _ in 0..runs {
        times.all = times.all.min(once(workspace, &services)?);
        for _ in 0..5 {
            times.connect = times.connect.min(once(workspace, &connect)?);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    terminal::print(serde_json::to_string(&times).into_diagnostic()?);
    Ok(())
}

/// Generates services into a new folder, so that all files are written.
fn once(workspace: &Workspace, services: &[Service]) -> miette::Result<f64> {
    let folder = target(workspace).join("generate");
    remove(&folder)?;
    let generated = fleet::generate_all(workspace, services, (&folder, fleet::cores()))?;
    remove(&folder)?;
    match generated.rows.iter().find_map(|row| row.failure.as_ref()) {
        Some(failure) => Err(miette!("{failure}")),
        None => Ok(generated.seconds),
    }
}

/// Removes a folder, if it exists.
fn remove(folder: &Path) -> miette::Result<()> {
    let removed = fs::remove_dir_all(folder);
    if removed
        .as_ref()
        .is_err_and(|error| error.kind() == ErrorKind::NotFound)
    {
        return Ok(());
    }
    removed.into_diagnostic()
}
