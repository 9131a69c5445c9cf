//! Installs Python packages to folders in `target/python`.
//!
//! botocore and moto, which tests compare with, are Python packages; pip is configured with the package index of this machine.
//!
//! **Invariants**
//!
//! - An existing folder is complete and matches its list: it appears by one rename, with the digest of the list.
//! - Nothing is installed outside of `target/`.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fd_lock::RwLock;
use miette::{IntoDiagnostic, WrapErr, miette};

use crate::corpus::sha256_hex;
use crate::terminal;
use crate::workspace::Workspace;

/// Installs missing packages; prints a line for each list that fails.
pub fn announce(workspace: &Workspace) {
    for packages in &ALL {
        if let Err(report) = packages.folder(workspace) {
            let name = packages.name;
            terminal::note(format_args!(
                "Python packages of {name}: absent, its tests are skipped ({report}; for details, run `cargo xtask python {name}`)"
            ));
        }
    }
}

/// A list of packages.
#[derive(Debug)]
pub struct Packages {
    /// Folder name.
    pub name: &'static str,
    /// Requirements in pip's format.
    requirements: &'static str,
}

/// Dependencies of botocore; botocore itself is in the corpus.
pub const DIFFERENTIAL: Packages = Packages {
    name: "differential",
    requirements: "tests/differential/requirements.txt",
};

/// A server that imitates AWS.
pub const MOTO: Packages = Packages {
    name: "moto",
    requirements: "tests/tests/end_to_end/requirements.txt",
};

/// All lists.
pub const ALL: [Packages; 2] = [DIFFERENTIAL, MOTO];

impl Packages {
    /// The import folder, created if missing or outdated.
    ///
    /// # Errors
    ///
    /// The list cannot be read, pip fails, or the folder cannot be written.
    pub fn folder(&self, workspace: &Workspace) -> miette::Result<PathBuf> {
        let parent = workspace.target().join("python");
        let folder = parent.join(self.name);
        let list = workspace.root().join(self.requirements);
        let text = fs::read(&list)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", list.display()))?;
        let stamp = format!("{} {}", sha256_hex(&text), interpreter()?);
        let is_there = || fs::read_to_string(folder.join(STAMP)).is_ok_and(|found| found == stamp);
        if is_there() {
            return Ok(folder);
        }
        let lock = fs::create_dir_all(&parent)
            .and_then(|()| File::create(parent.join(LOCK)))
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write in `{}`", parent.display()))?;
        let mut lock = RwLock::new(lock);
        let _turn = lock.write().into_diagnostic()?;
        if !is_there() {
            self.install(&folder, &list, &stamp)?;
        }
        Ok(folder)
    }

    fn install(&self, folder: &Path, list: &Path, stamp: &str) -> miette::Result<()> {
        let parent = folder.parent().unwrap_or(folder);
        let stage = tempfile::Builder::new()
            .prefix(".partial-")
            .tempdir_in(parent)
            .into_diagnostic()?;
        terminal::progress(format_args!("installing {} with pip", self.name));
        let made = stage.path().join(self.name);
        let mut arguments: Vec<OsString> = ["install", "--only-binary", ":all:", "--target"]
            .map(OsString::from)
            .to_vec();
        arguments.push(made.clone().into());
        arguments.push("--requirement".into());
        arguments.push(list.into());
        pip(stage.path(), &arguments).wrap_err_with(|| {
            format!("the packages of `{}` are not installed", self.requirements)
        })?;
        fs::write(made.join(STAMP), stamp).into_diagnostic()?;
        if folder.exists() {
            fs::remove_dir_all(folder).into_diagnostic()?;
        }
        fs::rename(made, folder)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot create `{}`", folder.display()))
    }
}

/// File with the digest of the list.
const STAMP: &str = "MADE-OF";

/// Lock file held while installing.
const LOCK: &str = ".lock";

/// The Python command.
pub fn python() -> Command {
    Command::new(if cfg!(windows) { "python" } else { "python3" })
}

