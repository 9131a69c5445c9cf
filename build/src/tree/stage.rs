//! Directory locks and staging directories.
//!
//! The operating system releases both locks when the process ends: a folder never stays locked, and a staging directory whose
//! lock is free has been abandoned.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::compare::is_absent;
use super::{STAGE, TreeError};

/// A lock on a folder, released on drop; empty if the system has no such locks.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
}

/// Result of locking.
#[derive(Debug)]
pub(super) enum Locked {
    /// The folder exists and is locked.
    There(Lock),
    /// The folder does not exist.
    Absent,
}

impl Lock {
    /// Waits for exclusive access to the folder.
    ///
    /// # Errors
    ///
    /// If the folder cannot be opened.
    pub(super) fn of(folder: &Path) -> Result<Locked, TreeError> {
        Self::wait(folder, Wish::Write)
    }

    /// Waits until no other run is writing the folder.
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
                    // Some disks, such as network ones, have no locks; continue without.
                    let _ = lock(&file, wish);
                    // The previous owner may have replaced the folder.
                    if is_at(&file, folder) {
                        return Ok(Locked::There(Self { _file: Some(file) }));
                    }
                }
                Err(error) if is_absent(error.kind()) => return Ok(Locked::Absent),
                // Some systems cannot open folders; other errors will recur when writing.
                Err(_) if folder.is_dir() => return Ok(Locked::There(Self { _file: None })),
                Err(error) => return Err(TreeError::io("open", folder)(error)),
            }
        }
    }
}

/// A staging directory, removed on drop.
#[derive(Debug)]
pub(super) struct Stage {
    folder: TempDir,
    _lock: Option<File>,
}

impl Stage {
    /// Creates a staging directory on the same disk as a folder.
    ///
    /// # Errors
    ///
    /// If the folder is not writable.
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
            // Another run may have removed it before it was locked.
            if is_there {
                return Ok(Self {
                    folder: stage,
                    _lock: file.ok(),
                });
            }
        }
    }

    /// The path of the directory.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes staging directories abandoned by killed runs; failures are ignored.
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

/// Kind of lock.
#[derive(Debug, Clone, Copy)]
enum Wish {
    /// Shared.
    Read,
    /// Exclusive.
    Write,
    /// Exclusive, without waiting.
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

/// Returns true if an open folder is still at its path.
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
