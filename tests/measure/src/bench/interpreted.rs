//! Measures models at run time: opening one from the cache, and the time of `sansmith call` to the first byte that it sends.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use miette::{IntoDiagnostic, WrapErr, miette};

use super::goal::{Goal, Row, Unit};
use super::target;
use sansmith_project::models::Model;
use sansmith_project::process::{self, Profile};
use sansmith_project::terminal;
use sansmith_project::workspace::Workspace;

/// Runs per row; the best counts.
const RUNS: usize = 20;

/// A service with an operation that needs no member, its rows, and their goals in seconds.
struct Case {
    service: &'static str,
    operation: &'static str,
    open: (&'static str, f64),
    call: (&'static str, f64),
}

const CASES: [Case; 2] = [
    Case {
        service: "connect",
        operation: "ListInstances",
        open: ("open Connect's model from the cache, wall time", 0.005),
        call: (
            "sansmith call of Connect to the first byte, wall time",
            0.010,
        ),
    },
    Case {
        service: "ec2",
        operation: "DescribeRegions",
        open: ("open EC2's model from the cache, wall time", 0.020),
        call: ("sansmith call of EC2 to the first byte, wall time", 0.030),
    },
];

/// Rows about models at run time.
pub(super) fn rows(workspace: &Workspace) -> miette::Result<Vec<Row>> {
    let opening = process::example(workspace, "open", Profile::Release)?;
    let build = ["build", "--release", "--quiet", "--package", "sansmith-cli"];
    if !process::run(&mut process::cargo(workspace, &build))? {
        return Err(miette!("the command does not build: see above"));
    }
    let release = workspace.target().join("release");
    let cache = target(workspace).join("models");
    let mut rows = Vec::new();
    for case in &CASES {
        let model = match Model::find(workspace, case.service) {
            Ok(model) => model.file,
            Err(report) => {
                terminal::note(format_args!("{}: absent, skipped ({report})", case.service));
                continue;
            }
        };
        let opened = open(&opening, &model, &cache)?;
        rows.push(row(case.open, opened));
        let called = call(&release.join("sansmith"), &model, case, &cache)?;
        rows.push(row(case.call, called));
    }
    Ok(rows)
}

fn row((what, at_least): (&'static str, f64), ours: f64) -> Row {
    Row {
        what,
        unit: Unit::Seconds,
        peer: None,
        ours,
        by_hand: None,
        at_least: Goal::AtMost(at_least),
        reach_for: Goal::AtMost(at_least),
    }
}

/// The least time to an open model, after the cache was filled.
fn open(program: &Path, model: &Path, cache: &Path) -> miette::Result<f64> {
    let mut best = f64::INFINITY;
    // The first run fills the cache.
    for run in 0..=RUNS {
        let mut command = Command::new(program);
        command.arg(model).arg(cache);
        let output = command.output().into_diagnostic()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let nanos = text.trim().parse::<f64>().ok();
        let nanos = nanos.ok_or_else(|| miette!("`{}` failed", program.display()))?;
        if run > 0 {
            best = best.min(nanos / 1e9);
        }
    }
    Ok(best)
}

/// The least time from the start of `sansmith call` to the first byte that a server gets.
fn call(program: &Path, model: &Path, case: &Case, cache: &Path) -> miette::Result<f64> {
    let server = TcpListener::bind("127.0.0.1:0").into_diagnostic()?;
    let address = server.local_addr().into_diagnostic()?;
    let mut best = f64::INFINITY;
    for run in 0..=RUNS {
        let start = Instant::now();
        let mut child = Command::new(program)
            .arg("call")
            .arg(model)
            .arg(case.operation)
            .args(["--region", "us-east-1", "--endpoint"])
            .arg(format!("http://{address}"))
            .env("SANSMITH_CACHE", cache)
            .env("AWS_ACCESS_KEY_ID", "a")
            .env("AWS_SECRET_ACCESS_KEY", "b")
            .env("AWS_MAX_ATTEMPTS", "1")
            .env("AWS_CONFIG_FILE", PathBuf::from("none"))
            .env("AWS_SHARED_CREDENTIALS_FILE", PathBuf::from("none"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot run `{}`", program.display()))?;
        let (mut stream, _) = server.accept().into_diagnostic()?;
        let mut first = [0];
        stream.read_exact(&mut first).into_diagnostic()?;
        let time = start.elapsed().as_secs_f64();
        // The answer does not matter, only that there is one.
        let answered = stream.write_all(
            b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        );
        answered.into_diagnostic()?;
        drop(stream);
        child.wait().into_diagnostic()?;
        if run > 0 {
            best = best.min(time);
        }
    }
    Ok(best)
}
