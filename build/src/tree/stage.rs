//! Turns a folder into one that a run has to itself, and a corner of it into a place for what is not finished.
//!
//! Both are locks that the system takes away when their process ends, however it ends: a folder is never left locked,
//! and a stage whose lock can be had is one that nobody will finish.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::compare::is_absent;
use super::{STAGE, TreeError};

/// A lock on a folder, until it is dropped; nothing where the system has no such locks.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
}

/// What became of the wish for a lock.
#[derive(Debug)]
pub(super) enum Locked {
    /// The folder is there, and this run has it to itself.
    There(Lock),
    /// The folder is not there.
    Absent,
}

impl Lock {
    /// Waits until no other run writes or compares the folder.
    ///
    /// # Errors
    ///
    /// If the folder cannot be opened.
    pub(super) fn of(folder: &Path) -> Result<Locked, TreeError> {
        Self::wait(folder, Wish::Write)
    }

    /// Waits until no other run writes the folder.
    ///
    /// # Errors
    ///
    /// If the folder cannot be opened.
    pub(super) fn shared(folder: &Path) -> Result<Locked, TreeError> {
        Self::wait(folder, Wish::Read)
    }

    fn wait(folder: &Path, wish: Wish) -> Result<Locked, TreeError> {
        loop {
            match File::open(folder) {
                Ok(file) => {
                    // A disk without locks, as some networks have, is written without.
                    let _ = lock(&file, wish);
                    // Who had the lock before may have put another folder in place of this one.
                    if is_at(&file, folder) {
                        return Ok(Locked::There(Self { _file: Some(file) }));
                    }
                }
                Err(error) if is_absent(error.kind()) => return Ok(Locked::Absent),
                // Some systems do not open folders; others will say what is wrong when it is written to.
                Err(_) if folder.is_dir() => return Ok(Locked::There(Self { _file: None })),
                Err(error) => return Err(TreeError::io("open", folder)(error)),
            }
        }
    }
}

/// A folder for what is not finished, gone when dropped.
#[derive(Debug)]
pub(super) struct Stage {
    folder: TempDir,
    _lock: Option<File>,
}

impl Stage {
    /// A stage on the disk that a folder is on.
    ///
    /// # Errors
    ///
    /// If nothing can be made in the folder.
    pub(super) fn in_folder(folder: &Path) -> Result<Self, TreeError> {
        loop {
            let stage = tempfile::Builder::new()
                .prefix(STAGE)
                .tempdir_in(folder)
                .map_err(TreeError::io("write in", folder))?;
            let file = File::open(stage.path());
            let is_there = match &file {
                Ok(file) => {
                    let _ = lock(file, Wish::Write);
                    is_at(file, stage.path())
                }
                Err(error) => error.kind() != io::ErrorKind::NotFound,
            };
            // It may have been swept away before it was locked.
            if is_there {
                return Ok(Self {
                    folder: stage,
                    _lock: file.ok(),
                });
            }
        }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the stages in a folder that killed runs have left; what cannot be removed stays.
pub(super) fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let is_stage = entry.file_name().to_string_lossy().starts_with(STAGE);
        if !is_stage || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let is_left = File::open(entry.path()).is_ok_and(|file| lock(&file, Wish::Now).is_ok());
        if is_left {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// How a lock is wanted.
#[derive(Debug, Clone, Copy)]
enum Wish {
    /// With others that read.
    Read,
    /// Alone.
    Write,
    /// Alone, and not at all if somebody else has it.
    Now,
}

#[cfg(unix)]
fn lock(file: &File, wish: Wish) -> io::Result<()> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    let operation = match wish {
        Wish::Read => FlockOperation::LockShared,
        Wish::Write => FlockOperation::LockExclusive,
        Wish::Now => FlockOperation::NonBlockingLockExclusive,
    };
    loop {
        match flock(file, operation) {
            Err(Errno::INTR) => {}
            outcome => return Ok(outcome?),
        }
    }
}

#[cfg(not(unix))]
fn lock(_file: &File, _wish: Wish) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether an open folder is still the one at its path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (file.metadata(), fs::metadata(path)) else {
        return false;
    };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}
