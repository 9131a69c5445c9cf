//! Generates crates in parallel.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use miette::{IntoDiagnostic, WrapErr, miette};
use rayon::prelude::*;
use sansmith_build::{Generated, generate, read_bundle};
use sansmith_codegen::{Bundle, Config, Runtime};
use serde_json::{Map, Value};

use super::Row;
use crate::lines::lines_of_code;
use sansmith_project::corpus::Service;
use sansmith_project::terminal;
use sansmith_project::workspace::Workspace;

/// All generated models.
pub(crate) struct All {
    /// One row per model.
    pub(crate) rows: Vec<Row>,
    /// Wall-clock time.
    pub(crate) seconds: f64,
}

/// Generates crates into a folder in parallel.
pub(crate) fn all(
    workspace: &Workspace,
    services: &[Service],
    (folder, jobs): (&Path, usize),
) -> miette::Result<All> {
    let runtime = workspace.runtime().display().to_string();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let bar = terminal::bar(services.len(), "generate");
    let start = Instant::now();
    let failure = Mutex::new(None);
    let rows = pool.into_diagnostic()?.install(|| {
        let rows = services.par_iter().map(|service| {
            let row = one(service, folder, &runtime).unwrap_or_else(|error| {
                // A disk error is not a model's fault: it ends the run, with the first message.
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

impl Row {
    /// The row of a model before generation.
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

/// Generates a crate; model errors are recorded in the row.
fn one(service: &Service, folder: &Path, runtime: &str) -> miette::Result<Row> {
    let mut row = Row::new(service);
    let config = Config {
        package: Some(format!("sansmith-{}", row.name)),
        runtime: Runtime::Path(runtime.to_owned()),
        // Prose costs time and memory, and no model needs it to compile.
        docs: false,
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
        Ok(Generated { files, .. }) => {
            files.write(&place)?;
            row.generate_ms = start.elapsed().as_secs_f64() * 1000.0;
            row.lines = files.iter().map(lines_of_code).sum();
            // All crates share one workspace.
            join_workspace(&place.join("Cargo.toml"))?;
        }
        Err(error) => row.failure = Some(format!("{:?}", miette::Report::new(error))),
    }
    (row.shapes, row.operations) = size(&bundle)?;
    Ok(row)
}

/// A standalone crate has its own workspace; makes it a member instead.
fn join_workspace(manifest: &Path) -> miette::Result<()> {
    let read = || fs::read_to_string(manifest);
    let text = read()
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read `{}`", manifest.display()))?;
    let joined = text.replace("\n[workspace]\n", "");
    super::write(manifest, &joined)
}

/// Number of shapes and operations.
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
