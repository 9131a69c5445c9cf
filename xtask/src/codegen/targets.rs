//! Resolves the arguments of `cargo xtask codegen` to models and output folders.

use std::path::PathBuf;

use miette::IntoDiagnostic;
use sansmith_build::{read_features, read_names};
use sansmith_cli::names::nearest;
use sansmith_cli::runtime;
use sansmith_codegen::config::{Config, Runtime};

use super::Arguments;
use super::modules::{self, Module};
use crate::models::release::Release;
use sansmith_project::corpus::subfolders;
use sansmith_project::models::Model;
use sansmith_project::terminal;
use sansmith_project::workspace::Workspace;

/// A crate to generate.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// Name in messages.
    pub(super) label: String,
    /// Model; `None` if it was removed.
    pub(super) model: Option<Model>,
    /// Further files of the model.
    pub(super) further: Vec<Model>,
    /// Output folder.
    pub(super) folder: PathBuf,
    /// Generator settings.
    pub(super) config: Config,
}

/// The crates selected by the arguments.
pub(super) fn find(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Vec<Target>> {
    let mut targets = asked(workspace, arguments)?;
    for target in &mut targets {
        let runtime = std::mem::take(&mut target.config.runtime);
        target.config.runtime = runtime::seen_from(runtime, &target.folder);
    }
    Ok(targets)
}

/// The selected crates, with absolute paths of their runtimes.
fn asked(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Vec<Target>> {
    check_folder(arguments)?;
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
            config: named(arguments, &config, (&what.join(" "), &model)),
            model: Some(model),
            further,
            folder: out.clone(),
        }]);
    }
    let mut services = arguments.services.clone();
    if services.is_empty() {
        services = subfolders(&workspace.models())?;
    }
    if arguments.shape.name.is_some() && services.len() > 1 {
        return Err(terminal::usage(
            "`--name` is for one service",
            "give one service",
        ));
    }
    let modules = match arguments.out {
        None => modules::read(workspace)?,
        Some(_) => modules::Modules::new(),
    };
    let mut targets = Vec::new();
    for service in &services {
        let model = model(workspace, arguments, service)?;
        let config = settings(workspace, arguments, (service, &config))?;
        if let Some(module) = modules.get(service) {
            let config = named(arguments, &config, (service, &model));
            targets.push(of_module(workspace, module, (service, model, config)));
            continue;
        }
        targets.push(Target {
            label: service.clone(),
            config: named(arguments, &config, (service, &model)),
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
        services.retain(|service| !modules.contains_key(service));
        targets.extend(gone(workspace, &services, &config)?);
    }
    Ok(targets)
}

/// The settings beside a model: features, and the version of a committed crate.
fn settings(
    workspace: &Workspace,
    arguments: &Arguments,
    (service, config): (&str, &Config),
) -> miette::Result<Config> {
    let folder = workspace.models().join(service);
    let version = if arguments.out.is_none() && folder.is_dir() {
        Some(Release::read(&folder)?.version.to_string())
    } else {
        None
    };
    Ok(Config {
        groups: read_features(&folder).into_diagnostic()?,
        names: read_names(&folder).into_diagnostic()?,
        version,
        ..config.clone()
    })
}

/// A service as a module of another package.
fn of_module(
    workspace: &Workspace,
    module: &Module,
    (service, model, config): (&str, Model, Config),
) -> Target {
    Target {
        label: service.to_owned(),
        model: Some(model),
        further: Vec::new(),
        folder: workspace.root().join(&module.folder),
        config: Config {
            module: Some(module.name.clone()),
            operations: Some(module.operations.clone()),
            ..config
        },
    }
}

/// The model: facts from `models/`, the full model if documentation is wanted, or any model of the corpus for a crate elsewhere.
fn model(workspace: &Workspace, arguments: &Arguments, service: &str) -> miette::Result<Model> {
    match Model::of_facts(workspace, service)? {
        Some(_) if arguments.docs => Model::with_prose(workspace, service),
        Some(model) => Ok(model),
        None if arguments.out.is_some() => Model::of_corpus(workspace, service),
        None => {
            let known = subfolders(&workspace.models())?;
            let near = nearest(service, &known);
            let near = near
                .first()
                .map(|near| format!("did you mean `{near}`? Else "));
            Err(terminal::usage(
                &format!("no model `{service}` in models/"),
                &format!(
                    "{}`cargo xtask models import {service}` adds it, and `--out DIR` writes it elsewhere",
                    near.unwrap_or_default()
                ),
            ))
        }
    }
}

/// Committed crates whose models were removed; their files will be deleted.
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

/// Checks that `generated/` only depends on models, so that `cargo xtask codegen` reproduces it.
fn check_folder(arguments: &Arguments) -> miette::Result<()> {
    let words = arguments.selection.words().into_iter();
    let option = words.chain(arguments.shape.words()).next();
    match option.filter(|_| arguments.out.is_none()) {
        Some(option) => Err(terminal::usage(
            &format!("`{option}` generates a crate that differs from the one in generated/"),
            "add `--out DIR`",
        )),
        None => Ok(()),
    }
}

fn config(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Config> {
    let near = match &arguments.out {
        Some(_) => runtime::in_folder(&workspace.runtime())?,
        None => Runtime::Workspace,
    };
    let config = arguments.selection.config();
    let config = arguments.shape.add_to(config, near)?;
    let docs = !arguments.no_docs;
    Ok(Config { docs, ..config })
}

/// Settings of a crate, with the generating command as its origin.
///
/// The output folder is omitted, as it differs between machines.
fn named(arguments: &Arguments, config: &Config, (what, model): (&str, &Model)) -> Config {
    let module = config.module.iter();
    let module = module.map(|name| format!("--module {name}"));
    let words = [format!("cargo xtask codegen {what}")].into_iter();
    let words = words.chain(arguments.selection.words());
    let words: Vec<_> = words.chain(module).chain(arguments.docs()).collect();
    Config {
        origin: format!("by `{}` from {}", words.join(" "), model.name),
        ..config.clone()
    }
}
