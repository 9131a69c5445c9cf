//! `tests/conformance/known.toml` and `known-server.toml`: expected failures with reasons.
//!
//! **Invariants**
//!
//! - Entries that no longer apply are reported, so that the list stays minimal.

use std::cell::Cell;
use std::fmt;
use std::fs;
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};
use serde::Deserialize;

/// The expected failures.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    #[serde(default)]
    known: Vec<Entry>,
}

/// An expected failure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// File, as displayed in failures: `input/query.json`.
    pub(super) file: String,
    /// `request`, `response` or `malformed`.
    pub(super) kind: String,
    /// Test id.
    pub(super) id: String,
    /// Reason.
    pub(super) reason: String,
    /// Location of the contradicting specification.
    pub(super) specification: String,
    /// Set if a test with this name was run.
    #[serde(skip)]
    seen: Cell<bool>,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.reason, self.specification)
    }
}

impl Known {
    /// Reads the list; a missing file is an empty list.
    pub(super) fn read(file: &Path) -> miette::Result<Self> {
        if !file.is_file() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(file)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", file.display()))?;
        toml::from_str(&text)
            .into_diagnostic()
            .wrap_err_with(|| format!("`{}` is malformed", file.display()))
    }

    /// Looks up a test.
    pub(super) fn find(&self, file: &str, kind: &str, id: &str) -> Option<&Entry> {
        let entry = self
            .known
            .iter()
            .find(|entry| entry.file == file && entry.kind == kind && entry.id == id)?;
        entry.seen.set(true);
        Some(entry)
    }

    /// Entries for the given files that match no test.
    pub(super) fn unseen<'a>(&'a self, files: &'a [String]) -> impl Iterator<Item = &'a Entry> {
        self.known
            .iter()
            .filter(|entry| !entry.seen.get() && files.contains(&entry.file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::case::Side;

    #[test]
    fn unused_entries_are_reported() {
        let text = r#"
            [[known]]
            file = "input/query.json"
            kind = "request"
            id = "A"
            reason = "R"
            specification = "S"

            [[known]]
            file = "input/ec2.json"
            kind = "request"
            id = "A"
            reason = "R"
            specification = "S"
        "#;
        let known: Known = toml::from_str(text).unwrap();
        assert!(known.find("input/query.json", "response", "A").is_none());
        let files = ["input/query.json".to_owned()];
        assert_eq!(known.unseen(&files).count(), 1);
        assert!(known.find("input/query.json", "request", "A").is_some());
        assert_eq!(known.unseen(&files).count(), 0);
    }

    #[test]
    fn entries_need_a_reason() {
        let text = "[[known]]\nfile = \"f\"\nkind = \"request\"\nid = \"A\"\n";
        assert!(toml::from_str::<Known>(text).is_err());
    }

    #[test]
    fn the_list_of_this_project_can_be_read() {
        let workspace = sansmith_project::workspace::Workspace::of_this_project();
        let lists = [Side::Client, Side::Server].map(Side::known);
        let lists = lists.map(|list| Known::read(&workspace.root().join(list)).unwrap());
        for entry in lists.iter().flat_map(|list| &list.known) {
            assert!(
                matches!(entry.kind.as_str(), "request" | "response" | "malformed"),
                "{entry:?}"
            );
            assert!(!entry.reason.is_empty(), "{entry:?}");
            assert!(entry.specification.starts_with("https://"), "{entry:?}");
        }
    }
}
