//! Checks the manifests of published packages.

use std::path::Path;

use cargo_metadata::{DependencyKind, Package};

use super::Finding;
use crate::codegen::LICENCES;
use crate::msrv::{is_published, metadata};
use sansmith_project::workspace::Workspace;

/// Checks that published packages have a description, a licence and versioned dependencies.
pub(super) fn check(workspace: &Workspace, findings: &mut Vec<Finding>) -> miette::Result<()> {
    let metadata = metadata(workspace)?;
    let packages = metadata.workspace_packages();
    for package in packages.into_iter().filter(|package| is_published(package)) {
        let path = workspace.shown(package.manifest_path.as_std_path());
        findings.extend(lacks(package).into_iter().map(|message| Finding {
            path: path.clone(),
            line: 1,
            message: format!("{}: {message}", package.name),
        }));
    }
    Ok(())
}

/// Maximum number of keywords on crates.io.
const MAX_KEYWORDS: usize = 5;

fn lacks(package: &Package) -> Vec<String> {
    let folder = package.manifest_path.as_std_path().parent();
    let is_there = |name: &str| folder.is_some_and(|folder| folder.join(name).is_file());
    let keys = [
        ("description", package.description.is_some()),
        ("license", package.license.is_some()),
        ("repository", package.repository.is_some()),
        ("rust-version", package.rust_version.is_some()),
        ("categories", !package.categories.is_empty()),
        ("keywords", !package.keywords.is_empty()),
        (
            "package.metadata.docs.rs",
            package.metadata.pointer("/docs/rs").is_some(),
        ),
    ];
    let mut lacks: Vec<String> = keys
        .into_iter()
        .filter(|(_, is_said)| !is_said)
        .map(|(key, _)| format!("say `{key}`"))
        .collect();
    if package.keywords.len() > MAX_KEYWORDS {
        lacks.push(format!("crates.io allows {MAX_KEYWORDS} keywords at most"));
    }
    let files = LICENCES.into_iter().chain(["README.md"]);
    let files = files.filter(|name| !is_there(name));
    lacks.extend(files.map(|name| format!("no `{name}` in the same folder")));
    // Workspace dependencies need a path for us and a version for users.
    let nowhere = package.dependencies.iter().filter(|dependency| {
        let is_needed = dependency.kind != DependencyKind::Development;
        is_needed && dependency.path.is_some() && dependency.req.comparators.is_empty()
    });
    lacks.extend(nowhere.map(|dependency| format!("no version for `{}`", dependency.name)));
    let page = package.readme.as_ref().map(|page| page.as_std_path());
    if page.is_some_and(|page| page != Path::new("README.md")) {
        lacks.push("`readme` must be `README.md`, the default of cargo".to_owned());
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::lacks;
    use cargo_metadata::MetadataCommand;
    use std::fs;
    use tempfile::tempdir;

    #[test]
    fn what_readers_of_a_registry_would_miss_is_found() {
        let folder = tempdir().unwrap();
        let manifest = folder.path().join("Cargo.toml");
        let found = |text: &str| {
            fs::create_dir_all(folder.path().join("src")).unwrap();
            fs::write(folder.path().join("src/lib.rs"), "").unwrap();
            fs::write(&manifest, text).unwrap();
            let metadata = MetadataCommand::new()
                .manifest_path(&manifest)
                .no_deps()
                .exec();
            lacks(&metadata.unwrap().packages[0])
        };
        let bare = found("[package]\nname = \"a\"\nversion = \"0.1.0\"\n");
        assert_eq!(bare.len(), 10, "{bare:?}");
        assert_eq!(bare[0], "say `description`");
        for name in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let whole = "[package]\nname = \"a\"\nversion = \"0.1.0\"\ndescription = \"x\"\nlicense = \"MIT\"\n\
            repository = \"x\"\nrust-version = \"1.88\"\ncategories = [\"encoding\"]\nkeywords = [\"b\"]\n\
            [package.metadata.docs.rs]\nall-features = true\n[dependencies]\n";
        assert_eq!(found(whole), [""; 0]);
        let found = found(&format!("{whole}b = {{ path = \"b\" }}\n"));
        assert_eq!(found, ["no version for `b`"]);
    }
}
