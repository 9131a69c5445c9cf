//! Turns messages into lines for whoever runs the command, and work that takes long into bars for whoever watches.

use std::fmt::Display;
use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

pub(crate) use sansmith_cli::terminal::{exit, note, print, usage};

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
