//! `sansmith diff`: compares two models.

mod rust;

use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::file;
use sansmith_cli::{Outcome, events, terminal};
use sansmith_codegen::api;
use sansmith_smithy::diff::{Diff, Item, Page, PageRow, Section, diff};
use sansmith_smithy::load::{Options, load};
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::{Event, Model, Severity};
use serde_json::{Value, json};

use crate::ast::{expect_smithy, sources};

/// Compare an old model with a new one, of any format
///
/// Two verdicts: the version bump that the wire format requires, and that of the generated Rust crate: none, patch, minor or major. Events and the wire verdict of Smithy models follow the reference implementation.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sansmith diff old.smithy new.smithy           exit status 1 if old callers can break
  sansmith diff old/ new/ --html changes.html
  sansmith diff old/service-2.json new/service-2.json
  sansmith diff old.json new.smithy --json | jq '.wire, .rust'")]
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

/// A changed item in a report.
struct Row {
    item: String,
    shape: Option<String>,
    kind: &'static str,
    wire: &'static str,
    rust: &'static str,
    reason: String,
}

/// A comparison: verdicts, events and changes.
struct Comparison {
    wire: &'static str,
    /// `None` if no crate can be generated.
    rust: Option<&'static str>,
    events: Vec<Event>,
    rows: Vec<Row>,
}

