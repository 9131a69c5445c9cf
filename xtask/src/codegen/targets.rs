//! Turns the arguments of `cargo xtask codegen` into models and the folders their crates go to.

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_codegen::config::{Config, Runtime};

use super::Arguments;
use crate::corpus::subfolders;
use crate::models::Model;
use crate::terminal;
use crate::workspace::Workspace;

/// A crate to make.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// What it is called in messages.
    pub(super) label: String,
    /// What it is made of; nothing if its model is gone.
    pub(super) model: Option<Model>,
    /// The other files of its model.
    pub(super) further: Vec<Model>,
    /// Where it goes.
    pub(super) folder: PathBuf,
    /// What the user decided about it.
    pub(super) config: Config,
}

/// The crates that the arguments ask for.
pub(super) fn find(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Vec<Target>> {
    let config = config(workspace, arguments)?;
    if let (Some((file, further)), Some(out)) = (arguments.model.split_first(), &arguments.out) {
        let model = Model::of_file(file);
        let further: Vec<Model> = further.iter().map(|file| Model::of_file(file)).collect();
        let files = std::iter::once(&model).chain(&further);
        let what: Vec<String> = files
            .map(|model| format!("--model {}", model.name))
            .collect();
        return Ok(vec![Target {
            label: file.display().to_string(),
            config: named(&config, &what.join(" "), &model),
            model: Some(model),
            further,
            folder: out.clone(),
        }]);
    }
    let mut services = arguments.services.clone();
    if services.is_empty() {
        services = subfolders(&workspace.models())?;
    }
    if arguments.name.is_some() && services.len() > 1 {
        return Err(terminal::usage(
            "`--name` is for one service",
            "name it, and no other",
        ));
    }
    let mut targets = Vec::new();
    for service in &services {
        let model = model(workspace, arguments, service)?;
        targets.push(Target {
            label: service.clone(),
            config: named(&config, service, &model),
            model: Some(model),
            further: Vec::new(),
            folder: match &arguments.out {
                None => workspace.generated().join(service),
                Some(out) if arguments.services.len() == 1 => out.clone(),
                Some(out) => out.join(service),
            },
        });
    }
    if arguments.services.is_empty() && arguments.out.is_none() {
        targets.extend(gone(workspace, &services, &config)?);
    }
    Ok(targets)
}

/// The facts of `models/`, their full model if its prose is wanted, or, for a crate elsewhere, any model of the corpus.
fn model(workspace: &Workspace, arguments: &Arguments, service: &str) -> miette::Result<Model> {
    match Model::of_facts(workspace, service)? {
        Some(_) if arguments.docs => Model::with_prose(workspace, service),
        Some(model) => Ok(model),
        None if arguments.out.is_some() => Model::of_corpus(workspace, service),
        None => Err(terminal::usage(
            &format!("models/ has no `{service}`"),
            &format!(
                "`cargo xtask models import {service}` adds it, and `--out DIR` writes it elsewhere"
            ),
        )),
    }
}

/// Committed crates whose models are gone, to be left without files.
fn gone(
    workspace: &Workspace,
    services: &[String],
    config: &Config,
) -> miette::Result<Vec<Target>> {
    if !workspace.generated().is_dir() {
        return Ok(Vec::new());
    }
    let folders = subfolders(&workspace.generated())?.into_iter();
    let gone = folders
        .filter(|folder| !services.contains(folder))
        .map(|folder| Target {
            folder: workspace.generated().join(&folder),
            label: folder,
            model: None,
            further: Vec::new(),
            config: config.clone(),
        });
    Ok(gone.collect())
}

fn config(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Config> {
    Ok(Config {
        service: arguments.service.clone(),
        operations: Some(arguments.operations.clone()).filter(|names| !names.is_empty()),
        protocol: arguments.protocol,
        package: arguments.name.clone(),
        module: None,
        runtime: match (&arguments.runtime, &arguments.out) {
            (Some(given), _) => runtime(given)?,
            (None, Some(_)) => Runtime::Path(absolute(&workspace.runtime())?),
            (None, None) => Runtime::Workspace,
        },
        docs: arguments.docs,
        origin: String::new(),
    })
}

/// The configuration of one crate, whose files say which command makes them.
///
/// Where they are written is left out, for that is different on every machine.
fn named(config: &Config, what: &str, model: &Model) -> Config {
    let operations = config
        .operations
        .iter()
        .map(|names| format!(" --operations {}", names.join(",")));
    let service = config.service.iter().map(|id| format!(" --service {id}"));
    let protocol = config
        .protocol
        .iter()
        .map(|protocol| format!(" --protocol {protocol}"));
    let docs = config.docs.then(|| " --docs".to_owned());
    let options: String = service
        .chain(operations)
        .chain(protocol)
        .chain(docs)
        .collect();
    Config {
        origin: format!(
            "by `cargo xtask codegen {what}{options}` from {}",
            model.name
        ),
        ..config.clone()
    }
}

/// A version begins with a digit and names no folder.
fn runtime(given: &str) -> miette::Result<Runtime> {
    let folder = Path::new(given);
    if given.starts_with(|c: char| c.is_ascii_digit()) && !folder.is_dir() {
        return Ok(Runtime::Version(given.to_owned()));
    }
    if folder.join("Cargo.toml").is_file() {
        return absolute(folder).map(Runtime::Path);
    }
    Err(terminal::usage(
        &format!("`{given}` is neither a version nor a folder with a package"),
        "give a version such as 0.1, or the folder of the runtime",
    ))
}

/// The crate may lie anywhere, so a path from it would be a guess.
fn absolute(folder: &Path) -> miette::Result<String> {
    let path = fs::canonicalize(folder)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot find `{}`", folder.display()))?;
    Ok(path.display().to_string())
}
