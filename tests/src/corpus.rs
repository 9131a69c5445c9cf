//! Models of the botocore release in `target/corpus`, if present.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The newest release; `None` if the corpus is absent.
///
/// If so, a line is printed and the calling test counts as passed.
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

/// Service models with name and version, sorted; `None` if the corpus is absent.
///
/// If so, a line is printed and the calling test counts as passed.
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

/// Smithy models in a folder of their corpus with names, sorted; `None` if absent.
///
/// If so, a line is printed and the calling test counts as passed.
pub fn smithy(folder: &str) -> Option<Vec<(String, PathBuf)>> {
    let corpus = match std::env::var_os("SANSMITH_SMITHY_CORPUS") {
        Some(folder) => folder.into(),
        None => crate::root().join("../shared/corpus/smithy"),
    };
    let corpus = corpus.join(folder);
    let Ok(entries) = fs::read_dir(&corpus) else {
        let _ = writeln!(
            std::io::stderr(),
            "Smithy corpus: absent, skipped (no folder `{}`; set SANSMITH_SMITHY_CORPUS to use another)",
            corpus.display()
        );
        return None;
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let models = paths.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    let mut found: Vec<_> = models
        .map(|path| (name(&path).trim_end_matches(".json").to_owned(), path))
        .collect();
    found.sort();
    Some(found)
}
