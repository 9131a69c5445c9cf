//! `models/SERVICE/CHANGELOG.md`: the changes of a generated crate, an entry for each version.
//!
//! **Invariants**
//! - Entries that were written are never changed; a new one goes above them.
//!
//! <https://keepachangelog.com/en/1.1.0/>

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use cargo_metadata::semver::Version;
use miette::{IntoDiagnostic, WrapErr};
use sansmith_codegen::api::{Change, ChangeKind, Kind, Verdict, WireChange};

/// File name, beside the model and in the crate.
pub(crate) const FILE: &str = "CHANGELOG.md";

/// Reads the file in the folder of a service.
pub(crate) fn read(folder: &Path) -> miette::Result<Option<String>> {
    let place = folder.join(FILE);
    match fs::read_to_string(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read
            .map(Some)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", place.display())),
    }
}

/// A file with a new first entry.
pub(super) fn with_entry(file: Option<&str>, package: &str, entry: &str) -> String {
    let first = format!(
        "# Changelog\n\nVersions of `{package}`, newest first.\n\
         Before 1.0, a breaking change raises the second number, any other change the third.\n\n"
    );
    let file = file.unwrap_or(&first);
    let place = file.find("\n## ").map_or(file.len(), |place| place + 1);
    let (head, entries) = file.split_at(place);
    let gap = if entries.is_empty() { "" } else { "\n" };
    format!("{head}{entry}{gap}{entries}")
}

/// The changes of a version.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// The new version.
    pub(super) version: &'a Version,
    /// The day, such as `2026-01-31`.
    pub(super) date: &'a str,
    /// The origin of the model, such as `botocore 1.44.5`.
    pub(super) release: &'a str,
    /// Changes of the wire format.
    pub(super) wire: &'a [WireChange],
    /// Changes of the Rust API.
    pub(super) rust: &'a [Change],
}

impl Entry<'_> {
    /// The heading and the lists.
    pub(super) fn markdown(&self) -> String {
        let mut text = format!(
            "## {} - {}\n\nThe model is that of {}.\n",
            self.version, self.date, self.release
        );
        text.push_str(&self.lists());
        if self.rust.is_empty() && self.wire.is_empty() {
            text.push_str("No item and no message changed.\n");
        }
        text
    }

    /// The lists alone: breaking changes, what was added, what else changed, and the wire format.
    pub(super) fn lists(&self) -> String {
        let (breaking, others): (Vec<_>, Vec<_>) = { self.rust.iter() }
            .filter(|change| !self.is_part(change))
            .partition(|change| change.verdict == Verdict::Major);
        let (added, changed): (Vec<_>, Vec<_>) =
            { others.into_iter() }.partition(|change| change.change == ChangeKind::Added);
        let mut text = String::new();
        let reason = |change: &Change| change.reason.to_owned();
        list(&mut text, "Breaking", &breaking, reason);
        list(&mut text, "Added", &added, |change| {
            format!("{}s", change.kind.name())
        });
        list(&mut text, "Changed", &changed, reason);
        let wire = self.wire.iter();
        let grave: Vec<_> = wire
            .filter(|change| change.verdict == Verdict::Major)
            .map(|change| format!("- `{}` {}\n", change.shape, change.reason))
            .collect();
        if !grave.is_empty() {
            let _ = write!(text, "\n### Breaking on the wire\n\n{}", grave.concat());
        }
        text
    }

    /// Returns true for the enum of errors of an operation that is listed itself.
    fn is_part(&self, change: &Change) -> bool {
        let operation = change.path.strip_suffix("Error");
        change.kind == Kind::Type
            && operation.is_some_and(|operation| {
                let mut all = self.rust.iter();
                all.any(|other| other.path == operation && other.change == change.change)
            })
    }
}

/// A list of items, grouped by a label.
fn list(text: &mut String, title: &str, changes: &[&Change], label: impl Fn(&Change) -> String) {
    if changes.is_empty() {
        return;
    }
    let _ = write!(text, "\n### {title}\n\n");
    let mut groups = BTreeMap::<String, Vec<String>>::new();
    for change in changes {
        let item = format!("`{}`", change.path.trim_start_matches("feature "));
        groups.entry(label(change)).or_default().push(item);
    }
    for (label, items) in groups {
        let _ = writeln!(text, "- {label}: {}", items.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_entry_goes_above_the_others() {
        let one = with_entry(None, "sansmith-lamp", "## 0.1.1 - d\n\nA.\n");
        assert!(
            one.starts_with("# Changelog\n\nVersions of `sansmith-lamp`"),
            "{one}"
        );
        assert!(one.ends_with("the third.\n\n## 0.1.1 - d\n\nA.\n"), "{one}");
        let two = with_entry(Some(&one), "sansmith-lamp", "## 0.1.2 - e\n\nB.\n");
        let end = "the third.\n\n## 0.1.2 - e\n\nB.\n\n## 0.1.1 - d\n\nA.\n";
        assert!(two.ends_with(end), "{two}");
    }
}
