//! `sansmith validate`: everything that is wrong with a Smithy model.

use std::path::PathBuf;

use sansmith_cli::{Outcome, events, terminal};
use sansmith_smithy::load::{Options, load};
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::validate::validate;
use sansmith_smithy::{Event, Files, Severity};
use serde_json::{Value, json};

use crate::ast::sources;

/// Report all problems of Smithy models
///
/// Files of IDL and JSON AST may be mixed; of a folder, every `.smithy` and `.json` file in it and below is read, or
/// those that its smithy-build.json names. Suppressions in the model are honoured.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sansmith validate lamp.smithy                 exit status 1 if there is an ERROR or DANGER
  sansmith validate model/ --json | jq '.[].id'")]
pub(crate) struct Arguments {
    /// A `.smithy` or `.json` file, or a folder of such files
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// Print a JSON array of all problems, suppressed ones included
    #[arg(long)]
    json: bool,
    /// Warn of traits without a definition instead of refusing them
    #[arg(long)]
    allow_unknown_traits: bool,
}

/// Runs `sansmith validate`. An error or danger among the events is a failure.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<Outcome> {
    let options = Options {
        allow_unknown_traits: arguments.allow_unknown_traits,
    };
    let loaded = load(sources(&arguments.paths)?, &options);
    let files = loaded.model.files();
    let found = validate(&loaded);
    if arguments.json {
        let found = found.iter().map(|event| to_json(files, event));
        let found = Value::Array(found.collect());
        terminal::print(format_args!("{found:#}"));
    } else {
        events::report(files, &found, Severity::Note);
    }
    let is_broken = found.iter().any(|event| event.severity >= Severity::Danger);
    Ok(Outcome::of(!is_broken))
}

fn to_json(files: &Files, event: &Event) -> Value {
    let place = files.place(event.at);
    json!({
        "severity": event.severity.name(),
        "id": event.id,
        "shape": event.shape.as_ref().map(ShapeId::as_str),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": event.message,
    })
}
