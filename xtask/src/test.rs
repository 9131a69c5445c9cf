//! Turns `cargo xtask test` into every test a user can run.

use std::path::PathBuf;
use std::process::Command;

use crate::corpus::{Corpus, PINNED};
use crate::workspace::Workspace;
use crate::{Outcome, conformance, process, python, terminal};

/// Runs every test: the workspace's, the examples in its documentation, and protocol tests
///
/// Fetches the botocore corpus first if it can be, and the Python packages that tests run beside this project's code; what needs one that is absent is skipped.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// Runs `cargo xtask test`.
pub(crate) fn run(workspace: &Workspace) -> miette::Result<Outcome> {
    announce_corpora(workspace);
    python::announce(workspace);
    // All runs happen even if the first fails: one look should show everything that is broken.
    let tests = process::run(&mut tests(workspace))?;
    let examples = process::run(&mut process::cargo(
        workspace,
        &[
            "test",
            "--doc",
            "--workspace",
            "--all-features",
            "--no-fail-fast",
        ],
    ))?;
    terminal::note("$ cargo xtask conformance");
    let conforms = conformance::run(workspace, &conformance::Arguments::default())?;
    Ok(Outcome::of(tests && examples && conforms == Outcome::Done))
}

/// The run of the workspace's tests, by the faster runner if it is there.
pub(crate) fn tests(workspace: &Workspace) -> Command {
    let arguments: &[&str] = if process::has_subcommand(workspace, "nextest") {
        &[
            "nextest",
            "run",
            "--workspace",
            "--all-features",
            "--no-fail-fast",
        ]
    } else {
        &[
            "test",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--no-fail-fast",
        ]
    };
    let mut command = process::cargo(workspace, arguments);
    command.env(REFERENCES, references(workspace));
    command
}

/// Where insta writes the snapshots that tests looked at; see [`crate::snapshots`].
const REFERENCES: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";

/// The file that holds the paths of the snapshots the last test run looked at.
pub(crate) fn references(workspace: &Workspace) -> PathBuf {
    workspace.target().join("snapshot-references.txt")
}

fn announce_corpora(workspace: &Workspace) {
    if let Err(report) = Corpus::fetch(workspace, PINNED.version) {
        terminal::note(format_args!(
            "botocore corpus: absent, its tests are skipped ({report}; `cargo xtask corpus` says more)"
        ));
    }
    let smithy = workspace.smithy_corpus();
    if !smithy.is_dir() {
        terminal::note(format_args!(
            "Smithy corpus: absent, its tests are skipped (no folder `{}`; SANSMITH_SMITHY_CORPUS names another)",
            smithy.display()
        ));
    }
}
