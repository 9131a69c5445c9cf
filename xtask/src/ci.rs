//! `cargo xtask ci`: all checks for a change, in one order, with one result.

use std::time::Instant;

use clap::builder::PossibleValuesParser;

use crate::{codegen, deny, features, msrv, package, snapshots, test, tidy};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process, terminal};

/// Runs everything CI runs, in its order: tests, formatting, lints, documentation, generated code, house rules
///
/// Steps after a failed one still run; the last line lists the failures.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask ci
  cargo xtask ci clippy tidy")]
pub(crate) struct Arguments {
    /// Run only these steps
    #[arg(value_name = "STEP", value_parser = PossibleValuesParser::new(STEPS.map(|(name, _)| name)))]
    steps: Vec<String>,
}

/// Name and function of a step.
type Step = (&'static str, fn(&Workspace) -> miette::Result<Outcome>);

const STEPS: [Step; 11] = [
    ("test", test::run),
    ("fmt", format),
    ("clippy", clippy),
    ("doc", documentation),
    ("codegen", generated),
    ("features", features::sample_of_connect),
    ("tidy", tidy::run),
    ("deny", deny::run),
    ("snapshots", |workspace| Ok(snapshots::check(workspace))),
    ("rust-version", msrv::check),
    ("package", package::check),
];

/// Runs `cargo xtask ci`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Outcome {
    let mut failed = Vec::new();
    let is_wanted =
        |name: &str| arguments.steps.is_empty() || arguments.steps.iter().any(|step| step == name);
    for (name, step) in STEPS.into_iter().filter(|(name, _)| is_wanted(name)) {
        terminal::note(format_args!("== {name}"));
        let start = Instant::now();
        let outcome = step(workspace).unwrap_or_else(|report| {
            terminal::note(format_args!("{report:?}"));
            Outcome::Failed
        });
        let verdict = if outcome == Outcome::Done {
            "ok"
        } else {
            "FAILED"
        };
        terminal::note(format_args!(
            "== {name}: {verdict}, {:.1} s",
            start.elapsed().as_secs_f32()
        ));
        if outcome == Outcome::Failed {
            failed.push(name);
        }
    }
    if failed.is_empty() {
        terminal::print("ci: passed");
    } else {
        terminal::print(format_args!("ci: failed: {}", failed.join(", ")));
    }
    Outcome::of(failed.is_empty())
}

fn format(workspace: &Workspace) -> miette::Result<Outcome> {
    step(workspace, &["fmt", "--all", "--check"])
}

fn clippy(workspace: &Workspace) -> miette::Result<Outcome> {
    step(
        workspace,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    )
}

fn documentation(workspace: &Workspace) -> miette::Result<Outcome> {
    let mut doc = process::cargo(
        workspace,
        &["doc", "--workspace", "--all-features", "--no-deps"],
    );
    doc.env("RUSTDOCFLAGS", "-D warnings");
    process::run(&mut doc).map(Outcome::of)
}

fn generated(workspace: &Workspace) -> miette::Result<Outcome> {
    codegen::run(workspace, &codegen::Arguments::check())
}

fn step(workspace: &Workspace, arguments: &[&str]) -> miette::Result<Outcome> {
    process::run(&mut process::cargo(workspace, arguments)).map(Outcome::of)
}
