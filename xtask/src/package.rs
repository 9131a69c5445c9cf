//! Publishes everything in dependency order, up to the upload, and reports cargo's warnings.

use crate::msrv::{is_published, metadata};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process, terminal};

use miette::{IntoDiagnostic, WrapErr};

/// A dry run of publishing all crates in dependency order; dependencies among them need not be published yet.
///
/// Compilation is left to other steps, which compile the same files.
pub(crate) fn check(workspace: &Workspace) -> miette::Result<Outcome> {
    let metadata = metadata(workspace)?;
    let packages = metadata.workspace_packages().into_iter();
    let mut cargo = process::cargo(
        workspace,
        &["publish", "--dry-run", "--no-verify", "--allow-dirty"],
    );
    for package in packages.filter(|package| is_published(package)) {
        cargo.args(["--package", &package.name]);
    }
    let output = cargo
        .output()
        .into_diagnostic()
        .wrap_err("cannot run cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let fine = output.status.success() && warnings(&said).is_empty();
    if !fine {
        terminal::note(said);
    }
    Ok(Outcome::of(fine))
}

/// Cargo's warnings, but for the one that a dry run ends with.
fn warnings(said: &str) -> Vec<&str> {
    let lines = said.lines();
    let warnings = lines.filter(|line| line.starts_with("warning:"));
    warnings
        .filter(|line| !line.contains("due to dry run"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::warnings;

    #[test]
    fn the_end_of_a_dry_run_is_no_warning() {
        let end = "warning: aborting upload due to dry run";
        let said = format!("   Uploading a v1\n{end}\nwarning: manifest has no description\n");
        assert_eq!(warnings(&said), ["warning: manifest has no description"]);
    }
}
