//! Changes of many files, made as a whole.
//!
//! All new texts are written beside their targets first, then renamed; a file that cannot be replaced takes back the
//! others.
//!
//! **Invariants**
//! - After a failure the files are as they were, or the error lists those that are not.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::FileSet;
use tempfile::NamedTempFile;

/// New texts by path; `None` removes a file.
#[derive(Debug, Default)]
pub(super) struct Edits(BTreeMap<PathBuf, Option<String>>);

impl Edits {
    /// Makes a folder hold exactly these files.
    pub(super) fn add(&mut self, folder: &Path, files: &FileSet) -> miette::Result<()> {
        let differences = files.compare(folder)?;
        let texts: BTreeMap<&str, &str> = files.iter().collect();
        for path in differences.missing.iter().chain(&differences.stale) {
            if let Some(text) = texts.get(path.as_str()) {
                self.put(folder.join(path), (*text).to_owned());
            }
        }
        for path in &differences.orphaned {
            self.0.insert(folder.join(path), None);
        }
        Ok(())
    }

    /// Gives a file a text.
    pub(super) fn put(&mut self, path: PathBuf, text: String) {
        let is_same = fs::read_to_string(&path).is_ok_and(|known| known == text);
        if !is_same {
            self.0.insert(path, Some(text));
        }
    }

    /// The number of files.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Changes all files, and returns their number.
    pub(super) fn write(self) -> miette::Result<usize> {
        let mut staged = Vec::new();
        for (path, text) in self.0 {
            let edit = Edit::stage(&path, text)
                .into_diagnostic()
                .wrap_err_with(|| {
                    format!("cannot write `{}`; nothing was changed", path.display())
                })?;
            staged.push(edit);
        }
        let count = staged.len();
        let mut done = Vec::new();
        for edit in staged {
            let path = edit.path.clone();
            match edit.apply() {
                Ok(undo) => done.push(undo),
                Err(error) => return Err(taken_back(&path, &error, done)),
            }
        }
        Ok(count)
    }
}

/// Takes back what was done before a failure.
fn taken_back(path: &Path, error: &io::Error, done: Vec<Undo>) -> miette::Report {
    let left: Vec<_> = { done.into_iter().rev() }
        .filter_map(|undo| undo.apply().err().map(|_| undo.path.display().to_string()))
        .collect();
    let path = path.display();
    if left.is_empty() {
        return miette!("cannot change `{path}` ({error}); the other files are as they were");
    }
    miette!(
        help = "`git restore` brings them back",
        "cannot change `{path}` ({error}); these files are already changed: {}",
        left.join(", ")
    )
}

/// A change of a file, with its new text beside it.
struct Edit {
    path: PathBuf,
    file: Option<NamedTempFile>,
    before: Option<Vec<u8>>,
}

impl Edit {
    fn stage(path: &Path, text: Option<String>) -> io::Result<Self> {
        let before = match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            read => Some(read?),
        };
        let file = match (text, path.parent()) {
            (Some(text), Some(parent)) => {
                fs::create_dir_all(parent)?;
                Some(written(parent, text.as_bytes())?)
            }
            _ => None,
        };
        Ok(Self {
            path: path.to_path_buf(),
            file,
            before,
        })
    }

    fn apply(self) -> io::Result<Undo> {
        match self.file {
            Some(file) => {
                file.persist(&self.path).map_err(|error| error.error)?;
            }
            None => fs::remove_file(&self.path)?,
        }
        Ok(Undo {
            path: self.path,
            before: self.before,
        })
    }
}

/// A temporary file with the permissions of a usual one.
fn written(parent: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sansmith-");
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666))
    };
    let mut file = builder.tempfile_in(parent)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// The bytes that a changed file had.
struct Undo {
    path: PathBuf,
    before: Option<Vec<u8>>,
}

impl Undo {
    fn apply(&self) -> io::Result<()> {
        match &self.before {
            Some(bytes) => fs::write(&self.path, bytes),
            None => fs::remove_file(&self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sansmith_build::Owner;

    fn edits(folder: &Path) -> Edits {
        let mut files = FileSet::new(Owner::Everything);
        for (name, text) in [("a", "new"), ("b/c", "new"), ("same", "same")] {
            files.add(name, text).unwrap();
        }
        let mut edits = Edits::default();
        edits.add(folder, &files).unwrap();
        edits
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("a", "old"), ("same", "same"), ("orphan", "old")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn text(folder: &Path, name: &str) -> Option<String> {
        fs::read_to_string(folder.join(name)).ok()
    }

    #[test]
    fn a_folder_holds_exactly_the_new_files() {
        let folder = folder();
        let edits = edits(folder.path());
        assert_eq!(edits.len(), 3);
        assert_eq!(edits.write().unwrap(), 3);
        assert_eq!(text(folder.path(), "a").as_deref(), Some("new"));
        assert_eq!(text(folder.path(), "b/c").as_deref(), Some("new"));
        assert_eq!(text(folder.path(), "orphan"), None);
    }

    #[test]
    fn a_file_that_cannot_be_replaced_takes_back_the_others() {
        let folder = folder();
        let mut edits = edits(folder.path());
        // A file that is gone when it is removed, after the others.
        edits.0.insert(folder.path().join("z"), None);
        let error = edits.write().unwrap_err().to_string();
        assert!(
            error.ends_with("the other files are as they were"),
            "{error}"
        );
        assert_eq!(text(folder.path(), "a").as_deref(), Some("old"));
        assert_eq!(text(folder.path(), "b/c"), None);
        assert_eq!(text(folder.path(), "orphan").as_deref(), Some("old"));
    }

    #[test]
    fn a_text_that_cannot_be_written_changes_nothing() {
        let folder = folder();
        let mut edits = edits(folder.path());
        // A folder below a file.
        edits.put(folder.path().join("same/z"), String::new());
        let error = edits.write().unwrap_err().to_string();
        assert!(error.ends_with("nothing was changed"), "{error}");
        assert_eq!(text(folder.path(), "a").as_deref(), Some("old"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }
}
