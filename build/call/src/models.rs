//! Fetches models of services from botocore, by pip.
//!
//! **Invariants**
//! - A service is replaced as a whole, or not at all.

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
    std::fs::create_dir_all(&models)?;
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
    let wheel = std::fs::read_dir(beside.path())?.flatten().next();
    let Some(wheel) = wheel else {
        return Err(Error::Call("pip downloaded nothing".to_owned()));
    };
    let folder = beside.path().join("service");
    std::fs::create_dir(&folder)?;
    let mut extract = python();
    extract
        .args(["-c", EXTRACT])
        .arg(wheel.path())
        .arg(service)
        .arg(&folder);
    run(extract, "python")?;
    replace(&folder, &models.join(service))?;
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

/// Puts a folder in the place of another.
fn replace(folder: &Path, place: &Path) -> std::io::Result<()> {
    if place.exists() {
        std::fs::remove_dir_all(place)?;
    }
    std::fs::rename(folder, place)
}
