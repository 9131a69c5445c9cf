//! Reports Smithy events with underlined source locations.

use std::path::Path;

use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};
use sansmith_build::bundle::read_text;
use sansmith_smithy::project::Project;
use sansmith_smithy::{Event, FileId, Files, Severity};

use crate::terminal;

/// Maximum number of events reported individually.
const MAX_SHOWN: usize = 200;

/// Reports all events of at least severity `least`, up to two hundred.
pub fn report(files: &Files, events: &[Event], least: Severity) {
    let shown = events.iter().filter(|event| event.severity >= least);
    let left = shown.clone().count().saturating_sub(MAX_SHOWN);
    for event in shown.take(MAX_SHOWN) {
        terminal::note(format_args!("{:?}", to_report(files, event)));
    }
    if left > 0 {
        terminal::note(format_args!("and {left} more"));
    }
}

/// An event as a report that underlines its place.
pub fn to_report(files: &Files, event: &Event) -> Report {
    let shape = event.shape.as_ref();
    let message = match shape {
        Some(shape) => format!("{} (at {shape})", event.message),
        None => event.message.clone(),
    };
    let severity = match event.severity {
        Severity::Error | Severity::Danger => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
        Severity::Note | Severity::Suppressed => miette::Severity::Advice,
    };
    let code = format!("{}[{}]", event.severity, event.id);
    let mut diagnostic = MietteDiagnostic::new(message)
        .with_code(code)
        .with_severity(severity);
    let Some(source) = files.get(event.at.file) else {
        return Report::new(diagnostic);
    };
    let (start, end) = (event.at.start as usize, event.at.end as usize);
    // Only the first line of a span is underlined.
    let line = files.text(event.at).lines().next().map_or(0, str::len);
    let length = line.min(end.saturating_sub(start)).max(1);
    diagnostic = diagnostic.with_label(LabeledSpan::new(Some("here".to_owned()), start, length));
    let text = NamedSource::new(source.name.clone(), source.text.clone());
    Report::new(diagnostic).with_source_code(text)
}

/// Prints the project file keys that have no effect.
///
/// # Errors
///
/// If the file cannot be read.
pub fn note_project(file: Option<&Path>) -> miette::Result<()> {
    let Some(file) = file else { return Ok(()) };
    let text = read_text(file)?;
    let ignored = Project::parse(FileId(0), &text).map(|project| project.ignored);
    let keys: Vec<String> = ignored
        .unwrap_or_default()
        .into_iter()
        .map(|(key, _)| format!("`{key}`"))
        .collect();
    if !keys.is_empty() {
        let (file, keys) = (file.display(), keys.join(", "));
        terminal::note(format_args!("{file}: ignored {keys}"));
    }
    Ok(())
}
