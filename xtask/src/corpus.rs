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

use crate::workspace::Workspace;
use crate::{Outcome, terminal};

pub(crate) use fetch::{newest, sha256_hex};
pub(crate) use services::{Service, subfolders};

/// The default release for models and test vectors.
pub(crate) const PINNED: Pin = Pin {
    version: "1.44.5",
    sha256: "a988f39e3a4484def0b8010f41128f71157da0515a4804fccce4739aa8f216da",
};

/// A release with its archive digest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pin {
    /// Version.
    pub(crate) version: &'static str,
    /// SHA-256 of the source archive, in hexadecimal.
    pub(crate) sha256: &'static str,
}

/// Fetches service models and test vectors: a botocore source release, under target/corpus/
///
/// Needs `python3` with pip, which is configured with the package index of this machine.
/// The digest of the pinned release is verified. An existing release is kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask corpus                      the pinned release
  cargo xtask corpus --version 1.37.26    another one")]
pub(crate) struct Arguments {
    /// The botocore release to fetch
    #[arg(id = "release", long = "version", value_name = "V", default_value = PINNED.version)]
    version: String,
}

/// Runs `cargo xtask corpus`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let corpus = Corpus::fetch(workspace, &arguments.version)?;
    terminal::print(corpus.folder.display());
    Ok(Outcome::Done)
}

/// A downloaded botocore release.
#[derive(Debug, Clone)]
pub(crate) struct Corpus {
    version: String,
    folder: PathBuf,
}

impl Corpus {
    /// The release, downloaded if necessary.
    pub(crate) fn fetch(workspace: &Workspace, version: &str) -> miette::Result<Self> {
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
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// The unpacked folder, from which Python imports the package.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The SHA-256 of the archive.
    pub(crate) fn sha256(&self) -> miette::Result<String> {
        let place = self.folder.join(DIGEST_FILE);
        let text = fs::read_to_string(&place)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", place.display()))?;
        Ok(text.trim().to_owned())
    }

    /// The folder of the protocol tests, with subfolders for inputs and outputs.
    pub(crate) fn protocol_tests(&self) -> PathBuf {
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
