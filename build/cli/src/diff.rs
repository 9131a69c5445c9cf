//! `sansmith diff`: compares two models.

use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_build::file;
use sansmith_cli::{Outcome, events, terminal};
use sansmith_smithy::diff::{Change, Diff, Item, diff};
use sansmith_smithy::load::{Options, load};
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::{Event, Model, Severity};
use serde_json::{Value, json};

use crate::ast::{expect_smithy, sources};

/// Compare an old Smithy model with a new one, following the reference implementation
///
/// The result is the required version bump by wire format: none, patch, minor or major. botocore models are not supported.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sansmith diff old.smithy new.smithy           exit status 1 if old callers can break
  sansmith diff old/ new/ --html changes.html
  sansmith diff old.json new.smithy --json | jq .wire")]
pub(crate) struct Arguments {
    /// The old model: a `.smithy` or `.json` file, or a folder of such files
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new model
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Write an HTML report to this file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Runs `sansmith diff`. Fails if there is an event of severity ERROR or DANGER.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<Outcome> {
    let (Some(old), Some(new)) = (read(&arguments.old)?, read(&arguments.new)?) else {
        return Ok(Outcome::Failed);
    };
    let found = diff(&old, &new);
    if let Some(path) = &arguments.html {
        let page = found.html(&shown(&arguments.old), &shown(&arguments.new));
        file::write(path, &page)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{}`", path.display()))?;
    }
    if arguments.json {
        terminal::print(format_args!("{:#}", to_json(&found)));
    } else {
        print(&found);
    }
    let breaks = found
        .events
        .iter()
        .any(|event| event.severity >= Severity::Danger);
    Ok(Outcome::of(!breaks))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Reads a model. Errors are reported; then the result is `None`.
fn read(path: &PathBuf) -> miette::Result<Option<Model>> {
    let options = Options {
        allow_unknown_traits: true,
    };
    let loaded = load(sources(std::slice::from_ref(path))?, &options);
    if loaded.has_errors() {
        events::report(loaded.model.files(), &loaded.events, Severity::Error);
        return Ok(None);
    }
    expect_smithy(std::slice::from_ref(path), &loaded)?;
    Ok(Some(loaded.model))
}

/// Prints the events, most severe first, and the version bump.
fn print(found: &Diff) {
    let mut events: Vec<&Event> = found
        .events
        .iter()
        .filter(|event| event.severity != Severity::Suppressed)
        .collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.severity));
    for event in events {
        let shape = event.shape.as_ref().map_or("-", ShapeId::as_str);
        terminal::print(format_args!(
            "{} {} {shape}: {}",
            event.severity, event.id, event.message
        ));
    }
    terminal::print(format_args!("wire: {}", found.wire().name()));
}

/// The comparison as JSON.
///
/// A comparison of the Rust API needs two generator plans, so `rust` is null.
fn to_json(found: &Diff) -> Value {
    let events = found.events.iter().map(|event| {
        json!({
            "severity": event.severity.name(),
            "id": event.id,
            "shape": event.shape.as_ref().map(ShapeId::as_str),
            "message": event.message,
        })
    });
    json!({
        "wire": found.wire().name(),
        "rust": null,
        "events": events.collect::<Vec<_>>(),
        "changes": found.changes.iter().map(change_to_json).collect::<Vec<_>>(),
    })
}

fn change_to_json(change: &Change) -> Value {
    let (item, shape) = match &change.item {
        Item::Shape(kind, id) => ((*kind).to_owned(), Some(id)),
        Item::Metadata(key) => (format!("metadata {key}"), None),
    };
    json!({
        "item": item,
        "shape": shape,
        "kind": change.kind.name(),
        "wire": change.wire.name(),
        "rust": null,
        "reason": change.reason,
    })
}
