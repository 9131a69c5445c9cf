//! Turns planned moves of files and folders into done ones, or takes back those that were done.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::TreeError;

/// One change that happens at one instant.
#[derive(Debug)]
pub(super) enum Step {
    /// Both are there, and change places.
    Exchange(PathBuf, PathBuf),
    /// The first becomes the second, which is not there.
    Move(PathBuf, PathBuf),
}

impl Step {
    /// What makes `fresh` appear at `place`.
    pub(super) fn appear(fresh: PathBuf, place: PathBuf, is_there: bool) -> Self {
        if is_there {
            Self::Exchange(fresh, place)
        } else {
            Self::Move(fresh, place)
        }
    }

    fn take(&self) -> Result<(), TreeError> {
        match self {
            Self::Exchange(fresh, place) => {
                exchange(fresh, place).map_err(TreeError::io("write", place))
            }
            Self::Move(from, to) => {
                create_parent(to)?;
                fs::rename(from, to).map_err(TreeError::io("write", to))
            }
        }
    }

    /// Nothing more can be done about a move back that fails; the first failure is the one to report.
    fn take_back(&self) {
        let _ = match self {
            Self::Exchange(fresh, place) => exchange(fresh, place),
            Self::Move(from, to) => fs::rename(to, from),
        };
    }
}

/// Takes all steps, or none.
///
/// # Errors
///
/// If one cannot be taken; those before it are taken back.
pub(super) fn run(steps: Vec<Step>) -> Result<(), TreeError> {
    let mut done = Vec::new();
    for step in steps {
        if let Err(error) = step.take() {
            done.iter().rev().for_each(Step::take_back);
            return Err(error);
        }
        done.push(step);
    }
    Ok(())
}

/// Makes the folder that something is to be in.
///
/// # Errors
///
/// If the disk refuses.
pub(super) fn create_parent(place: &Path) -> Result<(), TreeError> {
    match place.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(TreeError::io("create", parent)),
        None => Ok(()),
    }
}

/// Whether the system can let two folders change places.
pub(super) const CAN_EXCHANGE: bool = cfg!(any(target_os = "linux", target_vendor = "apple"));

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether files may be made in a folder.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn may_write(folder: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

/// Whether files may be made in a folder.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn may_write(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|data| !data.permissions().readonly())
}
