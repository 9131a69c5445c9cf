//! The loader: texts of any format to one model.
//!
//! ```text
//! document  one file as its reader found it: definitions, applied traits, metadata, names unresolved
//! packages  the prelude and the bundled trait definitions, those that the files name
//! names     names -> absolute IDs, with the shapes of all files known
//! applied   traits of all files, merged by target
//! order     definitions in an order in which mixins come first
//! build     definitions -> shapes
//! upgrade   implicit defaults of version 1.0 become explicit
//! ```
//!
//! **Invariants**
//! - Files may come in any order and format; the order only decides which of two conflicting definitions is reported.
//! - A model results in any case; parts that could not be read or built are missing and reported by events.
//!
//! <https://smithy.io/2.0/spec/model.html#semantic-model>

mod applied;
mod build;
mod conflict;
mod details;
pub(crate) mod document;
mod join;
mod members;
mod metadata;
mod names;
mod order;
mod packages;
mod upgrade;

use self::build::Builder;
use self::document::Document;
use self::names::Names;
use crate::event::{Event, Severity};
use crate::files::{FileId, Files, Source};
use crate::model::Model;
use crate::{ast, idl};

/// The options of [`load`].
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// True to warn of undefined traits instead of rejecting them.
    pub allow_unknown_traits: bool,
}

/// A loaded model with what was found on the way.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The model; parts that could not be read or built are missing.
    pub model: Model,
    /// The events, in the order of the files and their lines.
    pub events: Vec<Event>,
}

impl Loaded {
    /// Returns true if an event is an error.
    pub fn has_errors(&self) -> bool {
        let mut events = self.events.iter();
        events.any(|event| event.severity == Severity::Error)
    }
}

/// Loads a model from IDL and JSON AST files, distinguished by file extension.
///
/// JSON files that are not Smithy models are skipped.
/// The prelude and the standard trait definitions are always known.
///
/// ```
/// use sansmith_smithy::Source;
/// use sansmith_smithy::load::{Options, load};
///
/// let text = "$version: \"2\"\nnamespace example\n@length(min: 1)\nstring Name\n";
/// let loaded = load(vec![Source::new("main.smithy", text)], &Options::default());
/// assert!(loaded.events.is_empty());
/// let shape = loaded.model.shape("example#Name").unwrap();
/// assert!(shape.traits.has("smithy.api#length"));
/// ```
pub fn load(sources: Vec<Source>, options: &Options) -> Loaded {
    let files = Files::new(sources);
    let mut documents: Vec<Document> = files
        .iter()
        .filter_map(|(id, source)| read(id, source))
        .collect();
    packages::add(&mut documents);
    let mut events = Vec::new();
    for document in &mut documents {
        events.append(&mut document.events);
    }
    let mut names = Names::new(&documents, &files);
    let metadata = metadata::merge(&mut documents, &mut names, &mut events);
    names.check_imports(&documents, &mut events);
    names.check_words(&documents, &mut events);
    let applied = applied::collect(&mut documents, (&mut names, options), &mut events);
    let mut builder = Builder::new(documents, names, applied);
    builder.build_all();
    let mut shapes = builder.finish(&mut events);
    upgrade::upgrade(&mut shapes);
    events.sort_by_key(|event| event.at);
    Loaded {
        model: Model::new(shapes, metadata, files),
        events,
    }
}

fn read(id: FileId, source: &Source) -> Option<Document> {
    let ending = source.name.rsplit_once('.').map(|(_, ending)| ending);
    match ending {
        Some("json") => ast::read(id, &source.text),
        _ => Some(idl::parse(id, &source.text)),
    }
}
