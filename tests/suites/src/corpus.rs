//! Finds folders of test data.

use std::fs;
use std::path::{Path, PathBuf};

/// Maximum folder depth.
const DEEPEST: usize = 24;

/// The corpus: a folder next to the workspace, which may be absent.
pub fn call() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/call")
}

/// All folders at or below `roots`, sorted by path.
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

/// The last component of a path.
pub fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
