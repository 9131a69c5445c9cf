//! `cargo xtask test`: runs all tests.

use std::path::PathBuf;
use std::process::Command;

use crate::programs;
use sansmith_project::corpus::{Corpus, PINNED};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process, python, terminal};

/// Runs all tests: workspace, doctests and protocol tests
///
/// First downloads the botocore corpus and the Python packages used by tests, if possible; tests that need missing ones are skipped.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// Runs `cargo xtask test`.
pub(crate) fn run(workspace: &Workspace) -> miette::Result<Outcome> {
    announce_corpora(workspace);
    python::announce(workspace);
    // Continue after a failure, to show all of them at once.
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
    let conforms = programs::CONFORMANCE.run_with(workspace, &[])?;
    Ok(Outcome::of(tests && examples && conforms == Outcome::Done))
}

/// The command for workspace tests, using nextest if installed.
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

/// Variable with the file where insta lists referenced snapshots; see [`crate::snapshots`].
const REFERENCES: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";

/// The file with the paths of snapshots referenced by the last test run.
pub(crate) fn references(workspace: &Workspace) -> PathBuf {
    workspace.target().join("snapshot-references.txt")
}

fn announce_corpora(workspace: &Workspace) {
    if let Err(report) = Corpus::fetch(workspace, PINNED.version) {
        terminal::note(format_args!(
            "botocore corpus: absent, its tests are skipped ({report}; for details, run `cargo xtask corpus`)"
        ));
    }
    let smithy = workspace.smithy_corpus();
    if !smithy.is_dir() {
        terminal::note(format_args!(
            "Smithy corpus: absent, its tests are skipped (no folder `{}`; set SANSMITH_SMITHY_CORPUS to use another)",
            smithy.display()
        ));
    }
}
