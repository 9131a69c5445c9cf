//! `models/SERVICE/release.toml`: the version of the crate of a service, and the rule that raises it.
//!
//! **Invariants**
//! - The file is the only place of the version; `cargo xtask codegen` copies it to the manifest.
//! - A raised version is greater.
//!
//! <https://doc.rust-lang.org/cargo/reference/semver.html>

use std::fs;
use std::io;
use std::path::Path;

use cargo_metadata::semver::Version;
use miette::{IntoDiagnostic, WrapErr};
use sansmith_codegen::api::Verdict;
use serde::{Deserialize, Serialize};

/// File name, beside the model.
pub(crate) const FILE: &str = "release.toml";

/// The release of a crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Release {
    /// Version of the crate.
    pub(crate) version: Version,
}

const HEADER: &str = "# Version of the generated crate. Raised by `cargo xtask models bump`.\n";

impl Release {
    /// The release of a crate that has no file yet.
    const FIRST: Self = Self {
        version: Version::new(0, 1, 0),
    };

    /// Reads the file in the folder of a service; a missing one means the first release.
    pub(crate) fn read(folder: &Path) -> miette::Result<Self> {
        let place = folder.join(FILE);
        let text = match fs::read_to_string(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::FIRST),
            read => read.into_diagnostic(),
        };
        text.and_then(|text| toml::from_str(&text).into_diagnostic())
            .wrap_err_with(|| format!("cannot read `{}`", place.display()))
    }

    /// The text of the file.
    pub(crate) fn text(&self) -> String {
        format!("{HEADER}version = \"{}\"\n", self.version)
    }
}

/// The version after a change.
///
/// Before 1.0 cargo takes the second number for a major one and knows no minor versions, so minor and patch raise the third.
pub(crate) fn raised(version: &Version, verdict: Verdict) -> Version {
    let Version {
        major,
        minor,
        patch,
        ..
    } = *version;
    match (major, verdict) {
        (_, Verdict::None) => version.clone(),
        (0, Verdict::Major) => Version::new(0, minor + 1, 0),
        (0, Verdict::Minor | Verdict::Patch) | (_, Verdict::Patch) => {
            Version::new(major, minor, patch + 1)
        }
        (_, Verdict::Major) => Version::new(major + 1, 0, 0),
        (_, Verdict::Minor) => Version::new(major, minor + 1, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_raises_the_number_that_cargo_compares() {
        let cases = [
            ("0.1.3", [("0.1.3"), "0.1.4", "0.1.4", "0.2.0"]),
            ("1.2.3", [("1.2.3"), "1.2.4", "1.3.0", "2.0.0"]),
            ("0.0.9", [("0.0.9"), "0.0.10", "0.0.10", "0.1.0"]),
        ];
        let verdicts = [
            Verdict::None,
            Verdict::Patch,
            Verdict::Minor,
            Verdict::Major,
        ];
        for (version, expected) in cases {
            let version: Version = version.parse().unwrap();
            let found = verdicts.map(|verdict| raised(&version, verdict).to_string());
            assert_eq!(found, expected, "{version}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Release::read(folder.path()).unwrap(), Release::FIRST);
        let release = Release {
            version: Version::new(0, 12, 3),
        };
        fs::write(folder.path().join(FILE), release.text()).unwrap();
        assert_eq!(Release::read(folder.path()).unwrap(), release);
        fs::write(folder.path().join(FILE), "version = \"soon\"\n").unwrap();
        assert!(Release::read(folder.path()).is_err());
    }
}
