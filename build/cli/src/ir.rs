//! `sansmith ir`: prints the intermediate form of a model.

use std::path::PathBuf;

use sansmith_cli::form::{self, Printing};
use sansmith_cli::options::Selection;
use sansmith_cli::{Outcome, source};

/// Print a model's intermediate form, or the changes made by a pass
///
/// Absent traits are omitted from the text.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sansmith ir lamp.json                             all of it, after the last pass
  sansmith ir lamp.json --shape GlowInput           a shape, or an operation
  sansmith ir lamp.json --shape Room --pass recursion
  sansmith ir lamp.json --json | jq '.shapes | keys'")]
pub(crate) struct Arguments {
    /// The model: a `.json` or `.smithy` file, or a folder; `-` is JSON on standard input
    #[arg(value_name = "MODEL", required = true)]
    models: Vec<PathBuf>,
    /// Print only this shape or operation
    #[arg(long, value_name = "NAME")]
    shape: Option<String>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    printing: Printing,
}

/// Runs `sansmith ir`.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<Outcome> {
    let bundle = source::read(&arguments.models)?;
    let config = arguments.selection.config();
    form::print(
        &bundle,
        &config,
        arguments.shape.as_deref(),
        &arguments.printing,
    )?;
    Ok(Outcome::Done)
}
