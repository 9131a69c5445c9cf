//! Checks manifests for unexplained dependencies and missing lints.

use super::Finding;
use super::files::File;

/// Manifests whose dependencies affect users: each needs a reason above it.
const WITH_REASONS: [&str; 1] = ["runtime/Cargo.toml"];

/// Checks that every dependency has a comment above it.
pub(super) fn check_dependencies(file: &File, findings: &mut Vec<Finding>) {
    if !WITH_REASONS.contains(&file.path.as_str()) {
        return;
    }
    let mut is_inside = false;
    let mut has_reason = false;
    for (number, line) in file.lines() {
        if line.starts_with('[') {
            is_inside = line.ends_with("dependencies]") && !line.contains("dev-");
        }
        let name = line.split_once(" = ").map(|(name, _)| name);
        match name.filter(|_| is_inside) {
            Some(name) if !has_reason && !line.starts_with('#') => {
                findings.push(file.finding(
                    number,
                    format!("no comment above `{name}` explains the purpose"),
                ));
            }
            Some(_) | None => {}
        }
        has_reason = line.starts_with("# ");
    }
}

/// Checks that the workspace lints forbid unsafe code.
pub(super) fn check_workspace_lints(file: &File, findings: &mut Vec<Finding>) {
    let is_root = file.path == "Cargo.toml" && file.text.contains("[workspace]");
    let forbids = file
        .text
        .lines()
        .any(|line| line == "unsafe_code = \"forbid\"");
    if is_root && !forbids {
        findings.push(file.finding(1, "the workspace does not forbid unsafe code"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::files::findings;
    use super::*;

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let manifest = "[package]\nname = \"a\"\n[dependencies]\n# Why.\na = \"1\"\nb = \"1\"\n\n# c = 1\n\nd = \"2\"\n\
            [target.'cfg(unix)'.dependencies]\ne = \"1\"\n[dev-dependencies]\nf = \"1\"\n";
        let found = findings(check_dependencies, "runtime/Cargo.toml", manifest);
        let names: Vec<_> = found
            .iter()
            .filter_map(|line| line.split('`').nth(1))
            .collect();
        assert_eq!(names, ["b", "d", "e"]);
        assert!(findings(check_dependencies, "xtask/Cargo.toml", manifest).is_empty());
    }

    #[test]
    fn the_workspace_forbids_unsafe_code() {
        let without = "[workspace]\n[workspace.lints.rust]\nunsafe_code = \"deny\"\n";
        assert_eq!(
            findings(check_workspace_lints, "Cargo.toml", without).len(),
            1
        );
        let with = without.replace("deny", "forbid");
        assert!(findings(check_workspace_lints, "Cargo.toml", &with).is_empty());
        assert!(findings(check_workspace_lints, "a/Cargo.toml", without).is_empty());
    }
}
