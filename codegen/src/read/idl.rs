//! Converts models that contain Smithy IDL to a JSON AST.
//!
//! **Invariants**
//! - The loader merges IDL and AST files, so later stages see a single AST of version 2.0.
//! - Pointers refer to that AST; `report` maps them back to file locations.
//!
//! <https://smithy.io/2.0/spec/idl.html>

use sansmith_smithy::ast::{WriteOptions, write};
use sansmith_smithy::load::{Loaded, Options, load};
use sansmith_smithy::project::{FILE_NAME, Project};
use sansmith_smithy::{Event, FileId, Files, Severity};

use super::foreign;
use crate::bundle::{Bundle, Source};
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};

/// Returns true if a text of the bundle is IDL, or a project file lists its files.
pub(crate) fn recognises(bundle: &Bundle) -> bool {
    let mut sources = std::iter::once(&bundle.service).chain(&bundle.sidecars);
    sources.any(|source| is_idl(source) || source.file_name() == FILE_NAME)
}

fn is_idl(source: &Source) -> bool {
    source.file_name().ends_with(".smithy") || foreign::format(&source.text) == Some("Smithy IDL")
}

/// Loads the files of a bundle; a file's id is its index in it.
pub(crate) fn load_bundle(bundle: &Bundle) -> Loaded {
    let sources = std::iter::once(&bundle.service).chain(&bundle.sidecars);
    let sources = sources.map(|source| {
        // The loader goes by file extension, which a text from standard input lacks.
        let ending = if is_idl(source) { ".smithy" } else { ".json" };
        // A project file has no shapes, and may have comments.
        let is_project = source.file_name() == FILE_NAME;
        let text = if is_project { "{}" } else { &source.text };
        sansmith_smithy::Source::new(format!("{}{ending}", source.name), text)
    });
    let options = Options {
        allow_unknown_traits: true,
    };
    load(sources.collect(), &options)
}

/// The AST of a bundle as text; loader errors go to `problems`.
pub(crate) fn read(bundle: &Bundle, problems: &mut Problems) -> String {
    let loaded = load_bundle(bundle);
    for event in &loaded.events {
        if event.severity >= Severity::Warning && !is_about_traits(event) {
            push(loaded.model.files(), (bundle, event), problems);
        }
    }
    for source in &bundle.sidecars {
        if source.file_name() == FILE_NAME {
            name_ignored_keys(source, problems);
        }
    }
    write(&loaded.model, WriteOptions::default())
}

/// Returns true for events about unknown traits, which the generator itself warns of where they matter.
fn is_about_traits(event: &Event) -> bool {
    event.severity == Severity::Warning && event.is_a("Model.UnresolvedTrait")
}

fn push(files: &Files, found: (&Bundle, &Event), problems: &mut Problems) {
    let (bundle, event) = found;
    let at = usize::try_from(event.at.file.0).ok();
    let at = match at.and_then(|index| index.checked_sub(1)) {
        Some(index) => bundle.sidecars.get(index),
        None => None,
    };
    let at = at.map_or_else(Pointer::root, |source| Pointer::into_source(&source.name));
    let length = files.text(event.at).lines().next().map_or(1, str::len);
    let kind = ProblemKind::Smithy {
        id: event.id.clone().into_owned(),
        message: event.message.clone(),
        is_error: event.severity >= Severity::Error,
        start: event.at.start as usize,
        length,
    };
    problems.push(kind, at);
}

/// Warns of project file keys that only affect other tools.
fn name_ignored_keys(source: &Source, problems: &mut Problems) {
    let project = Project::parse(FileId(0), &source.text);
    for (key, _) in project.map(|project| project.ignored).unwrap_or_default() {
        let at = Pointer::into_source(&source.name).child(&key);
        problems.push(ProblemKind::IgnoredKey { key }, at);
    }
}