/// The Python version; packages with native code depend on it.
fn interpreter() -> miette::Result<String> {
    let output = python()
        .args([
            "-c",
            "import sys; print(sys.implementation.cache_tag, sys.platform)",
        ])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            miette!(
                help = "install Python 3 with pip",
                "cannot run python3: {error}"
            )
        })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(miette!("python3 does not run: {}", said.trim()))
}

/// Runs pip; its output is shown on a terminal, and otherwise only on failure.
///
/// # Errors
///
/// pip cannot be run, or fails; the text has what it said.
pub fn pip(stage: &Path, arguments: &[OsString]) -> miette::Result<()> {
    let mut command = python();
    command
        .args(["-m", "pip", "--disable-pip-version-check"])
        .args(arguments)
        .env("TMPDIR", stage)
        .env("PIP_NO_INPUT", "1")
        .env("PIP_ROOT_USER_ACTION", "ignore")
        .stdin(Stdio::null());
    if terminal::is_watched() {
        command.stdout(io::stderr());
    } else {
        command
            .arg("--quiet")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }
    let output = command.output().map_err(|error| {
        miette!(
            help = "install Python 3 with pip",
            "cannot run python3: {error}"
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = shorten(&String::from_utf8_lossy(&output.stderr));
    Err(miette!("pip failed\n{said}"))
}

/// The releases of a package that pip finds, newest first.
///
/// # Errors
///
/// pip cannot be run, or finds no release.
pub fn versions(package: &str) -> miette::Result<Vec<String>> {
    let output = python()
        .args([
            "-m",
            "pip",
            "--disable-pip-version-check",
            "index",
            "versions",
        ])
        .arg(package)
        .env("PIP_NO_INPUT", "1")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            miette!(
                help = "install Python 3 with pip",
                "cannot run python3: {error}"
            )
        })?;
    let versions = listed(&String::from_utf8_lossy(&output.stdout));
    if versions.is_empty() {
        return Err(miette!(
            help = format!("check that `python3 -m pip index versions {package}` works"),
            "pip finds no release of `{package}`"
        ));
    }
    Ok(versions)
}

/// The versions in the second line of `pip index versions`.
fn listed(said: &str) -> Vec<String> {
    let mut lines = said.lines();
    let list = lines.find_map(|line| line.strip_prefix("Available versions: "));
    let versions = list.unwrap_or_default().split(", ");
    versions
        .filter(|version| !version.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Truncates the lines of pip's error message, one of which may list all releases.
fn shorten(said: &str) -> String {
    let lines = said.trim().lines();
    let short = lines.map(|line| line.chars().take(160).collect::<String>());
    short.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_exists_and_pins_its_packages() {
        let workspace = Workspace::of_this_project();
        for packages in ALL {
            let text = fs::read_to_string(workspace.root().join(packages.requirements)).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            for line in lines {
                assert!(line.contains("=="), "{}: {line}", packages.requirements);
            }
        }
    }

    #[test]
    fn up_to_date_folders_are_kept() {
        let root = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(root.path());
        let list = root.path().join(DIFFERENTIAL.requirements);
        fs::create_dir_all(list.parent().unwrap()).unwrap();
        fs::write(&list, "no such package at all\n").unwrap();
        let folder = workspace.target().join("python/differential");
        fs::create_dir_all(&folder).unwrap();
        let Ok(interpreter) = interpreter() else {
            return;
        };
        let digest = sha256_hex(b"no such package at all\n");
        fs::write(folder.join(STAMP), format!("{digest} {interpreter}")).unwrap();
        assert_eq!(DIFFERENTIAL.folder(&workspace).unwrap(), folder);
    }

    #[test]
    fn releases_are_in_the_second_line() {
        let said = "lamp (1.44.8)\nAvailable versions: 1.44.8, 1.44.7\n  INSTALLED: 1.0\n";
        assert_eq!(listed(said), ["1.44.8", "1.44.7"]);
        assert_eq!(listed("ERROR: nothing"), [""; 0]);
    }

    #[test]
    fn what_pip_says_is_cut_to_a_width() {
        let said = format!("\nERROR: {}\nno\n", "x".repeat(1000));
        assert_eq!(
            shorten(&said).lines().map(str::len).collect::<Vec<_>>(),
            [160, 2]
        );
    }
}
