//! Unpacks a source archive.
//!
//! **Invariants**
//!
//! - Only regular files and folders within the destination are created; other archives are rejected.
//! - Output size is limited.
//!
//! <https://packaging.python.org/en/latest/specifications/source-distribution-format/>

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path};

use flate2::read::GzDecoder;
use miette::{IntoDiagnostic, WrapErr, miette};
use tar::{Archive, Entry, EntryType};

/// Maximum unpacked size; a release has about 150 MB.
const MOST_BYTES: u64 = 2 << 30;

/// Unpacks a `.tar.gz` into a new folder.
pub(super) fn unpack(archive: &Path, folder: &Path) -> miette::Result<()> {
    let file = File::open(archive)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read `{}`", archive.display()))?;
    let bytes = GzDecoder::new(io::BufReader::new(file)).take(MOST_BYTES);
    let mut archive = Archive::new(bytes);
    for entry in archive.entries().into_diagnostic().wrap_err(BROKEN)? {
        unpack_entry(&mut entry.into_diagnostic().wrap_err(BROKEN)?, folder)?;
    }
    Ok(())
}

const BROKEN: &str = "the archive is damaged";

fn unpack_entry(entry: &mut Entry<'_, impl Read>, folder: &Path) -> miette::Result<()> {
    let path = entry
        .path()
        .into_diagnostic()
        .wrap_err(BROKEN)?
        .into_owned();
    let is_inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !is_inside {
        return Err(miette!(
            "the archive has a file outside its folder: `{}`",
            path.display()
        ));
    }
    let place = folder.join(&path);
    let kind = entry.header().entry_type();
    if kind == EntryType::Directory {
        fs::create_dir_all(&place).into_diagnostic()?;
    } else if kind == EntryType::Regular {
        write(entry, &place)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot unpack `{}`", path.display()))?;
    } else if kind != EntryType::XGlobalHeader {
        return Err(miette!(
            "the archive contains `{}`, which is not a regular file but {kind:?}",
            path.display()
        ));
    }
    Ok(())
}

fn write(entry: &mut impl Read, place: &Path) -> io::Result<()> {
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    io::copy(entry, &mut File::create_new(place)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use tar::Header;
    use tempfile::{TempDir, tempdir};

    fn pack(name: &str, kind: EntryType) -> (TempDir, miette::Result<()>) {
        let folder = tempdir().unwrap();
        let archive = folder.path().join("a.tar.gz");
        let packed = GzEncoder::new(File::create(&archive).unwrap(), Compression::fast());
        let mut builder = tar::Builder::new(packed);
        let mut header = Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(kind);
        header.set_size(2);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append(&header, "hi".as_bytes()).unwrap();
        builder.into_inner().unwrap().finish().unwrap();
        let outcome = unpack(&archive, &folder.path().join("out"));
        (folder, outcome)
    }

    #[test]
    fn a_plain_file_is_unpacked() {
        let (folder, outcome) = pack("x/y.txt", EntryType::Regular);
        outcome.unwrap();
        assert_eq!(
            fs::read_to_string(folder.path().join("out/x/y.txt")).unwrap(),
            "hi"
        );
    }

    #[test]
    fn whatever_leaves_the_folder_is_refused() {
        for name in ["../evil", "x/../../evil", "/evil"] {
            let (folder, outcome) = pack(name, EntryType::Regular);
            assert!(outcome.is_err(), "{name}");
            assert!(!folder.path().join("evil").exists(), "{name}");
        }
    }

    #[test]
    fn links_and_devices_are_refused() {
        for kind in [
            EntryType::Symlink,
            EntryType::Link,
            EntryType::Char,
            EntryType::Fifo,
        ] {
            assert!(pack("x", kind).1.is_err(), "{kind:?}");
        }
    }

    #[test]
    fn a_cut_archive_is_an_error() {
        let folder = tempdir().unwrap();
        let archive = folder.path().join("a.tar.gz");
        fs::write(&archive, [0x1f, 0x8b, 8, 0, 0, 0]).unwrap();
        assert!(unpack(&archive, &folder.path().join("out")).is_err());
    }
}
