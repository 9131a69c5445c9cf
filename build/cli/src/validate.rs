//! `sansmith validate`: reports the problems of a Smithy model.

use std::path::PathBuf;

use sansmith_cli::{Outcome, events, terminal};
use sansmith_smithy::load::{Options, load};
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::validate::validate;
use sansmith_smithy::{Event, Files, Severity};
use serde_json::{Value, json};

use crate::ast::{expect_smithy, sources};

/// Report all problems of Smithy models
///
/// IDL and JSON AST files may be mixed. For a folder, all `.smithy` and `.json` files below it are read, or those listed in
/// its smithy-build.json. Suppressions in the model apply.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sansmith validate lamp.smithy                 exit status 1 if there is an ERROR or DANGER
  sansmith validate model/ --json | jq '.[].id'")]
pub(crate) struct Arguments {
    /// A `.smithy` or `.json` file, or a folder of such files
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// Print a JSON array of all problems, including suppressed ones
    #[arg(long)]
    json: bool,
    /// Warn of undefined traits instead of rejecting them
    #[arg(long)]
    allow_unknown_traits: bool,
}

/// Runs `sansmith validate`. Fails if there is an event of severity ERROR or DANGER.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<Outcome> {
    let options = Options {
        allow_unknown_traits: arguments.allow_unknown_traits,
    };
    let loaded = load(sources(&arguments.paths)?, &options);
    expect_smithy(&arguments.paths, &loaded)?;
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
