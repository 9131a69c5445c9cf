//! Invalid models: events must equal those of the reference implementation.

use std::path::Path;

use sansmith_smithy::Severity;
use sansmith_smithy::validate::validate;

use crate::expected::{Difference, Expected, read_json};
use crate::loaded::load_files;
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
    let expected = read_json(&beside(file, ".events.json")).or_else(|| {
        let text = std::fs::read_to_string(file).ok()?;
        Some(vec![first_line(text.lines().next()?)?])
    });
    let Some(expected) = expected else {
        report.cases.skip(&case);
        return;
    };
    let loaded = load_files(&[file], false);
    let difference = Difference::of(&expected, &loaded, &validate(&loaded));
    if difference.is_empty() {
        report.cases.pass(&case);
    } else {
        let (expected, got) = difference.texts();
        report.cases.fail(&case, &expected, &got);
    }
}

/// The error in a first line `// [shape: ]message[ | ID]`.
fn first_line(line: &str) -> Option<Expected> {
    let line = line.strip_prefix("//")?.trim();
    let (text, id) = line.rsplit_once(" | ").unwrap_or((line, "Model"));
    let shape = text.split_once(": ").map(|(shape, _)| shape);
    let shape = shape.filter(|shape| shape.contains('#') && !shape.contains(' '));
    Some(Expected {
        severity: Severity::Error,
        id: id.to_owned(),
        shape: shape
            .map(str::to_owned)
            .or_else(|| shape_in(text).map(str::to_owned)),
        place: place_in(text),
        message: text.to_owned(),
    })
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
