//! Turns a tree into files: all of them, or none.
//!
//! Everything that changes is first written to a staging folder on the same disk; only then is it moved into place.
//! A disk that fills up, a folder that may not be written and a process that is stopped while writing leave the destination as it was.
//! A move that fails halfway undoes the ones before it.
//!
//! Nothing is flushed to the device: what is written here can be made again from its model, and flushing hundreds of crates takes minutes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Differences, STAGE, Tree, TreeError};

impl Tree {
    /// Makes `folder` hold this tree, and reports what that changed.
    ///
    /// # Errors
    ///
    /// If a file that nobody generated is in the way, or the disk refuses; the folder is then as it was.
    pub fn write(&self, folder: &Path) -> Result<Differences, TreeError> {
        let differences = self.compare(folder)?;
        if differences.is_empty() {
            return Ok(differences);
        }
        if folder.exists() {
            self.update(folder, &differences)?;
        } else {
            self.create(folder)?;
        }
        Ok(differences)
    }

    /// A folder that is not there yet appears in one move.
    fn create(&self, folder: &Path) -> Result<(), TreeError> {
        let parent = match folder.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(TreeError::io("create", parent))?;
        let stage = stage_in(parent)?;
        let whole = stage.path().join("whole");
        for (path, text) in &self.files {
            write_new(&whole.join(path), text)?;
        }
        fs::rename(&whole, folder).map_err(TreeError::io("create", folder))
    }

    /// The staging folder lies inside the destination, which may be a disk of its own.
    fn update(&self, folder: &Path, differences: &Differences) -> Result<(), TreeError> {
        let stage = stage_in(folder)?;
        let fresh = stage.path().join("new");
        let changed = differences.missing.iter().chain(&differences.stale);
        for path in changed.clone() {
            if let Some(text) = self.files.get(path) {
                write_new(&fresh.join(path), text)?;
            }
        }
        let mut moves = Moves::new(stage.path().join("old"));
        let outcome = differences
            .stale
            .iter()
            .chain(&differences.orphaned)
            .try_for_each(|path| moves.take_away(folder, path))
            .and_then(|()| {
                changed
                    .clone()
                    .try_for_each(|path| moves.put(&fresh, folder, path))
            });
        if let Err(error) = outcome {
            moves.undo();
            return Err(error);
        }
        for path in &differences.orphaned {
            remove_empty_parents(folder, path);
        }
        Ok(())
    }
}

/// The moves made so far, each of which can be taken back.
struct Moves {
    old: PathBuf,
    done: Vec<(PathBuf, PathBuf)>,
}

impl Moves {
    fn new(old: PathBuf) -> Self {
        Self {
            old,
            done: Vec::new(),
        }
    }

    fn take_away(&mut self, folder: &Path, path: &str) -> Result<(), TreeError> {
        let to = self.old.join(path);
        self.rename(folder.join(path), to)
    }

    fn put(&mut self, fresh: &Path, folder: &Path, path: &str) -> Result<(), TreeError> {
        self.rename(fresh.join(path), folder.join(path))
    }

    fn rename(&mut self, from: PathBuf, to: PathBuf) -> Result<(), TreeError> {
        create_parent(&to)?;
        fs::rename(&from, &to).map_err(TreeError::io("write", &to))?;
        self.done.push((from, to));
        Ok(())
    }

    /// Nothing more can be done about a move back that fails; the first failure is the one to report.
    fn undo(self) {
        for (from, to) in self.done.into_iter().rev() {
            let _ = fs::rename(to, from);
        }
    }
}

fn stage_in(folder: &Path) -> Result<TempDir, TreeError> {
    tempfile::Builder::new()
        .prefix(STAGE)
        .tempdir_in(folder)
        .map_err(TreeError::io("write in", folder))
}

fn write_new(place: &Path, text: &str) -> Result<(), TreeError> {
    create_parent(place)?;
    fs::write(place, text).map_err(TreeError::io("write", place))
}

fn create_parent(place: &Path) -> Result<(), TreeError> {
    match place.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(TreeError::io("create", parent)),
        None => Ok(()),
    }
}

/// Removing a folder that is not empty fails, which is how the walk upwards ends.
fn remove_empty_parents(folder: &Path, path: &str) {
    let mut inside = Path::new(path).parent();
    while let Some(parent) = inside.filter(|parent| !parent.as_os_str().is_empty()) {
        let removed: io::Result<()> = fs::remove_dir(folder.join(parent));
        if removed.is_err() {
            return;
        }
        inside = parent.parent();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Owner;
    use super::*;
    use tempfile::tempdir;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::new(Owner::Marked);
        for (path, text) in files {
            tree.add(*path, format!("// @generated by `x`\n{text}"))
                .unwrap();
        }
        tree
    }

    fn listing(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_folder_appears_whole_and_alone() {
        let parent = tempdir().unwrap();
        let folder = parent.path().join("deep/er");
        tree(&[("Cargo.toml", ""), ("src/a/b.rs", "")])
            .write(&folder)
            .unwrap();
        assert_eq!(listing(&folder), ["Cargo.toml", "src"]);
        assert_eq!(listing(folder.parent().unwrap()), ["er"]);
    }

    #[test]
    fn an_update_touches_only_what_changed() {
        let parent = tempdir().unwrap();
        let folder = parent.path().join("out");
        tree(&[("same.rs", "1"), ("src/gone/x.rs", "1"), ("stale.rs", "1")])
            .write(&folder)
            .unwrap();
        fs::write(folder.join("mine.rs"), "by hand").unwrap();
        let before = fs::metadata(folder.join("same.rs"))
            .unwrap()
            .modified()
            .unwrap();
        let after = tree(&[("same.rs", "1"), ("stale.rs", "2"), ("src/new.rs", "1")]);
        let changed = after.write(&folder).unwrap();
        assert_eq!(changed.missing, ["src/new.rs"]);
        assert_eq!(changed.stale, ["stale.rs"]);
        assert_eq!(changed.orphaned, ["src/gone/x.rs"]);
        assert_eq!(listing(&folder), ["mine.rs", "same.rs", "src", "stale.rs"]);
        assert_eq!(listing(&folder.join("src")), ["new.rs"]);
        assert_eq!(
            fs::metadata(folder.join("same.rs"))
                .unwrap()
                .modified()
                .unwrap(),
            before
        );
        assert!(after.compare(&folder).unwrap().is_empty());
    }

    #[test]
    fn a_failing_move_leaves_everything_as_it_was() {
        let parent = tempdir().unwrap();
        let folder = parent.path().join("out");
        tree(&[("a.rs", "1"), ("old.rs", "1"), ("z.rs", "1")])
            .write(&folder)
            .unwrap();
        // A hand-written file where a generated folder should go fails the last move, after others have succeeded.
        fs::write(folder.join("zz"), "by hand").unwrap();
        let error = tree(&[
            ("a.rs", "2"),
            ("b.rs", "2"),
            ("z.rs", "1"),
            ("zz/x.rs", "2"),
        ])
        .write(&folder)
        .unwrap_err();
        assert!(matches!(error, TreeError::Io { .. }), "{error}");
        assert_eq!(listing(&folder), ["a.rs", "old.rs", "z.rs", "zz"]);
        assert!(
            fs::read_to_string(folder.join("a.rs"))
                .unwrap()
                .ends_with('1')
        );
    }

    #[test]
    fn a_folder_in_place_of_a_file_is_an_error() {
        let folder = tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a.rs/inner")).unwrap();
        assert!(tree(&[("a.rs", "1")]).write(folder.path()).is_err());
        assert_eq!(listing(folder.path()), ["a.rs"]);
    }
}
