//! Turns a model file and its neighbours into a bundle, the texts a generator reads.
//!
//! botocore keeps a service in one folder: `service-2.json`, beside it paginators, waiters, endpoint rules, examples, and overlays for each.
//! A model file of any other name stands alone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use sansmith_codegen::{Bundle, Source};

/// The name botocore gives to the model of a service.
const SERVICE: &str = "service-2.json";

/// The names of what may lie beside it; each may have an overlay.
const SIDECARS: [&str; 4] = [
    "paginators-1",
    "waiters-2",
    "endpoint-rule-set-1",
    "examples-1",
];

/// Reads a model file, with the files that belong to it.
///
/// `name` is what the model is called in messages and in the header of what is generated from it.
/// It should not be a path of this machine, so that the same model gives the same bytes everywhere.
///
/// # Errors
///
/// If a file cannot be read or is not UTF-8.
pub fn read_bundle(model: &Path, name: &str) -> Result<Bundle, ReadError> {
    let mut bundle = Bundle::new(Source::new(name, read(model)?));
    if model.file_name().is_none_or(|file| file != SERVICE) {
        return Ok(bundle);
    }
    let folder = model.parent().unwrap_or(Path::new(""));
    let base = name.strip_suffix(SERVICE).unwrap_or_default();
    let overlay = "service-2.sdk-extras.json".to_owned();
    let sidecars = SIDECARS
        .iter()
        .flat_map(|stem| [format!("{stem}.json"), format!("{stem}.sdk-extras.json")]);
    for file in std::iter::once(overlay).chain(sidecars) {
        let place = folder.join(&file);
        if place.is_file() {
            bundle
                .sidecars
                .push(Source::new(format!("{base}{file}"), read(&place)?));
        }
    }
    Ok(bundle)
}

/// Reads a further file of a model into the bundle of its first: Smithy models may come in several.
///
/// # Errors
///
/// If the file cannot be read or is not UTF-8.
pub fn read_further(bundle: &mut Bundle, file: &Path, name: &str) -> Result<(), ReadError> {
    // Problems say by its name which file they are in, so two files are not called the same.
    let name = if bundle.source(name).is_some() {
        file.display().to_string()
    } else {
        name.to_owned()
    };
    bundle.sidecars.push(Source::new(name, read(file)?));
    Ok(())
}

fn read(path: &Path) -> Result<String, ReadError> {
    let bytes = fs::read(path).map_err(|source| ReadError::Io {
        path: path.to_path_buf(),
        source,
    })?;
    String::from_utf8(bytes).map_err(|error| ReadError::Encoding {
        path: path.to_path_buf(),
        offset: error.utf8_error().valid_up_to(),
    })
}

/// Why a model could not be read from disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file system refused.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not text.
    #[error("`{}` is not UTF-8 at byte {offset}", path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// How many bytes of it are.
        offset: usize,
    },
}

impl Diagnostic for ReadError {}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn neighbours_come_along_and_strangers_do_not() {
        let folder = tempdir().unwrap();
        for name in [
            "service-2.json",
            "service-2.sdk-extras.json",
            "paginators-1.json",
            "paginators-1.sdk-extras.json",
            "waiters-2.json.bak",
        ] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let bundle = read_bundle(&folder.path().join(SERVICE), "models/s/service-2.json").unwrap();
        assert_eq!(
            bundle.service,
            Source::new("models/s/service-2.json", SERVICE)
        );
        let names: Vec<_> = bundle
            .sidecars
            .iter()
            .map(|source| source.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "models/s/service-2.sdk-extras.json",
                "models/s/paginators-1.json",
                "models/s/paginators-1.sdk-extras.json",
            ]
        );
    }

    #[test]
    fn a_model_of_another_name_stands_alone() {
        let folder = tempdir().unwrap();
        for name in ["mine.json", "paginators-1.json"] {
            fs::write(folder.path().join(name), "{}").unwrap();
        }
        let bundle = read_bundle(&folder.path().join("mine.json"), "mine.json").unwrap();
        assert!(bundle.sidecars.is_empty());
    }

    #[test]
    fn further_files_keep_names_of_their_own() {
        let folder = tempdir().unwrap();
        let (first, second) = (folder.path().join("m.json"), folder.path().join("n.json"));
        fs::write(&first, "{}").unwrap();
        fs::write(&second, "[]").unwrap();
        let mut bundle = read_bundle(&first, "m.json").unwrap();
        read_further(&mut bundle, &second, "n.json").unwrap();
        read_further(&mut bundle, &second, "m.json").unwrap();
        let names: Vec<_> = bundle.sidecars.iter().map(|source| &source.name).collect();
        assert_eq!(names, ["n.json", &second.display().to_string()]);
    }

    #[test]
    fn what_is_not_text_is_an_error_with_its_place() {
        let folder = tempdir().unwrap();
        let model = folder.path().join("m.json");
        assert!(matches!(
            read_bundle(&model, "m"),
            Err(ReadError::Io { .. })
        ));
        fs::write(&model, b"{}\xff").unwrap();
        assert!(matches!(
            read_bundle(&model, "m"),
            Err(ReadError::Encoding { offset: 2, .. })
        ));
    }
}
