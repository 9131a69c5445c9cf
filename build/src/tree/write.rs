//! Turns a tree into files: all of them, or none.
//!
//! Everything is first written to a staging folder on the same disk; then it changes places with what is there.
//! A folder that is new appears in one move.
//! A folder that is there already is mirrored as far up as it changes, what stays the same by links to the same
//! files, and the mirror takes its place in one exchange, which Linux and macOS have.
//! So a disk that fills up, a folder that may not be written and a process that is killed at any time leave the old
//! files or the new ones.
//!
//! Where one exchange is not enough, because a folder of somebody else's (`.git`, another package) lies beside files
//! that change, or because somebody works in the folder, each entry of the folder takes its place by itself, one
//! right after the other.
//! Where a system or its disk knows no exchange, each file is moved.
//! Both undo what they did when a move fails; what a process killed between two moves leaves undone, the next run does.
//!
//! Nothing is flushed to the device: what is written here can be made again from its model, and flushing hundreds of
//! crates takes minutes.
//!
//! **Invariants**
//!
//! - Two runs for one folder wait for each other; the second sees what the first has made.
//! - A staging folder can be removed at any time without losing anything of anybody's; a later run does.

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
    /// Makes `folder` hold this tree, and reports what that changed.
    ///
    /// # Errors
    ///
    /// If a file that nobody generated is in the way, or the disk refuses; the folder is then as it was.
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
            // Another run was faster, so there is something to compare with now.
        }
    }

    /// A folder that is not there yet appears in one move; tells whether it was not there indeed.
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

    /// Tries the ways to change a folder, the best one first.
    fn update(&self, folder: &Path, differences: &Differences) -> Result<(), TreeError> {
        // A link to a folder stays a link; what changes is the folder itself.
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

/// The folder of a stage in which things lie as they will in the destination.
const WHOLE: &str = "whole";

/// Where cargo puts what it builds.
const BUILT: &str = "target";

/// What is to change, and where.
struct Change<'a> {
    tree: &'a Tree,
    folder: &'a Path,
    differences: &'a Differences,
}

impl Change<'_> {
    /// In one exchange; tells whether that could be done, and has changed nothing if not.
    fn at_once(&self) -> Result<bool, TreeError> {
        let lowest = lowest_folder(self.paths());
        let place = self.folder.join(&lowest);
        // An exchange takes a folder away under the feet of whoever is in it, and moves the folders of others.
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
            // What is built here need not be there all the time, and may be too much to be mirrored.
            let old = stage.path().join(WHOLE).join(BUILT);
            steps.push(Step::Move(old, place.join(BUILT)));
        }
        Ok(step::run(steps).is_ok())
    }

    /// By an exchange for each entry of the folder; tells whether that could be done.
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

    /// What puts an entry of the folder, or the folder itself, into its new state; nothing where no mirror can be made.
    fn entry_step(&self, stage: &Stage, path: &str) -> Result<Option<Step>, TreeError> {
        let place = self.folder.join(path);
        let fresh = stage.path().join(WHOLE).join(path);
        if fs::canonicalize(&place).is_ok_and(|found| found != place) {
            // A link on the way would be exchanged in place of what it leads to.
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

    /// By moving each file.
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

    /// The files that get a new text.
    fn changed(&self) -> impl Iterator<Item = &str> {
        let Differences { missing, stale, .. } = self.differences;
        missing.iter().chain(stale).map(String::as_str)
    }

    /// The files that change in any way.
    fn paths(&self) -> impl Iterator<Item = &str> {
        self.changed()
            .chain(self.differences.orphaned.iter().map(String::as_str))
    }
}

/// The lowest folder that every path is in, or the path itself where there is but one.
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
    // Two different files share folders at most, and one file is its own lowest place.
    debug_assert!(is_alone || shared.len() < first.split('/').count());
    shared.join("/")
}

/// Whether this process, and so perhaps the shell it was started from, has its feet in a folder.
fn is_worked_in(folder: &Path) -> bool {
    let here = env::current_dir().and_then(fs::canonicalize);
    here.is_ok_and(|here| here.starts_with(folder))
}

/// Whether a folder in a folder belongs to something else than the crate and what is built of it.
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

/// The folder that an entry is in; of a plain name, the one this process is in.
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
mod tests;
