//! The destination of a streamed output.
//!
//! **Invariants**
//! - A file is there as a whole, or as it was before: it is written beside its place and renamed.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::Error;

/// An open destination.
#[derive(Debug)]
pub(crate) enum Destination {
    /// Standard output.
    Stream,
    /// A file that is written in place, such as a pipe or a device.
    Place(File),
    /// A file beside the place that it takes at the end.
    Beside(NamedTempFile, PathBuf),
}

impl Destination {
    /// Opens the destination of an option's value: a path, or `-`.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn open(out: &str) -> Result<Self, Error> {
        if out == "-" {
            return Ok(Self::Stream);
        }
        let opened = Self::file(Path::new(out));
        opened.map_err(|error| Error::Call(format!("cannot write `{out}`: {error}")))
    }

    fn file(path: &Path) -> io::Result<Self> {
        // The file that a link points to is replaced, not the link.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let before = fs::metadata(&place).ok();
        if before.as_ref().is_some_and(|before| !before.is_file()) {
            return Ok(Self::Place(OpenOptions::new().write(true).open(&place)?));
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
        Ok(Self::Beside(fresh, place))
    }

    /// Writes all of a stream.
    ///
    /// # Errors
    ///
    /// The stream cannot be read, or the file not be written, which then is as it was.
    pub(crate) fn fill(self, stream: &mut impl io::Read) -> io::Result<()> {
        match self {
            Self::Stream => {
                let mut output = io::stdout().lock();
                io::copy(stream, &mut output)?;
                output.flush()
            }
            Self::Place(mut file) => {
                io::copy(stream, &mut file)?;
                file.flush()
            }
            Self::Beside(mut fresh, place) => {
                io::copy(stream, &mut fresh)?;
                fresh.flush()?;
                fresh.persist(place).map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt as _;

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

    /// A stream that breaks off.
    struct Broken(bool);

    impl io::Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::from(io::ErrorKind::ConnectionReset));
            }
            buffer.fill(b'x');
            Ok(buffer.len())
        }
    }

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let open = || Destination::open(path.to_str().unwrap()).unwrap();
        assert!(open().fill(&mut Broken(false)).is_err());
        assert!(!path.exists());
        open().fill(&mut &b"one"[..]).unwrap();
        assert!(open().fill(&mut Broken(false)).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        open().fill(&mut &b"two"[..]).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_found_before_a_call() {
        let folder = tempfile::tempdir().unwrap();
        for out in [
            folder.path().join("no").join("out"),
            folder.path().to_owned(),
        ] {
            let error = Destination::open(out.to_str().unwrap()).unwrap_err();
            assert_eq!(error.status(), 1, "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("out"), folder.path().join("link"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let destination = Destination::open(link.to_str().unwrap()).unwrap();
        destination.fill(&mut &b"two"[..]).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_is_written_in_place() {
        use std::io::Read as _;
        use std::os::fd::AsRawFd as _;

        let (mut reader, writer) = io::pipe().unwrap();
        let path = format!("/proc/self/fd/{}", writer.as_raw_fd());
        let pipe = Destination::open(&path).unwrap();
        assert!(matches!(pipe, Destination::Place(_)));
        pipe.fill(&mut &b"x"[..]).unwrap();
        drop(writer);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "x");
    }
}
