//! Turns messages into lines for whoever runs the command.
//!
//! Results go to standard output, everything else to standard error, so that a script can read the one without the other.
//! A reader that went away, as `| head` does, is no failure of the command.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use miette::{Report, miette};

/// Writes a line of the result; its colours are taken out where nobody sees them.
pub(crate) fn print(line: impl Display) {
    let _ = writeln!(anstream::stdout().lock(), "{line}");
}

/// Writes a line about what is going on.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes a line that only somebody who watches wants to see.
pub(crate) fn progress(line: impl Display) {
    if is_watched() {
        note(line);
    }
}

/// Whether somebody watches standard error.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// A bar on standard error; nothing where nobody watches.
pub(crate) fn bar(length: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix} {bar:40} {pos}/{len} {elapsed} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    ProgressBar::new(length)
        .with_style(style)
        .with_prefix(what.to_owned())
}

/// The code of a diagnostic that is about the command line rather than about the work.
const USAGE: &str = "usage";

/// A report of wrong usage.
pub(crate) fn usage(message: &str, help: &str) -> Report {
    miette!(code = USAGE, help = help.to_owned(), "{message}")
}

/// Reports why a command could not do its work, and says so in the exit status.
pub(crate) fn fail(report: &Report) -> ExitCode {
    note(format_args!("{report:?}"));
    ExitCode::from(if is_about_usage(report) { 2 } else { 1 })
}

/// Whether a report is of wrong usage.
pub(crate) fn is_about_usage(report: &Report) -> bool {
    report.code().is_some_and(|code| code.to_string() == USAGE)
}
