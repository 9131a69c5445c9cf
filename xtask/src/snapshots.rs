//! Accepts snapshots, and finds pending and unreferenced ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::{codegen, test};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process, terminal};

/// Accepts changed snapshots, then regenerates the committed crates
#[derive(Debug, clap::Args)]
#[command(after_help = "Review the changes with `git diff` before you commit.")]
pub(crate) struct BlessArguments {}

/// Runs `cargo xtask bless`.
pub(crate) fn bless(workspace: &Workspace) -> miette::Result<Outcome> {
    let accepted = accept(workspace)?;
    let generated = codegen::run(workspace, &codegen::Arguments::default())?;
    Ok(Outcome::of(
        accepted == Outcome::Done && generated == Outcome::Done,
    ))
}

/// Runs the tests in a mode that writes snapshots instead of comparing them.
///
/// Tests that fail for other reasons still fail, as the next `cargo xtask test` shows.
fn accept(workspace: &Workspace) -> miette::Result<Outcome> {
    let mut tests = test::tests(workspace);
    tests.env("INSTA_UPDATE", "always");
    let passed = process::run(&mut tests)?;
    for pending in find(workspace.root(), is_pending) {
        // Proposals from earlier runs are obsolete.
        let _ = fs::remove_file(pending);
    }
    Ok(Outcome::of(passed))
}

/// Reports pending snapshots, and those not used by the last test run.
pub(crate) fn check(workspace: &Workspace) -> Outcome {
    let pending = find(workspace.root(), is_pending);
    let unused = fs::read_to_string(test::references(workspace))
        .map(|seen| unused(find(workspace.root(), is_snapshot), &seen))
        .unwrap_or_default();
    let report = |places: &[PathBuf], what: &str| {
        for place in places {
            terminal::print(format_args!("{}: snapshot {what}", workspace.shown(place)));
        }
    };
    report(&pending, "is pending: `cargo xtask bless` accepts it");
    report(&unused, "unused: remove it");
    Outcome::of(pending.is_empty() && unused.is_empty())
}

fn unused(snapshots: Vec<PathBuf>, seen: &str) -> Vec<PathBuf> {
    let canonical = |place: &Path| fs::canonicalize(place).unwrap_or_else(|_| place.to_path_buf());
    let seen: BTreeSet<_> = seen
        .lines()
        .map(|line| canonical(Path::new(line)))
        .collect();
    let mut unused = snapshots;
    unused.retain(|place| !seen.contains(&canonical(place)));
    unused
}

fn is_pending(name: &str) -> bool {
    name.ends_with(".snap.new") || name.ends_with(".pending-snap")
}

fn is_snapshot(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "snap")
}

/// Pending snapshots are ignored by git, so ignored files are included, except build output.
fn find(root: &Path, wanted: fn(&str) -> bool) -> Vec<PathBuf> {
    WalkBuilder::new(root)
        .standard_filters(false)
        .filter_entry(|entry| entry.file_name() != "target" && entry.file_name() != ".git")
        .sort_by_file_name(Ord::cmp)
        .build()
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(wanted))
        .map(ignore::DirEntry::into_path)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn pending_snapshots_are_found_and_built_ones_are_not() {
        let folder = tempdir().unwrap();
        for path in [
            "tests/a.snap",
            "tests/a.snap.new",
            "target/b.snap.new",
            "src/.c.rs.pending-snap",
        ] {
            let place = folder.path().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, "").unwrap();
        }
        let found = find(folder.path(), is_pending);
        let names: Vec<_> = found
            .iter()
            .map(|place| place.file_name().unwrap())
            .collect();
        assert_eq!(names, [".c.rs.pending-snap", "a.snap.new"]);
    }

    #[test]
    fn unread_snapshots_are_unused() {
        let snapshots = vec![PathBuf::from("/x/a.snap"), PathBuf::from("/x/b.snap")];
        assert_eq!(
            unused(snapshots, "/x/b.snap\n/x/b.snap\n"),
            [PathBuf::from("/x/a.snap")]
        );
    }
}
