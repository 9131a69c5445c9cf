//! The destination of a streamed output.

use std::io::{self, Write};
use std::path::Path;

use sansmith_build::file::Fresh;

use crate::error::Error;

/// An open destination.
#[derive(Debug)]
pub(crate) enum Destination {
    /// Standard output.
    Stream,
    /// A file.
    File(Fresh),
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
        let opened = Fresh::open(Path::new(out)).map(Self::File);
        opened.map_err(|error| Error::Call(format!("cannot write `{out}`: {error}")))
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
            Self::File(mut fresh) => {
                io::copy(stream, &mut fresh)?;
                fresh.finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
}
