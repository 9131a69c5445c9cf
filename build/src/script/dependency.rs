//! Checks that the package with this build script depends on the runtime; otherwise every generated file would cause an
//! error.

use std::env;
use std::fs;
use std::path::Path;

use toml::Table;

/// The runtime package.
const RUNTIME: &str = "sansmith";

/// The cargo directive that reports the missing dependency and fails the build; `None` if it is present or no manifest is found.
pub(super) fn complaint(module: &str) -> Option<String> {
    let folder = env::var_os("CARGO_MANIFEST_DIR")?;
    let text = fs::read_to_string(Path::new(&folder).join("Cargo.toml")).ok()?;
    let manifest: Table = text.parse().ok()?;
    (!has_runtime(&manifest)).then(|| line(module))
}

/// The directive.
fn line(module: &str) -> String {
    let repository = env!("CARGO_PKG_REPOSITORY");
    format!(
        "cargo::error=the module `{module}` depends on `{RUNTIME}`, which is missing from [dependencies] in Cargo.toml: \
         add `{RUNTIME} = {{ git = \"{repository}\" }}` there, in addition to `sansmith-build` in [build-dependencies]"
    )
}

/// Returns true if a manifest has the runtime as a dependency for any target.
fn has_runtime(manifest: &Table) -> bool {
    let holds = |table: &Table| {
        let dependencies = table.get("dependencies").and_then(toml::Value::as_table);
        dependencies.is_some_and(|table| table.contains_key(RUNTIME))
    };
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let mut targets = targets.into_iter().flat_map(Table::values);
    holds(manifest) || targets.any(|target| target.as_table().is_some_and(holds))
}

#[cfg(test)]
mod tests {
    use super::{has_runtime, line};

    #[test]
    fn the_runtime_is_a_dependency_of_the_program() {
        for (manifest, expected) in [
            ("[dependencies]\nsansmith = \"0.1\"", true),
            ("[dependencies]\nsansmith.workspace = true", true),
            ("[dependencies.sansmith]\npath = \"a\"", true),
            (
                "[target.'cfg(unix)'.dependencies]\nsansmith = \"0.1\"",
                true,
            ),
            ("", false),
            ("[dependencies]\nsansmith-build = \"0.1\"", false),
            ("[build-dependencies]\nsansmith = \"0.1\"", false),
            ("[dev-dependencies]\nsansmith = \"0.1\"", false),
        ] {
            assert_eq!(
                has_runtime(&manifest.parse().unwrap()),
                expected,
                "{manifest}"
            );
        }
    }

    #[test]
    fn the_error_is_one_line() {
        let line = line("lamp");
        assert!(
            line.starts_with("cargo::error=the module `lamp`") && !line.contains('\n'),
            "{line}"
        );
    }
}
