//! Downloads botocore releases to `target/corpus/`.
//!
//! A release contains every AWS service model, with paginators, waiters and endpoint rules, and botocore's test vectors.
//! Only the facts extracted by `cargo xtask models import` are committed.
//!
//! **Invariants**
//!
//! - An existing release is complete: it appears by one rename, after its digest was verified.
//! - Code of a pinned release is neither run nor unpacked before verification.

mod fetch;
mod services;
mod unpack;

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};

use crate::terminal;
use crate::workspace::Workspace;

pub use fetch::{newest, sha256_hex};
pub use services::{Service, subfolders};

/// The default release for models and test vectors.
pub const PINNED: Pin = Pin {
    version: "1.44.5",
    sha256: "a988f39e3a4484def0b8010f41128f71157da0515a4804fccce4739aa8f216da",
};

/// A release with its archive digest.
#[derive(Debug, Clone, Copy)]
pub struct Pin {
    /// Version.
    pub version: &'static str,
    /// SHA-256 of the source archive, in hexadecimal.
    pub sha256: &'static str,
}

/// A downloaded botocore release.
#[derive(Debug, Clone)]
pub struct Corpus {
    version: String,
    folder: PathBuf,
}

impl Corpus {
    /// The release, downloaded if necessary.
    ///
    /// # Errors
    ///
    /// The version is none, the release cannot be downloaded, or its digest is another one.
    pub fn fetch(workspace: &Workspace, version: &str) -> miette::Result<Self> {
        check_version(version)?;
        let corpora = workspace.corpus();
        let corpus = Self::in_folder(&corpora, version);
        if !corpus.is_there() {
            fetch::fetch(&corpora, version)?;
        }
        Ok(corpus)
    }

    fn in_folder(corpora: &Path, version: &str) -> Self {
        Self {
            version: version.to_owned(),
            folder: corpora.join(format!("botocore-{version}")),
        }
    }

    fn is_there(&self) -> bool {
        self.folder.join(DIGEST_FILE).is_file()
    }

    /// Version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The unpacked folder, from which Python imports the package.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The SHA-256 of the archive.
    ///
    /// # Errors
    ///
    /// The file with the digest cannot be read.
    pub fn sha256(&self) -> miette::Result<String> {
        let place = self.folder.join(DIGEST_FILE);
        let text = fs::read_to_string(&place)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", place.display()))?;
        Ok(text.trim().to_owned())
    }

    /// The folder of the protocol tests, with subfolders for inputs and outputs.
    pub fn protocol_tests(&self) -> PathBuf {
        self.folder.join("tests/unit/protocols")
    }

    /// The folder with a subfolder per service.
    fn data(&self) -> PathBuf {
        self.folder.join("botocore").join("data")
    }
}

/// File with the archive digest in an unpacked release.
const DIGEST_FILE: &str = "SHA256";

/// Checks that a version, which becomes part of paths, consists of letters, digits and dots.
fn check_version(version: &str) -> miette::Result<()> {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    if version.starts_with(|c: char| c.is_ascii_digit()) && version.split('.').all(plain) {
        return Ok(());
    }
    let message = format!("`{version}` is not a version of botocore");
    Err(terminal::usage(&message, "a release looks like 1.44.5"))
}

#[cfg(test)]
mod tests {
    use super::check_version;

    #[test]
    fn a_version_cannot_leave_its_folder() {
        for version in ["1.44.5", "1.0rc1", "2"] {
            assert!(check_version(version).is_ok(), "{version}");
        }
        for version in [
            "",
            "..",
            "1..2",
            "1/2",
            "1.0 --index-url=x",
            "-r",
            "v1",
            "1.",
        ] {
            assert!(check_version(version).is_err(), "{version:?}");
        }
    }
}
