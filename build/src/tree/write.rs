//! Writes a tree to disk atomically.
//!
//! All files are first written to a staging folder on the same disk.
//! A new folder is then moved into place.
//! An existing folder is mirrored by hard links, from the lowest folder that contains all changes, and the mirror replaces it
//! in one atomic exchange (Linux and macOS).
//! Full disks, missing permissions and killed processes thus leave either all old or all new files.
//!
//! A single exchange is impossible if an unrelated folder (`.git`, another package) lies next to changed files, or if a
//! process works in the folder. Then each entry of the folder is exchanged separately.
//! On systems or disks without exchange, each file is moved.
//! Both methods roll back on failure; the next run completes one that was killed in between.
//!
//! Files are not flushed to the device: they can be regenerated, and flushing hundreds of crates would take minutes.
//!
//! **Invariants**
//!
//! - Concurrent runs for one folder are serialized; the second sees the result of the first.
//! - Staging folders can be removed at any time without data loss; later runs do so.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::path::Path;

use super::compare::is_foreign;
use super::mirror::{Mirror, mirror};
use super::stage::{Lock, Locked, Stage, sweep};
use super::step::{self, CAN_EXCHANGE, Step};
use super::{Differences, Tree, TreeError};

impl Tree {
    /// Makes `folder` match this tree, and reports the changes.
    ///
    /// # Errors
    ///
    /// If a hand-written file is in the way, or on an I/O error; the folder is then unchanged.
    pub fn write(&self, folder: &Path) -> Result<Differences, TreeError> {
        loop {
            if let Locked::There(lock) = Lock::of(folder)? {
                let differences = self.differences(folder)?;
                if !differences.is_empty() {
                    self.update(folder, &differences)?;
                }
                drop(lock);
                return Ok(differences);
            }
            let differences = self.differences(folder)?;
            if self.files.is_empty() || self.create(folder)? {
                return Ok(differences);
            }
            // Another run created the folder in the meantime, so compare again.
        }
    }

    /// Creates the destination in one move; returns false if it already exists.
    fn create(&self, folder: &Path) -> Result<bool, TreeError> {
        let parent = parent_of(folder);
        fs::create_dir_all(parent).map_err(TreeError::io("create", parent))?;
        sweep(parent);
        let stage = Stage::in_folder(parent)?;
        let whole = stage.path().join(WHOLE);
        for (path, text) in &self.files {
            write_new(&whole.join(path), text)?;
        }
        match fs::rename(&whole, folder) {
            Ok(()) => Ok(true),
            Err(_) if folder.is_dir() => Ok(false),
            Err(error) => Err(TreeError::io("create", folder)(error)),
        }
    }

    /// Tries the methods of updating a folder, best one first.
    fn update(&self, folder: &Path, differences: &Differences) -> Result<(), TreeError> {
        // A link to a folder is kept; its target is updated.
        let folder = fs::canonicalize(folder).map_err(TreeError::io("find", folder))?;
        sweep(parent_of(&folder));
        sweep(&folder);
        let change = Change {
            tree: self,
            folder: &folder,
            differences,
        };
        if CAN_EXCHANGE && (change.at_once()? || change.by_entries()?) {
            return Ok(());
        }
        change.by_files()
    }
}

/// The subfolder of a staging folder that has the layout of the destination.
const WHOLE: &str = "whole";

/// Cargo's build folder.
const BUILT: &str = "target";

/// An update of a folder.
struct Change<'a> {
    tree: &'a Tree,
    folder: &'a Path,
    differences: &'a Differences,
}

