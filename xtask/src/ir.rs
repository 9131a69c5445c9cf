//! Turns a model into the text of its intermediate form, or of what one pass does to it.

mod text;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use miette::Report;
use sansmith_build::{read_bundle, read_further};
use sansmith_codegen::passes::PASSES;
use sansmith_codegen::{Bundle, Config, Ir, Problems, lower_bundle};

use crate::corpus::nearest;
use crate::models::Model;
use crate::workspace::Workspace;
use crate::{Outcome, terminal};

/// Prints the intermediate form of a model, or what a pass changes in it
///
/// Whatever is absent is left out: no trait, no line.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask ir connect                          all of it, after the last pass
  cargo xtask ir connect Endpoint                 a shape, or an operation
  cargo xtask ir connect Contact --pass recursion what that pass does to it
  cargo xtask ir my.json --pass sensitive         and to a whole model
  cargo xtask ir --model a.json --model b.json Point   a shape of a model of two files")]
pub(crate) struct Arguments {
    /// A folder of models/, a service of the corpus, or a model file; not with --model
    #[arg(value_name = "SERVICE", required_unless_present = "model")]
    service: Option<String>,
    /// Print this shape or operation only
    #[arg(value_name = "SHAPE")]
    shape: Option<String>,
    /// A model file; of a Smithy model, each of its files
    #[arg(long, value_name = "FILE")]
    model: Vec<PathBuf>,
    /// The service to print, if a Smithy model has several
    #[arg(long = "service", value_name = "NAMESPACE#NAME")]
    id: Option<String>,
    /// Print what this pass changes
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(PASSES.map(|(name, _)| name)))]
    pass: Option<String>,
}

/// Runs `cargo xtask ir`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    // With `--model` there is no service to name, so the first name is that of a shape.
    let (service, only) = if arguments.model.is_empty() {
        (arguments.service.as_deref(), arguments.shape.as_deref())
    } else {
        (None, arguments.service.as_deref())
    };
    let bundle = bundle(workspace, service, &arguments.model)?;
    let config = Config {
        service: arguments.id.clone(),
        ..Config::default()
    };
    let (before, after) = around(&bundle, &config, arguments.pass.as_deref())?;
    if let Some(name) = only {
        check_name(&after, name)?;
    }
    match before {
        Some(before) => text::print_changes(&before, &after, only),
        None => text::print(&after, only),
    }
    Ok(Outcome::Done)
}

/// The model of a service, or that of some files.
pub(crate) fn bundle(
    workspace: &Workspace,
    service: Option<&str>,
    files: &[PathBuf],
) -> miette::Result<Bundle> {
    let named = service.map(|service| Model::find(workspace, service));
    let named = named.transpose()?.into_iter();
    let mut models = named.chain(files.iter().map(|file| Model::of_file(file)));
    let Some(model) = models.next() else {
        return Err(terminal::usage("no model", "name a service or a file"));
    };
    let mut bundle = read_bundle(&model.file, &model.name)?;
    for model in models {
        read_further(&mut bundle, &model.file, &model.name)?;
    }
    Ok(bundle)
}

fn check_name(ir: &Ir, name: &str) -> miette::Result<()> {
    let names = text::names(ir);
    if names.iter().any(|known| known == name) {
        return Ok(());
    }
    let help = match nearest(name, &names).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "names are written as in the model".to_owned(),
    };
    let message = format!("there is no shape or operation `{name}`");
    Err(terminal::usage(&message, &help))
}

/// The form after a pass, or after the last, and the one before if a pass was named.
fn around(
    bundle: &Bundle,
    config: &Config,
    pass: Option<&str>,
) -> miette::Result<(Option<Ir>, Ir)> {
    let mut problems = Problems::new();
    let Ok(mut ir) = lower_bundle(bundle, config, &mut problems) else {
        return Err(report(bundle, problems));
    };
    for (name, step) in PASSES {
        let before = (pass == Some(name)).then(|| ir.clone());
        step(&mut ir, config, &mut problems);
        if before.is_some() {
            return Ok((before, ir));
        }
    }
    match problems.propagate() {
        Ok(()) => Ok((None, ir)),
        Err(_) => Err(report(bundle, problems)),
    }
}

fn report(bundle: &Bundle, problems: Problems) -> Report {
    Report::new(sansmith_codegen::Report::new(bundle, problems.into_vec()))
}
