//! Checks the direction of imports and dependencies.
//!
//! Packages: generated crates depend on `runtime`, and with a feature on `client`; `xtask` on the `sansmith` command, that on `build`, that on `codegen`; tests may use everything.
//! Modules: generator stages know earlier stages only through their results.

use super::Finding;
use super::files::File;
use crate::msrv::metadata;
use sansmith_project::workspace::Workspace;

/// Allowed dependencies between workspace packages.
const MAY_DEPEND_ON: [(&str, &[&str]); 13] = [
    ("sansmith", &[]),
    ("sansmith-client", &["sansmith"]),
    ("sansmith-server", &["sansmith"]),
    (
        "sansmith-dynamic",
        &["sansmith", "sansmith-build", "sansmith-codegen"],
    ),
    ("sansmith-smithy", &[]),
    ("sansmith-codegen", &["sansmith-smithy"]),
    ("sansmith-tally", &[]),
    ("sansmith-build", &["sansmith-codegen", "sansmith-smithy"]),
    (
        "sansmith-cli",
        &[
            "sansmith-build",
            "sansmith-call",
            "sansmith-codegen",
            "sansmith-mock",
            "sansmith-smithy",
        ],
    ),
    (
        "sansmith-mock",
        &["sansmith", "sansmith-dynamic", "sansmith-server"],
    ),
    (
        "sansmith-call",
        &[
            "sansmith",
            "sansmith-build",
            "sansmith-client",
            "sansmith-dynamic",
        ],
    ),
    (
        "sansmith-project",
        &["sansmith-build", "sansmith-cli", "sansmith-codegen"],
    ),
    (
        "xtask",
        &[
            "sansmith-build",
            "sansmith-cli",
            "sansmith-codegen",
            "sansmith-project",
        ],
    ),
];

/// Allowed dependencies of generated packages.
const OF_GENERATED: &[&str] = &["sansmith", "sansmith-client"];

/// Test packages may depend on everything.
const TESTS: [&str; 7] = [
    "sansmith-tests",
    "sansmith-suites",
    "sansmith-idl",
    "sansmith-replay",
    "sansmith-client-tests",
    "sansmith-conformance",
    "sansmith-measure",
];

fn may_depend(package: &str, on: &str) -> bool {
    let row = MAY_DEPEND_ON.iter().find(|(name, _)| *name == package);
    TESTS.contains(&package)
        || row
            .map_or(OF_GENERATED, |(_, allowed)| allowed)
            .contains(&on)
}

/// Checks dependencies between workspace packages.
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

/// Forbidden imports by generator folder: the stages after it, and what an earlier stage already replaced.
const MUST_NOT_IMPORT: [(&str, &[&str]); 9] = [
    (
        "codegen/src/ir",
        &[
            "read", "lower", "passes", "names", "describe", "plan", "emit",
        ],
    ),
    (
        "codegen/src/read/botocore",
        &[
            "read::smithy",
            "lower",
            "passes",
            "names",
            "describe",
            "plan",
            "emit",
        ],
    ),
    (
        "codegen/src/read/smithy",
        &[
            "read::botocore",
            "lower",
            "passes",
            "names",
            "describe",
            "plan",
            "emit",
        ],
    ),
    (
        "codegen/src/lower",
        &["passes", "names", "describe", "plan", "emit"],
    ),
    (
        "codegen/src/passes",
        &["read", "lower", "names", "describe", "plan", "emit"],
    ),
    (
        "codegen/src/names",
        &["read", "lower", "passes", "describe", "plan", "emit"],
    ),
    (
        "codegen/src/describe",
        &["read", "lower", "passes", "plan", "emit"],
    ),
    ("codegen/src/plan", &["read", "lower", "passes", "emit"]),
    // Small IR values, such as deprecation notices, are passed through the plan unchanged.
    (
        "codegen/src/emit",
        &["read", "lower", "passes", "describe", "ir::Ir", "ir::Shape"],
    ),
];

/// Checks imports between generator stages.
pub(super) fn check_modules(file: &File, findings: &mut Vec<Finding>) {
    let is_test = |part: &str| part == "tests";
    if !file.is_rust() || file.path.trim_end_matches(".rs").split('/').any(is_test) {
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
                findings.push(file.finding(number, format!("`{folder}` must not use `{module}`")));
            }
        }
    }
}

/// Returns true if a line refers to a module by its crate path.
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
            ["codegen/src/ir/shape.rs:2: `codegen/src/ir` must not use `plan`"]
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
        for path in ["codegen/src/lib.rs", "codegen/src/ir/shape/tests.rs"] {
            assert!(findings(check_modules, path, "use crate::plan;").is_empty());
        }
    }
}
