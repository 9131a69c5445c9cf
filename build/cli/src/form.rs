//! Prints a model's intermediate form, or the changes made by one pass, as text or JSON.

mod text;

use clap::builder::PossibleValuesParser;
use miette::{IntoDiagnostic, Report};
use sansmith_codegen::ir::{Operation, Service, Shape};
use sansmith_codegen::passes::PASSES;
use sansmith_codegen::{Bundle, Config, Ir, Problems, lower_bundle};

use crate::names::nearest;
use crate::terminal;

/// Output options.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Printing {
    /// Print the changes made by this pass
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(PASSES.map(|(name, _)| name)))]
    pub pass: Option<String>,
    /// Print JSON with all keys; with --pass, the form after that pass
    #[arg(long)]
    pub json: bool,
}

/// Prints the intermediate form of a model, or only the shape or operation named `only`.
///
/// # Errors
///
/// If the model has problems, or nothing has that name.
pub fn print(
    bundle: &Bundle,
    config: &Config,
    only: Option<&str>,
    printing: &Printing,
) -> miette::Result<()> {
    let (before, after) = around(bundle, config, printing.pass.as_deref())?;
    if let Some(name) = only {
        check_name(&after, name)?;
    }
    if printing.json {
        terminal::print(json(&after, only)?);
        return Ok(());
    }
    match before {
        Some(before) => text::print_changes(&before, &after, only),
        None => text::print(&after, only),
    }
    Ok(())
}

/// The items with one name. A `serde_json` value in its place would round numbers.
#[derive(serde::Serialize)]
struct Named<'a> {
    service: Option<&'a Service>,
    operation: Option<&'a Operation>,
    shape: Option<&'a Shape>,
}

/// The entire form, or the operation and the shape with the given name (both may exist).
fn json(ir: &Ir, only: Option<&str>) -> miette::Result<String> {
    let text = match only {
        None => serde_json::to_string_pretty(ir),
        Some(name) => {
            let operation = ir.service.operations.get(name);
            let shape = ir.shapes.get(name);
            let service = (ir.service.name == *name).then_some(&ir.service);
            serde_json::to_string_pretty(&Named {
                service,
                operation,
                shape,
            })
        }
    };
    text.into_diagnostic()
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
    let message = format!("unknown shape or operation `{name}`");
    Err(terminal::usage(&message, &help))
}

/// The form after a pass (by default the last), and the form before it if a pass was named.
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
