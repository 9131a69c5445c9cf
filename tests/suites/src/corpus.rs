//! Paths of test data into the folders below them.

use std::fs;
use std::path::{Path, PathBuf};

/// The deepest folder below a root that is looked into.
const DEEPEST: usize = 24;

/// The corpus of the call: a folder beside the workspace, which need not be there.
pub fn call() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/call")
}

/// All folders at or below `roots`, in order of their paths.
pub fn folders(roots: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for root in roots {
        collect(root, 0, &mut found);
    }
    found
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    if depth > DEEPEST || !folder.is_dir() {
        return;
    }
    found.push(folder.to_path_buf());
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        collect(&path, depth + 1, found);
    }
}

/// The last part of a path.
pub fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
