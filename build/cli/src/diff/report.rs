//! A comparison as text, JSON or HTML.

use sansmith_cli::terminal;
use sansmith_smithy::diff::{ChangeKind, Page, PageRow, Section, Verdict};
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::{Event, Severity};
use serde_json::{Value, json};

/// A section of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Operations,
    Members,
    Shapes,
    Rust,
    Metadata,
}

impl Group {
    /// All sections, in order.
    const ALL: [Self; 5] = [
        Self::Operations,
        Self::Members,
        Self::Shapes,
        Self::Rust,
        Self::Metadata,
    ];

    /// The section of a shape or member, by its type.
    pub(super) fn of(kind: &str) -> Self {
        match kind {
            "operation" => Self::Operations,
            "member" => Self::Members,
            _ => Self::Shapes,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Operations => "Operations",
            Self::Members => "Members",
            Self::Shapes => "Shapes",
            Self::Rust => "Rust items",
            Self::Metadata => "Metadata",
        }
    }
}

/// A changed item in a report.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) group: Group,
    pub(super) item: String,
    pub(super) shape: Option<String>,
    pub(super) kind: ChangeKind,
    pub(super) wire: Verdict,
    pub(super) rust: Verdict,
    pub(super) reason: String,
}

/// A comparison: verdicts, events and changes.
pub(super) struct Comparison {
    pub(super) wire: Verdict,
    /// `None` if no crate can be generated.
    pub(super) rust: Option<Verdict>,
    pub(super) events: Vec<Event>,
    pub(super) rows: Vec<Row>,
}

/// Prints the events, most severe first, the changes of the Rust API, and the verdicts.
pub(super) fn print(found: &Comparison) {
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
        if found.events.is_empty() || matches!(row.group, Group::Rust | Group::Metadata) {
            let shape = row.shape.as_deref().unwrap_or("-");
            terminal::print(format_args!(
                "{} {} {shape}: {}",
                row.kind.name(),
                row.item,
                row.reason
            ));
        }
    }
    terminal::print(format_args!("wire: {}", found.wire.name()));
    if let Some(rust) = found.rust {
        terminal::print(format_args!("rust: {}", rust.name()));
    }
}

/// The comparison as JSON.
pub(super) fn to_json(found: &Comparison) -> Value {
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
            "kind": row.kind.name(),
            "wire": row.wire.name(),
            "rust": row.rust.name(),
            "reason": row.reason,
        })
    });
    json!({
        "wire": found.wire.name(),
        "rust": found.rust.map(Verdict::name),
        "events": events.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
    })
}

/// The comparison as a page of HTML.
pub(super) fn page(found: &Comparison, old: &str, new: &str) -> String {
    let sections = Group::ALL.map(|group| {
        let rows = found.rows.iter().filter(|row| row.group == group);
        let title = group.title();
        let rows = rows.map(page_row).collect();
        Section { title, rows }
    });
    let rust = found.rust.map_or("not compared", Verdict::name);
    let verdicts = [("Wire format", found.wire.name()), ("Rust API", rust)];
    let page = Page {
        old,
        new,
        verdicts: &verdicts,
        events: &found.events,
        sections: &sections,
    };
    page.html()
}

fn page_row(row: &Row) -> PageRow {
    PageRow {
        item: match &row.shape {
            Some(shape) => format!("{} {shape}", row.item),
            None => row.item.clone(),
        },
        kind: row.kind.name(),
        wire: row.wire.name(),
        rust: row.rust.name(),
        reason: row.reason.clone(),
    }
}
