//! Turns the name of a botocore release into its source tree under `target/corpus/`.
//!
//! It brings every AWS service model, with paginators, waiters and endpoint rules, and botocore's own test vectors.
//! Nothing of it is committed but the facts that `cargo xtask models import` takes from it.
//!
//! **Invariants**
//!
//! - A release that is there is whole: it appears by one rename, after its digest was checked.
//! - Nothing of a pinned release is run or unpacked before its digest is right.

mod fetch;
mod services;
mod unpack;

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};

use crate::workspace::Workspace;
use crate::{Outcome, terminal};

pub(crate) use fetch::sha256_hex;
pub(crate) use services::{Service, subfolders};

/// The release that models and test vectors come from unless another is asked for.
pub(crate) const PINNED: Pin = Pin {
    version: "1.44.5",
    sha256: "a988f39e3a4484def0b8010f41128f71157da0515a4804fccce4739aa8f216da",
};

/// A release with the digest of its source archive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pin {
    /// The release.
    pub(crate) version: &'static str,
    /// The SHA-256 of its source archive, in hexadecimal.
    pub(crate) sha256: &'static str,
}

/// Fetches service models and test vectors: a botocore source release, under target/corpus/
///
/// Needs `python3` with pip, which is what knows where packages come from on this machine.
/// The pinned release is checked against its digest. A release that is there already is left alone.
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

/// A botocore release on this machine.
#[derive(Debug, Clone)]
pub(crate) struct Corpus {
    version: String,
    folder: PathBuf,
}

impl Corpus {
    /// The release, fetched if it is not there yet.
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

    /// The release's version.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// The folder it is unpacked in, from which Python imports it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The SHA-256 of the archive it was unpacked from.
    pub(crate) fn sha256(&self) -> miette::Result<String> {
        let place = self.folder.join(DIGEST_FILE);
        let text = fs::read_to_string(&place)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", place.display()))?;
        Ok(text.trim().to_owned())
    }

    /// The folder of the protocol tests, those of inputs and those of outputs in a folder each.
    pub(crate) fn protocol_tests(&self) -> PathBuf {
        self.folder.join("tests/unit/protocols")
    }

    /// The folder that has one folder a service.
    fn data(&self) -> PathBuf {
        self.folder.join("botocore").join("data")
    }
}

/// The file of an unpacked release that holds its archive's digest.
const DIGEST_FILE: &str = "SHA256";

/// A version becomes part of paths and of a requirement, so it is letters, digits and dots.
fn check_version(version: &str) -> miette::Result<()> {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    if version.starts_with(|c: char| c.is_ascii_digit()) && version.split('.').all(plain) {
        return Ok(());
    }
    let message = format!("`{version}` is no version of botocore");
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
