//! Fetches models of services from botocore, by pip.
//!
//! **Invariants**
//! - A service is replaced as a whole, or not at all.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use sansmith_dynamic::{Cache, Finder};

use crate::error::{Error, usage};

/// Extracts the newest model of a service from a wheel: arguments are wheel, service, and destination.
const EXTRACT: &str = r#"
import os, sys, zipfile
wheel, service, to = sys.argv[1:]
start = "botocore/data/" + service + "/"
with zipfile.ZipFile(wheel) as archive:
    names = [name for name in archive.namelist() if name.startswith(start)]
    if not names:
        near = sorted({name.split("/")[2] for name in archive.namelist() if name.startswith("botocore/data/") and name.count("/") > 2})
        near = [name for name in near if service in name or name in service]
        sys.exit("botocore has no service `%s`%s" % (service, ": did you mean %s?" % ", ".join(near[:5]) if near else ""))
    newest = max(name.split("/")[3] for name in names)
    for name in names:
        parts = name.split("/")
        if parts[3] == newest and len(parts) == 5:
            with open(os.path.join(to, parts[4]), "wb") as file:
                file.write(archive.read(name))
"#;

/// Fetches the model of a service into the user's cache, where `call` finds it; returns its folder.
///
/// # Errors
///
/// The name is not that of a service, there is no cache folder, or pip fails.
pub fn add(service: &str, version: Option<&str>) -> Result<String, Error> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if service.is_empty() || !service.chars().all(is_plain) {
        return usage(format!(
            "`{service}` is not the name of a service in botocore"
        ));
    }
    let Some(models) = Finder::added(&Cache::of_user()) else {
        return usage("there is no folder for caches: set `SANSMITH_CACHE`");
    };
    fs::create_dir_all(&models)?;
    let beside = tempfile::TempDir::new_in(&models)?;
    let package = match version {
        Some(version) => format!("botocore=={version}"),
        None => "botocore".to_owned(),
    };
    let download = [
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
    ];
    let mut pip = python();
    pip.args(download)
        .arg("--dest")
        .arg(beside.path())
        .arg(&package);
    run(pip, "pip")?;
    let wheel = fs::read_dir(beside.path())?.flatten().next();
    let Some(wheel) = wheel else {
        return Err(Error::Call("pip downloaded nothing".to_owned()));
    };
    let folder = beside.path().join("service");
    fs::create_dir(&folder)?;
    let mut extract = python();
    extract
        .args(["-c", EXTRACT])
        .arg(wheel.path())
        .arg(service)
        .arg(&folder);
    run(extract, "python")?;
    replace(
        &folder,
        &models.join(service),
        &beside.path().join("before"),
    )?;
    Ok(models.join(service).display().to_string())
}

fn python() -> Command {
    let mut command = Command::new(if cfg!(windows) { "python" } else { "python3" });
    command.stdout(Stdio::null()).stdin(Stdio::null());
    command
}

fn run(mut command: Command, name: &str) -> Result<(), Error> {
    let output = command.output().map_err(|error| {
        Error::Call(format!("cannot run python3, which fetches models: {error}"))
    })?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(Error::Call(format!("{name} failed: {}", text.trim())))
}

/// Puts a folder in the place of another, which is moved aside to `before` first, and back if that fails.
fn replace(folder: &Path, place: &Path, before: &Path) -> io::Result<()> {
    match fs::rename(place, before) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return fs::rename(folder, place),
        Err(error) => return Err(error),
    }
    fs::rename(folder, place).inspect_err(|_| {
        // The first error is the one to report.
        let _ = fs::rename(before, place);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_replaced_as_a_whole_or_stays() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        let fill = |name: &str, file: &str| {
            fs::create_dir(path(name)).unwrap();
            fs::write(path(name).join(file), file).unwrap();
        };
        fill("one", "a");
        replace(&path("one"), &path("place"), &path("before")).unwrap();
        assert!(path("place").join("a").is_file() && !path("one").exists());
        // The new folder is not there, so the old one comes back.
        let failed = replace(&path("none"), &path("place"), &path("before"));
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(path("place").join("a").is_file() && !path("before").exists());
        fill("two", "b");
        replace(&path("two"), &path("place"), &path("before")).unwrap();
        assert!(path("place").join("b").is_file() && !path("place").join("a").exists());
        assert!(path("before").join("a").is_file());
    }
}
