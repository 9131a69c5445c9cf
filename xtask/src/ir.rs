//! Prints the intermediate form of a model.

use std::path::PathBuf;

use sansmith_cli::form::{self, Printing};
use sansmith_cli::options::Selection;

use sansmith_project::Outcome;
use sansmith_project::models;
use sansmith_project::workspace::Workspace;

/// Prints a model's intermediate form, or the changes made by a pass
///
/// Absent traits are omitted from the text.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask ir connect                          all of it, after the last pass
  cargo xtask ir connect Endpoint                 a shape, or an operation
  cargo xtask ir connect Contact --pass recursion what that pass does to it
  cargo xtask ir my.json --pass sensitive         and to a whole model
  cargo xtask ir --model a.json --model b.json Point   a shape of a model of two files")]
pub(crate) struct Arguments {
    /// A folder of models/, a service of the corpus, or a model file; conflicts with --model
    #[arg(value_name = "SERVICE", required_unless_present = "model")]
    service: Option<String>,
    /// Print only this shape or operation
    #[arg(value_name = "SHAPE")]
    shape: Option<String>,
    /// A model file; repeat for each file of a Smithy model
    #[arg(long, value_name = "FILE")]
    model: Vec<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    printing: Printing,
}

/// Runs `cargo xtask ir`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    // With `--model`, the first name is a shape.
    let (service, only) = if arguments.model.is_empty() {
        (arguments.service.as_deref(), arguments.shape.as_deref())
    } else {
        (None, arguments.service.as_deref())
    };
    let bundle = models::bundle(workspace, service, &arguments.model)?;
    form::print(
        &bundle,
        &arguments.selection.config(),
        only,
        &arguments.printing,
    )?;
    Ok(Outcome::Done)
}
