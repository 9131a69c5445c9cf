//! The changes of the Rust API between two models.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;

use miette::miette;
use sansmith_cli::{source, terminal};
use sansmith_codegen::api::{Api, Change, Verdict};
use sansmith_codegen::report::Entry;
use sansmith_codegen::{Bundle, Config, Ir, Report, front};

/// A model as the generator reads it.
pub(super) struct Lowered {
    bundle: Bundle,
    /// The intermediate form, after all passes.
    pub(super) ir: Ir,
}

impl Lowered {
    fn of(bundle: Bundle) -> Result<Self, Report> {
        let (ir, _) = front(&bundle, &config())?;
        Ok(Self { bundle, ir })
    }
}

/// Reads a model.
///
/// # Errors
///
/// If a file cannot be read, or the model has a problem.
pub(super) fn read(path: &Path) -> miette::Result<Lowered> {
    Lowered::of(bundle(path)?).map_err(|report| miette!("{report}"))
}

/// The changes of the Rust API; `None`, with a note, if a model cannot be read or generates no crate.
pub(super) fn compare(old: &Path, new: &Path) -> Option<Vec<Change>> {
    let read = |path| match bundle(path) {
        Ok(bundle) => Lowered::of(bundle)
            .map_err(|report| note_problem(&report))
            .ok(),
        Err(error) => {
            note(format_args!("a file cannot be read: {error}"));
            None
        }
    };
    changes(&read(old)?, &read(new)?)
}

/// The changes of the Rust API; `None`, with a note, if a model generates no crate.
pub(super) fn changes(old: &Lowered, new: &Lowered) -> Option<Vec<Change>> {
    let api = |model: &Lowered| {
        let api = Api::of(&model.bundle, &model.ir, &config());
        api.map_err(|report| note_problem(&report)).ok()
    };
    Some(api(old)?.changes(&api(new)?))
}

fn bundle(path: &Path) -> miette::Result<Bundle> {
    source::read(&[path.to_path_buf()])
}

/// Both sides have the same options, which are those of a crate without prose.
fn config() -> Config {
    Config {
        docs: false,
        ..Config::default()
    }
}

fn note_problem(report: &Report) {
    let first = report.entries().first().map(Entry::one_line);
    note(format_args!(
        "no crate can be generated: {}",
        first.unwrap_or_default()
    ));
}

fn note(why: impl Display) {
    terminal::note(format_args!("the Rust API is not compared, because {why}"));
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
