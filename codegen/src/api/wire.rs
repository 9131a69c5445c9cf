//! The verdict on the wire format from two intermediate forms, for formats that have no semantic model.
//!
//! **Invariants**
//! - What old callers send and expect decides: a new required member is grave in inputs alone.

use std::collections::{BTreeMap, BTreeSet};

use super::Verdict;
use crate::bundle::Bundle;
use crate::config::Config;
use crate::front;
use crate::ir::{Ir, Member, Operation, Shape, ShapeKind, ShapeName};
use crate::report::Report;

/// A change on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WireChange {
    /// The kind: `operation`, `member`, or the kind of the shape.
    pub kind: &'static str,
    /// `Shape`, `Shape$member`, or the operation.
    pub shape: String,
    /// True if only the new model has it, false if only the old one, `None` if both have it.
    pub added: Option<bool>,
    /// The release that it requires.
    pub verdict: Verdict,
    /// The reason, in a sentence without subject.
    pub reason: &'static str,
}

/// The changes from an old model to a new one.
///
/// # Errors
///
/// A [`Report`] of all problems in a model.
pub fn wire(old: &Bundle, new: &Bundle, config: &Config) -> Result<Vec<WireChange>, Report> {
    let (old, _) = front(old, config)?;
    let (new, _) = front(new, config)?;
    let mut changes = Vec::new();
    let (one, other) = (&old.service.operations, &new.service.operations);
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    for name in names {
        let (verdict, reason) = match (one.get(name), other.get(name)) {
            (None, _) => (Verdict::Minor, "is new"),
            (_, None) => (Verdict::Major, "is gone"),
            (Some(old), Some(new)) => match operation(old, new) {
                Some(found) => found,
                None => continue,
            },
        };
        changes.push(WireChange {
            kind: "operation",
            shape: name.clone(),
            added: added(one.contains_key(name), other.contains_key(name)),
            verdict,
            reason,
        });
    }
    if old.service.protocols != new.service.protocols {
        changes.push(WireChange {
            kind: "service",
            shape: new.service.id.clone(),
            added: None,
            verdict: if new.service.protocols.starts_with(&old.service.protocols) {
                Verdict::Minor
            } else {
                Verdict::Major
            },
            reason: "has other protocols",
        });
    }
    shapes((&old, &new), &mut changes);
    Ok(changes)
}

const fn added(old: bool, new: bool) -> Option<bool> {
    match (old, new) {
        (true, true) => None,
        (_, new) => Some(new),
    }
}

/// The change of an operation.
fn operation(old: &Operation, new: &Operation) -> Option<(Verdict, &'static str)> {
    let http = |operation: &Operation| {
        let http = &operation.http;
        (http.method.clone(), http.uri.to_string(), http.code)
    };
    if http(old) != http(new) || old.wire_name != new.wire_name {
        return Some((Verdict::Major, "has another method, URI, status or name"));
    }
    if old.host_prefix != new.host_prefix || old.auth != new.auth {
        return Some((Verdict::Major, "has another host or authentication"));
    }
    let is_known = |error: &ShapeName| new.errors.contains(error);
    if old.errors.iter().all(is_known) && old.errors.len() == new.errors.len() {
        return None;
    }
    Some((Verdict::Minor, "has other errors"))
}

fn shapes((old, new): (&Ir, &Ir), changes: &mut Vec<WireChange>) {
    let inputs = inputs(new);
    for (name, shape) in &new.shapes {
        let Some(before) = old.shape(name) else {
            continue;
        };
        if before.kind.as_str() != shape.kind.as_str() {
            let is_enum = matches!(
                (&before.kind, &shape.kind),
                (ShapeKind::String, ShapeKind::Enum(_)) | (ShapeKind::Enum(_), ShapeKind::String)
            );
            changes.push(WireChange {
                kind: shape.kind.as_str(),
                shape: name.to_string(),
                added: None,
                verdict: if is_enum {
                    Verdict::Minor
                } else {
                    Verdict::Major
                },
                reason: "is another kind of shape",
            });
            continue;
        }
        values((before, shape), changes);
        let is_input = inputs.contains(name);
        members((before, shape), is_input, changes);
    }
}

/// The shapes that inputs reach.
fn inputs(ir: &Ir) -> BTreeSet<ShapeName> {
    let operations = ir.service.operations.values();
    let inputs = operations.filter_map(|operation| operation.input.as_ref());
    let mut left: Vec<ShapeName> = inputs.map(|input| input.shape.clone()).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = left.pop() {
        if let Some(shape) = ir.shape(&name)
            && found.insert(name)
        {
            left.extend(shape.members().map(|member| member.target.clone()));
        }
    }
    found
}

/// The changes of the values of an enum.
fn values((old, new): (&Shape, &Shape), changes: &mut Vec<WireChange>) {
    let (ShapeKind::Enum(before), ShapeKind::Enum(after)) = (&old.kind, &new.kind) else {
        return;
    };
    let texts = |values: &[crate::ir::EnumValue]| -> BTreeSet<String> {
        values.iter().map(|value| value.value.clone()).collect()
    };
    let (before, after) = (texts(before), texts(after));
    if before == after {
        return;
    }
    let is_kept = before.is_subset(&after);
    changes.push(WireChange {
        kind: "enum",
        shape: new.name.to_string(),
        added: None,
        verdict: if is_kept {
            Verdict::Minor
        } else {
            Verdict::Major
        },
        reason: if is_kept {
            "has new values"
        } else {
            "has lost values"
        },
    });
}

fn members((old, new): (&Shape, &Shape), is_input: bool, changes: &mut Vec<WireChange>) {
    let by_name = |shape: &'_ Shape| -> BTreeMap<String, Member> {
        let members = shape.members();
        members
            .map(|member| (member.name.to_string(), member.clone()))
            .collect()
    };
    let (before, after) = (by_name(old), by_name(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (verdict, reason) = match (before.get(name), after.get(name)) {
            (None, Some(member)) if member.required && is_input => {
                (Verdict::Major, "is new and required")
            }
            (None, _) => (Verdict::Minor, "is new"),
            (_, None) => (Verdict::Major, "is gone"),
            (Some(old), Some(new)) => match member(old, new, is_input) {
                Some(found) => found,
                None => continue,
            },
        };
        changes.push(WireChange {
            kind: "member",
            shape: format!("{}${name}", new.name),
            added: added(before.contains_key(name), after.contains_key(name)),
            verdict,
            reason,
        });
    }
}

fn member(old: &Member, new: &Member, is_input: bool) -> Option<(Verdict, &'static str)> {
    if old.location != new.location
        || old.json_name != new.json_name
        || old.xml_name != new.xml_name
    {
        return Some((Verdict::Major, "is in another place or has another name"));
    }
    if old.target != new.target {
        return Some((Verdict::Minor, "has another shape"));
    }
    match (old.required, new.required) {
        (false, true) if is_input => Some((Verdict::Major, "is required now")),
        (true, false) if !is_input => Some((Verdict::Major, "may be absent now")),
        (false, true) | (true, false) => Some((Verdict::Minor, "is required or no longer")),
        (true, true) | (false, false) => None,
    }
}
