//! The tools that compare two crates by rustdoc's JSON.

use std::path::Path;
use std::process::{Command, Stdio};

use miette::{IntoDiagnostic, WrapErr, miette};
use public_api::diff::PublicApiDiff;
use public_api::{Builder, PublicApi};
use serde::{Deserialize, Serialize};

use crate::expected;

/// Findings of both tools.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Findings {
    /// Number of added public items.
    pub(crate) added: usize,
    /// Removed and changed items that break programs.
    pub(crate) broken: Vec<String>,
    /// Removed and changed items that [`expected`] explains.
    pub(crate) expected: usize,
    /// Failed lints of `cargo-semver-checks`; `None` if it is not installed.
    pub(crate) lints: Option<Vec<String>>,
}

impl Findings {
    /// Returns true if a tool demands a major release.
    pub(crate) fn is_major(&self) -> bool {
        !self.broken.is_empty() || self.lints.as_ref().is_some_and(|lints| !lints.is_empty())
    }

    /// The verdict in the table.
    pub(crate) fn verdict(&self) -> &'static str {
        if self.is_major() {
            "major"
        } else if self.added > 0 || self.expected > 0 {
            "minor"
        } else {
            "none"
        }
    }
}

/// Maximum number of kept items.
const MOST: usize = 40;

/// Compares two crates.
pub(crate) fn compare(old: &Path, new: &Path) -> miette::Result<Findings> {
    let diff = PublicApiDiff::between(items(old)?, items(new)?);
    let removed = diff.removed.iter().map(|item| format!("- {item}"));
    let changed = { diff.changed.iter() }.map(|item| format!("{} => {}", item.old, item.new));
    let added: Vec<String> = diff.added.iter().map(ToString::to_string).collect();
    let (expected, mut broken): (Vec<_>, Vec<_>) =
        { removed.chain(changed) }.partition(|change| expected::reason(change, &added).is_some());
    broken.truncate(MOST);
    Ok(Findings {
        added: added.len(),
        broken,
        expected: expected.len(),
        lints: lints(old, new)?,
    })
}

fn items(docs: &Path) -> miette::Result<PublicApi> {
    Builder::from_rustdoc_json(docs)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .into_diagnostic()
        .wrap_err_with(|| format!("`public-api` does not read `{}`", docs.display()))
}

/// The command of `cargo-semver-checks`.
const SEMVER_CHECKS: &str = "cargo-semver-checks";

/// Failed lints that demand a major release.
fn lints(old: &Path, new: &Path) -> miette::Result<Option<Vec<String>>> {
    let command = Command::new(SEMVER_CHECKS)
        .args([
            "semver-checks",
            "check-release",
            "--release-type",
            "minor",
            "--color",
            "never",
        ])
        .arg("--baseline-rustdoc")
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new)
        .stdin(Stdio::null())
        .output();
    let Ok(output) = command else {
        return Ok(None);
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let lints = failed(&said);
    if output.status.success() || !lints.is_empty() {
        return Ok(Some(lints));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(miette!("`{SEMVER_CHECKS}` fails:\n{said}"))
}

/// The names in lines such as `--- failure struct_missing: pub struct removed or renamed ---`.
fn failed(said: &str) -> Vec<String> {
    let lines = said.lines();
    let names = lines.filter_map(|line| line.strip_prefix("--- failure ")?.split(':').next());
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_lints_are_read() {
        let said = "\n--- failure struct_missing: pub struct removed or renamed ---\n\nDescription:\nA struct\n";
        assert_eq!(failed(said), ["struct_missing"]);
    }

    #[test]
    fn either_tool_decides() {
        let mut findings = Findings::default();
        assert_eq!(findings.verdict(), "none");
        findings.added = 1;
        assert_eq!(findings.verdict(), "minor");
        findings.lints = Some(vec!["x".to_owned()]);
        assert_eq!(findings.verdict(), "major");
    }
}
