//! Formats a problem for the output of a failed build: location, message, source line, advice.
//!
//! Build output may be a log, so there are no colours or frames.

use std::fmt;

use miette::{Diagnostic, SourceCode};
use sansmith_codegen::report::Entry;

/// Writes a problem after an empty line.
pub(super) fn write(f: &mut fmt::Formatter<'_>, entry: &Entry) -> fmt::Result {
    write!(f, "\n\n{}", entry.one_line())?;
    if let Some((number, line, before, length)) = line_of(entry) {
        let line = line.replace('\t', " ");
        write!(f, "\n{number:>6} | {}", line.trim_end())?;
        write!(f, "\n       | {:before$}{:^<length$}", "", "")?;
    }
    match entry.help() {
        Some(help) => write!(f, "\n       help: {help}"),
        None => Ok(()),
    }
}

/// The source line of a problem: number, text, offset of the location in characters, and length in characters.
fn line_of(entry: &Entry) -> Option<(usize, String, usize, usize)> {
    let label = entry.labels()?.next()?;
    let span = label.inner();
    // One line of context on either side, since without it the source line is truncated.
    let found = SourceCode::read_span(entry.source_code()?, span, 1, 1).ok()?;
    let text = String::from_utf8_lossy(found.data()).into_owned();
    let place = span.offset().checked_sub(found.span().offset())?;
    let (above, rest) = (text.get(..place)?, text.get(place..)?);
    let number = found.line() + above.matches('\n').count() + 1;
    let start = above.rfind('\n').map_or(0, |newline| newline + 1);
    let end = rest.find('\n').unwrap_or(rest.len());
    let (before, after) = (above.get(start..)?, rest.get(..end)?);
    let marked = after.get(..span.len()).unwrap_or(after).trim_end();
    let line = format!("{before}{after}");
    let length = marked.chars().count().max(1);
    Some((number, line, before.chars().count(), length))
}
