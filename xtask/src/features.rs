//! Compiles a generated crate with the feature of one resource at a time, its documentation and examples too, with warnings
//! denied.

use std::fs;

use miette::{IntoDiagnostic, WrapErr, miette};
use toml::Table;

use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process, terminal};

/// Checks a generated crate with each feature of a resource alone
///
/// By default, with no such feature and with three of them. For each of them, `cargo check`, `cargo doc` and the examples run
/// with warnings denied, in `target/features`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask features connect                a sample
  cargo xtask features connect --each         all of them
  cargo xtask features connect Outbound Contact")]
pub(crate) struct Arguments {
    /// The service: a folder of generated/
    service: String,
    /// The features to check
    features: Vec<String>,
    /// Check every feature
    #[arg(long, conflicts_with = "features")]
    each: bool,
}

/// Cargo commands for each feature; `--features` and its value follow.
const STEPS: [&[&str]; 3] = [
    &["check", "--quiet", "--lib"],
    &["doc", "--quiet", "--no-deps", "--lib"],
    &["test", "--quiet", "--doc"],
];

/// Features enabled besides that of the resource: those that documentation and examples use.
const BASE: &str = "getrandom,serde,validate";

/// Runs `cargo xtask features`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let all = resources(workspace, &arguments.service)?;
    let unknown = arguments.features.iter().find(|name| !all.contains(name));
    if let Some(unknown) = unknown {
        return Err(miette!(
            help = format!("it has {}", all.join(", ")),
            "`{unknown}` is no feature of a resource of {}",
            arguments.service
        ));
    }
    let chosen = if arguments.each {
        all
    } else if arguments.features.is_empty() {
        sample(&all)
    } else {
        arguments.features.clone()
    };
    check(workspace, &arguments.service, &chosen)
}

/// The step of `cargo xtask ci`: a sample of Connect.
pub(crate) fn sample_of_connect(workspace: &Workspace) -> miette::Result<Outcome> {
    let all = resources(workspace, "connect")?;
    check(workspace, "connect", &sample(&all))
}

/// No feature, and three spread over the list.
fn sample(all: &[String]) -> Vec<String> {
    let places = [0, all.len() / 2, all.len().saturating_sub(1)];
    let named = places.iter().filter_map(|place| all.get(*place).cloned());
    [String::new()].into_iter().chain(named).collect()
}

/// Runs all steps for each feature; an empty name stands for none.
fn check(workspace: &Workspace, service: &str, features: &[String]) -> miette::Result<Outcome> {
    let package = format!("sansmith-{service}");
    let mut failed = Vec::new();
    let bar = terminal::bar(features.len(), "features");
    for feature in features {
        bar.set_message(feature.clone());
        let enabled = format!("{BASE},{feature}");
        for step in STEPS {
            let mut cargo = process::cargo(workspace, step);
            cargo
                .args(["--package", &package, "--no-default-features"])
                .args(["--features", enabled.trim_end_matches(',')])
                .env("CARGO_TARGET_DIR", workspace.target().join("features"))
                .env("RUSTFLAGS", "-Dwarnings")
                .env("RUSTDOCFLAGS", "-Dwarnings");
            if !process::run(&mut cargo)? {
                let command = step.first().copied().unwrap_or_default();
                failed.push(format!("cargo {command} with `{feature}`"));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    for failed in &failed {
        terminal::print(format_args!("{service}: {failed} failed"));
    }
    Ok(Outcome::of(failed.is_empty()))
}

/// The features by resource of a generated crate, from its manifest.
fn resources(workspace: &Workspace, service: &str) -> miette::Result<Vec<String>> {
    let path = workspace.generated().join(service).join("Cargo.toml");
    let text = fs::read_to_string(&path)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read `{}`", workspace.shown(&path)))?;
    let manifest: Table = toml::from_str(&text).into_diagnostic()?;
    let all = manifest
        .get("features")
        .and_then(|features| features.get("all-operations"))
        .and_then(|all| all.as_array())
        .ok_or_else(|| miette!("{service} has no features by resource"))?;
    let names = all.iter().filter_map(|name| name.as_str());
    Ok(names.map(str::to_owned).collect())
}
