//! Exchanges JSON lines with a program.

use std::io::{BufRead, BufReader, Write};
use std::process::Child;
use std::thread;

use miette::{IntoDiagnostic, WrapErr, miette};
use serde_json::Value;

use super::exact;

/// Sends lines and returns the response lines; the program's standard streams must be pipes.
///
/// Writes and reads concurrently, as the capacity of pipes is limited.
pub(super) fn exchange(mut program: Child, lines: Vec<Value>) -> miette::Result<Vec<Value>> {
    let (Some(mut input), Some(output)) = (program.stdin.take(), program.stdout.take()) else {
        return Err(miette!("the standard streams of the program are not piped"));
    };
    let asked = lines.clone();
    // If the program exits early, the missing response is reported.
    let writing = thread::spawn(move || {
        lines
            .iter()
            .try_for_each(|line| writeln!(input, "{}", exact::release(line)))
            .is_ok()
    });
    let mut answers = Vec::new();
    for line in BufReader::new(output).lines() {
        let line = line.into_diagnostic().wrap_err("a response is not UTF-8")?;
        let answer = serde_json::from_str(&exact::keep_numbers(&line))
            .into_diagnostic()
            .wrap_err_with(|| format!("a response is not JSON: {line}"))?;
        answers.push(answer);
    }
    let status = program.wait().into_diagnostic()?;
    let written = writing.join().unwrap_or_default();
    if let Some(line) = asked.get(answers.len()) {
        return Err(miette!(
            "the program ended with {status} after the line {line}"
        ));
    }
    if !written || !status.success() {
        return Err(miette!("the program ended with {status}"));
    }
    Ok(answers)
}
