//! Prints messages and progress bars.

use std::fmt::Display;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

pub use sansmith_cli::terminal::{exit, note, print, usage};

/// Prints a line if standard error is a terminal.
pub fn progress(line: impl Display) {
    if is_watched() {
        note(line);
    }
}

/// Returns true if standard error is a terminal.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// A progress bar on standard error, hidden unless it is a terminal.
pub fn bar(length: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix} {bar:40} {pos}/{len} {elapsed} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    ProgressBar::new(length)
        .with_style(style)
        .with_prefix(what.to_owned())
}
