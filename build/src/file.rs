//! Atomic replacement of a single file: it has either its old or its new contents.
//!
//! Generated folders go through [`FileSet`](crate::FileSet); this is for files that users name, such as a model to format.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

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
    write(&fs::canonicalize(path)?, text)
}

/// Writes a new file, or replaces an existing one like [`replace`].
///
/// # Errors
///
/// On an I/O error; an existing file is then unchanged.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut fresh = Fresh::open(path)?;
    fresh.write_all(text.as_bytes())?;
    fresh.finish()
}

/// A file that is being written: until [`finish`](Self::finish) its place is as it was.
///
/// A pipe or a device is written in place.
#[derive(Debug)]
pub struct Fresh(Kind);

#[derive(Debug)]
enum Kind {
    /// A pipe, a device.
    Place(File),
    /// A file beside the place that it takes at the end.
    Beside(NamedTempFile, PathBuf),
}

impl Fresh {
    /// Begins a file, which need not exist. Permissions are kept; links are followed and stay links.
    ///
    /// # Errors
    ///
    /// If the file or its folder cannot be written.
    pub fn open(path: &Path) -> io::Result<Self> {
        // The file that a link points to is replaced, not the link.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let before = fs::metadata(&place).ok();
        if before.as_ref().is_some_and(|before| !before.is_file()) {
            let file = OpenOptions::new().write(true).open(&place)?;
            return Ok(Self(Kind::Place(file)));
        }
        let permissions = before.map(|before| before.permissions());
        if permissions.as_ref().is_some_and(Permissions::readonly) {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        let folder = place.parent().filter(|folder| *folder != Path::new(""));
        let fresh = builder().tempfile_in(folder.unwrap_or(Path::new(".")))?;
        if let Some(permissions) = permissions {
            fresh.as_file().set_permissions(permissions)?;
        }
        Ok(Self(Kind::Beside(fresh, place)))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// On an I/O error; the place is then as it was.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Kind::Place(mut file) => file.flush(),
            Kind::Beside(mut fresh, place) => {
                fresh.flush()?;
                fresh.persist(place).map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

impl Write for Fresh {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Place(file) => file.write(bytes),
            Kind::Beside(fresh, _) => fresh.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Place(file) => file.flush(),
            Kind::Beside(fresh, _) => fresh.flush(),
        }
    }
}

#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;

    // Temporary files are private by default.
    let mut builder = tempfile::Builder::new();
    builder.permissions(Permissions::from_mode(0o666));
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

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_is_written_in_place() {
        use std::io::Read as _;
        use std::os::fd::AsRawFd as _;

        let (mut reader, writer) = io::pipe().unwrap();
        let path = format!("/proc/self/fd/{}", writer.as_raw_fd());
        write(Path::new(&path), "x").unwrap();
        drop(writer);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "x");
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
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
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
