//! Lists the differences between a file set and a folder.
//!
//! **Invariants**
//!
//! - Folders with another purpose are not searched: hidden ones, `target`, and other packages.
//! - Symbolic links are not followed, so a file outside the folder is never an orphan.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::{FileSet, MARK, Owner, STAGED, WriteError};

/// The differences between a folder and a file set; paths are relative to the folder and sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Differences {
    /// Files of the set that are not in the folder.
    pub missing: Vec<String>,
    /// Files with another text in the folder.
    pub stale: Vec<String>,
    /// Files of an earlier run that are no longer in the set.
    pub orphaned: Vec<String>,
}

impl Differences {
    /// Returns true if the folder holds exactly the set.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of files that differ.
    pub fn len(&self) -> usize {
        self.missing.len() + self.stale.len() + self.orphaned.len()
    }
}

impl FileSet {
    /// Reports the changes that [`FileSet::write`] would make in `folder`; the folder need not exist.
    ///
    /// # Errors
    ///
    /// If a file that was not generated is in the way, or the folder cannot be read.
    pub fn compare(&self, folder: &Path) -> Result<Differences, WriteError> {
        let mut differences = Differences::default();
        for (path, text) in &self.files {
            let place = folder.join(path);
            match read_existing(&place)? {
                None => differences.missing.push(path.clone()),
                Some(bytes) if bytes == text.as_bytes() => {}
                Some(bytes) if self.owns(&bytes) => differences.stale.push(path.clone()),
                Some(_) => return Err(WriteError::InTheWay { path: place }),
            }
        }
        self.find_orphans(folder, "", &mut differences.orphaned)?;
        Ok(differences)
    }

    fn owns(&self, bytes: &[u8]) -> bool {
        match self.owner {
            Owner::Everything => true,
            Owner::Marked => is_marked(bytes),
        }
    }

    fn find_orphans(
        &self,
        folder: &Path,
        inside: &str,
        orphans: &mut Vec<String>,
    ) -> Result<(), WriteError> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if is_absent(error.kind()) => return Ok(()),
            Err(error) => return Err(WriteError::io("list", folder)(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(WriteError::io("list", folder))?;
            let kind = entry
                .file_type()
                .map_err(WriteError::io("look at", &entry.path()))?;
            // Names of generated files are UTF-8.
            if let Ok(name) = entry.file_name().into_string() {
                found.push((name, kind));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, kind) in found {
            let place = folder.join(&name);
            let path = format!("{inside}{name}");
            if kind.is_dir() {
                if !is_foreign(&place, &name) {
                    self.find_orphans(&place, &format!("{path}/"), orphans)?;
                }
            } else if kind.is_file()
                && !self.files.contains_key(&path)
                && (name.starts_with(STAGED) || self.is_orphan(&place)?)
            {
                orphans.push(path);
            }
        }
        Ok(())
    }

    fn is_orphan(&self, place: &Path) -> Result<bool, WriteError> {
        if self.owner == Owner::Everything {
            return Ok(true);
        }
        let mut start = Vec::new();
        File::open(place)
            .and_then(|file| file.take(START as u64).read_to_end(&mut start))
            .map_err(WriteError::io("read", place))?;
        Ok(is_marked(&start))
    }
}

/// The number of bytes at the start of a file in which the mark is searched.
const START: usize = 512;

/// Returns true if the first lines of a file mark it as generated.
///
/// The mark must be at the start of a comment: a file that only mentions it was not generated.
fn is_marked(bytes: &[u8]) -> bool {
    let start = bytes.get(..START).unwrap_or(bytes);
    String::from_utf8_lossy(start).lines().take(3).any(|line| {
        let text = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
        line.len() != text.len() && text.starts_with(MARK)
    })
}

fn is_foreign(place: &Path, name: &str) -> bool {
    name == "target" || name.starts_with('.') || place.join("Cargo.toml").exists()
}

fn read_existing(place: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    match fs::read(place) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absent(error.kind()) => Ok(None),
        Err(error) => Err(WriteError::io("read", place)(error)),
    }
}

fn is_absent(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    const OURS: &str = "// @generated by `x`.\n";

    fn files() -> FileSet {
        let mut files = FileSet::new(Owner::Marked);
        files.add("src/lib.rs", OURS).unwrap();
        files
    }

    fn put(folder: &Path, path: &str, text: &str) {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    #[test]
    fn missing_stale_and_orphaned_are_told_apart() {
        let folder = tempdir().unwrap();
        let mut files = files();
        files.add("src/gone.rs", OURS).unwrap();
        put(
            folder.path(),
            "src/lib.rs",
            "// @generated by `x`, last year.\n",
        );
        put(folder.path(), "src/old/a.rs", OURS);
        put(folder.path(), "src/custom.rs", "//! By hand.\n");
        let found = files.compare(folder.path()).unwrap();
        assert_eq!(found.missing, ["src/gone.rs"]);
        assert_eq!(found.stale, ["src/lib.rs"]);
        assert_eq!(found.orphaned, ["src/old/a.rs"]);
    }

    #[test]
    fn files_of_others_are_no_orphans() {
        let folder = tempdir().unwrap();
        put(folder.path(), "src/lib.rs", OURS);
        put(folder.path(), "target/a.rs", OURS);
        put(folder.path(), ".git/a.rs", OURS);
        put(folder.path(), "other/Cargo.toml", "[package]\n");
        put(folder.path(), "other/a.rs", OURS);
        assert!(files().compare(folder.path()).unwrap().is_empty());
    }

    #[test]
    fn a_hand_written_file_is_in_the_way() {
        let folder = tempdir().unwrap();
        put(folder.path(), "src/lib.rs", "//! Precious.\n");
        let error = files().compare(folder.path()).unwrap_err();
        assert!(matches!(error, WriteError::InTheWay { .. }), "{error}");
    }

    #[test]
    fn an_owner_of_everything_needs_no_mark() {
        let folder = tempdir().unwrap();
        let mut files = FileSet::new(Owner::Everything);
        files.add("a.json", "{}").unwrap();
        put(folder.path(), "a.json", "[]");
        put(folder.path(), "b.json", "[]");
        let found = files.compare(folder.path()).unwrap();
        assert_eq!(found.stale, ["a.json"]);
        assert_eq!(found.orphaned, ["b.json"]);
    }

    #[test]
    fn generated_marks_are_found_in_top_comments_only() {
        assert!(is_marked(b"# @generated by `x`\n[package]"));
        assert!(is_marked(b"<!-- @generated by `x` -->\n"));
        assert!(is_marked(b"#!/bin/sh\n# @generated by `x`\n"));
        assert!(!is_marked(b"//! Looks for `@generated by` in files.\n"));
        assert!(!is_marked(b"\n\n\n\n// @generated by `x`\n"));
    }
}
