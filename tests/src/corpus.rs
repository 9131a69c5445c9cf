//! The botocore release under `target/corpus` turned into models, where it is there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The newest release; none where the corpus is absent.
///
/// Then one line says so, and the test that asked counts as passed.
pub fn release() -> Option<PathBuf> {
    let corpus = crate::root().join("target/corpus");
    let mut releases: Vec<_> = folders(&corpus)
        .into_iter()
        .filter(|folder| folder.join("botocore/data").is_dir())
        .collect();
    releases.sort();
    let release = releases.pop();
    if release.is_none() {
        let _ = writeln!(
            std::io::stderr(),
            "botocore corpus: absent, skipped (`cargo xtask corpus` fetches it)"
        );
    }
    release
}

/// The service models, with the name and version of each, in order; none where the corpus is absent.
///
/// Then one line says so, and the test that asked counts as passed.
pub fn services() -> Option<Vec<(String, PathBuf)>> {
    let release = release()?;
    let mut found = Vec::new();
    for service in folders(&release.join("botocore/data")) {
        for version in folders(&service) {
            let model = version.join("service-2.json");
            if model.is_file() {
                found.push((format!("{}/{}", name(&service), name(&version)), model));
            }
        }
    }
    found.sort();
    Some(found)
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
