//! Reads the settings beside a model: names that a model alone does not give.
//!
//! `features.toml` has the Cargo features of operations whose names give bad ones, and `names.toml` the Rust names that a
//! newer model would give to something else:
//!
//! ```toml
//! # An entry never moves once a crate with it is published.
//! [operations]
//! TransactWriteItems = "Item"
//! ```
//!
//! ```toml
//! [names]
//! "Sea_green" = "SeaGreen"
//! "Color$sea-green" = "SeaGreen"
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::bundle::{ReadError, read_text};

/// File names, beside the model.
const FEATURES: &str = "features.toml";
const NAMES: &str = "names.toml";

/// Reads the features of operations beside a model; none if there is no such file.
///
/// # Errors
///
/// If the file cannot be read, is not such a file, or names a feature that is not in upper camel case.
pub fn read_features(model: &Path) -> Result<BTreeMap<String, String>, SettingsError> {
    let path = beside(model, FEATURES);
    let features = table(&path, "operations")?;
    match features.iter().find(|(_, feature)| !is_name(feature)) {
        Some((operation, _)) => Err(SettingsError::Feature {
            operation: operation.clone(),
            path,
        }),
        None => Ok(features),
    }
}

/// Reads the Rust names that an earlier release of the crate has; none if there is no such file.
///
/// A key is a shape, or `Shape$member` for a field, a variant of a union, or the value of an enum.
///
/// # Errors
///
/// If the file cannot be read, is not such a file, or has a name that is no Rust identifier.
pub fn read_names(model: &Path) -> Result<BTreeMap<String, String>, SettingsError> {
    let path = beside(model, NAMES);
    let names = table(&path, "names")?;
    match names.iter().find(|(_, name)| !is_identifier(name)) {
        Some((item, _)) => Err(SettingsError::Name {
            item: item.clone(),
            path,
        }),
        None => Ok(names),
    }
}

fn beside(model: &Path, file: &str) -> PathBuf {
    if model.is_dir() {
        model.join(file)
    } else {
        model.with_file_name(file)
    }
}

/// Reads a file with one table of texts; a missing file is empty.
fn table(path: &Path, name: &str) -> Result<BTreeMap<String, String>, SettingsError> {
    if !path.is_file() {
        return Ok(BTreeMap::new());
    }
    let text = read_text(path)?;
    let syntax = |message: String| SettingsError::Syntax {
        path: path.to_path_buf(),
        message,
    };
    let file: toml::Table = toml::from_str(&text).map_err(|error| syntax(error.to_string()))?;
    let mut table = BTreeMap::new();
    for (section, entries) in &file {
        let entries = entries.as_table().filter(|_| section == name);
        let entries = entries
            .ok_or_else(|| syntax(format!("unexpected `{section}`; expected a table `{name}`")))?;
        for (key, value) in entries {
            let value = value.as_str();
            let value = value.ok_or_else(|| syntax(format!("`{key}` is not a text")))?;
            table.insert(key.clone(), value.to_owned());
        }
    }
    Ok(table)
}

/// Returns true for a plain or raw identifier.
fn is_identifier(name: &str) -> bool {
    let name = name.strip_prefix("r#").unwrap_or(name);
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// Returns true for a name in upper camel case, which no feature of the runtime has.
fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// An error reading settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file has another form.
    #[error("{}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The reason.
        message: String,
    },
    /// A name is no identifier.
    #[error("{}: the name of `{item}` is no Rust identifier", path.display())]
    Name {
        /// The file.
        path: PathBuf,
        /// The shape or member.
        item: String,
    },
    /// A feature has no such name.
    #[error("{}: the feature of `{operation}` is not a name in UpperCamelCase", path.display())]
    Feature {
        /// The file.
        path: PathBuf,
        /// The operation.
        operation: String,
    },
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::tempdir;

    use super::{read_features, read_names};

    #[test]
    fn features_are_read_beside_the_model() {
        let folder = tempdir().unwrap();
        let model = folder.path().join("service-2.json");
        assert_eq!(read_features(&model).unwrap().len(), 0);
        let write = |text: &str| fs::write(folder.path().join("features.toml"), text).unwrap();
        write("[operations]\nScan = \"Item\"\n");
        assert_eq!(read_features(&model).unwrap()["Scan"], "Item");
        assert_eq!(read_features(folder.path()).unwrap()["Scan"], "Item");
        write("[operations]\nScan = \"item\"\n");
        let error = read_features(&model).unwrap_err().to_string();
        assert!(
            error.ends_with("the feature of `Scan` is not a name in UpperCamelCase"),
            "{error}"
        );
        write("Scan = \"Item\"\n");
        assert!(read_features(&model).is_err());
    }

    #[test]
    fn names_are_identifiers() {
        let folder = tempdir().unwrap();
        assert_eq!(read_names(folder.path()).unwrap().len(), 0);
        let write = |text: &str| fs::write(folder.path().join("names.toml"), text).unwrap();
        write("[names]\n\"Color$sea-green\" = \"SeaGreen\"\n\"In$Type\" = \"r#type\"\n");
        assert_eq!(
            read_names(folder.path()).unwrap()["Color$sea-green"],
            "SeaGreen"
        );
        for name in ["", "1a", "a b", "a;"] {
            write(&format!("[names]\nA = {name:?}\n"));
            let error = read_names(folder.path()).unwrap_err().to_string();
            assert!(
                error.ends_with("the name of `A` is no Rust identifier"),
                "{error}"
            );
        }
        write("[names]\nA = 1\n");
        assert!(read_names(folder.path()).is_err());
    }
}
