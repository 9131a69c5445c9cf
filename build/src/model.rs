//! Finds the files of a model: a single file, a folder, or a project with `smithy-build.json`.
//!
//! **Invariants**
//! - Files are sorted by path, sources before imports.

use std::fs;
use std::path::{Path, PathBuf};

use sansmith_smithy::FileId;
use sansmith_smithy::project::{DEFAULT_SOURCE, FILE_NAME, Project};

use crate::text::{ReadError, read_text};

/// Maximum folder depth; links could form a cycle.
const MAX_DEPTH: usize = 64;

/// The files of a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelFiles {
    /// The `.smithy` and `.json` files.
    pub files: Vec<PathBuf>,
    /// The project file that lists them.
    pub project: Option<PathBuf>,
}

/// Finds the files of a model.
///
/// For a folder, these are all `.smithy` and `.json` files below it, or the `sources` and `imports` of its
/// `smithy-build.json`. Any other path is a file itself.
///
/// # Errors
///
/// If a folder cannot be read or has no model, or if `smithy-build.json` is invalid.
pub fn find(path: &Path) -> Result<ModelFiles, ReadError> {
    let mut found = ModelFiles::default();
    if path.is_dir() {
        let project = path.join(FILE_NAME);
        if project.is_file() {
            add_project(&project, &mut found)?;
        } else {
            add_folder(path, 0, &mut found.files)?;
        }
    } else if path.file_name().is_some_and(|name| name == FILE_NAME) {
        add_project(path, &mut found)?;
    } else {
        found.files.push(path.to_owned());
    }
    if found.files.is_empty() {
        let path = path.to_owned();
        return Err(ReadError::Empty { path });
    }
    Ok(found)
}

fn add_project(path: &Path, found: &mut ModelFiles) -> Result<(), ReadError> {
    let text = read_text(path)?;
    let project = Project::parse(FileId(0), &text).map_err(|event| ReadError::Project {
        path: path.to_owned(),
        message: event.message,
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let default = folder.join(DEFAULT_SOURCE).exists();
    if project.sources.is_none() && project.imports.is_empty() && !default {
        return Err(ReadError::Project {
            path: path.to_owned(),
            message: format!("`sources` is absent, and there is no folder `{DEFAULT_SOURCE}`"),
        });
    }
    let sources = project.sources.unwrap_or_else(|| {
        default
            .then(|| DEFAULT_SOURCE.to_owned())
            .into_iter()
            .collect()
    });
    let sources = sources.iter().map(|name| ("sources", name));
    let imports = project.imports.iter().map(|name| ("imports", name));
    for (key, name) in sources.chain(imports) {
        let listed = folder.join(name);
        if listed.is_dir() {
            add_folder(&listed, 0, &mut found.files)?;
        } else if listed.is_file() {
            found.files.push(listed);
        } else {
            return Err(ReadError::Project {
                path: path.to_owned(),
                message: format!("`{key}` lists `{name}`, which does not exist"),
            });
        }
    }
    found.project = Some(path.to_owned());
    Ok(())
}

fn add_folder(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), ReadError> {
    if depth > MAX_DEPTH {
        return Ok(());
    }
    let error = |source| ReadError::Io {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        paths.push(entry.map_err(error)?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_folder(&path, depth + 1, files)?;
        } else if is_model(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_model(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ending == "smithy" || ending == "json"
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    fn names(folder: &Path, found: &ModelFiles) -> Vec<String> {
        let files = found.files.iter();
        let files = files.map(|file| file.strip_prefix(folder).unwrap());
        files.map(|file| file.display().to_string()).collect()
    }

    #[test]
    fn a_folder_is_all_of_its_models() {
        let folder = tempdir().unwrap();
        let path = folder.path();
        fs::create_dir_all(path.join("b/c")).unwrap();
        for name in ["z.smithy", "a.json", "b/c/d.smithy", "b/readme.md"] {
            fs::write(path.join(name), "").unwrap();
        }
        let found = find(path).unwrap();
        assert_eq!(names(path, &found), ["a.json", "b/c/d.smithy", "z.smithy"]);
        let error = find(&path.join("b/c/d.smithy")).unwrap();
        assert_eq!(names(path, &error), ["b/c/d.smithy"]);
    }

    #[test]
    fn a_project_names_its_sources_and_imports() {
        let folder = tempdir().unwrap();
        let path = folder.path();
        for name in ["model", "more", "other"] {
            fs::create_dir(path.join(name)).unwrap();
            fs::write(path.join(name).join("a.smithy"), "").unwrap();
        }
        fs::write(path.join(FILE_NAME), "{\"imports\": [\"more\"]}").unwrap();
        for project in [path.to_owned(), path.join(FILE_NAME)] {
            let found = find(&project).unwrap();
            assert_eq!(names(path, &found), ["model/a.smithy", "more/a.smithy"]);
            assert_eq!(found.project, Some(path.join(FILE_NAME)));
        }
        fs::write(path.join(FILE_NAME), "{\"sources\": [\"other/a.smithy\"]}").unwrap();
        assert_eq!(names(path, &find(path).unwrap()), ["other/a.smithy"]);
        fs::write(path.join(FILE_NAME), "{\"sources\": 1}").unwrap();
        assert!(matches!(find(path), Err(ReadError::Project { .. })));
        fs::remove_dir_all(path.join("model")).unwrap();
        fs::write(path.join(FILE_NAME), "{}").unwrap();
        let error = find(path).unwrap_err().to_string();
        assert!(error.ends_with("there is no folder `model`"), "{error}");
        fs::write(path.join(FILE_NAME), "{\"imports\": [\"none\"]}").unwrap();
        let error = find(path).unwrap_err().to_string();
        assert!(
            error.ends_with("`imports` lists `none`, which does not exist"),
            "{error}"
        );
    }

    #[test]
    fn a_folder_without_a_model_is_an_error() {
        let folder = tempdir().unwrap();
        assert!(matches!(find(folder.path()), Err(ReadError::Empty { .. })));
    }
}
