//! Turns the lines for a program into its answers.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use miette::{IntoDiagnostic, WrapErr, miette};
use serde_json::Value;

/// Runs a program and gives its answers, one a line.
///
/// Lines are written while answers are read: a pipe holds less than either.
pub(super) fn exchange(program: &Path, lines: Vec<Value>) -> miette::Result<Vec<Value>> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot run `{}`", program.display()))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(miette!("the program has no standard streams"));
    };
    let expected = lines.len();
    // A program that goes away early shows in the number of its answers.
    let writing = thread::spawn(move || {
        lines
            .iter()
            .try_for_each(|line| writeln!(input, "{line}"))
            .is_ok()
    });
    let mut answers = Vec::new();
    for line in BufReader::new(output).lines() {
        let line = line.into_diagnostic().wrap_err("an answer is not text")?;
        let answer = serde_json::from_str(&line)
            .into_diagnostic()
            .wrap_err_with(|| format!("an answer is not JSON: {line}"))?;
        answers.push(answer);
    }
    let status = child.wait().into_diagnostic()?;
    let written = writing.join().unwrap_or_default();
    if !written || !status.success() || answers.len() != expected {
        let answers = answers.len();
        return Err(miette!(
            "the program answered {answers} of {expected} lines and ended with {status}"
        ));
    }
    Ok(answers)
}
