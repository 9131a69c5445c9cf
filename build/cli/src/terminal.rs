//! Prints results and messages.
//!
//! Results go to standard output, everything else to standard error, so that scripts can separate them.
//! A closed pipe, as with `| head`, is not an error.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use miette::{Diagnostic, Report, Severity, miette};

use crate::Outcome;

/// Prints a line of the result; colours are stripped unless it is a terminal.
pub fn print(line: impl Display) {
    let _ = writeln!(anstream::stdout().lock(), "{line}");
}

/// Prints a result verbatim.
pub fn write(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Prints a status message.
pub fn note(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// The diagnostic code for errors in the command line.
const USAGE: &str = "usage";

/// A report of wrong usage.
pub fn usage(message: &str, help: &str) -> Report {
    miette!(code = USAGE, help = help.to_owned(), "{message}")
}

/// Code prefix of problems with the request rather than with the model.
const ABOUT_WISHES: &str = "config::";

/// Returns true if a report consists only of usage errors.
pub fn is_about_usage(report: &Report) -> bool {
    let is = |diagnostic: &dyn Diagnostic, about: fn(&str) -> bool| {
        let code = diagnostic.code();
        code.is_some_and(|code| about(&code.to_string()))
    };
    let is_error = |diagnostic: &&dyn Diagnostic| diagnostic.severity() == Some(Severity::Error);
    let mut errors = report
        .related()
        .into_iter()
        .flatten()
        .filter(is_error)
        .peekable();
    is(report.as_ref(), |code| code == USAGE)
        || errors.peek().is_some()
            && errors.all(|error| is(error, |code| code.starts_with(ABOUT_WISHES)))
}

/// Reports an error, if any, and returns the exit status: 0 success, 1 failed check or invalid input, 2 wrong usage.
pub fn exit(outcome: miette::Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Err(report) => {
            note(format_args!("{report:?}"));
            ExitCode::from(if is_about_usage(&report) { 2 } else { 1 })
        }
    }
}
