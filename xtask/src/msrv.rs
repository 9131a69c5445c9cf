//! Checks that dependencies do not require a newer Rust version than this project states.
//!
//! Clippy's `incompatible_msrv` covers our own code; this covers dependencies.

use std::collections::BTreeSet;

use cargo_metadata::semver::Version;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use miette::{IntoDiagnostic, WrapErr};

use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

/// Reports normal dependencies of published packages that require a newer Rust version than the package.
pub(crate) fn check(workspace: &Workspace) -> miette::Result<Outcome> {
    let metadata = metadata(workspace)?;
    let mut fine = true;
    for package in metadata.workspace_packages() {
        let Some(stated) = package
            .rust_version
            .as_ref()
            .filter(|_| is_published(package))
        else {
            continue;
        };
        for needed in reached(&metadata, &package.id) {
            if let Some(needs) = too_new(&metadata[&needed], stated) {
                fine = false;
                terminal::print(format_args!(
                    "{} declares Rust {stated}, but its dependency {needed} needs {needs}",
                    package.name
                ));
            }
        }
    }
    Ok(Outcome::of(fine))
}

/// Cargo metadata of the workspace with all dependencies.
pub(crate) fn metadata(workspace: &Workspace) -> miette::Result<Metadata> {
    MetadataCommand::new()
        .current_dir(workspace.root())
        .exec()
        .into_diagnostic()
        .wrap_err("cannot read the workspace")
}

/// Returns true unless `publish = false`, which metadata shows as an empty list of registries.
pub(crate) fn is_published(package: &Package) -> bool {
    package
        .publish
        .as_ref()
        .is_none_or(|registries| !registries.is_empty())
}

fn too_new<'a>(needed: &'a Package, stated: &Version) -> Option<&'a Version> {
    needed.rust_version.as_ref().filter(|needs| *needs > stated)
}

/// All packages that users of a package compile, except itself.
fn reached(metadata: &Metadata, from: &PackageId) -> BTreeSet<PackageId> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![from.clone()];
    while let Some(id) = waiting.pop() {
        let node = metadata
            .resolve
            .iter()
            .flat_map(|graph| &graph.nodes)
            .find(|node| node.id == id);
        for edge in node.iter().flat_map(|node| &node.deps) {
            let is_normal = edge
                .dep_kinds
                .iter()
                .any(|kind| kind.kind == DependencyKind::Normal);
            if is_normal && reached.insert(edge.pkg.clone()) {
                waiting.push(edge.pkg.clone());
            }
        }
    }
    reached
}
