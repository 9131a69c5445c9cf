//! Reads a model file and its sidecars into a bundle for the generator.
//!
//! botocore keeps a service in one folder: `service-2.json` with paginators, waiters, endpoint rules, examples, and overlays
//! for each. A model file with any other name has no sidecars. Each file may be compressed by gzip, as botocore ships them,
//! with `.gz` appended to its name.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use sansmith_codegen::{Bundle, Source};
use sansmith_smithy::project::FILE_NAME;

use crate::model::{self, ModelFiles};

pub use crate::text::{ReadError, decode, read_text};

/// File name of a botocore service model.
const SERVICE: &str = "service-2.json";

/// File name suffix of a compressed file.
const COMPRESSED: &str = ".gz";

/// Names of sidecars; each may have an overlay.
const SIDECARS: [&str; 4] = [
    "paginators-1",
    "waiters-2",
    "endpoint-rule-set-1",
    "examples-1",
];

/// Reads a model with its sidecars.
///
/// For a folder, reads all `.smithy` and `.json` files below it, or those listed in its `smithy-build.json`.
///
/// `name` identifies the model in messages and in headers of generated files.
/// It should not be a machine-specific path, so that output is the same everywhere.
///
/// # Errors
///
/// If a file cannot be read, is damaged, is too long, or is not UTF-8.
pub fn read_bundle(model: &Path, name: &str) -> Result<Bundle, ReadError> {
    let files = model::find(model)?;
    if files.files != [model] {
        return read_files(&files, (model, name));
    }
    let mut bundle = Bundle::new(Source::new(name, read_text(model)?));
    let base = uncompressed(name).strip_suffix(SERVICE).unwrap_or_default();
    for path in beside(model) {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let text = read_text(&path)?;
        bundle
            .sidecars
            .push(Source::new(format!("{base}{file}"), text));
    }
    Ok(bundle)
}

/// The files that [`read_bundle`] reads, in its order.
///
/// # Errors
///
/// If a folder cannot be read or has no model, or if `smithy-build.json` is invalid.
pub fn files_of(model: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let found = model::find(model)?;
    let sidecars = if found.files == [model] {
        beside(model)
    } else {
        found.project.into_iter().collect()
    };
    Ok(found.files.into_iter().chain(sidecars).collect())
}

/// The sidecars of a botocore model.
fn beside(model: &Path) -> Vec<PathBuf> {
    let file = model
        .file_name()
        .and_then(OsStr::to_str)
        .unwrap_or_default();
    if uncompressed(file) != SERVICE {
        return Vec::new();
    }
    let folder = model.parent().unwrap_or(Path::new(""));
    let overlay = "service-2.sdk-extras.json".to_owned();
    let sidecars = SIDECARS
        .iter()
        .flat_map(|stem| [format!("{stem}.json"), format!("{stem}.sdk-extras.json")]);
    let found = std::iter::once(overlay).chain(sidecars).filter_map(|file| {
        let paths = [format!("{file}{COMPRESSED}"), file].map(|file| folder.join(file));
        paths.into_iter().rfind(|path| path.is_file())
    });
    found.collect()
}

/// Reads the files of a folder or project; their names start with that of the folder.
fn read_files(files: &ModelFiles, root: (&Path, &str)) -> Result<Bundle, ReadError> {
    let (path, name) = root;
    let folder = if path.is_dir() {
        path
    } else {
        path.parent().unwrap_or(Path::new(""))
    };
    let base = name.strip_suffix(FILE_NAME).unwrap_or(name);
    let named = |file: &Path| {
        let below = file.strip_prefix(folder).unwrap_or(file);
        Path::new(base).join(below).display().to_string()
    };
    let mut sources = Vec::new();
    for file in files.files.iter().chain(&files.project) {
        sources.push(Source::new(named(file), read_text(file)?));
    }
    let mut sources = sources.into_iter();
    let service = sources.next().ok_or_else(|| ReadError::Empty {
        path: path.to_owned(),
    })?;
    let sidecars = sources.collect();
    Ok(Bundle { service, sidecars })
}

/// A file name without its compression suffix.
fn uncompressed(name: &str) -> &str {
    name.strip_suffix(COMPRESSED).unwrap_or(name)
}

/// Reads an additional file of a multi-file Smithy model into a bundle.
///
/// # Errors
///
/// If the file cannot be read, is damaged, is too long, or is not UTF-8.
pub fn read_further(bundle: &mut Bundle, file: &Path, name: &str) -> Result<(), ReadError> {
    // Problems identify files by name, so names must be unique.
    let name = if bundle.source(name).is_some() {
        file.display().to_string()
    } else {
        name.to_owned()
    };
    let further = read_bundle(file, &name)?;
    bundle.sidecars.push(further.service);
    bundle.sidecars.extend(further.sidecars);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
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
    fn a_project_is_its_files_and_itself() {
        let folder = tempdir().unwrap();
        fs::create_dir(folder.path().join("model")).unwrap();
        for name in ["model/a.smithy", "model/b.json"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        fs::write(folder.path().join(FILE_NAME), "{}").unwrap();
        let bundle = read_bundle(folder.path(), "lamp").unwrap();
        assert_eq!(bundle.service.name, "lamp/model/a.smithy");
        let names: Vec<_> = bundle.sidecars.iter().map(|source| &source.name).collect();
        assert_eq!(names, ["lamp/model/b.json", "lamp/smithy-build.json"]);
    }

    #[test]
    fn a_packed_model_has_its_packed_neighbours() {
        let folder = tempdir().unwrap();
        for name in [
            "service-2.json.gz",
            "waiters-2.json.gz",
            "paginators-1.json",
        ] {
            fs::write(folder.path().join(name), "{}").unwrap();
        }
        let model = folder.path().join("service-2.json.gz");
        let bundle = read_bundle(&model, "s/service-2.json.gz").unwrap();
        let names: Vec<_> = bundle.sidecars.iter().map(|source| &source.name).collect();
        assert_eq!(names, ["s/paginators-1.json", "s/waiters-2.json.gz"]);
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
