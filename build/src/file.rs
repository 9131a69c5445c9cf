//! Atomic replacement of a single file: it has either its old or its new contents.
//!
//! Generated folders go through [`FileSet`](crate::FileSet); this is for hand-written files, such as a model to format.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Replaces the contents of a file.
///
/// The text is written to a temporary file in the same folder, which then replaces the original atomically.
/// Permissions are kept; links are followed and stay links.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// let path = folder.path().join("lamp.smithy");
/// std::fs::write(&path, "namespace  lamp")?;
/// sansmith_build::file::replace(&path, "namespace lamp\n")?;
/// assert_eq!(std::fs::read_to_string(&path)?, "namespace lamp\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the file does not exist, or on an I/O error; the file is then unchanged.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    move_into(&path, text, Some(permissions))
}

/// Writes a new file, or replaces an existing one like [`replace`].
///
/// # Errors
///
/// On an I/O error; an existing file is then unchanged.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    match replace(path, text) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => move_into(path, text, None),
        done => done,
    }
}

/// Writes a temporary file and moves it into place; new files get the system's default permissions.
fn move_into(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let mut fresh = builder().tempfile_in(folder.unwrap_or(Path::new(".")))?;
    fresh.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        fresh.as_file().set_permissions(permissions)?;
    }
    fresh.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;

    // Temporary files are private by default.
    let mut builder = tempfile::Builder::new();
    builder.permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_beside_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.smithy");
        fs::write(&path, "old").unwrap();
        replace(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_file_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.smithy");
        assert_eq!(
            replace(&path, "new").unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_new_file_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        for text in ["one", "two"] {
            write(&path, text).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write(&folder.path().join("none/a.html"), "").is_err());
    }

    #[test]
    fn a_file_that_may_not_be_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.smithy");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(replace(&path, "new").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.smithy");
        let link = folder.path().join("b.smithy");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }
}
