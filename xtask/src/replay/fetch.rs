//! Fetches the facts of past releases.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr, miette};

use crate::models::import;
use sansmith_project::corpus::subfolders;
use sansmith_project::{python, terminal};

/// Fetches the newest releases in which a service changed, those that are not there.
pub(super) fn all(
    folder: &Path,
    facts: &Path,
    (service, count): (&str, usize),
) -> miette::Result<()> {
    fs::create_dir_all(facts)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write in `{}`", folder.display()))?;
    let versions = python::versions(&format!("mypy-boto3-{service}"))?;
    // Some releases of the stubs have no model of their own.
    for version in versions
        .iter()
        .filter(|version| is_release(version))
        .take(count)
    {
        if !facts.join(version).is_dir() {
            terminal::note(format_args!("fetching botocore {version}"));
            if let Err(report) = one(folder, facts, (service, version)) {
                terminal::note(format_args!("botocore {version} is left out: {report}"));
            }
        }
    }
    Ok(())
}

/// Returns true for three numbers: stubs have post-releases, botocore has none.
fn is_release(version: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    version.split('.').count() == 3 && version.split('.').all(number)
}

/// Downloads a release, and keeps the facts of the service.
fn one(folder: &Path, facts: &Path, (service, version): (&str, &str)) -> miette::Result<()> {
    let stage = tempfile::Builder::new()
        .prefix(".partial-")
        .tempdir_in(folder)
        .into_diagnostic()?;
    let download = ["download", "--no-deps", "--only-binary", ":all:", "--dest"];
    let mut arguments: Vec<OsString> = download.map(OsString::from).to_vec();
    arguments.push(stage.path().into());
    arguments.push(format!("botocore=={version}").into());
    python::pip(stage.path(), &arguments)?;
    let unpacked = stage.path().join("unpacked");
    unpack(stage.path(), &unpacked, service)?;
    let models = unpacked.join("botocore/data").join(service);
    let versions = subfolders(&models)?;
    let latest = versions
        .last()
        .ok_or_else(|| miette!("it has no `{service}`"))?;
    let made = stage.path().join("facts");
    fs::create_dir(&made).into_diagnostic()?;
    import::facts_of(&models.join(latest), &made)?;
    fs::rename(made, facts.join(version)).into_diagnostic()
}

/// Unpacks the models of a service from the wheel in a folder.
fn unpack(folder: &Path, to: &Path, service: &str) -> miette::Result<()> {
    let status = python::python()
        .args(["-c", UNPACK])
        .arg(folder)
        .arg(to)
        .arg(format!("botocore/data/{service}/"))
        .status()
        .into_diagnostic()
        .wrap_err("cannot run python3")?;
    if status.success() {
        Ok(())
    } else {
        Err(miette!("the wheel cannot be unpacked"))
    }
}

/// `zipfile` refuses names that leave the folder.
const UNPACK: &str = "import glob, sys, zipfile
folder, to, prefix = sys.argv[1:]
with zipfile.ZipFile(glob.glob(folder + '/*.whl')[0]) as wheel:
    wheel.extractall(to, [name for name in wheel.namelist() if name.startswith(prefix)])
";

#[cfg(test)]
mod tests {
    use super::is_release;

    #[test]
    fn releases_have_three_numbers() {
        assert!(is_release("1.43.119"));
        for version in ["1.28.15.post1", "1.0", "1.0.0rc1", ""] {
            assert!(!is_release(version), "{version}");
        }
    }
}
