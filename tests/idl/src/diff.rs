//! Model diffs: events must equal those of the reference implementation's evaluators.

use std::path::{Path, PathBuf};

use sansmith_smithy::diff::{diff, effective};
use sansmith_smithy::model::Model;

use crate::expected::{Difference, Expected, read_errors, read_json};
use crate::loaded::load_files;
use crate::suite::{Report, Suite, case, entries, files_with, name};

/// Files `X.a.smithy` and `X.b.smithy` with `X.events`.
pub(crate) const UPSTREAM: Suite = Suite {
    name: "diff",
    folder: "diff/upstream",
    run: |folder, report| {
        for events in files_with(folder, ".events") {
            let case = case(folder, &events);
            let stem = name(&events);
            let stem = stem.trim_end_matches(".events");
            let model = |side: &str| {
                [".smithy", ".json"]
                    .iter()
                    .map(|ending| events.with_file_name(format!("{stem}.{side}{ending}")))
                    .find(|model| model.is_file())
            };
            let (Some(old), Some(new)) = (model("a"), model("b")) else {
                report.cases.skip(&case);
                continue;
            };
            if !report.cases.wants(&case) {
                continue;
            }
            if let Some(text) = report.cases.read(&events) {
                settle(
                    report,
                    &case,
                    &[compare(&[old], &[new], &read_errors(&text))],
                );
            }
        }
    },
};

/// Folders with `a.json`, `b.json` and `events.json`; `a` and `b` contain the same models as IDL.
pub(crate) const CAPTURED: Suite = Suite {
    name: "diff captured",
    folder: "diff/captured",
    run: |folder, report| {
        for project in entries(folder) {
            let case = name(&project);
            if !project.is_dir() || !report.cases.wants(&case) {
                continue;
            }
            let (old, new) = (project.join("a.json"), project.join("b.json"));
            let events = read_json(&project.join("events.json"));
            let Some(events) = events.filter(|_| old.is_file() && new.is_file()) else {
                report.cases.skip(&case);
                continue;
            };
            let mut found = vec![compare_captured(&[old], &[new], &events)];
            let (old, new) = (models(&project.join("a")), models(&project.join("b")));
            if !old.is_empty() && !new.is_empty() {
                found.push(compare_captured(&old, &new, &events));
            }
            settle(report, &case, &found);
        }
    },
};

fn models(folder: &Path) -> Vec<PathBuf> {
    files_with(folder, ".smithy")
}

fn compare(old: &[PathBuf], new: &[PathBuf], expected: &[Expected]) -> Difference {
    let (old, new) = (load_files(old, true), load_files(new, true));
    let found = diff(&old.model, &new.model);
    Difference::of(expected, &new, &found.events)
}

/// Compares as [`compare`] does, or in a way that the reference's own tests also use.
///
/// The events were captured from every comparison in those tests.
/// Some compare models without a prelude, which has definitions of traits;
/// some comparisons are the ones between two targets of a member, on the way to the event about that member.
/// The files do not tell which, so one of these has to give exactly the captured events.
fn compare_captured(old: &[PathBuf], new: &[PathBuf], expected: &[Expected]) -> Difference {
    let (old, new) = (load_files(old, true), load_files(new, true));
    let whole = diff(&old.model, &new.model);
    let difference = Difference::of(expected, &new, &whole.events);
    let nested = effective(&old.model, &new.model);
    let nested = nested.into_iter().map(|part| part.events);
    let bare = diff(&bare(&old.model), &bare(&new.model)).events;
    let mut others = nested.chain([bare]);
    if others.any(|events| Difference::of(expected, &new, &events).is_empty()) {
        return Difference::default();
    }
    difference
}

/// The model without bundled definitions.
fn bare(model: &Model) -> Model {
    let bundled = model.shapes().filter(|shape| shape.bundled);
    let ids: Vec<_> = bundled.map(|shape| shape.id.clone()).collect();
    model.clone().without(&ids)
}

/// Counts a case; passed if the models of every form give the expected events.
fn settle(report: &mut Report<'_>, case: &str, found: &[Difference]) {
    match found.iter().find(|difference| !difference.is_empty()) {
        None => report.cases.pass(case),
        Some(difference) => {
            let (expected, got) = difference.texts();
            report.cases.fail(case, &expected, &got);
        }
    }
}
