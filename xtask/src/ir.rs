//! Turns a model into the text of its intermediate form, or of what one pass does to it.

mod text;

use clap::builder::PossibleValuesParser;
use miette::Report;
use sansmith_build::read_bundle;
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
  cargo xtask ir my.json --pass sensitive         and to a whole model")]
pub(crate) struct Arguments {
    /// A folder of models/, a service of the corpus, or a model file
    #[arg(value_name = "SERVICE")]
    service: String,
    /// Print this shape or operation only
    #[arg(value_name = "SHAPE")]
    shape: Option<String>,
    /// Print what this pass changes
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(PASSES.map(|(name, _)| name)))]
    pass: Option<String>,
}

/// Runs `cargo xtask ir`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let model = Model::find(workspace, &arguments.service)?;
    let bundle = read_bundle(&model.file, &model.name)?;
    let (before, after) = around(&bundle, arguments.pass.as_deref())?;
    let only = arguments.shape.as_deref();
    if let Some(name) = only {
        check_name(&after, name)?;
    }
    match before {
        Some(before) => text::print_changes(&before, &after, only),
        None => text::print(&after, only),
    }
    Ok(Outcome::Done)
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
fn around(bundle: &Bundle, pass: Option<&str>) -> miette::Result<(Option<Ir>, Ir)> {
    let mut problems = Problems::new();
    let Ok(mut ir) = lower_bundle(bundle, &Config::default(), &mut problems) else {
        return Err(report(bundle, problems));
    };
    for (name, step) in PASSES {
        let before = (pass == Some(name)).then(|| ir.clone());
        step(&mut ir, &Config::default(), &mut problems);
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
