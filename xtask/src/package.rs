//! Packages everything that is published, and reports cargo's warnings.

use crate::msrv::{is_published, metadata};
use crate::workspace::Workspace;
use crate::{Outcome, process, terminal};

use miette::{IntoDiagnostic, WrapErr};

/// Packages all published crates; dependencies among them need not be published yet.
///
/// Compilation is left to other steps, which compile the same files.
pub(crate) fn check(workspace: &Workspace) -> miette::Result<Outcome> {
    let metadata = metadata(workspace)?;
    let packages = metadata.workspace_packages().into_iter();
    let mut cargo = process::cargo(workspace, &["package", "--no-verify", "--allow-dirty"]);
    for package in packages.filter(|package| is_published(package)) {
        cargo.args(["--package", &package.name]);
    }
    let output = cargo
        .output()
        .into_diagnostic()
        .wrap_err("cannot run cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let fine = output.status.success() && !said.contains("warning:");
    if !fine {
        terminal::note(said);
    }
    Ok(Outcome::of(fine))
}
