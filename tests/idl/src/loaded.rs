//! Loads files to a model and its events, for all suites alike.

use std::fs;
use std::path::Path;

use sansmith_smithy::load::{Loaded, Options, load};
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::{Event, Source};

/// Loads files; unreadable files count as empty.
///
/// Files are named without folders, as in expectations.
pub(crate) fn load_files(files: &[impl AsRef<Path>], allow_unknown_traits: bool) -> Loaded {
    let sources = files.iter().map(|file| {
        let bytes = fs::read(file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Source::new(crate::suite::name(file.as_ref()), text)
    });
    let options = Options {
        allow_unknown_traits,
    };
    load(sources.collect(), &options)
}

/// An event in the form used by reports.
pub(crate) fn describe(loaded: &Loaded, event: &Event) -> String {
    let place = loaded.model.files().place(event.at);
    let shape = event.shape.as_ref().map_or("-", ShapeId::as_str);
    format!(
        "[{}] {shape} | {} at {}:{}:{}: {}",
        event.severity, event.id, place.file, place.line, place.column, event.message
    )
}
