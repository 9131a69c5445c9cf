//! Turns a generated crate into one that can be published: with the licences of this project, and a first page.
//!
//! Only the crates of `generated/` are this project's to license; the author of any other crate decides about it.

use std::fs;

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::Tree;
use sansmith_cli::page;

use crate::workspace::Workspace;

/// The texts that every package of this project comes with.
pub(crate) const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The part of the page about the licence.
const LICENCE: &str = "\n## Licence\n\n\
    MIT or Apache-2.0, at your choice.\n\
    The facts come from the service's public model, as botocore (Apache-2.0) has it.\n";

/// Adds what a package is published with.
pub(super) fn complete(workspace: &Workspace, tree: &mut Tree) -> miette::Result<()> {
    for name in LICENCES {
        let place = workspace.root().join(name);
        let text = fs::read_to_string(&place)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", place.display()))?;
        tree.add(name, text)?;
    }
    let page = page::of(tree).ok_or_else(|| miette!("what was generated is no crate"))?;
    tree.add(page::FILE, page + LICENCE)?;
    Ok(())
}
