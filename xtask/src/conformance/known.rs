//! Turns `tests/conformance/known.toml` into the tests that are expected to fail, each with its reason.
//!
//! **Invariants**
//!
//! - An entry that no longer holds is itself reported, so that the list never excuses more than it must.

use std::cell::Cell;
use std::fmt;
use std::fs;
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};
use serde::Deserialize;

/// The tests that are expected to fail.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    #[serde(default)]
    known: Vec<Entry>,
}

/// A test that is expected to fail.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The file, as failures show it: `input/query.json`.
    pub(super) file: String,
    /// Whether it is of a request or of a response.
    pub(super) kind: String,
    /// What the test is called.
    pub(super) id: String,
    /// Why it is right that it fails.
    pub(super) reason: String,
    /// Where the text stands that contradicts it.
    pub(super) specification: String,
    /// Whether a test of that name was run.
    #[serde(skip)]
    seen: Cell<bool>,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.reason, self.specification)
    }
}

impl Known {
    /// Reads the list; there may be none.
    pub(super) fn read(file: &Path) -> miette::Result<Self> {
        if !file.is_file() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(file)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", file.display()))?;
        toml::from_str(&text)
            .into_diagnostic()
            .wrap_err_with(|| format!("`{}` is not as it should be", file.display()))
    }

    /// The entry of a test.
    pub(super) fn find(&self, file: &str, kind: &str, id: &str) -> Option<&Entry> {
        let entry = self
            .known
            .iter()
            .find(|entry| entry.file == file && entry.kind == kind && entry.id == id)?;
        entry.seen.set(true);
        Some(entry)
    }

    /// The entries of files that were read, but of no test in them.
    pub(super) fn unseen<'a>(&'a self, files: &'a [String]) -> impl Iterator<Item = &'a Entry> {
        self.known
            .iter()
            .filter(|entry| !entry.seen.get() && files.contains(&entry.file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_of_no_test_is_told() {
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
    fn an_entry_says_why() {
        let text = "[[known]]\nfile = \"f\"\nkind = \"request\"\nid = \"A\"\n";
        assert!(toml::from_str::<Known>(text).is_err());
    }

    #[test]
    fn the_list_of_this_project_can_be_read() {
        let workspace = crate::workspace::Workspace::of_this_project();
        let known = Known::read(&workspace.root().join(super::super::KNOWN)).unwrap();
        for entry in &known.known {
            assert!(
                matches!(entry.kind.as_str(), "request" | "response"),
                "{entry:?}"
            );
            assert!(!entry.reason.is_empty(), "{entry:?}");
            assert!(entry.specification.starts_with("https://"), "{entry:?}");
        }
    }
}
