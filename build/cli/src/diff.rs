//! `sansmith diff`: compares two models.

mod report;
mod rust;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_build::file;
use sansmith_cli::{Outcome, events, terminal};
use sansmith_codegen::api;
use sansmith_smithy::diff::{ChangeKind, Diff, Item, Verdict, diff};
use sansmith_smithy::load::{Options, load};
use sansmith_smithy::{Model, Severity};

use self::report::{Comparison, Group, Row};
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

/// Runs `sansmith diff`. Fails if there is an event of severity ERROR or DANGER.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<Outcome> {
    let (old, new) = (&arguments.old, &arguments.new);
    let (Read::Model(semantic_old), Read::Model(semantic_new)) = (read(old)?, read(new)?) else {
        return Ok(Outcome::Failed);
    };
    let found = match (semantic_old, semantic_new) {
        (Some(one), Some(other)) => {
            of_smithy(diff(&one, &other), rust::compare(old, new).as_deref())
        }
        _ => of_generator(old, new)?,
    };
    if let Some(path) = &arguments.html {
        let page = report::page(&found, &shown(old), &shown(new));
        file::write(path, &page)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{}`", path.display()))?;
    }
    if arguments.json {
        terminal::print(format_args!("{:#}", report::to_json(&found)));
    } else {
        report::print(&found);
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
    let wire = found.wire();
    let rows = found.changes.into_iter().map(|change| {
        let (group, item, shape) = match change.item {
            Item::Shape(kind, id) => (Group::of(kind), kind.to_owned(), Some(id)),
            Item::Metadata(key) => (Group::Metadata, format!("metadata {key}"), None),
        };
        Row {
            group,
            item,
            shape,
            kind: change.kind,
            wire: change.wire,
            rust: Verdict::None,
            reason: change.reason,
        }
    });
    let rows = with_api(rows.collect(), changes.unwrap_or_default());
    Comparison {
        wire,
        rust: changes.map(api::verdict),
        events: found.events,
        rows,
    }
}

/// The comparison of models of which one is of botocore, by the generator's form.
fn of_generator(old: &Path, new: &Path) -> miette::Result<Comparison> {
    let (old, new) = (rust::read(old)?, rust::read(new)?);
    let found = api::wire(&old.ir, &new.ir);
    let wire = found.iter().map(|change| change.verdict).max();
    let rows = found.into_iter().map(|change| Row {
        group: Group::of(change.kind),
        item: change.kind.to_owned(),
        shape: Some(change.shape),
        kind: change.change,
        wire: change.verdict,
        rust: Verdict::None,
        reason: change.reason.to_owned(),
    });
    let changes = rust::changes(&old, &new);
    let rows = with_api(rows.collect(), changes.as_deref().unwrap_or_default());
    Ok(Comparison {
        wire: wire.unwrap_or(Verdict::None),
        rust: changes.as_deref().map(api::verdict),
        events: Vec::new(),
        rows,
    })
}

/// Adds the changes of the Rust API to those of the wire format.
fn with_api(mut rows: Vec<Row>, changes: &[api::Change]) -> Vec<Row> {
    let mut by_shape = rust::by_shape(changes);
    let mut seen = BTreeSet::new();
    for Row { shape, rust, .. } in &mut rows {
        if let Some(name) = shape.as_deref().map(local) {
            *rust = by_shape.remove(name).unwrap_or(Verdict::None);
            seen.insert(name);
        }
    }
    let further = rust_rows(changes, &seen);
    rows.extend(further);
    rows
}

/// Changes of the Rust API; the reason of a change stands in a row of its own.
fn rust_rows(changes: &[api::Change], seen: &BTreeSet<&str>) -> Vec<Row> {
    let changes = changes.iter().filter(|change| {
        let is_new = change.change == ChangeKind::Added;
        let is_seen = |shape: &str| seen.contains(shape);
        // What is new on both sides needs no second row.
        !(is_new && change.shape.as_deref().is_some_and(is_seen))
    });
    let rows = changes.map(|change| Row {
        group: Group::Rust,
        item: match change.kind {
            // The path says so.
            api::Kind::Feature => change.path.clone(),
            kind => format!("{} {}", kind.name(), change.path),
        },
        shape: change.shape.clone(),
        kind: change.change,
        wire: Verdict::None,
        rust: change.verdict,
        reason: change.reason.to_owned(),
    });
    rows.collect()
}

/// The name of a shape or member without its namespace.
fn local(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}
