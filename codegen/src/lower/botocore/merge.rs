//! Traits of a reference and of the shape that it targets, merged as botocore merges them.
//!
//! botocore copies the target and lays the keys of the reference over it (`resolve_shape_ref` in its `model.py`), so
//! that every key may stand at either place, and the reference counts more.
//!
//! **Invariants**
//! - What describes a member is at the member afterwards, what describes a type is at the type.
//! - Only keys that are absent are filled in: a `false` at a reference stays.
//! - In XML, the name of a structure is that of its documents alone: no member takes it, and that of an input or output
//!   gives way to it. This is `xmlName` of Smithy. botocore's own protocol tests ask for it too, although botocore does
//!   not pass them yet: `BodyWithXmlName` is in its list of tests to ignore.
//!
//! <https://smithy.io/2.0/spec/protocol-traits.html#xmlname-trait>

use indexmap::IndexMap;

use super::scope::Names;
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore::{Member, Operation, Shape};
use crate::read::mirror::{Entries, Text};

/// Fills the keys of one mirror that are absent with those of another.
macro_rules! fill_in {
    ($into:expr, $from:expr, $($field:ident),+ $(,)?) => {
        $(if $into.$field.is_none() {
            $into.$field.clone_from(&$from.$field);
        })+
    };
}

/// Merges the traits of every reference with those of its target.
pub(super) fn merge<'a>(
    operations: &mut Entries<'a, Operation<'a>>,
    shapes: &mut Entries<'a, Shape<'a>>,
    names: Names,
    problems: &mut Problems,
) {
    raise_bindings(operations, shapes, problems);
    let errors = operations.values().flat_map(|operation| &operation.errors);
    for error in errors.flatten() {
        if let Some(shape) = shapes.get_mut(&error.shape) {
            fill_in!(shape, error, error, exception, fault, retryable);
        }
    }
    raise_types(shapes);
    hand_down(shapes, names);
}

/// Gives inputs and outputs the payload and the required members that operations say of them.
///
/// A shape has one type, whichever operation it belongs to, so two operations cannot say different things of it.
fn raise_bindings<'a>(
    operations: &Entries<'a, Operation<'a>>,
    shapes: &mut Entries<'a, Shape<'a>>,
    problems: &mut Problems,
) {
    let mut payloads: IndexMap<Text<'a>, (Option<Text<'a>>, Pointer)> = IndexMap::new();
    for (name, operation) in operations {
        let at = Pointer::root().child("operations").child(name);
        for (key, io) in [("input", &operation.input), ("output", &operation.output)] {
            let Some((io, shape)) = io
                .as_ref()
                .zip(io.as_ref().and_then(|io| shapes.get(&io.shape)))
            else {
                continue;
            };
            let payload = io.payload.as_ref().or(shape.payload.as_ref()).cloned();
            let at = at.child(key);
            match payloads.get(&io.shape) {
                Some((known, first)) if *known != payload => {
                    let what = format!("the payload of `{}`", io.shape);
                    let first = first.clone();
                    problems.push(ProblemKind::Conflict { what, first }, at);
                }
                Some(_) => {}
                None => {
                    payloads.insert(io.shape.clone(), (payload, at));
                }
            }
            if let Some(shape) = shapes.get_mut(&io.shape) {
                fill_in!(shape, io, required);
            }
        }
    }
    for (name, (payload, _)) in payloads {
        if let Some(shape) = shapes.get_mut(&name) {
            shape.payload = payload;
        }
    }
}

/// Gives shapes what members that target them say of their type.
fn raise_types<'a>(shapes: &mut Entries<'a, Shape<'a>>) {
    let says = |member: &&Member<'a>| {
        let Member {
            sparse,
            document,
            union,
            eventstream,
            event,
            ..
        } = member;
        [sparse, document, union, eventstream, event]
            .iter()
            .any(|key| key.is_some())
    };
    let saying = shapes.values().flat_map(members).filter(says);
    let saying: Vec<Member<'a>> = saying.cloned().collect();
    for member in saying {
        if let Some(shape) = shapes.get_mut(&member.shape) {
            fill_in!(shape, member, sparse, document, union, eventstream, event);
        }
    }
}

/// Gives members what the shape that they target says of each of its members.
fn hand_down<'a>(shapes: &mut Entries<'a, Shape<'a>>, names: Names) {
    let speaking = shapes.iter().filter(|(_, shape)| speaks_of_members(shape));
    let speaking: IndexMap<Text<'a>, Shape<'a>> = speaking
        .map(|(name, shape)| (name.clone(), without_members(shape)))
        .collect();
    if speaking.is_empty() {
        return;
    }
    for shape in shapes.values_mut() {
        let inner = shape.member.iter_mut().chain(&mut shape.key);
        let inner = inner.chain(&mut shape.value);
        for member in inner.chain(shape.members.iter_mut().flat_map(IndexMap::values_mut)) {
            let Some(target) = speaking.get(&member.shape) else {
                continue;
            };
            fill_in!(
                member,
                target,
                location,
                query_name,
                flattened,
                xml_attribute,
                idempotency_token,
                host_label,
                jsonvalue,
                event_payload,
                event_header,
                context_param,
                endpoint_discovery_id,
            );
            let is_structure = target.kind == "structure";
            if names == Names::Json || !is_structure {
                fill_in!(member, target, location_name);
            }
            // A structure says it of its element wherever that stands.
            if !is_structure {
                fill_in!(member, target, xml_namespace);
            }
        }
    }
}

/// Whether a shape has a key that describes the members that target it.
fn speaks_of_members(shape: &Shape<'_>) -> bool {
    let texts = [&shape.location, &shape.location_name, &shape.query_name];
    let flags = [
        shape.flattened,
        shape.xml_attribute,
        shape.idempotency_token,
        shape.host_label,
        shape.jsonvalue,
        shape.event_payload,
        shape.event_header,
        shape.endpoint_discovery_id,
    ];
    texts.iter().any(|text| text.is_some())
        || flags.iter().any(Option::is_some)
        || shape.context_param.is_some()
        || shape.xml_namespace.is_some()
}

/// A shape with its traits alone, which are cheap to copy.
fn without_members<'a>(shape: &Shape<'a>) -> Shape<'a> {
    Shape {
        members: None,
        required: None,
        values: None,
        documentation: None,
        ..shape.clone()
    }
}

/// The members of a shape, whatever its type.
fn members<'s, 'a>(shape: &'s Shape<'a>) -> impl Iterator<Item = &'s Member<'a>> {
    let inner = shape.member.iter().chain(&shape.key).chain(&shape.value);
    let named = shape.members.iter().flat_map(IndexMap::values);
    inner.chain(named)
}
