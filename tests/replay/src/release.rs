//! The releases of a model in a folder, oldest first.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::{read_bundle, read_features};
use sansmith_codegen::{Bundle, Config};

/// A release of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Release {
    /// Version of botocore.
    pub(crate) version: String,
    /// Folder of the facts.
    pub(crate) folder: PathBuf,
}

impl Release {
    /// The model.
    pub(crate) fn bundle(&self) -> miette::Result<Bundle> {
        Ok(read_bundle(&self.folder.join(FILE), FILE)?)
    }
}

/// The settings of the crates of all releases.
pub(crate) fn config(service: &str, models: &Path) -> miette::Result<Config> {
    Ok(Config {
        package: Some(format!("sansmith-{service}")),
        groups: read_features(&models.join(service)).into_diagnostic()?,
        // Prose is no item.
        docs: false,
        origin: "by `cargo xtask replay`".to_owned(),
        ..Config::default()
    })
}

/// File of the model.
const FILE: &str = "service-2.json";

/// The newest releases in a folder, oldest first, and only those that differ from the one before.
pub(crate) fn all(folder: &Path, count: usize) -> miette::Result<Vec<Release>> {
    let entries = fs::read_dir(folder)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot list `{}`", folder.display()))?;
    let mut releases = Vec::new();
    for entry in entries {
        let folder = entry.into_diagnostic()?.path();
        let version = folder.file_name().unwrap_or_default().to_string_lossy();
        if folder.join(FILE).is_file() {
            releases.push(Release {
                version: version.into_owned(),
                folder,
            });
        }
    }
    releases.sort_by(|one, other| by_number(&one.version, &other.version));
    let mut kept: Vec<Release> = Vec::new();
    let mut before = Vec::new();
    for release in releases {
        let bytes = contents(&release.folder)?;
        if bytes != before {
            kept.push(release);
            before = bytes;
        }
    }
    let first = kept.len().saturating_sub(count);
    let kept: Vec<_> = kept.into_iter().skip(first).collect();
    if kept.is_empty() {
        return Err(miette!("`{}` has no releases", folder.display()));
    }
    Ok(kept)
}

/// Names and bytes of the files in a folder.
fn contents(folder: &Path) -> miette::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_diagnostic()? {
        let path = entry.into_diagnostic()?.path();
        let name = path.file_name().unwrap_or_default().into();
        files.push((name, fs::read(&path).into_diagnostic()?));
    }
    files.sort();
    Ok(files)
}

/// The order of versions: numbers compare as numbers.
pub(crate) fn by_number(one: &str, other: &str) -> Ordering {
    let numbers = |version: &str| -> Vec<u64> {
        let parts = version.split(|letter: char| !letter.is_ascii_digit());
        parts.filter_map(|part| part.parse().ok()).collect()
    };
    numbers(one).cmp(&numbers(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_in_the_order_of_numbers_and_differ() {
        let folder = tempfile::tempdir().unwrap();
        for (version, text) in [
            ("1.9.0", "a"),
            ("1.10.0", "b"),
            ("1.10.1", "b"),
            ("1.2.0", "c"),
        ] {
            let release = folder.path().join(version);
            fs::create_dir(&release).unwrap();
            fs::write(release.join(FILE), text).unwrap();
        }
        fs::create_dir(folder.path().join("empty")).unwrap();
        let versions = |count| -> Vec<String> {
            let releases = all(folder.path(), count).unwrap().into_iter();
            releases.map(|release| release.version).collect()
        };
        assert_eq!(versions(9), ["1.2.0", "1.9.0", "1.10.0"]);
        assert_eq!(versions(2), ["1.9.0", "1.10.0"]);
    }
}
