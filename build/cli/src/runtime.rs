//! Finds the runtime dependency for a crate in a given folder.
//!
//! The runtime is a folder of this project: in a clone near the crate, or else in the project's repository.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_codegen::Runtime;

use crate::terminal;

/// The project's repository, used if no clone is near.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The runtime folder within a clone.
const FOLDER: &str = "runtime";

/// The default runtime for a crate in `folder`: that of a clone, or else of the repository.
///
/// A clone is near if it contains the folder, the working directory or this executable.
pub fn near(folder: &Path) -> Runtime {
    let places = [Some(resolved(folder)), env::current_dir().ok(), program()];
    let clone = places
        .iter()
        .flatten()
        .find_map(|place| clone_around(place));
    match clone {
        Some(clone) => Runtime::Path(clone.join(FOLDER).display().to_string()),
        None => Runtime::Git(REPOSITORY.to_owned()),
    }
}

/// Parses a runtime argument: a version starts with a digit, a URL contains `://`, everything else is a folder.
///
/// # Errors
///
/// If it is none of these, or the folder contains no package.
pub fn named(given: &str) -> miette::Result<Runtime> {
    let folder = Path::new(given);
    if given.starts_with(|c: char| c.is_ascii_digit()) && !folder.is_dir() {
        return Ok(Runtime::Version(given.to_owned()));
    }
    if given.contains("://") {
        return Ok(Runtime::Git(given.to_owned()));
    }
    if folder.join("Cargo.toml").is_file() {
        return in_folder(folder);
    }
    Err(terminal::usage(
        &format!("`{given}` is not a version, the URL of a repository, or a folder with a package"),
        "give a version such as 0.1, the URL of a Git repository, or the folder of the runtime",
    ))
}

/// The runtime in a folder, by absolute path.
///
/// # Errors
///
/// If the folder does not exist.
pub fn in_folder(folder: &Path) -> miette::Result<Runtime> {
    let path = fs::canonicalize(folder)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot find `{}`", folder.display()))?;
    Ok(Runtime::Path(path.display().to_string()))
}

/// Makes a runtime path relative to the folder of the crate, so that both can be moved together.
pub fn seen_from(runtime: Runtime, folder: &Path) -> Runtime {
    match runtime {
        Runtime::Path(path) => Runtime::Path(relative(&resolved(folder), Path::new(&path))),
        Runtime::Workspace | Runtime::Version(_) | Runtime::Git(_) => runtime,
    }
}

/// The folder of this executable, with links resolved.
fn program() -> Option<PathBuf> {
    fs::canonicalize(env::current_exe().ok()?).ok()
}

/// The clone of this project that contains a path.
fn clone_around(place: &Path) -> Option<&Path> {
    place.ancestors().find(|folder| {
        let names = |path: PathBuf, line: &str| {
            let text = fs::read_to_string(path).unwrap_or_default();
            text.lines().any(|found| found == line)
        };
        names(folder.join("Cargo.toml"), "[workspace]")
            && names(
                folder.join(FOLDER).join("Cargo.toml"),
                "name = \"sansmith\"",
            )
    })
}

/// The absolute path of a folder that may not exist yet; existing links are resolved.
fn resolved(folder: &Path) -> PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    for ancestor in whole.ancestors() {
        let (Ok(mut found), Ok(rest)) = (fs::canonicalize(ancestor), whole.strip_prefix(ancestor))
        else {
            continue;
        };
        for part in rest.components() {
            if matches!(part, Component::ParentDir) {
                found.pop();
            } else {
                found.push(part);
            }
        }
        return found;
    }
    whole
}

/// The relative path between two folders, separated by `/`; absolute if they have no common root.
fn relative(from: &Path, to: &Path) -> String {
    let mut here = from.components().peekable();
    let mut there = to.components().peekable();
    let mut is_apart = true;
    while let Some(part) = here.next_if(|part| there.peek() == Some(part)) {
        is_apart &= matches!(part, Component::Prefix(_));
        there.next();
    }
    if is_apart {
        return to.display().to_string();
    }
    let up = here.map(|_| "..".to_owned());
    let down = there.map(|part| part.as_os_str().display().to_string());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runtime_is_a_version_an_address_or_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let version = Runtime::Version("0.1.2".to_owned());
        assert_eq!(named("0.1.2").unwrap(), version);
        let address = "https://example.org/a.git";
        assert_eq!(named(address).unwrap(), Runtime::Git(address.to_owned()));
        let path = folder.path().display().to_string();
        assert!(terminal::is_about_usage(&named(&path).unwrap_err()));
        fs::write(folder.path().join("Cargo.toml"), "").unwrap();
        assert!(matches!(named(&path).unwrap(), Runtime::Path(_)));
    }

    #[test]
    fn a_path_leads_from_the_crate_to_its_runtime() {
        for (from, path) in [
            ("/a/b", "runtime"),
            ("/a/b/c/d", "../../runtime"),
            ("/a/x", "../b/runtime"),
            ("/", "a/b/runtime"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new("/a/b/runtime")), path);
        }
    }

    #[test]
    fn a_folder_that_is_not_there_yet_has_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let there = fs::canonicalize(folder.path()).unwrap();
        assert_eq!(resolved(&folder.path().join("a/../b")), there.join("b"));
    }

    #[test]
    fn the_clone_of_a_folder_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir_all(root.join("runtime")).unwrap();
        fs::write(root.join("Cargo.toml"), "[workspace]\n").unwrap();
        assert_eq!(clone_around(&root.join("out/lamp")), None);
        let manifest = "[package]\nname = \"sansmith\"\n";
        fs::write(root.join("runtime/Cargo.toml"), manifest).unwrap();
        assert_eq!(clone_around(&root.join("out/lamp")), Some(&*root));
        let path = root.join("runtime").display().to_string();
        let near = near(&root.join("out/lamp"));
        assert_eq!(near, Runtime::Path(path));
        let relative = Runtime::Path("../../runtime".to_owned());
        assert_eq!(seen_from(near, &root.join("out/lamp")), relative);
    }
}
