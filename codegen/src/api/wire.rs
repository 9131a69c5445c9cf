//! The verdict on the wire format from two intermediate forms, for formats that have no semantic model.
//!
//! **Invariants**
//! - What old callers send and expect decides: a new required member is grave in inputs alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeKind, Verdict, kind_of};
use crate::ir::{EnumValue, Ir, Member, Operation, Shape, ShapeKind, ShapeName};

/// A change on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WireChange {
    /// The kind: `operation`, `member`, or the kind of the shape.
    pub kind: &'static str,
    /// `Shape`, `Shape$member`, or the operation.
    pub shape: String,
    /// The way it changed.
    pub change: ChangeKind,
    /// The release that it requires.
    pub verdict: Verdict,
    /// The reason, in a sentence without subject.
    pub reason: &'static str,
}

/// The changes from an old model to a new one, both as [`front`](crate::front) returns them.
pub fn wire(old: &Ir, new: &Ir) -> Vec<WireChange> {
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
            change: kind_of(one.contains_key(name), other.contains_key(name)),
            verdict,
            reason,
        });
    }
    if old.service.protocols != new.service.protocols {
        changes.push(WireChange {
            kind: "service",
            shape: new.service.id.clone(),
            change: ChangeKind::Changed,
            verdict: if new.service.protocols.starts_with(&old.service.protocols) {
                Verdict::Minor
            } else {
                Verdict::Major
            },
            reason: "has other protocols",
        });
    }
    shapes((old, new), &mut changes);
    changes
}

/// The change of an operation.
fn operation(old: &Operation, new: &Operation) -> Option<(Verdict, &'static str)> {
    if old.http != new.http || old.wire_name != new.wire_name {
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
                change: ChangeKind::Changed,
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
        members((before, shape), changes);
    }
}

/// The changes of the values of an enum.
fn values((old, new): (&Shape, &Shape), changes: &mut Vec<WireChange>) {
    let (ShapeKind::Enum(before), ShapeKind::Enum(after)) = (&old.kind, &new.kind) else {
        return;
    };
    let (before, after) = (texts(before), texts(after));
    if before == after {
        return;
    }
    let is_kept = before.is_subset(&after);
    changes.push(WireChange {
        kind: "enum",
        shape: new.name.to_string(),
        change: ChangeKind::Changed,
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

fn texts(values: &[EnumValue]) -> BTreeSet<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

fn members((old, new): (&Shape, &Shape), changes: &mut Vec<WireChange>) {
    let is_input = new.facts.in_input;
    let (before, after) = (by_name(old), by_name(new));
    let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
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
            change: kind_of(before.contains_key(name), after.contains_key(name)),
            verdict,
            reason,
        });
    }
}

fn by_name(shape: &Shape) -> BTreeMap<&str, &Member> {
    let members = shape.members();
    members
        .map(|member| (member.name.as_str(), member))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::{ChangeKind, Verdict, wire};
    use crate::ir::Ir;
    use crate::{Bundle, Config, Source, front};

    /// A model whose input has events, with the members of the event.
    fn model(members: &str) -> Ir {
        let text = format!(
            r#"{{
            "metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}},
            "operations": {{"Glow": {{
                "http": {{"method": "POST", "requestUri": "/"}}, "input": {{"shape": "In"}}}}}},
            "shapes": {{
                "In": {{"type": "structure", "payload": "S", "members": {{"S": {{"shape": "S"}}}}}},
                "S": {{"type": "structure", "eventstream": true, "members": {{"E": {{"shape": "E"}}}}}},
                "E": {{"type": "structure", "event": true, {members}}},
                "N": {{"type": "integer"}}}}}}"#
        );
        let bundle = Bundle::new(Source::new("service-2.json", text));
        front(&bundle, &Config::default()).unwrap().0
    }

    #[test]
    fn a_required_member_of_a_sent_event_is_major() {
        let old = model(r#""members": {}"#);
        let new = model(r#""required": ["N"], "members": {"N": {"shape": "N"}}"#);
        let changes = wire(&old, &new);
        let found: Vec<_> = changes
            .iter()
            .map(|change| (&*change.shape, change.change, change.verdict, change.reason))
            .collect();
        let expected = (
            "E$N",
            ChangeKind::Added,
            Verdict::Major,
            "is new and required",
        );
        assert_eq!(found, [expected]);
        let changes = wire(&new, &old);
        let found = changes.first().map(|change| (change.change, change.reason));
        assert_eq!(found, Some((ChangeKind::Removed, "is gone")));
    }
}
