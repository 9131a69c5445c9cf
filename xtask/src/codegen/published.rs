//! Adds licence files, a readme and the changelog to generated crates, for publishing.
//!
//! Only crates in `generated/` get this project's licence; authors of other crates choose their own.

use std::fs;

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::FileSet;
use sansmith_cli::page;

use crate::models::changelog;
use sansmith_project::workspace::Workspace;

/// Licence files of every package in this project.
pub(crate) const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The licence section of the readme.
const LICENCE: &str = "\n## Licence\n\n\
    MIT or Apache-2.0, at your choice.\n\
    The facts come from the service's public model, as botocore (Apache-2.0) has it.\n";

/// Adds the files required for publishing.
pub(super) fn complete(
    workspace: &Workspace,
    service: &str,
    files: &mut FileSet,
) -> miette::Result<()> {
    for name in LICENCES {
        let place = workspace.root().join(name);
        let text = fs::read_to_string(&place)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", place.display()))?;
        files.add(name, text)?;
    }
    let page = page::of(files).ok_or_else(|| miette!("the generated code is not a crate"))?;
    let origin = page.lines().next().unwrap_or_default();
    if let Some(text) = changelog::read(&workspace.models().join(service))? {
        files.add(changelog::FILE, format!("{origin}\n\n{text}"))?;
    }
    files.add(page::FILE, page + LICENCE)?;
    Ok(())
}
