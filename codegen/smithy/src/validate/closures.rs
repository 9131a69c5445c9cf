//! `ShapeClosure`: the metadata `shapeClosures`.
//!
//! <https://smithy.io/2.0/spec/model.html#metadata>

use std::collections::{BTreeMap, BTreeSet};

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::event::{Event, Severity};
use crate::model::{Node, ShapeId};
use crate::selector::SelectorError;

/// A closure: a set of shapes with a name.
struct Closure<'m> {
    id: &'m str,
    node: &'m Node,
    namespaces: Vec<&'m str>,
    selector: Option<&'m str>,
    rename: BTreeMap<&'m str, &'m str>,
}

impl<'m> Closure<'m> {
    /// The closure of a node; nothing if `TypedMetadata` reports it.
    fn of(node: &'m Node) -> Option<Self> {
        let texts = |key| {
            let items = node.get(key).and_then(Node::as_array).unwrap_or_default();
            items.iter().filter_map(Node::as_str)
        };
        let rename = node.get("rename").and_then(Node::as_object);
        let mut renames = BTreeMap::new();
        for entry in rename.into_iter().flatten() {
            ShapeId::parse(&entry.key)?;
            renames.insert(entry.key.as_str(), entry.node.as_str()?);
        }
        Some(Self {
            id: node.get("id")?.as_str()?,
            node,
            namespaces: texts("includeNamespaces").collect(),
            selector: node.get("includeBySelector").and_then(Node::as_str),
            rename: renames,
        })
    }
}

/// Checks each closure: its name, its roots, its renames and the names of its shapes.
pub(super) fn closures(views: &Views<'_>, report: &mut Report) {
    let metadata = views.model.metadata().get("shapeClosures");
    let nodes = metadata.and_then(Node::as_array).unwrap_or_default();
    let shapes = views.model.shapes().map(|shape| shape.id.namespace());
    let known: BTreeSet<&str> = shapes.collect();
    let mut seen = BTreeSet::new();
    for closure in nodes.iter().filter_map(Closure::of) {
        if !seen.insert(closure.id) {
            add(
                &closure,
                Severity::Error,
                None,
                "is there more than once",
                report,
            );
            continue;
        }
        if views.model.contains(closure.id) {
            add(
                &closure,
                Severity::Error,
                None,
                "has the name of a shape",
                report,
            );
        }
        if closure.namespaces.is_empty() && closure.selector.is_none() {
            let fault = "needs `includeNamespaces` or `includeBySelector`";
            add(&closure, Severity::Error, None, fault, report);
        }
        for namespace in closure
            .namespaces
            .iter()
            .filter(|name| !known.contains(*name))
        {
            let fault = format!("includes the namespace `{namespace}`, which has no shapes");
            add(
                &closure,
                Severity::Danger,
                Some("EmptyNamespace"),
                &fault,
                report,
            );
        }
        if let Some(selected) = selected(views, &closure, &known, report) {
            names(&closure, &reached(views, &closure, &selected), report);
        }
    }
}

fn add(
    closure: &Closure<'_>,
    severity: Severity,
    part: Option<&str>,
    fault: &str,
    report: &mut Report,
) {
    let id = match part {
        Some(part) => format!("{}.{part}.{}", report.name(), closure.id),
        None => report.name().to_owned(),
    };
    let message = format!("the shape closure `{}` {fault}", closure.id);
    report
        .events
        .push(Event::new(severity, id, message, closure.node.at));
}

/// The shapes that the selector adds; nothing if it cannot be used.
fn selected(
    views: &Views<'_>,
    closure: &Closure<'_>,
    known: &BTreeSet<&str>,
    report: &mut Report,
) -> Option<BTreeSet<ShapeId>> {
    let Some(selector) = closure.selector else {
        return Some(BTreeSet::new());
    };
    if selector.is_empty() {
        return None;
    }
    let matches = views.select(selector);
    match &*matches {
        Ok(ids) => {
            let mut namespaces = closure
                .namespaces
                .iter()
                .filter(|name| known.contains(*name));
            let adds = ids
                .iter()
                .any(|id| namespaces.clone().all(|name| *name != id.namespace()));
            if !adds {
                let fault = if namespaces.next().is_some() {
                    "has a selector that matches no shape of other namespaces"
                } else {
                    "has a selector that matches no shape"
                };
                add(
                    closure,
                    Severity::Danger,
                    Some("EmptySelector"),
                    fault,
                    report,
                );
            }
            Some(ids.clone())
        }
        Err(error @ SelectorError::Syntax { .. }) => {
            let fault = format!("has a broken selector: {error}");
            add(closure, Severity::Error, None, &fault, report);
            None
        }
        Err(error) => {
            let fault = format!("is not checked: {error}");
            add(
                closure,
                Severity::Warning,
                Some("Unsupported"),
                &fault,
                report,
            );
            None
        }
    }
}

/// The shapes of a closure: its roots and what they use.
fn reached(
    views: &Views<'_>,
    closure: &Closure<'_>,
    selected: &BTreeSet<ShapeId>,
) -> BTreeSet<ShapeId> {
    let included = views.model.shapes().map(|shape| &shape.id);
    let included = included.filter(|id| closure.namespaces.contains(&id.namespace()));
    let mut found: BTreeSet<ShapeId> = selected.iter().map(ShapeId::root).collect();
    found.extend(included.cloned());
    let mut left: Vec<ShapeId> = found.iter().cloned().collect();
    while let Some(id) = left.pop() {
        for next in views.next(&id) {
            if views.model.contains(next) && found.insert(next.clone()) {
                left.push(next.clone());
            }
        }
    }
    found
}

fn names(closure: &Closure<'_>, shapes: &BTreeSet<ShapeId>, report: &mut Report) {
    let mut by_name: BTreeMap<String, Vec<&ShapeId>> = BTreeMap::new();
    for id in shapes
        .iter()
        .filter(|id| !closure.rename.contains_key(id.as_str()))
    {
        let name = id.name().to_ascii_lowercase();
        by_name.entry(name).or_default().push(id);
    }
    let mut renamed: BTreeMap<String, &str> = BTreeMap::new();
    for (from, to) in &closure.rename {
        let name = from.split_once('#').map(|(_, name)| name);
        if name == Some(to) {
            let fault = format!("renames `{from}` to its own name");
            add(closure, Severity::Error, None, &fault, report);
        }
        if !shapes.contains(*from) {
            let fault = format!("renames `{from}`, which is not in it");
            add(closure, Severity::Error, None, &fault, report);
            continue;
        }
        let to = to.to_ascii_lowercase();
        let kept = by_name.get(&to).and_then(|ids| ids.first());
        let taken = renamed.insert(to, *from);
        for other in taken.into_iter().chain(kept.map(|id| id.as_str())) {
            let fault = format!("renames `{from}` to the name of `{other}`");
            add(closure, Severity::Error, None, &fault, report);
        }
    }
    for same in by_name.into_values().filter(|same| same.len() > 1) {
        let same = ticked(same.into_iter().map(ShapeId::as_str));
        let fault = format!("has shapes of one name: {same}");
        add(
            closure,
            Severity::Warning,
            Some("NameConflicts"),
            &fault,
            report,
        );
    }
}
