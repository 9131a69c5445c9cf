//! A generated crate: written, compiled and documented.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::generate;
use sansmith_codegen::api::{Api, Kind};
use sansmith_codegen::{Config, Runtime};

use crate::release::Release;
use crate::work::{FEATURES, Work, write};

/// A generated release.
#[derive(Debug)]
pub(crate) struct Krate {
    /// Its items.
    pub(crate) api: Api,
    /// Size of its source in bytes.
    pub(crate) bytes: usize,
    /// Seconds of the generation.
    pub(crate) seconds: f64,
}

/// Generates a release into the working folder.
pub(crate) fn make(
    work: &Work,
    release: &Release,
    (config, runtime): (&Config, &Path),
) -> miette::Result<Krate> {
    let bundle = release.bundle()?;
    let start = Instant::now();
    let config = Config {
        runtime: Runtime::Path(runtime.display().to_string()),
        ..config.clone()
    };
    let made = generate(&bundle, &config)
        .wrap_err_with(|| format!("botocore {} is not generated", release.version))?;
    let seconds = start.elapsed().as_secs_f64();
    made.files.write(&work.krate())?;
    join(&work.krate().join("Cargo.toml"))?;
    Ok(Krate {
        api: Api::read(&bundle, &config)?,
        bytes: made.files.iter().map(|(_, text)| text.len()).sum(),
        seconds,
    })
}

/// Makes a standalone crate a member of the workspace.
fn join(manifest: &Path) -> miette::Result<()> {
    let text = fs::read_to_string(manifest).into_diagnostic()?;
    write(manifest, &text.replace("\n[workspace]\n", ""))
}

/// The feature with the most operations; the first by name of several.
pub(crate) fn largest_group(api: &Api) -> Option<String> {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    let operations = { api.items.values() }.filter(|item| item.kind == Kind::Operation);
    for feature in operations.flat_map(|item| &item.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    let mut largest = counts.into_iter().filter(|(_, count)| *count == most);
    largest.next().map(|(feature, _)| feature.to_owned())
}

/// Compiles the crate with all features and the program with it; the compiler's errors on failure.
pub(crate) fn check(work: &Work, service: &str) -> miette::Result<Result<(), String>> {
    let features = prefixed(service, FEATURES);
    compiled(
        work,
        &[
            "check",
            "--quiet",
            "--package",
            "program",
            "--features",
            &features,
        ],
    )
}

/// Compiles the crate alone, with the operations of one group.
pub(crate) fn check_group(
    work: &Work,
    service: &str,
    group: &str,
) -> miette::Result<Result<(), String>> {
    let package = format!("sansmith-{service}");
    let features = group_features(group);
    let arguments = [
        "check",
        "--quiet",
        "--no-default-features",
        "--package",
        &package,
    ];
    compiled(work, &[&arguments[..], &["--features", &features]].concat())
}

fn group_features(group: &str) -> String {
    format!("serde,validate,{group}")
}

/// Features of a dependency of the program.
fn prefixed(service: &str, features: &str) -> String {
    let features = features.split(',');
    let features: Vec<_> = features
        .map(|feature| format!("sansmith-{service}/{feature}"))
        .collect();
    features.join(",")
}

fn compiled(work: &Work, arguments: &[&str]) -> miette::Result<Result<(), String>> {
    let output = work.cargo(arguments)?;
    if output.status.success() {
        return Ok(Ok(()));
    }
    Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// Documents the crate in JSON, with all features or with those of a group, and keeps the file.
pub(crate) fn document(
    work: &Work,
    (service, version): (&str, &str),
    group: Option<&str>,
) -> miette::Result<PathBuf> {
    let place = work.kept(version).join(match group {
        None => "all.json",
        Some(_) => "group.json",
    });
    if place.is_file() {
        return Ok(place);
    }
    let package = format!("sansmith-{service}");
    let features = group.map_or_else(|| FEATURES.to_owned(), group_features);
    let output = work.cargo(&[
        "rustdoc",
        "--quiet",
        "--lib",
        "--package",
        &package,
        "--no-default-features",
        "--features",
        &features,
        "--",
        "-Zunstable-options",
        "--output-format=json",
        "--cap-lints=allow",
    ])?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(miette!("rustdoc fails for botocore {version}:\n{said}"));
    }
    let parent = place.parent().unwrap_or(&place);
    fs::create_dir_all(parent)
        .and_then(|()| fs::rename(work.written_docs(), &place))
        .into_diagnostic()
        .wrap_err("rustdoc left no JSON")?;
    Ok(place)
}
