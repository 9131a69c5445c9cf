//! The result of a pair of releases, and the cache of results.

use std::fs;
use std::io;
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};
use serde::{Deserialize, Serialize};

use crate::judges::Findings;
use crate::work::write;

/// Everything that is known of a release and its comparison with the one before.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Row {
    /// The release.
    pub(crate) version: String,
    /// The release before; `None` for the first.
    pub(crate) before: Option<String>,
    /// Number of public items, by our plan.
    pub(crate) items: usize,
    /// Size of the source in bytes.
    pub(crate) bytes: usize,
    /// Our verdict.
    pub(crate) ours: String,
    /// Number of our changes: added, removed, changed.
    pub(crate) counts: [usize; 3],
    /// Our major changes.
    pub(crate) major: Vec<String>,
    /// Findings of the tools with all features.
    pub(crate) all: Findings,
    /// Findings of the tools with the features of one group.
    pub(crate) group: Findings,
    /// The group.
    pub(crate) group_name: Option<String>,
    /// The first error of the program that was written against an earlier release; `None` if it compiles.
    pub(crate) program: Option<String>,
    /// The release that the program was written against.
    pub(crate) written_for: String,
    /// The failure of the crate itself, if it does not compile.
    pub(crate) failure: Option<String>,
    /// Seconds: generation, compilation, documentation, comparison.
    pub(crate) seconds: [f64; 4],
}

/// An agreement or disagreement of the judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// The same verdict.
    Same,
    /// Ours is graver, and the compiler or a tool sees no reason.
    Graver,
    /// Ours is milder: a break that we missed.
    Missed,
}

impl Row {
    /// The agreement of our verdict with the tools and the compiler, on major releases.
    pub(crate) fn agreement(&self) -> Agreement {
        let ours = self.ours == "major";
        let theirs = self.all.is_major() || self.group.is_major() || self.program.is_some();
        match (ours, theirs) {
            (true, true) | (false, false) => Agreement::Same,
            (true, false) => Agreement::Graver,
            (false, true) => Agreement::Missed,
        }
    }
}

/// Reads the cache.
pub(crate) fn read(cache: &Path) -> miette::Result<Vec<Row>> {
    let text = match fs::read_to_string(cache) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.into_diagnostic()?,
    };
    let rows = text.lines().map(serde_json::from_str);
    rows.collect::<Result<_, _>>()
        .into_diagnostic()
        .wrap_err_with(|| format!("`{}` is damaged; remove it", cache.display()))
}

/// Puts a row into the cache, in place of an earlier one of the same release.
pub(crate) fn put(cache: &Path, row: &Row) -> miette::Result<()> {
    let mut rows = read(cache)?;
    rows.retain(|other| other.version != row.version);
    let mut text = String::new();
    for row in rows.iter().chain([row]) {
        text += &serde_json::to_string(row).into_diagnostic()?;
        text.push('\n');
    }
    write(cache, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_the_cache() {
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("rows.jsonl");
        assert_eq!(read(&cache).unwrap(), []);
        let row = Row {
            version: "1.2.3".to_owned(),
            ..Row::default()
        };
        let other = Row::default();
        for row in [&row, &other, &row] {
            put(&cache, row).unwrap();
        }
        assert_eq!(read(&cache).unwrap(), [other, row]);
    }

    #[test]
    fn a_program_that_breaks_is_a_missed_change() {
        let mut row = Row {
            ours: "minor".to_owned(),
            ..Row::default()
        };
        assert_eq!(row.agreement(), Agreement::Same);
        row.program = Some("error".to_owned());
        assert_eq!(row.agreement(), Agreement::Missed);
        row.ours = "major".to_owned();
        assert_eq!(row.agreement(), Agreement::Same);
        row.program = None;
        assert_eq!(row.agreement(), Agreement::Graver);
    }
}
