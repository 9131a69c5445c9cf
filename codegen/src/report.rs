//! Problems turned into a report: each with its file and line, the place underlined, and what to do.
//!
//! **Invariants**
//! - Source texts are scanned once, and only when there is something to report.

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

/// Everything that is wrong with a model, or only strange about it.
#[derive(Debug)]
pub struct Report {
    name: String,
    errors: usize,
    warnings: usize,
    entries: Vec<Entry>,
}

/// How many problems are shown: nobody reads on, and a text full of them must not take long.
const MAX_SHOWN: usize = 200;

impl Report {
    /// Finds the place of each problem in the texts of the bundle; errors come before warnings, and of warnings that say
    /// the same the first is shown, with the number of the others.
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
        let entries = problems.into_iter().zip(repeats).zip(places);
        let entries = entries.map(|((problem, repeats), place)| {
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

    /// The problems with their places, the first two hundred.
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

/// A problem with its place.
#[derive(Debug)]
pub struct Entry {
    problem: Problem,
    /// In how many more places the same is wrong.
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

    /// In how many more places the same is wrong; only the first is shown.
    pub fn repeats(&self) -> usize {
        self.repeats
    }

    /// The place and the words on one line: `service-2.json:3:7: error[model::wrong_type]: …`.
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
    /// What stands under the underlined place.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the message says what is wrong with most places"
    )]
    fn label(&self) -> String {
        match &self.problem.kind {
            ProblemKind::Syntax { .. } => "reading stopped here".to_owned(),
            ProblemKind::MissingKey { .. } => "in here".to_owned(),
            ProblemKind::WrongType { expected, .. } => format!("{expected} belongs here"),
            _ => "here".to_owned(),
        }
    }
}

/// What of a text is shown, with what is underlined.
#[derive(Debug)]
enum Shown {
    /// The lines of the text itself.
    Whole(Arc<NamedSource<String>>, SourceSpan),
    /// A piece of a line that is too long to be shown.
    Excerpt(NamedSource<String>, SourceSpan),
    /// The text is empty.
    Nothing,
}

/// The longest line that is shown whole.
const MAX_LINE: usize = 300;

/// How much of a longer line is shown on either side of the place.
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

/// How much of a message is shown: a name may be as long as its model.
const MAX_MESSAGE: usize = 400;

/// A message on one line of bounded length, whatever a model has put into it.
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

/// Whether a terminal does something at a character other than show it.
fn is_harmful(c: char) -> bool {
    // What turns the direction of a line shows a text that is not there.
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text of the same length for a terminal.
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

/// The start of the character that an offset is in.
fn boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    let starts = (0..=offset).rev();
    starts
        .take(4)
        .find(|&start| text.is_char_boundary(start))
        .unwrap_or_default()
}

/// The line and the column of an offset, both from 1, columns in characters.
fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..boundary(text, offset)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}

#[cfg(test)]
mod tests;
