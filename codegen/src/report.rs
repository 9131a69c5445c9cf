//! Renders problems as a report: file and line, underlined source, advice.
//!
//! **Invariants**
//! - Source texts are scanned once, and only if there is something to report.

mod group;
mod locate;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};

use crate::bundle::Bundle;
use crate::ir::Pointer;
use crate::problem::{Problem, ProblemKind, Severity};

/// Errors and warnings about a model.
#[derive(Debug)]
pub struct Report {
    name: String,
    errors: usize,
    warnings: usize,
    entries: Vec<Entry>,
}

/// Maximum number of problems shown, for readability and speed.
const MAX_SHOWN: usize = 200;

impl Report {
    /// Locates each problem in the texts of the bundle. Errors come before warnings; equal warnings are shown once, with a
    /// count.
    pub fn new(bundle: &Bundle, problems: Vec<Problem>) -> Self {
        let mut groups = group::group(problems);
        let count = |severity| {
            let groups = groups.iter();
            groups
                .filter(|(problem, _)| problem.severity() == severity)
                .count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        groups.sort_by_key(|(problem, _)| Reverse(problem.severity()));
        groups.truncate(MAX_SHOWN);
        let (problems, repeats): (Vec<Problem>, Vec<usize>) = groups.into_iter().unzip();
        let places = locate::locate(bundle, &problems);
        let sources = std::iter::once(&bundle.service).chain(&bundle.sidecars);
        let texts: Vec<_> = sources
            .map(|source| {
                let text = harmless(&source.text).into_owned();
                Arc::new(NamedSource::new(&source.name, text))
            })
            .collect();
        let mut found: Vec<_> = problems.into_iter().zip(repeats).zip(places).collect();
        found.sort_by_key(|((problem, _), place)| {
            (Reverse(problem.severity()), place.source, place.start)
        });
        let entries = found.into_iter().map(|((problem, repeats), place)| {
            let source = texts.get(place.source);
            let text = source.map_or("", |source| source.inner());
            let (line, column) = line_and_column(text, place.start);
            Entry {
                problem,
                repeats,
                file: source.map_or("", |source| source.name()).to_owned(),
                line,
                column,
                shown: Shown::of(text, &place, source.cloned()),
            }
        });
        Self {
            name: bundle.service.name.clone(),
            errors,
            warnings,
            entries: entries.collect(),
        }
    }

    /// The problems with their locations; at most 200.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let Self {
            name,
            errors,
            warnings,
            entries,
        } = self;
        let errors_shown = format!("{errors} error{}", plural(*errors));
        let warnings_shown = format!("{warnings} warning{}", plural(*warnings));
        match (*errors, *warnings) {
            (_, 0) => write!(f, "{name} has {errors_shown}")?,
            (0, _) => write!(f, "{name} has {warnings_shown}")?,
            (_, _) => write!(f, "{name} has {errors_shown} and {warnings_shown}")?,
        }
        if entries.len() < errors + warnings {
            write!(f, ", of which {} are shown", entries.len())?;
        }
        Ok(())
    }
}

impl Error for Report {}

impl Diagnostic for Report {
    fn related<'r>(&'r self) -> Option<Box<dyn Iterator<Item = &'r dyn Diagnostic> + 'r>> {
        let entries = self.entries.iter();
        Some(Box::new(entries.map(|entry| entry as &dyn Diagnostic)))
    }
}

/// A located problem.
#[derive(Debug)]
pub struct Entry {
    problem: Problem,
    /// Number of further locations with the same problem.
    repeats: usize,
    file: String,
    line: usize,
    column: usize,
    shown: Shown,
}

impl Entry {
    /// The problem.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Number of further locations with the same problem; only the first is shown.
    pub fn repeats(&self) -> usize {
        self.repeats
    }

    /// Location and message on one line: `service-2.json:3:7: error[model::wrong_type]: …`.
    pub fn one_line(&self) -> String {
        let severity = match self.problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self {
            problem,
            file,
            line,
            column,
            ..
        } = self;
        let code = problem.kind.code();
        format!("{file}:{line}:{column}: {severity}[{code}]: {self}")
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&one_line(&self.problem.kind.to_string()))?;
        let more = match self.repeats {
            0 => String::new(),
            1 => ", and 1 more place".to_owned(),
            more => format!(", and {more} more places"),
        };
        if self.problem.at != Pointer::root() {
            write!(f, " (at {}{more})", one_line(&self.problem.at.to_string()))?;
        }
        Ok(())
    }
}

