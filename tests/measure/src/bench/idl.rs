//! Measures the time to load Smithy IDL: the CPU time of a whole run of `sansmith ast`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use miette::{IntoDiagnostic, miette};

use super::goal::{Goal, Row, Unit};
use super::target;
use crate::cost;
use sansmith_project::workspace::Workspace;
use sansmith_project::{process, terminal};

/// Runs per row; the best counts.
const RUNS: usize = 20;

/// Connect as IDL, beside the workspace.
const CONNECT: &str = "../shared/corpus/idl/services/connect-2017-08-08/model";

/// A model of one operation.
const SMALL: &str = r#"$version: "2"
namespace example.lamp

use aws.protocols#restJson1

@restJson1
service Lamp {
    version: "2026-01-01"
    operations: [Glow]
}

@http(method: "POST", uri: "/glow")
operation Glow {
    input := {
        level: Integer
    }
}
"#;

/// Rows about loading.
pub(super) fn rows(workspace: &Workspace) -> miette::Result<Vec<Row>> {
    terminal::note("building the command as its users would");
    let arguments = ["build", "--release", "--quiet", "--package", "sansmith-cli"];
    if !process::run(&mut process::cargo(workspace, &arguments))? {
        return Err(miette!("the command does not build: see above"));
    }
    let program = workspace.target().join("release/sansmith");
    let folder = target(workspace);
    fs::create_dir_all(&folder).into_diagnostic()?;
    let small = folder.join("small.smithy");
    fs::write(&small, SMALL).into_diagnostic()?;
    let connect = workspace.root().join(CONNECT);
    let models: [(&str, PathBuf, (f64, f64)); 2] = [
        ("ast of Connect from IDL", connect, (0.050, 0.040)),
        ("ast of one operation from IDL", small, (0.005, 0.003)),
    ];
    let mut rows = Vec::new();
    for (what, model, (at_least, reach_for)) in models {
        if !model.exists() {
            terminal::note(format_args!("{what}: {} is not there", model.display()));
            continue;
        }
        rows.push(Row {
            what,
            unit: Unit::Seconds,
            peer: None,
            ours: best(&program, &model)?,
            by_hand: None,
            at_least: Goal::AtMost(at_least),
            reach_for: Goal::AtMost(reach_for),
        });
    }
    Ok(rows)
}

/// The least CPU time of a run.
fn best(program: &Path, model: &Path) -> miette::Result<f64> {
    let spent = || cost::of_children().map_or(0.0, |cost| cost.seconds);
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let before = spent();
        let mut command = Command::new(program);
        command.arg("ast").arg(model).stdout(Stdio::null());
        if !command.status().into_diagnostic()?.success() {
            return Err(miette!("`sansmith ast {}` failed", model.display()));
        }
        best = best.min(spent() - before);
    }
    Ok(best)
}
