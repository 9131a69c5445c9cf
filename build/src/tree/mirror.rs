//! Mirrors a folder with hard links to its files, except for those that change.
//!
//! **Invariants**
//!
//! - The source is only read: the mirror can be discarded safely.
//! - Symbolic links are recreated, never followed.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::TreeError;
use super::step::may_write;

/// Result of mirroring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mirror {
    /// The mirror was created.
    Made,
    /// Something in the folder cannot be linked or must not be exchanged.
    Impossible,
}

/// Mirrors `from` as `to`, except for the given paths, which change.
///
/// # Errors
///
/// If the disk is full.
pub(super) fn mirror(
    from: &Path,
    to: &Path,
    changed: &BTreeSet<&Path>,
) -> Result<Mirror, TreeError> {
    let mut waiting = vec![PathBuf::new()];
    while let Some(inside) = waiting.pop() {
        let (here, there) = (from.join(&inside), to.join(&inside));
        // An exchange would circumvent the permissions.
        if !may_write(&here) {
            return Ok(Mirror::Impossible);
        }
        fs::create_dir_all(&there).map_err(TreeError::io("create", &there))?;
        for entry in fs::read_dir(&here).map_err(TreeError::io("list", &here))? {
            let entry = entry.map_err(TreeError::io("list", &here))?;
            let path = inside.join(entry.file_name());
            if changed.contains(path.as_path()) {
                continue;
            }
            let kind = entry
                .file_type()
                .map_err(TreeError::io("look at", &entry.path()))?;
            if kind.is_dir() {
                waiting.push(path);
                continue;
            }
            let leads_to_changes = || changed.iter().any(|changed| changed.starts_with(&path));
            if kind.is_symlink() && leads_to_changes() {
                return Ok(Mirror::Impossible);
            }
            let place = to.join(&path);
            match link(&entry, kind, &place) {
                Ok(()) => {}
                Err(error) if is_full(&error) => return Err(TreeError::io("write", &place)(error)),
                Err(_) => return Ok(Mirror::Impossible),
            }
        }
        let as_it_is =
            fs::metadata(&here).and_then(|data| fs::set_permissions(&there, data.permissions()));
        if as_it_is.is_err() {
            return Ok(Mirror::Impossible);
        }
    }
    Ok(Mirror::Made)
}

fn link(entry: &DirEntry, kind: FileType, place: &Path) -> io::Result<()> {
    if kind.is_symlink() {
        let target = fs::read_link(entry.path())?;
        return symlink(&target, place);
    }
    fs::hard_link(entry.path(), place)
}

#[cfg(unix)]
fn symlink(target: &Path, place: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, place)
}

#[cfg(not(unix))]
fn symlink(_target: &Path, _place: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Returns true if every other method would fail too.
fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), FileTooLarge | QuotaExceeded | StorageFull)
}
