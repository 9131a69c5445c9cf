//! Compares `models/` with the recorded digests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use miette::IntoDiagnostic;

use super::Finding;
use crate::models::KEPT;
use sansmith_project::corpus::{sha256_hex, subfolders};
use sansmith_project::models::sources::{self, Row};

/// Checks that every model has a row and matches it.
pub(super) fn check(models: &Path, findings: &mut Vec<Finding>) -> miette::Result<()> {
    if !models.is_dir() {
        return Ok(());
    }
    let rows = sources::read(models)?;
    for folder in subfolders(models)? {
        if !rows.contains_key(&folder) {
            findings.push(finding(&folder, "", "has no row in SOURCES.toml"));
        }
    }
    for (service, row) in &rows {
        check_row(models, service, row, findings)?;
    }
    Ok(())
}

fn check_row(
    models: &Path,
    service: &str,
    row: &Row,
    findings: &mut Vec<Finding>,
) -> miette::Result<()> {
    let folder = models.join(service);
    for (name, digest) in &row.files {
        match fs::read(folder.join(name)) {
            Ok(bytes) if sha256_hex(&bytes) == *digest => {}
            Ok(_) => findings.push(finding(service, name, "differs from the imported file")),
            Err(_) => findings.push(finding(service, name, "is not there")),
        }
    }
    if !folder.is_dir() {
        return Ok(());
    }
    let imported = row.files.keys().map(String::as_str);
    let known: BTreeSet<_> = imported.chain(KEPT).collect();
    for entry in fs::read_dir(&folder).into_diagnostic()? {
        let name = entry
            .into_diagnostic()?
            .file_name()
            .to_string_lossy()
            .into_owned();
        if !known.contains(name.as_str()) {
            findings.push(finding(service, &name, "has no line in SOURCES.toml"));
        }
    }
    Ok(())
}

fn finding(service: &str, name: &str, what: &str) -> Finding {
    Finding {
        path: format!("models/{service}/{name}"),
        line: 1,
        message: format!("{what}: `cargo xtask models import {service}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_was_changed_by_hand_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let models = folder.path();
        for service in ["a", "b"] {
            fs::create_dir(models.join(service)).unwrap();
        }
        for name in ["same.json", "changed.json", "extra.json", "release.toml"] {
            fs::write(models.join("a").join(name), "{}").unwrap();
        }
        let files = [
            ("same.json", sha256_hex(b"{}")),
            ("changed.json", sha256_hex(b"[]")),
            ("gone.json", String::new()),
        ];
        let row = Row {
            release: String::new(),
            sha256: String::new(),
            licence: String::new(),
            api_version: String::new(),
            files: files
                .into_iter()
                .map(|(name, digest)| (name.to_owned(), digest))
                .collect(),
        };
        sources::write(models, &BTreeMap::from([("a".to_owned(), row)])).unwrap();
        let mut findings = Vec::new();
        check(models, &mut findings).unwrap();
        findings.sort();
        let paths: Vec<_> = findings
            .iter()
            .map(|finding| finding.path.as_str())
            .collect();
        let expected = [
            "models/a/changed.json",
            "models/a/extra.json",
            "models/a/gone.json",
            "models/b/",
        ];
        assert_eq!(paths, expected);
    }
}