impl Error for Entry {}

impl Diagnostic for Entry {
    fn code<'e>(&'e self) -> Option<Box<dyn fmt::Display + 'e>> {
        Some(Box::new(self.problem.kind.code()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.problem.severity() {
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'e>(&'e self) -> Option<Box<dyn fmt::Display + 'e>> {
        let help = self.problem.kind.help()?;
        Some(Box::new(one_line(&help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        match &self.shown {
            Shown::Whole(text, _) => Some(text),
            Shown::Excerpt(text, _) => Some(text),
            Shown::Nothing => None,
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (Shown::Whole(_, span) | Shown::Excerpt(_, span)) = self.shown else {
            return None;
        };
        let label = LabeledSpan::new_primary_with_span(Some(self.label()), span);
        Some(Box::new(std::iter::once(label)))
    }
}

impl Entry {
    /// The label below the underlined text.
    fn label(&self) -> String {
        match &self.problem.kind {
            ProblemKind::Syntax { .. } => "reading stopped here".to_owned(),
            ProblemKind::MissingKey { .. } => "in here".to_owned(),
            ProblemKind::WrongType { expected, .. } => format!("{expected} belongs here"),
            _ => "here".to_owned(),
        }
    }
}

/// The source excerpt shown, with the underlined span.
#[derive(Debug)]
enum Shown {
    /// Lines of the text itself.
    Whole(Arc<NamedSource<String>>, SourceSpan),
    /// A piece of a line that is too long.
    Excerpt(NamedSource<String>, SourceSpan),
    /// The text is empty.
    Nothing,
}

/// Maximum length of a line shown in full.
const MAX_LINE: usize = 300;

/// Characters shown on either side of the location in a longer line.
const AROUND: usize = 60;

impl Shown {
    fn of(text: &str, place: &locate::Place, whole: Option<Arc<NamedSource<String>>>) -> Self {
        let Some(whole) = whole.filter(|_| !text.is_empty()) else {
            return Self::Nothing;
        };
        let start = boundary(text, place.start);
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(start..).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = after
            .find('\n')
            .map_or(text.len(), |newline| start + newline);
        let length = place.length.min(line_end - start).max(1);
        if line_end - line_start <= MAX_LINE {
            return Self::Whole(whole, (start, length).into());
        }
        let from = boundary(text, start.saturating_sub(AROUND)).max(line_start);
        let to = boundary(text, (start + length.min(AROUND) + AROUND).min(line_end));
        let piece = text.get(from..to).unwrap_or_default().to_owned();
        let length = length.min((to - start).max(1));
        let name = format!("{}, from byte {from}", whole.name());
        Self::Excerpt(NamedSource::new(name, piece), (start - from, length).into())
    }
}

/// Maximum length of a message: names may be as long as their model.
const MAX_MESSAGE: usize = 400;

/// A message on one line of bounded length, whatever the model contains.
fn one_line(message: &str) -> String {
    let count = message.chars().count();
    let mut text = String::with_capacity(message.len().min(4 * MAX_MESSAGE));
    for (number, c) in message.chars().enumerate() {
        if count <= MAX_MESSAGE || number < MAX_MESSAGE / 2 || number >= count - MAX_MESSAGE / 2 {
            if is_harmful(c) {
                text.extend(c.escape_debug());
            } else {
                text.push(c);
            }
        } else if number == MAX_MESSAGE / 2 {
            text.push('…');
        }
    }
    text
}

/// Returns true for characters that a terminal interprets instead of showing.
fn is_harmful(c: char) -> bool {
    // Bidirectional controls make a line look different from its content.
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text of the same length, safe to print on a terminal.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_line = |c: char| matches!(c, '\n' | '\r' | '\t');
    if !text.chars().any(|c| is_harmful(c) && !is_line(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_harmful(c) && !is_line(c) {
            shown.extend(std::iter::repeat_n('?', c.len_utf8()));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The start of the character that contains an offset.
fn boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    let starts = (0..=offset).rev();
    starts
        .take(4)
        .find(|&start| text.is_char_boundary(start))
        .unwrap_or_default()
}

/// Line and column of an offset, both from 1; columns count characters.
fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..boundary(text, offset)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}

#[cfg(test)]
mod tests;
