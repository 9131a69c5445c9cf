//! Models with the events that validation must produce.

use std::path::Path;

use sansmith_smithy::load::Loaded;
use sansmith_smithy::validate::validate;
use sansmith_smithy::{Event, Severity};

use crate::expected::{Difference, Expected, read_errors, read_json};
use crate::loaded::load_files;
use crate::suite::{Report, Suite, beside, case, files_with};

/// Files `X.errors` with `X.smithy` or `X.json`.
pub(crate) const ERRORFILES: Suite = Suite {
    name: "errorfiles",
    folder: "errorfiles",
    run: |folder, report| {
        for errors in files_with(folder, ".errors") {
            let model = [".smithy", ".json"]
                .iter()
                .map(|ending| beside(&errors, ending))
                .find(|model| model.is_file());
            let case = case(folder, &errors);
            match model {
                Some(model) if report.cases.wants(&case) => check(report, &case, (&errors, &model)),
                Some(_) => {}
                None => report.cases.skip(&case),
            }
        }
    },
};

fn check(report: &mut Report<'_>, case: &str, files: (&Path, &Path)) {
    let (errors, model) = files;
    let Some(text) = report.cases.read(errors) else {
        return;
    };
    let mut expected = read_errors(&text);
    add_places(&mut expected, &beside(model, ".events.json"));
    let loaded = load_files(&[model], false);
    let mut events = validate(&loaded);
    count(report, &expected, (&loaded, &events));
    if expected.iter().all(|wanted| is_critical(&wanted.id)) && events.iter().any(is_critical_error)
    {
        // The reference's runner stops then, but goes on where a case expects others too.
        events.retain(|event| is_critical(&event.id));
    }
    events.retain(|event| {
        !is_deprecation(event) || expected.iter().any(|wanted| wanted.matches(&loaded, event))
    });
    let difference = Difference::of(&expected, &loaded, &events);
    if difference.is_empty() {
        report.cases.pass(case);
    } else {
        let (expected, got) = difference.texts();
        report.cases.fail(case, &expected, &got);
    }
}

/// Returns true for deprecation events, which expectations may omit.
fn is_deprecation(event: &Event) -> bool {
    let names = ["ModelDeprecation", "DeprecatedTrait", "DeprecatedShape"];
    names.iter().any(|name| event.is_a(name))
}

/// The validators after whose errors the reference stops.
const CRITICAL: [&str; 12] = [
    "DefaultTrait",
    "EnumShape",
    "ExclusiveStructureMemberTrait",
    "Model",
    "ResourceCycle",
    "ShapeIdConflict",
    "SingleOperationBinding",
    "SingleResourceBinding",
    "Target",
    "TraitConflict",
    "TraitTarget",
    "TraitValue",
];

fn is_critical(id: &str) -> bool {
    let name = id.split('.').next().unwrap_or_default();
    CRITICAL.contains(&name)
}

fn is_critical_error(event: &Event) -> bool {
    event.severity == Severity::Error && is_critical(&event.id)
}

/// Counts each expected event under its name.
fn count(report: &mut Report<'_>, expected: &[Expected], found: (&Loaded, &[Event])) {
    let (loaded, events) = found;
    for wanted in expected {
        let came = events.iter().any(|event| wanted.matches(loaded, event));
        report
            .events
            .entry(wanted.id.clone())
            .or_default()
            .count(came);
    }
}

/// Adds locations from the full list of events, if it has exactly one event of the kind.
fn add_places(expected: &mut [Expected], file: &Path) {
    let all = read_json(file).unwrap_or_default();
    for wanted in expected {
        let mut same = all.iter().filter(|event| {
            event.severity == wanted.severity
                && event.id == wanted.id
                && event.shape == wanted.shape
                && event.message.starts_with(&wanted.message)
        });
        if let (Some(only), None) = (same.next(), same.next()) {
            wanted.place = only.place;
        }
    }
}
