//! Turns messages into lines for whoever runs a command.
//!
//! Results go to standard output, everything else to standard error, so that a script can read the one without the other.
//! A reader that went away, as `| head` does, is no failure of the command.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use miette::{Diagnostic, Report, Severity, miette};

use crate::Outcome;

/// Writes a line of the result; its colours are taken out where nobody sees them.
pub fn print(line: impl Display) {
    let _ = writeln!(anstream::stdout().lock(), "{line}");
}

/// Writes a result as it is.
pub fn write(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Writes a line about what is going on.
pub fn note(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// The code of a diagnostic that is about the command line rather than about the work.
const USAGE: &str = "usage";

/// A report of wrong usage.
pub fn usage(message: &str, help: &str) -> Report {
    miette!(code = USAGE, help = help.to_owned(), "{message}")
}

/// What the codes of problems begin with that are about what was asked of a model, rather than about the model.
const ABOUT_WISHES: &str = "config::";

/// Whether a report is of wrong usage, and of nothing else.
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

/// Reports why a command could not do its work, if it could not, and turns how it ended into an exit status: 0 done, 1 a
/// check failed or the input has a problem, 2 wrong usage.
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
