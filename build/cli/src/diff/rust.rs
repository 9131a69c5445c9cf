//! The changes of the Rust API between two models, and of the wire format where a model is of botocore.

use std::collections::BTreeMap;
use std::path::Path;

use sansmith_cli::{source, terminal};
use sansmith_codegen::api::{self, Api, Change, Verdict, WireChange};
use sansmith_codegen::{Bundle, Config, Report};

/// Reads a model for the generator.
pub(super) fn bundle(path: &Path) -> miette::Result<Bundle> {
    source::read(&[path.to_path_buf()])
}

/// The changes of the Rust API; `None`, with a note, if a model generates no crate.
pub(super) fn changes(old: &Bundle, new: &Bundle) -> Option<Vec<Change>> {
    let api = |bundle: &Bundle| {
        Api::of(bundle, &config())
            .map_err(|report| note(&report))
            .ok()
    };
    Some(api(old)?.changes(&api(new)?))
}

/// The changes on the wire, from the generator's form.
pub(super) fn wire(old: &Bundle, new: &Bundle) -> Result<Vec<WireChange>, Report> {
    api::wire(old, new, &config())
}

/// Both sides have the same options, which are those of a crate without prose.
fn config() -> Config {
    Config {
        docs: false,
        ..Config::default()
    }
}

fn note(report: &Report) {
    let entries = report.entries();
    let first = entries
        .first()
        .map(sansmith_codegen::report::Entry::one_line);
    terminal::note(format_args!(
        "the Rust API is not compared, because no crate can be generated: {}",
        first.unwrap_or_default()
    ));
}

/// The gravest verdict on each shape or member, by its name without namespace.
pub(super) fn by_shape(changes: &[Change]) -> BTreeMap<&str, Verdict> {
    let mut verdicts = BTreeMap::new();
    for change in changes {
        if let Some(shape) = &change.shape {
            let known = verdicts.entry(shape.as_str()).or_insert(Verdict::None);
            *known = (*known).max(change.verdict);
        }
    }
    verdicts
}

/// The name of a kind of change: `added`, `removed` or `changed`.
pub(super) const fn kind(added: Option<bool>) -> &'static str {
    match added {
        Some(true) => "added",
        Some(false) => "removed",
        None => "changed",
    }
}
