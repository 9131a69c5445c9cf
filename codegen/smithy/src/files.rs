//! Texts of a model, and the places in them that events and nodes point at.
//!
//! **Invariants**
//! - A [`Location`] is a byte range; line and column are counted on demand.
//! - Columns count UTF-16 code units from 1, as the reference implementation does.

use std::sync::OnceLock;

use crate::syntax::{Lines, Position};

/// A text with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name of the file, as reports print it. Its ending tells the format: `.smithy` or `.json`.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Source {
    /// A source of a name and a text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// The index of a file in [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// No file: the location of items created by the loader.
    pub const NONE: Self = Self(u32::MAX);
}

/// A byte range in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Location {
    /// No location: for items that are not from a file.
    pub const NONE: Self = Self {
        file: FileId::NONE,
        start: 0,
        end: 0,
    };

    /// Returns true for a place in no file.
    pub fn is_none(self) -> bool {
        self.file == FileId::NONE
    }
}

/// A human-readable location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'a> {
    /// The name of the file; `N/A` for none.
    pub file: &'a str,
    /// The line, from 1; 0 for no place.
    pub line: u32,
    /// The column in UTF-16 code units, from 1; 0 for no place.
    pub column: u32,
}

/// The texts that a model was loaded from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Files {
    sources: Vec<Source>,
    /// The lines of each file, found on first use.
    lines: Vec<OnceLock<Lines>>,
}

impl Files {
    /// The files of a model.
    pub fn new(sources: Vec<Source>) -> Self {
        let lines = sources.iter().map(|_| OnceLock::new()).collect();
        Self { sources, lines }
    }

    /// Adds a text; its id.
    pub fn push(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        self.sources.push(source);
        self.lines.push(OnceLock::new());
        id
    }

    /// The source of an id.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.sources.get(usize::try_from(id.0).ok()?)
    }

    /// The sources with their ids, in the order they were given.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.sources)
    }

    /// The text of a location; empty for a place in no file.
    pub fn text(&self, at: Location) -> &str {
        let range = at.start as usize..at.end as usize;
        self.get(at.file)
            .and_then(|source| source.text.get(range))
            .unwrap_or_default()
    }

    /// File, line and column of a location's start.
    pub fn place(&self, at: Location) -> Place<'_> {
        let found = self.get(at.file).zip(self.lines.get(at.file.0 as usize));
        let Some((source, lines)) = found else {
            return Place {
                file: "N/A",
                line: 0,
                column: 0,
            };
        };
        let lines = lines.get_or_init(|| Lines::new(&source.text));
        let Position { line, column } = lines.position(at.start as usize);
        Place {
            file: &source.name,
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FileId, Files, Location, Source};

    #[test]
    fn a_place_counts_lines_and_utf16_columns() {
        let files = Files::new(vec![Source::new("a.smithy", "a\r\nb\rc\n\u{1F600}d")]);
        let place = |start| {
            let place = files.place(Location {
                file: FileId(0),
                start,
                end: start,
            });
            (place.line, place.column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(3), (2, 1));
        assert_eq!(place(5), (3, 1));
        assert_eq!(place(11), (4, 3));
    }

    #[test]
    fn no_place_has_no_line() {
        let files = Files::default();
        assert_eq!(files.place(Location::NONE).line, 0);
        assert_eq!(files.text(Location::NONE), "");
    }
}
