//! Measures the compile cost of the peer's crate and of ours, each without dependencies.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, miette};

use super::goal::{Goal, Row, Unit};
use super::{manifest, target};
use crate::cost::{self, Cost};
use sansmith_project::workspace::Workspace;
use sansmith_project::{process, terminal};

/// A crate, with a program that depends only on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// Package of the program.
    pub(super) program: &'static str,
    /// Package of the crate.
    pub(super) package: &'static str,
    /// Library name of the crate.
    library: &'static str,
}

/// The peer.
pub(super) const PEER: Subject = Subject {
    program: "bench-peer",
    package: "aws-sdk-connect",
    library: "aws_sdk_connect",
};

/// This project's crate.
pub(super) const OURS: Subject = Subject {
    program: "bench-ours",
    package: "sansmith-connect",
    library: "sansmith_connect",
};

/// A compilation to measure, with its goals.
struct Step {
    what: &'static str,
    arguments: &'static [&'static str],
    goals: (f64, f64),
    memory: Option<(&'static str, Goal, Goal)>,
}

const STEPS: [Step; 3] = [
    Step {
        what: "cargo check",
        arguments: &["check"],
        goals: (6.0, 12.0),
        memory: None,
    },
    Step {
        what: "cargo build",
        arguments: &["build"],
        goals: (12.0, 25.0),
        memory: Some((
            "peak memory of a build",
            Goal::TimesLess(4.0),
            Goal::TimesLess(8.0),
        )),
    },
    Step {
        what: "cargo build --release",
        arguments: &["build", "--release"],
        goals: (30.0, 60.0),
        memory: Some(("peak memory of a release build", Goal::Any, Goal::Any)),
    },
];

/// Rows about compile costs.
pub(super) fn rows(workspace: &Workspace, runs: u32) -> miette::Result<Vec<Row>> {
    let runs = usize::try_from(runs.max(1)).into_diagnostic()?;
    // A copy, because this executable may be rebuilt before the last crate is compiled.
    let wrapper = folder(workspace).join(format!("wrapper{}", env::consts::EXE_SUFFIX));
    fs::create_dir_all(folder(workspace)).into_diagnostic()?;
    fs::copy(env::current_exe().into_diagnostic()?, &wrapper).into_diagnostic()?;
    let bar = terminal::bar(runs * STEPS.len() * 2, "compile");
    let mut best = BTreeMap::<(usize, Subject), Cost>::new();
    for _ in 0..runs {
        for (number, step) in STEPS.iter().enumerate() {
            for subject in [PEER, OURS] {
                bar.set_message(format!("{} of {}", step.what, subject.package));
                let cost = once(workspace, &wrapper, (step.arguments, &subject))?;
                let best = best.entry((number, subject)).or_insert(cost);
                best.seconds = best.seconds.min(cost.seconds);
                best.megabytes = best.megabytes.min(cost.megabytes);
                bar.inc(1);
            }
        }
    }
    bar.finish_and_clear();
    let of = |number, subject| {
        let found = best.get(&(number, subject)).copied();
        found.ok_or_else(|| miette!("nothing was compiled"))
    };
    let mut rows = Vec::new();
    let mut memory = Vec::new();
    for (number, step) in STEPS.iter().enumerate() {
        let (peer, ours) = (of(number, PEER)?, of(number, OURS)?);
        rows.push(Row {
            what: step.what,
            unit: Unit::Seconds,
            peer: Some(peer.seconds),
            ours: ours.seconds,
            by_hand: None,
            at_least: Goal::TimesLess(step.goals.0),
            reach_for: Goal::TimesLess(step.goals.1),
        });
        memory.extend(step.memory.map(|(what, at_least, reach_for)| Row {
            what,
            unit: Unit::Megabytes,
            peer: Some(peer.megabytes),
            ours: ours.megabytes,
            by_hand: None,
            at_least,
            reach_for,
        }));
    }
    rows.extend(memory);
    Ok(rows)
}

/// Compiles a crate whose dependencies are already compiled.
fn once(
    workspace: &Workspace,
    wrapper: &Path,
    (arguments, subject): (&[&str], &Subject),
) -> miette::Result<Cost> {
    let costs = folder(workspace).join("costs");
    fs::create_dir_all(&costs).into_diagnostic()?;
    let mut clean = cargo(
        workspace,
        &["clean", "--quiet", "--package", subject.package],
    );
    clean.args(arguments.iter().skip(1));
    let mut compile = cargo(workspace, arguments);
    compile
        .args(["--quiet", "--package", subject.program])
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_WRAPPER", wrapper)
        .env(cost::FOLDER, &costs)
        // Lints are off as for a registry crate: the peer is one, and so is ours for its users.
        .env(cost::AS_DEPENDENCY, "1");
    for command in [&mut clean, &mut compile] {
        if !command.status().into_diagnostic()?.success() {
            return Err(miette!("{} does not compile", subject.package));
        }
    }
    cost::of_crate(&costs, subject.library).ok_or_else(|| {
        miette!(
            "this system reports no resource usage for {}",
            subject.package
        )
    })
}

/// A separate build folder for repeated compilations.
fn folder(workspace: &Workspace) -> PathBuf {
    target(workspace).join("compile")
}

/// A cargo command in the workspace of the contenders.
fn cargo(workspace: &Workspace, arguments: &[&str]) -> std::process::Command {
    let mut cargo = process::cargo(workspace, arguments);
    cargo
        .arg("--manifest-path")
        .arg(manifest(workspace))
        .arg("--target-dir")
        .arg(folder(workspace));
    cargo
}

/// Builds the program of a crate in release mode without debug information, and returns its path.
pub(super) fn program(
    workspace: &Workspace,
    subject: &Subject,
    profile: &str,
) -> miette::Result<PathBuf> {
    let mut build = cargo(workspace, &["rustc", "--quiet", "--profile", profile]);
    build.args(["--package", subject.program, "--", "-C", "strip=symbols"]);
    if !build.status().into_diagnostic()?.success() {
        return Err(miette!("{} does not compile", subject.program));
    }
    let name = format!("{}{}", subject.program, env::consts::EXE_SUFFIX);
    Ok(folder(workspace).join(profile).join(name))
}
