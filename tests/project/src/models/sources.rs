//! `models/SOURCES.toml`: the origin of each model.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};
use serde::{Deserialize, Serialize};

/// File name within `models/`.
pub const FILE: &str = "SOURCES.toml";

/// Rows by service.
pub type Sources = BTreeMap<String, Row>;

/// Origin of a service model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Package and release.
    pub release: String,
    /// SHA-256 of the source archive.
    pub sha256: String,
    /// Licence of the release, as an SPDX expression.
    pub licence: String,
    /// API version date.
    pub api_version: String,
    /// SHA-256 of each imported file.
    pub files: BTreeMap<String, String>,
}

const HEADER: &str = "# Origin of each model, and the SHA-256 of each file.
# Written by `cargo xtask models import`. Do not edit.
";

/// Reads the file; a missing file is empty.
///
/// # Errors
///
/// The file cannot be read, or is not of this form.
pub fn read(models: &Path) -> miette::Result<Sources> {
    let place = models.join(FILE);
    let text = match fs::read_to_string(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Sources::new()),
        read => read.into_diagnostic(),
    };
    text.and_then(|text| toml::from_str(&text).into_diagnostic())
        .wrap_err_with(|| format!("cannot read `{}`", place.display()))
}

/// Writes the file.
///
/// # Errors
///
/// The file cannot be written.
pub fn write(models: &Path, sources: &Sources) -> miette::Result<()> {
    let place = models.join(FILE);
    let text = text(sources)?;
    let mut file = tempfile::NamedTempFile::new_in(models).into_diagnostic()?;
    io::Write::write_all(&mut file, text.as_bytes())
        .into_diagnostic()
        .and_then(|()| file.persist(&place).into_diagnostic())
        .wrap_err_with(|| format!("cannot write `{}`", place.display()))?;
    Ok(())
}

/// The text of the file.
///
/// # Errors
///
/// The rows cannot be written as TOML.
pub fn text(sources: &Sources) -> miette::Result<String> {
    let rows = toml::to_string(sources).into_diagnostic()?;
    Ok(format!("{HEADER}\n{rows}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempdir().unwrap();
        assert!(read(folder.path()).unwrap().is_empty());
        let row = Row {
            release: "botocore 1.2.3".to_owned(),
            sha256: "ab".to_owned(),
            licence: "Apache-2.0".to_owned(),
            api_version: "2017-08-08".to_owned(),
            files: BTreeMap::from([("service-2.json".to_owned(), "cd".to_owned())]),
        };
        let sources = Sources::from([("b".to_owned(), row.clone()), ("a".to_owned(), row)]);
        write(folder.path(), &sources).unwrap();
        assert_eq!(read(folder.path()).unwrap(), sources);
    }
}
