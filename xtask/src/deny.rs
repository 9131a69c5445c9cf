//! Checks dependencies against `deny.toml`.
//!
//! Licences, sources and bans are read from cargo metadata, which takes a second. `cargo deny` itself checks more, and also
//! runs if installed.
//!
//! **Invariants**
//!
//! - Both checks read the same rules from `deny.toml`.
//! - Packages without a valid licence are rejected.

use std::fs;

use cargo_metadata::{CargoOpt, Metadata, MetadataCommand, Package};
use miette::{IntoDiagnostic, WrapErr, miette};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process, terminal};

/// Checks licences, sources and names of all dependencies against deny.toml
///
/// Also runs `cargo deny` if installed.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// Runs `cargo xtask deny`.
pub(crate) fn run(workspace: &Workspace) -> miette::Result<Outcome> {
    let rules = Rules::read(workspace)?;
    let metadata = metadata(workspace)?;
    let packages = &metadata.packages;
    let findings: Vec<_> = packages
        .iter()
        .flat_map(|package| rules.findings(package, &users(&metadata, package)))
        .collect();
    for finding in &findings {
        terminal::print(finding);
    }
    terminal::note(format_args!(
        "deny: {} packages, {} findings",
        packages.len(),
        findings.len()
    ));
    let mut fine = findings.is_empty();
    if process::has_subcommand(workspace, "deny") {
        let arguments = ["deny", "check", "licenses", "bans", "sources"];
        fine &= process::run(&mut process::cargo(workspace, &arguments))?;
    } else {
        terminal::note(
            "deny: `cargo deny` is not installed; it checks the same rows more thoroughly",
        );
    }
    Ok(Outcome::of(fine))
}

/// All packages in the lock file that some feature of the workspace needs.
fn metadata(workspace: &Workspace) -> miette::Result<Metadata> {
    MetadataCommand::new()
        .current_dir(workspace.root())
        .features(CargoOpt::AllFeatures)
        .exec()
        .into_diagnostic()
        .wrap_err("cannot read the workspace")
}

/// Names of the packages that depend on a package.
fn users<'m>(metadata: &'m Metadata, package: &Package) -> Vec<&'m str> {
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let users = nodes.filter(|node| node.dependencies.contains(&package.id));
    users
        .filter_map(|node| metadata.packages.iter().find(|user| user.id == node.id))
        .map(|user| user.name.as_str())
        .collect()
}

/// The supported part of `deny.toml`.
#[derive(Debug, Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
struct Ban {
    name: String,
    reason: String,
    /// Packages that may depend on it all the same.
    #[serde(default)]
    wrappers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

impl Rules {
    fn read(workspace: &Workspace) -> miette::Result<Self> {
        let place = workspace.root().join("deny.toml");
        let text = fs::read_to_string(&place)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", place.display()))?;
        toml::from_str(&text).map_err(|error| miette!("deny.toml: {error}"))
    }

    /// Violations by a package.
    fn findings(&self, package: &Package, users: &[&str]) -> Vec<String> {
        let source = package.source.as_ref().map(|source| source.repr.as_str());
        let found = [
            self.about_licence(package.license.as_deref()),
            self.about_source(source),
            self.about_name(&package.name, users),
        ];
        let named = |what| format!("{} {}: {what}", package.name, package.version);
        found.into_iter().flatten().map(named).collect()
    }

    fn about_licence(&self, licence: Option<&str>) -> Option<String> {
        let Some(licence) = licence else {
            return Some("states no licence".to_owned());
        };
        // Many packages still use the former `/` between licences.
        let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else {
            return Some(format!("unreadable license expression: {licence}"));
        };
        let allowed = expression.evaluate(|wanted| {
            let wanted = wanted.to_string();
            self.licenses.allow.contains(&wanted)
        });
        (!allowed).then(|| format!("license {licence} is not allowed by deny.toml"))
    }

    /// Packages without a source are in the workspace.
    fn about_source(&self, source: Option<&str>) -> Option<String> {
        let source = source?;
        let registry = source.strip_prefix("registry+");
        let allowed = registry.is_some_and(|registry| {
            self.sources
                .allow_registry
                .iter()
                .any(|row| row == registry)
        });
        (!allowed).then(|| format!("source {source} is not allowed by deny.toml"))
    }

    fn about_name(&self, name: &str, users: &[&str]) -> Option<String> {
        let ban = self.bans.deny.iter().find(|ban| ban.name == name)?;
        let may = |user: &&str| ban.wrappers.iter().any(|wrapper| wrapper == user);
        let is_wrapped = !users.is_empty() && users.iter().all(may);
        (!is_wrapped).then(|| format!("is banned: {}", ban.reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules::read(&Workspace::of_this_project()).unwrap()
    }

    #[test]
    fn one_allowed_choice_is_enough_and_all_of_a_sum_are_needed() {
        let rules = rules();
        for fine in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "MIT OR GPL-3.0-only",
            "(MIT OR GPL-3.0-only) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR MIT",
        ] {
            assert_eq!(rules.about_licence(Some(fine)), None, "{fine}");
        }
        for bad in ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "my own terms", ""] {
            assert!(rules.about_licence(Some(bad)).is_some(), "{bad}");
        }
        assert!(rules.about_licence(None).is_some());
    }

    #[test]
    fn packages_come_from_the_registry_or_from_here() {
        let rules = rules();
        let registry = "registry+https://github.com/rust-lang/crates.io-index";
        assert_eq!(rules.about_source(None), None);
        assert_eq!(rules.about_source(Some(registry)), None);
        for bad in [
            "git+https://github.com/serde-rs/serde#1",
            "registry+https://example.com/index",
            "sparse+https://example.com/index/",
        ] {
            assert!(rules.about_source(Some(bad)).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_banned_name_is_found_with_its_reason() {
        let about = |name, users: &[&str]| rules().about_name(name, users);
        let found = about("openssl-sys", &["native-tls"]).unwrap();
        assert!(found.contains("TLS"), "{found}");
        assert_eq!(about("serde", &["sansmith"]), None);
        assert_eq!(about("lazy_static", &["x509-parser"]), None);
        assert!(about("lazy_static", &["x509-parser", "sansmith"]).is_some());
        assert!(about("lazy_static", &[]).is_some());
    }
}