/// Runs `sansmith diff`. Fails if there is an event of severity ERROR or DANGER.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<Outcome> {
    let (old, new) = (&arguments.old, &arguments.new);
    let (Read::Model(semantic_old), Read::Model(semantic_new)) = (read(old)?, read(new)?) else {
        return Ok(Outcome::Failed);
    };
    let found = match (semantic_old, semantic_new) {
        (Some(one), Some(other)) => {
            let changes = match (rust::bundle(old), rust::bundle(new)) {
                (Ok(old), Ok(new)) => rust::changes(&old, &new),
                _ => None,
            };
            of_smithy(diff(&one, &other), changes.as_deref())
        }
        _ => of_generator(old, new)?,
    };
    if let Some(path) = &arguments.html {
        let page = page(&found, &shown(old), &shown(new));
        file::write(path, &page)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{}`", path.display()))?;
    }
    if arguments.json {
        terminal::print(format_args!("{:#}", to_json(&found)));
    } else {
        print(&found);
    }
    let mut events = found.events.iter();
    let breaks = events.any(|event| event.severity >= Severity::Danger);
    Ok(Outcome::of(!breaks))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The outcome of reading a model.
enum Read {
    /// A semantic model; `None` if it is of botocore.
    Model(Option<Model>),
    /// Errors, which are reported.
    Failed,
}

/// Reads a model.
fn read(path: &PathBuf) -> miette::Result<Read> {
    let options = Options {
        allow_unknown_traits: true,
    };
    let loaded = load(sources(std::slice::from_ref(path))?, &options);
    if loaded.has_errors() {
        events::report(loaded.model.files(), &loaded.events, Severity::Error);
        return Ok(Read::Failed);
    }
    let is_smithy = expect_smithy(std::slice::from_ref(path), &loaded).is_ok();
    Ok(Read::Model(is_smithy.then_some(loaded.model)))
}

/// The comparison of Smithy models.
fn of_smithy(found: Diff, changes: Option<&[api::Change]>) -> Comparison {
    let mut by_shape = rust::by_shape(changes.unwrap_or_default());
    let mut rows = Vec::new();
    let mut seen = Vec::new();
    for change in &found.changes {
        let (item, shape) = match &change.item {
            Item::Shape(kind, id) => ((*kind).to_owned(), Some(id.clone())),
            Item::Metadata(key) => (format!("metadata {key}"), None),
        };
        let name = shape.as_deref().map(local).unwrap_or_default().to_owned();
        let verdict = by_shape.remove(name.as_str());
        rows.push(Row {
            item,
            shape,
            kind: change.kind.name(),
            wire: change.wire.name(),
            rust: verdict.unwrap_or(api::Verdict::None).name(),
            reason: change.reason.clone(),
        });
        seen.push(name);
    }
    rows.extend(rust_rows(changes.unwrap_or_default(), &seen));
    Comparison {
        wire: found.wire().name(),
        rust: changes.map(|changes| api::verdict(changes).name()),
        events: found.events,
        rows,
    }
}

/// Changes of the Rust API; the reason of a change stands in a row of its own.
fn rust_rows(changes: &[api::Change], seen: &[String]) -> Vec<Row> {
    let changes = changes.iter().filter(|change| {
        let is_new = change.added == Some(true);
        let is_seen = |shape: &String| seen.contains(shape);
        // What is new on both sides needs no second row.
        !(is_new && change.shape.as_ref().is_some_and(is_seen))
    });
    changes
        .map(|change| Row {
            item: format!("{} {}", change.kind.name(), change.path),
            shape: change.shape.clone(),
            kind: rust::kind(change.added),
            wire: "none",
            rust: change.verdict.name(),
            reason: change.reason.to_owned(),
        })
        .collect()
}

/// The name of a shape or member without its namespace.
fn local(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}

/// The comparison of models of which one is of botocore, by the generator's form.
fn of_generator(old: &Path, new: &Path) -> miette::Result<Comparison> {
    let (old, new) = (rust::bundle(old)?, rust::bundle(new)?);
    let wire = rust::wire(&old, &new);
    let wire = wire.map_err(|report| miette!("{report}"))?;
    let changes = rust::changes(&old, &new);
    let mut by_shape = rust::by_shape(changes.as_deref().unwrap_or_default());
    let gravest = wire.iter().map(|change| change.verdict).max();
    let mut rows = Vec::new();
    let mut seen = Vec::new();
    for change in wire {
        let verdict = by_shape.remove(change.shape.as_str());
        seen.push(change.shape.clone());
        rows.push(Row {
            item: change.kind.to_owned(),
            shape: Some(change.shape),
            kind: rust::kind(change.added),
            wire: change.verdict.name(),
            rust: verdict.unwrap_or(api::Verdict::None).name(),
            reason: change.reason.to_owned(),
        });
    }
    rows.extend(rust_rows(changes.as_deref().unwrap_or_default(), &seen));
    Ok(Comparison {
        wire: gravest.unwrap_or(api::Verdict::None).name(),
        rust: changes.map(|changes| api::verdict(&changes).name()),
        events: Vec::new(),
        rows,
    })
}

/// Prints the events, most severe first, the changes of the Rust API, and the verdicts.
fn print(found: &Comparison) {
    let mut events: Vec<&Event> = found.events.iter().collect();
    events.retain(|event| event.severity != Severity::Suppressed);
    events.sort_by_key(|event| std::cmp::Reverse(event.severity));
    for event in &events {
        let shape = event.shape.as_ref().map_or("-", ShapeId::as_str);
        terminal::print(format_args!(
            "{} {} {shape}: {}",
            event.severity, event.id, event.message
        ));
    }
    for row in &found.rows {
        // Events tell of the others.
        if found.events.is_empty() || row.item.contains(' ') {
            let shape = row.shape.as_deref().unwrap_or("-");
            terminal::print(format_args!(
                "{} {} {shape}: {}",
                row.kind, row.item, row.reason
            ));
        }
    }
    terminal::print(format_args!("wire: {}", found.wire));
    if let Some(rust) = found.rust {
        terminal::print(format_args!("rust: {rust}"));
    }
}

/// The comparison as JSON.
fn to_json(found: &Comparison) -> Value {
    let events = found.events.iter().map(|event| {
        json!({
            "severity": event.severity.name(),
            "id": event.id,
            "shape": event.shape.as_ref().map(ShapeId::as_str),
            "message": event.message,
        })
    });
    let changes = found.rows.iter().map(|row| {
        json!({
            "item": row.item,
            "shape": row.shape,
            "kind": row.kind,
            "wire": row.wire,
            "rust": row.rust,
            "reason": row.reason,
        })
    });
    json!({
        "wire": found.wire,
        "rust": found.rust,
        "events": events.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
    })
}

/// The comparison as a page of HTML.
fn page(found: &Comparison, old: &str, new: &str) -> String {
    let mut sections = [
        ("Operations", Vec::new()),
        ("Members", Vec::new()),
        ("Shapes", Vec::new()),
        ("Rust items", Vec::new()),
        ("Metadata", Vec::new()),
    ];
    for row in &found.rows {
        let place = match row.item.split(' ').next().unwrap_or_default() {
            "metadata" => 4,
            _ if row.item.contains(' ') => 3,
            "operation" => 0,
            "member" => 1,
            _ => 2,
        };
        let item = match &row.shape {
            Some(shape) => format!("{} {shape}", row.item),
            None => row.item.clone(),
        };
        if let Some((_, rows)) = sections.get_mut(place) {
            rows.push(PageRow {
                item,
                kind: row.kind,
                wire: row.wire,
                rust: row.rust,
                reason: row.reason.clone(),
            });
        }
    }
    let sections = sections.map(|(title, rows)| Section { title, rows });
    let rust = found.rust.unwrap_or("not compared");
    let verdicts = [("Wire format", found.wire), ("Rust API", rust)];
    let page = Page {
        old,
        new,
        verdicts: &verdicts,
        events: &found.events,
        sections: &sections,
    };
    page.html()
}