impl Change<'_> {
    /// Updates by one exchange; returns false, without changes, if that is impossible.
    fn at_once(&self) -> Result<bool, TreeError> {
        let lowest = lowest_folder(self.paths());
        let place = self.folder.join(&lowest);
        // An exchange would pull the folder away from processes working in it, and move unrelated folders.
        let is_whole = lowest.is_empty();
        if is_whole && (is_worked_in(&place) || has_foreign_folder(&place)) {
            return Ok(false);
        }
        let beside = if is_whole {
            parent_of(self.folder)
        } else {
            self.folder
        };
        let Ok(stage) = Stage::in_folder(beside) else {
            return Ok(false);
        };
        let Some(step) = self.entry_step(&stage, &lowest)? else {
            return Ok(false);
        };
        let mut steps = vec![step];
        if is_whole && place.join(BUILT).is_dir() {
            // Build output may be absent for a moment, and may be too large to mirror.
            let old = stage.path().join(WHOLE).join(BUILT);
            steps.push(Step::Move(old, place.join(BUILT)));
        }
        Ok(step::run(steps).is_ok())
    }

    /// Updates by one exchange per entry; returns false if that is impossible.
    fn by_entries(&self) -> Result<bool, TreeError> {
        let stage = Stage::in_folder(self.folder)?;
        let names: BTreeSet<&str> = self
            .paths()
            .map(|path| path.split_once('/').map_or(path, |(name, _)| name))
            .collect();
        let mut steps = Vec::new();
        for name in names {
            match self.entry_step(&stage, name)? {
                Some(step) => steps.push(step),
                None => return Ok(false),
            }
        }
        Ok(step::run(steps).is_ok())
    }

    /// The step that updates an entry of the folder, or the folder itself; `None` if it cannot be mirrored.
    fn entry_step(&self, stage: &Stage, path: &str) -> Result<Option<Step>, TreeError> {
        let place = self.folder.join(path);
        let fresh = stage.path().join(WHOLE).join(path);
        if fs::canonicalize(&place).is_ok_and(|found| found != place) {
            // Exchanging a link would leave its target unchanged.
            return Ok(None);
        }
        if self
            .differences
            .orphaned
            .iter()
            .any(|orphan| orphan == path)
        {
            return Ok(Some(Step::Move(place, fresh)));
        }
        if let Some(text) = self.tree.files.get(path) {
            write_new(&fresh, text)?;
            let is_there = self.differences.stale.iter().any(|stale| stale == path);
            return Ok(Some(Step::appear(fresh, place, is_there)));
        }
        let is_there = place.is_dir();
        let inside = if path.is_empty() {
            String::new()
        } else {
            format!("{path}/")
        };
        if is_there {
            let mut changed: BTreeSet<&Path> = self
                .paths()
                .filter_map(|path| path.strip_prefix(&inside))
                .map(Path::new)
                .collect();
            changed.extend(path.is_empty().then_some(Path::new(BUILT)));
            if mirror(&place, &fresh, &changed)? == Mirror::Impossible {
                return Ok(None);
            }
        }
        for path in self.changed().filter(|path| path.starts_with(&inside)) {
            if let Some(text) = self.tree.files.get(path) {
                write_new(&stage.path().join(WHOLE).join(path), text)?;
            }
        }
        for orphan in &self.differences.orphaned {
            if let Some(orphan) = orphan.strip_prefix(&inside) {
                remove_empty_parents(&fresh, orphan);
            }
        }
        Ok(Some(Step::appear(fresh, place, is_there)))
    }

    /// Updates by moving each file.
    fn by_files(&self) -> Result<(), TreeError> {
        let stage = Stage::in_folder(self.folder)?;
        let (fresh, old) = (stage.path().join("new"), stage.path().join("old"));
        for path in self.changed() {
            if let Some(text) = self.tree.files.get(path) {
                write_new(&fresh.join(path), text)?;
            }
        }
        let gone = self
            .differences
            .stale
            .iter()
            .chain(&self.differences.orphaned);
        let gone = gone.map(|path| Step::Move(self.folder.join(path), old.join(path)));
        let put = self.changed();
        let put = put.map(|path| Step::Move(fresh.join(path), self.folder.join(path)));
        step::run(gone.chain(put).collect())?;
        for path in &self.differences.orphaned {
            remove_empty_parents(self.folder, path);
        }
        Ok(())
    }

    /// Files with new contents.
    fn changed(&self) -> impl Iterator<Item = &str> {
        let Differences { missing, stale, .. } = self.differences;
        missing.iter().chain(stale).map(String::as_str)
    }

    /// All files that are added, changed or removed.
    fn paths(&self) -> impl Iterator<Item = &str> {
        self.changed()
            .chain(self.differences.orphaned.iter().map(String::as_str))
    }
}

/// The lowest common folder of all paths, or the path itself if there is only one.
fn lowest_folder<'p>(mut paths: impl Iterator<Item = &'p str>) -> String {
    let Some(first) = paths.next() else {
        return String::new();
    };
    let mut shared: Vec<&str> = first.split('/').collect();
    let mut is_alone = true;
    for path in paths {
        is_alone = false;
        let parts = path.split('/').zip(&shared);
        let same = parts.take_while(|(part, other)| part == *other).count();
        shared.truncate(same);
    }
    // Different files share folders at most; a single file is its own result.
    debug_assert!(is_alone || shared.len() < first.split('/').count());
    shared.join("/")
}

/// Returns true if this process, and thus possibly its parent shell, works in a folder.
fn is_worked_in(folder: &Path) -> bool {
    let here = env::current_dir().and_then(fs::canonicalize);
    here.is_ok_and(|here| here.starts_with(folder))
}

/// Returns true if a folder contains one that belongs neither to the crate nor to its build output.
fn has_foreign_folder(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return true;
    };
    entries.flatten().any(|entry| {
        let (name, place) = (entry.file_name(), entry.path());
        let is_foreign = name != BUILT && is_foreign(&place, &name.to_string_lossy());

        is_foreign && place.is_dir()
    })
}

/// The parent of a path; the working directory for a plain name.
fn parent_of(folder: &Path) -> &Path {
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

fn write_new(place: &Path, text: &str) -> Result<(), TreeError> {
    step::create_parent(place)?;
    fs::write(place, text).map_err(TreeError::io("write", place))
}

/// Removes empty parents of a file; removing the first non-empty one fails and ends the walk.
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
mod tests;
