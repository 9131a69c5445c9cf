//! The parser of Smithy IDL 1.0 and 2.0: a recursive descent over the tokens of [`crate::syntax`].
//!
//! ```text
//! cursor      tokens one by one, with the doc comments passed
//! nodes       node values and shape IDs
//! traits      traits and doc comments before a shape or member
//! statements  control, metadata, namespace, use; recovery at the next statement
//! shapes      shapes and `apply`
//! members     members of aggregates and enums
//! entities    services, resources, operations
//! ```
//!
//! **Invariants**
//! - A syntax error drops its statement: parsing continues at the next line that starts with a word, `@`, `$` or `///`.
//! - Every step consumes a token or ends, and node values nest at most 64 deep.
//!
//! <https://smithy.io/2.0/spec/idl.html> and <https://smithy.io/1.0/spec/core/idl.html>

mod cursor;
mod entities;
mod members;
mod nodes;
mod shapes;
mod statements;
mod traits;

use self::cursor::Cursor;
use crate::event::Event;
use crate::files::{FileId, Location};
use crate::load::document::{Document, Ids};
use crate::model::{ShapeId, Version};

/// Parses a file; errors are among the document's events.
pub(crate) fn parse(file: FileId, text: &str) -> Document {
    let mut parser = Parser {
        cursor: Cursor::new(file, text),
        document: Document::new(Version::One),
        namespace: String::new(),
        depth: 0,
        ids: Ids::None,
        input_suffix: "Input".to_owned(),
        output_suffix: "Output".to_owned(),
    };
    if let Err(mistake) = parser.file() {
        parser.report(mistake);
    }
    let mut document = parser.document;
    document.events.append(&mut parser.cursor.events);
    document
}

/// The state of a parse.
struct Parser<'a> {
    cursor: Cursor<'a>,
    document: Document,
    namespace: String,
    /// The number of node values that are open.
    depth: usize,
    /// The shape IDs met in the value that is being read.
    ids: Ids,
    input_suffix: String,
    output_suffix: String,
}

/// A fault in a statement.
#[derive(Debug)]
struct Mistake {
    message: String,
    at: Location,
    shape: Option<ShapeId>,
    /// True if the rest of the file is not read.
    fatal: bool,
}

impl Mistake {
    fn new(message: impl Into<String>, at: Location) -> Self {
        Self {
            message: message.into(),
            at,
            shape: None,
            fatal: false,
        }
    }

    fn of(self, shape: &ShapeId) -> Self {
        Self {
            shape: Some(shape.clone()),
            ..self
        }
    }

    fn fatal(message: impl Into<String>, at: Location) -> Self {
        Self {
            fatal: true,
            ..Self::new(message, at)
        }
    }
}

type Parsed<T> = Result<T, Mistake>;

impl Parser<'_> {
    fn report(&mut self, mistake: Mistake) {
        self.document.events.push(Event {
            shape: mistake.shape,
            ..Event::model_error(mistake.message, mistake.at)
        });
    }

    /// A mistake at the current token unless the file is written in version 2.0.
    fn need_version_two(&self, what: &str) -> Parsed<()> {
        if self.document.version == Version::Two {
            return Ok(());
        }
        let message = format!(
            "{what} need Smithy 2.0, but this file is read as version 1.0; add `$version: \"2\"` as its first line"
        );
        Err(Mistake::new(message, self.cursor.at()))
    }
}
