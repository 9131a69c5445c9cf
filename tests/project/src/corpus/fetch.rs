//! Downloads and unpacks a release with pip.
//!
//! All work, including pip's temporary files, is done in a staging folder next to the destination, and ends with one rename.
//!
//! pip runs the build script of a source archive to read its metadata before saving it.
//! With a digest in the requirement it rejects a wrong archive first, so only the pinned release's script can run.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use fd_lock::RwLock;
use miette::{IntoDiagnostic, WrapErr, miette};
use sha2::{Digest, Sha256};

use super::{DIGEST_FILE, PINNED, unpack};
use crate::{python, terminal};

/// Downloads and unpacks a release as `botocore-<version>` in the corpora folder.
///
/// Concurrent runs are serialized, and reuse the result of the first.
pub(super) fn fetch(corpora: &Path, version: &str) -> miette::Result<()> {
    let cannot_write = || format!("cannot write in `{}`", corpora.display());
    let lock = fs::create_dir_all(corpora)
        .and_then(|()| File::create(corpora.join(LOCK)))
        .into_diagnostic()
        .wrap_err_with(cannot_write)?;
    let mut lock = RwLock::new(lock);
    let _turn = lock.write().into_diagnostic().wrap_err_with(cannot_write)?;
    fetch_in_turn(corpora, version)
}

/// Lock file held while downloading.
const LOCK: &str = ".lock";

fn fetch_in_turn(corpora: &Path, version: &str) -> miette::Result<()> {
    let name = format!("botocore-{version}");
    if corpora.join(&name).join(DIGEST_FILE).is_file() {
        return Ok(());
    }
    sweep(corpora);
    let stage = tempfile::Builder::new()
        .prefix(PARTIAL)
        .tempdir_in(corpora)
        .into_diagnostic()?;
    let pin = (version == PINNED.version).then_some(PINNED.sha256);

    terminal::progress(format_args!("fetching botocore {version} with pip"));
    let archive = download(stage.path(), version, pin)?;
    let sha256 = check_digest(&archive, pin)?;
    terminal::progress("unpacking");
    let unpacked = stage.path().join("unpacked");
    unpack::unpack(&archive, &unpacked)?;
    let release = unpacked.join(&name);
    if !release.join("botocore/data").is_dir() {
        return Err(miette!("the archive has no `{name}/botocore/data`"));
    }
    fs::write(release.join(DIGEST_FILE), format!("{sha256}\n")).into_diagnostic()?;
    let place = corpora.join(name);
    if place.exists() {
        // A folder without a digest was not created by this command.
        fs::remove_dir_all(&place).into_diagnostic()?;
    }
    fs::rename(release, &place)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot create `{}`", place.display()))
}

/// Name prefix of staging folders.
const PARTIAL: &str = ".partial-";

/// Removes folders left by killed runs; the lock excludes others.
///
/// They do no harm, so failures are ignored.
fn sweep(corpora: &Path) {
    let entries = fs::read_dir(corpora).into_iter().flatten().flatten();
    for entry in entries {
        if entry.file_name().to_string_lossy().starts_with(PARTIAL) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn download(stage: &Path, version: &str, pin: Option<&str>) -> miette::Result<PathBuf> {
    let requirements = stage.join("requirements.txt");
    fs::write(&requirements, requirement(version, pin)).into_diagnostic()?;
    let folder = stage.join("download");
    let mut arguments: Vec<OsString> = ["download", "--no-deps", "--no-binary", ":all:", "--dest"]
        .map(OsString::from)
        .to_vec();
    arguments.push(folder.clone().into());
    arguments.push("--requirement".into());
    arguments.push(requirements.into());
    python::pip(stage, &arguments).map_err(|error| {
        miette!(
            help = "check that `python3 -m pip download botocore` works and that there is such a release, \
                    then run `cargo xtask corpus` again; nothing was left behind",
            "could not fetch botocore {version}: {error}"
        )
    })?;

    let archive = folder.join(format!("botocore-{version}.tar.gz"));
    if archive.is_file() {
        return Ok(archive);
    }
    Err(miette!(
        "pip succeeded but left no `botocore-{version}.tar.gz`"
    ))
}

/// The newest release that pip finds.
///
/// # Errors
///
/// pip cannot be run, or finds no release.
pub fn newest() -> miette::Result<String> {
    let versions = python::versions("botocore")?;
    let newest = versions.into_iter().next();
    newest.ok_or_else(|| miette!("pip finds no release of botocore"))
}

fn requirement(version: &str, pin: Option<&str>) -> String {
    match pin {
        Some(sha256) => format!("botocore=={version} --hash=sha256:{sha256}\n"),
        None => format!("botocore=={version}\n"),
    }
}

fn check_digest(archive: &Path, pin: Option<&str>) -> miette::Result<String> {
    let mut hash = Sha256::new();
    File::open(archive)
        .and_then(|mut file| io::copy(&mut file, &mut HashWriter(&mut hash)))
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read `{}`", archive.display()))?;
    let found = hex(&hash.finalize());
    match pin {
        Some(expected) if expected != found => Err(miette!(
            help = "the archive differs from the one that this project was developed with; do not use it",
            "wrong digest: expected {expected}, got {found}"
        )),
        _ => Ok(found),
    }
}

struct HashWriter<'a>(&'a mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn a_wrong_digest_is_refused() {
        let folder = tempdir().unwrap();
        let archive = folder.path().join("a.tar.gz");
        fs::write(&archive, "abc").unwrap();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(check_digest(&archive, Some(abc)).unwrap(), abc);
        assert_eq!(check_digest(&archive, None).unwrap(), abc);
        assert!(check_digest(&archive, Some(PINNED.sha256)).is_err());
    }

    #[test]
    fn a_pinned_release_is_asked_for_with_its_digest() {
        assert_eq!(requirement("1.2.3", None), "botocore==1.2.3\n");
        assert_eq!(
            requirement("1.2.3", Some("ab")),
            "botocore==1.2.3 --hash=sha256:ab\n"
        );
    }

    #[test]
    fn what_a_killed_run_left_is_swept_and_releases_are_not() {
        let folder = tempdir().unwrap();
        for name in [".partial-x", "botocore-1"] {
            fs::create_dir_all(folder.path().join(name).join("sub")).unwrap();
        }
        sweep(folder.path());
        assert!(!folder.path().join(".partial-x").exists());
        assert!(folder.path().join("botocore-1").exists());
    }

    #[test]
    fn a_release_that_is_there_is_not_fetched() {
        let folder = tempdir().unwrap();
        let release = folder.path().join("botocore-0.0.0");
        fs::create_dir(&release).unwrap();
        fs::write(release.join(DIGEST_FILE), "x").unwrap();
        fetch(folder.path(), "0.0.0").unwrap();
    }
}
