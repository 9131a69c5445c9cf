//! Files to a model and its events, for every suite in the same way.

use std::fs;
use std::path::Path;

use sansmith_smithy::load::{Loaded, Options, load};
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::{Event, Source};

/// Loads files; those that cannot be read are empty.
///
/// The files are named without their folders, as expectations name them.
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

/// An event as reports print it.
pub(crate) fn describe(loaded: &Loaded, event: &Event) -> String {
    let place = loaded.model.files().place(event.at);
    let shape = event.shape.as_ref().map_or("-", ShapeId::as_str);
    format!(
        "[{}] {shape} | {} at {}:{}:{}: {}",
        event.severity, event.id, place.file, place.line, place.column, event.message
    )
}
