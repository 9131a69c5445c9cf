//! Reads `features.toml`: the Cargo features of operations whose names give bad ones.
//!
//! ```toml
//! # An entry never moves once a crate with it is published.
//! [operations]
//! TransactWriteItems = "Item"
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::bundle::{ReadError, read_text};

/// File name, beside the model.
const FILE: &str = "features.toml";

/// Reads the features of operations beside a model; none if there is no such file.
///
/// # Errors
///
/// If the file cannot be read, is not such a file, or names a feature that is not in upper camel case.
pub fn read_features(model: &Path) -> Result<BTreeMap<String, String>, FeaturesError> {
    let path = if model.is_dir() {
        model.join(FILE)
    } else {
        model.with_file_name(FILE)
    };
    if !path.is_file() {
        return Ok(BTreeMap::new());
    }
    let text = read_text(&path)?;
    let syntax = |message: String| FeaturesError::Syntax {
        path: path.clone(),
        message,
    };
    let file: toml::Table = toml::from_str(&text).map_err(|error| syntax(error.to_string()))?;
    let mut features = BTreeMap::new();
    for (section, entries) in &file {
        let entries = entries.as_table().filter(|_| section == "operations");
        let entries = entries.ok_or_else(|| {
            syntax(format!(
                "unexpected `{section}`; expected a table `operations`"
            ))
        })?;
        for (operation, feature) in entries {
            let feature = feature.as_str().filter(|feature| is_name(feature));
            let feature = feature.ok_or_else(|| FeaturesError::Name {
                path: path.clone(),
                operation: operation.clone(),
            })?;
            features.insert(operation.clone(), feature.to_owned());
        }
    }
    Ok(features)
}

/// Returns true for a name in upper camel case, which no feature of the runtime has.
fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// An error reading `features.toml`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeaturesError {
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
    /// A feature has no such name.
    #[error("{}: the feature of `{operation}` is not a name in UpperCamelCase", path.display())]
    Name {
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

    use super::read_features;

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
}
