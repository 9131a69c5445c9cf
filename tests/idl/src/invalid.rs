//! Invalid models: events must equal those of the reference implementation.

use std::path::Path;

use sansmith_smithy::load::Loaded;
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::validate::validate;
use sansmith_smithy::{Event, Severity};

use crate::expected::{Difference, read_json};
use crate::loaded::{describe, load_files};
use crate::suite::{Report, Suite, beside, case, files, name};

/// Files whose first line states the error.
pub(crate) const LOADER: Suite = Suite {
    name: "invalid",
    folder: "invalid/loader",
    run: |folder, report| {
        for file in files(folder) {
            if is_model(&file) {
                check(report, folder, &file);
            }
        }
    },
};

/// Files with a syntax error, after which the parser must recover.
pub(crate) const RECOVERY: Suite = Suite {
    name: "error-recovery",
    folder: "invalid/error-recovery",
    run: |folder, report| {
        for file in files(folder) {
            if is_model(&file) {
                check(report, folder, &file);
            }
        }
    },
};

fn is_model(file: &Path) -> bool {
    let name = name(file);
    let ending = file.extension().unwrap_or_default();
    ending == "smithy" || (ending == "json" && !name.ends_with(".events.json"))
}

fn check(report: &mut Report<'_>, folder: &Path, file: &Path) {
    let case = case(folder, file);
    if !report.cases.wants(&case) {
        return;
    }
    let loaded = load_files(&[file], false);
    let events = validate(&loaded);
    if let Some(expected) = read_json(&beside(file, ".events.json")) {
        let difference = Difference::of(&expected, &loaded, &events);
        if difference.is_empty() {
            report.cases.pass(&case);
        } else {
            let (expected, got) = difference.texts();
            report.cases.fail(&case, &expected, &got);
        }
        return;
    }
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let Some(line) = text.lines().next().and_then(FirstLine::read) else {
        report.cases.skip(&case);
        return;
    };
    if events.iter().any(|event| line.matches(&loaded, event)) {
        report.cases.pass(&case);
    } else {
        let got: Vec<_> = events
            .iter()
            .map(|event| describe(&loaded, event))
            .collect();
        report.cases.fail(&case, line.text, &got.join("\n"));
    }
}

/// The error in a first line `// [shape: ]message[ | ID]`; other events may come too, as in the reference's test.
struct FirstLine<'a> {
    text: &'a str,
    id: Option<&'a str>,
    shape: Option<&'a str>,
    place: Option<(u32, u32)>,
}

impl<'a> FirstLine<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let text = line.strip_prefix("//")?.trim();
        let (message, id) = match text.rsplit_once(" | ") {
            Some((message, id)) => (message, Some(id)),
            None => (text, None),
        };
        let shape = message.split_once(": ").map(|(shape, _)| shape);
        let shape = shape.filter(|shape| shape.contains('#') && !shape.contains(' '));
        Some(Self {
            text,
            id,
            shape: shape.or_else(|| shape_in(message)),
            place: place_in(message),
        })
    }

    fn matches(&self, loaded: &Loaded, event: &Event) -> bool {
        let place = loaded.model.files().place(event.at);
        let shape = event.shape.as_ref().map(ShapeId::as_str);
        event.severity >= Severity::Danger
            && self.id.is_none_or(|id| event.is_a(id))
            && self.shape.is_none_or(|expected| shape == Some(expected))
            && self
                .place
                .is_none_or(|expected| expected == (place.line, place.column))
    }
}

/// The shape in a message, if the first line has no other.
fn shape_in(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("mixin shape `")?;
    rest.split_once('`').map(|(shape, _)| shape)
}

/// The location in `… at line L, column C…`.
fn place_in(message: &str) -> Option<(u32, u32)> {
    let (_, rest) = message.split_once("at line ")?;
    let (line, rest) = rest.split_once(", column ")?;
    let column = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    Some((line.parse().ok()?, column.parse().ok()?))
}
