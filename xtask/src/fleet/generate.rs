//! Turns service models into crates on disk, side by side.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use miette::{IntoDiagnostic, WrapErr, miette};
use rayon::prelude::*;
use sansmith_build::{Generated, generate, read_bundle};
use sansmith_codegen::{Bundle, Config, Runtime};
use serde_json::{Map, Value};

use super::Row;
use crate::corpus::Service;
use crate::workspace::Workspace;

/// All models, generated.
pub(super) struct All {
    /// A row a model.
    pub(super) rows: Vec<Row>,
    /// How long it took on the wall.
    pub(super) seconds: f64,
}

/// Generates the crates of services into a folder, a few at a time.
pub(super) fn all(
    workspace: &Workspace,
    services: &[Service],
    (folder, jobs): (&Path, usize),
) -> miette::Result<All> {
    let runtime = workspace.runtime().display().to_string();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let bar = progress(services.len(), "generate");
    let start = Instant::now();
    let failure = Mutex::new(None);
    let rows = pool.into_diagnostic()?.install(|| {
        let rows = services.par_iter().map(|service| {
            let row = one(service, folder, &runtime).unwrap_or_else(|error| {
                // A disk that does not take files is no fault of a model: the run ends, with the first reason.
                if let Ok(mut failure) = failure.lock() {
                    failure.get_or_insert(error);
                }
                Row::new(service)
            });
            bar.inc(1);
            row
        });
        rows.collect()
    });
    bar.finish_and_clear();
    match failure.into_inner() {
        Ok(Some(error)) => Err(error),
        _ => Ok(All {
            rows,
            seconds: start.elapsed().as_secs_f64(),
        }),
    }
}

/// A bar on standard error; nothing where nobody watches.
pub(super) fn progress(length: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix} {bar:40} {pos}/{len} {elapsed} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    ProgressBar::new(length)
        .with_style(style)
        .with_prefix(what.to_owned())
}

impl Row {
    /// A model of which nothing is known yet.
    fn new(service: &Service) -> Self {
        Self {
            name: format!("{}-{}", service.name, service.api_version),
            shapes: 0,
            operations: 0,
            lines: 0,
            generate_ms: 0.0,
            compile: None,
            failure: None,
        }
    }
}

/// Generates one crate; a model's own fault goes into the row.
fn one(service: &Service, folder: &Path, runtime: &str) -> miette::Result<Row> {
    let mut row = Row::new(service);
    let config = Config {
        package: Some(format!("sansmith-{}", row.name)),
        runtime: Runtime::Path(runtime.to_owned()),
        origin: "by `cargo xtask fleet`".to_owned(),
        ..Config::default()
    };
    let start = Instant::now();
    let bundle = read_bundle(
        &service.folder.join("service-2.json"),
        &format!(
            "botocore/data/{}/{}/service-2.json",
            service.name, service.api_version
        ),
    )?;
    let place = folder.join(&row.name);
    match generate(&bundle, &config) {
        Ok(Generated { tree, .. }) => {
            tree.write(&place)?;
            row.generate_ms = start.elapsed().as_secs_f64() * 1000.0;
            row.lines = tree.files().map(lines_of_code).sum();
            // The workspace around all crates is one for all of them.
            join_workspace(&place.join("Cargo.toml"))?;
        }
        Err(error) => row.failure = Some(format!("{:?}", miette::Report::new(error))),
    }
    (row.shapes, row.operations) = size(&bundle)?;
    Ok(row)
}

/// Lines of a Rust file that are neither blank nor a comment.
fn lines_of_code((path, text): (&str, &str)) -> usize {
    if Path::new(path)
        .extension()
        .is_none_or(|extension| extension != "rs")
    {
        return 0;
    }
    let is_code =
        |line: &&str| !line.trim_start().is_empty() && !line.trim_start().starts_with("//");
    text.lines().filter(is_code).count()
}

/// A crate that stands alone is a workspace of its own; here it is a member of one.
fn join_workspace(manifest: &Path) -> miette::Result<()> {
    let read = || fs::read_to_string(manifest);
    let text = read()
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read `{}`", manifest.display()))?;
    let joined = text.replace("\n[workspace]\n", "");
    super::write(manifest, &joined)
}

/// The shapes and operations of a model.
fn size(bundle: &Bundle) -> miette::Result<(usize, usize)> {
    let model: Value = serde_json::from_str(&bundle.service.text)
        .map_err(|error| miette!("{}: {error}", bundle.service.name))?;
    let count = |key: &str| {
        model
            .get(key)
            .and_then(Value::as_object)
            .map_or(0, Map::len)
    };
    Ok((count("shapes"), count("operations")))
}

#[cfg(test)]
mod tests {
    use super::lines_of_code;

    #[test]
    fn comments_and_blanks_are_no_code() {
        let text = "//! Docs.\n\nuse a;\n    // why\n    /// what\n    let b = 1; // c\n";
        assert_eq!(lines_of_code(("a.rs", text)), 2);
        assert_eq!(lines_of_code(("a.toml", text)), 0);
    }
}
