//! Performs a sequence of renames, or rolls it back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::TreeError;

/// An atomic change.
#[derive(Debug)]
pub(super) enum Step {
    /// Exchanges two existing paths.
    Exchange(PathBuf, PathBuf),
    /// Moves the first path to the second, which does not exist.
    Move(PathBuf, PathBuf),
}

impl Step {
    /// The step that moves `fresh` to `place`.
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

    /// A failed rollback cannot be handled; the first error is the one to report.
    fn take_back(&self) {
        let _ = match self {
            Self::Exchange(fresh, place) => exchange(fresh, place),
            Self::Move(from, to) => fs::rename(to, from),
        };
    }
}

/// Performs all steps, or none.
///
/// # Errors
///
/// If a step fails; completed steps are rolled back.
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

/// Creates the parent folder of a path.
///
/// # Errors
///
/// On an I/O error.
pub(super) fn create_parent(place: &Path) -> Result<(), TreeError> {
    match place.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(TreeError::io("create", parent)),
        None => Ok(()),
    }
}

/// True if the system can exchange two folders atomically.
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

/// Returns true if a folder is writable.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn may_write(folder: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

/// Returns true if a folder is writable.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn may_write(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|data| !data.permissions().readonly())
}
