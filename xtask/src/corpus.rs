//! `cargo xtask corpus`: downloads botocore releases.

use sansmith_project::corpus::{Corpus, PINNED};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

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
    terminal::print(corpus.folder().display());
    Ok(Outcome::Done)
}
