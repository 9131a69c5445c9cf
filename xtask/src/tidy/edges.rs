//! Turns imports into the ones that point the wrong way.
//!
//! Packages: `runtime` stands under what is generated, `codegen` under `build` under the `sansmith` command under `xtask`, and tests may look at everything.
//! Modules: stages of the generator know what comes before them only through what it hands over.

use super::Finding;
use super::files::File;
use crate::msrv::metadata;
use crate::workspace::Workspace;

/// The packages of this workspace that each package may depend on.
const MAY_DEPEND_ON: [(&str, &[&str]); 8] = [
    ("sansmith", &[]),
    ("sansmith-client", &["sansmith"]),
    ("sansmith-smithy", &[]),
    ("sansmith-codegen", &["sansmith-smithy"]),
    ("sansmith-tally", &[]),
    ("sansmith-build", &["sansmith-codegen", "sansmith-smithy"]),
    (
        "sansmith-cli",
        &["sansmith-build", "sansmith-codegen", "sansmith-smithy"],
    ),
    (
        "xtask",
        &["sansmith-build", "sansmith-cli", "sansmith-codegen"],
    ),
];

/// A generated package is named after its service and stands on the runtime alone.
const OF_GENERATED: &[&str] = &["sansmith"];

/// Tests may look at everything.
const TESTS: [&str; 3] = ["sansmith-tests", "sansmith-suites", "sansmith-idl"];

fn may_depend(package: &str, on: &str) -> bool {
    let row = MAY_DEPEND_ON.iter().find(|(name, _)| *name == package);
    TESTS.contains(&package)
        || row
            .map_or(OF_GENERATED, |(_, allowed)| allowed)
            .contains(&on)
}

/// Every dependency between packages of the workspace goes the way the design says.
pub(super) fn check_packages(
    workspace: &Workspace,
    findings: &mut Vec<Finding>,
) -> miette::Result<()> {
    let metadata = metadata(workspace)?;
    let members = metadata.workspace_packages();
    for package in &members {
        for dependency in &package.dependencies {
            let is_ours = members
                .iter()
                .any(|member| member.name.as_str() == dependency.name);
            if is_ours && !may_depend(&package.name, &dependency.name) {
                findings.push(Finding {
                    path: workspace.shown(package.manifest_path.as_std_path()),
                    line: 1,
                    message: format!("{} must not depend on {}", package.name, dependency.name),
                });
            }
        }
    }
    Ok(())
}

/// Folders of the generator, and the modules they must not import.
const MUST_NOT_IMPORT: [(&str, &[&str]); 5] = [
    ("codegen/src/ir", &["read", "passes", "plan", "emit"]),
    (
        "codegen/src/read/botocore",
        &["read::smithy", "passes", "plan", "emit"],
    ),
    (
        "codegen/src/read/smithy",
        &["read::botocore", "passes", "plan", "emit"],
    ),
    ("codegen/src/plan", &["read", "passes", "emit"]),
    // Small values of the form, such as why something is deprecated, go through the plan as they are.
    (
        "codegen/src/emit",
        &["read", "passes", "ir::Ir", "ir::Shape"],
    ),
];

/// Stages of the generator import what the design says.
pub(super) fn check_modules(file: &File, findings: &mut Vec<Finding>) {
    if !file.is_rust() {
        return;
    }
    let module = file.path.trim_end_matches(".rs");
    let is_under = |folder: &str| module == folder || module.starts_with(&format!("{folder}/"));
    let banned = MUST_NOT_IMPORT
        .iter()
        .filter(|(folder, _)| is_under(folder));
    for (folder, modules) in banned {
        for (number, line) in file.lines().take_while(|(_, line)| *line != "#[cfg(test)]") {
            for module in modules.iter().filter(|module| names(line, module)) {
                findings.push(file.finding(number, format!("`{folder}` must not know `{module}`")));
            }
        }
    }
}

/// Whether a line of code names a module by its path from the crate's root.
fn names(line: &str, module: &str) -> bool {
    let path = format!("crate::{module}");
    !line.trim_start().starts_with("//")
        && line.match_indices(&path).any(|(at, _)| {
            let after = line
                .get(at + path.len()..)
                .and_then(|rest| rest.chars().next());
            after.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        })
}

#[cfg(test)]
mod tests {
    use super::super::files::findings;
    use super::*;

    #[test]
    fn packages_look_one_way() {
        assert!(may_depend("sansmith-build", "sansmith-codegen"));
        assert!(may_depend("sansmith-connect", "sansmith"));
        assert!(TESTS.iter().all(|tests| may_depend(tests, "xtask")));
        assert!(!may_depend("sansmith-codegen", "sansmith"));
        assert!(!may_depend("sansmith", "sansmith-connect"));
        assert!(!may_depend("sansmith-connect", "sansmith-build"));
    }

    #[test]
    fn an_import_backwards_is_found() {
        let found = findings(
            check_modules,
            "codegen/src/ir/shape.rs",
            "//! x\nuse crate::plan::Plan;\n",
        );
        assert_eq!(
            found,
            ["codegen/src/ir/shape.rs:2: `codegen/src/ir` must not know `plan`"]
        );
        for fine in [
            "use crate::planet;",
            "// crate::plan",
            "use crate::ir::Shape;",
            "#[cfg(test)]\nuse crate::plan;",
        ] {
            assert!(
                findings(check_modules, "codegen/src/ir/shape.rs", fine).is_empty(),
                "{fine}"
            );
        }
        assert!(findings(check_modules, "codegen/src/lib.rs", "use crate::plan;").is_empty());
    }
}
