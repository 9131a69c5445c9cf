//! Merges the traits of references with those of their target shapes, as botocore does.
//!
//! botocore copies the target and overlays the keys of the reference (`resolve_shape_ref` in its `model.py`), so every
//! key may occur in either place, and the reference wins.
//!
//! **Invariants**
//! - Afterwards, member traits are on members and type traits are on types.
//! - Only absent keys are filled in: a `false` on a reference stays.
//! - In XML, the name of a structure is only used for its documents: members do not inherit it, and it overrides the name of
//!   an input or output. This matches Smithy's `xmlName`. botocore's protocol tests expect it too, although botocore does
//!   not pass them yet: `BodyWithXmlName` is in its list of ignored tests.
//!
//! <https://smithy.io/2.0/spec/protocol-traits.html#xmlname-trait>

use indexmap::IndexMap;

use super::scope::Names;
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore::{Member, Operation, Shape};
use crate::read::mirror::{Entries, Text};

/// Fills absent keys of one mirror from another.
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

/// Copies the payload and required members stated on operations to their inputs and outputs.
///
/// A shape has one type for all operations, so operations cannot state this differently.
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

/// Copies type traits from members to the shapes they target.
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

/// Copies member traits from shapes to the members that target them.
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
            // A structure states it for its element, wherever it occurs.
            if !is_structure {
                fill_in!(member, target, xml_namespace);
            }
        }
    }
}

/// Returns true if a shape has a key that describes members targeting it.
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

/// A shape without its members, which is cheap to copy.
fn without_members<'a>(shape: &Shape<'a>) -> Shape<'a> {
    Shape {
        members: None,
        required: None,
        values: None,
        documentation: None,
        ..shape.clone()
    }
}

/// The members of a shape of any type.
fn members<'s, 'a>(shape: &'s Shape<'a>) -> impl Iterator<Item = &'s Member<'a>> {
    let inner = shape.member.iter().chain(&shape.key).chain(&shape.value);
    let named = shape.members.iter().flat_map(IndexMap::values);
    inner.chain(named)
}
