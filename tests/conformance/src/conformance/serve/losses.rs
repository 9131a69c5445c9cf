//! Parameters that a request does not carry, or carries twice: a server cannot read what a client was given.
//!
//! **Invariants**
//!
//! - Each loss is a function in [`LOSSES`], with the sentence of the specification that causes it.

use std::collections::BTreeSet;

use sansmith_codegen::Ir;
use sansmith_codegen::ir::{Location, Member, Protocol, Shape, ShapeKind};
use serde_json::{Map, Value};

/// A loss: it changes expected and actual members of an input, so that they can be compared.
type Loss = fn(&Input<'_>, &mut Map<String, Value>, &mut Map<String, Value>);

/// All losses.
///
/// - Forms, query strings and prefix headers have no empty lists or maps, because each element is a parameter or header:
///   <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#query-key-resolution>,
///   <https://smithy.io/2.0/spec/http-bindings.html#httpquery-trait>.
/// - A map of all query parameters has those of other members, too:
///   <https://smithy.io/2.0/spec/http-bindings.html#httpqueryparams-trait>.
/// - An absent structure payload is sent as `{}`:
///   <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#http-binding-protocol-details>.
/// - An absent token is filled by the client:
///   <https://smithy.io/2.0/spec/behavior-traits.html#idempotencytoken-trait>.
const LOSSES: [Loss; 4] = [empty_collections, repeated_parameters, empty_payload, token];

/// An input shape.
struct Input<'a> {
    ir: &'a Ir,
    members: &'a [&'a Member],
}

/// Changes an input and its parameters where the specification says that they differ.
pub(super) fn forgive(ir: &Ir, shape: &str, expected: &mut Value, actual: &mut Value) {
    let members: Vec<_> = ir
        .shapes
        .get(shape)
        .into_iter()
        .flat_map(Shape::members)
        .collect();
    let (Value::Object(expected), Value::Object(actual)) = (expected, actual) else {
        return;
    };
    for loss in LOSSES {
        loss(
            &Input {
                ir,
                members: &members,
            },
            expected,
            actual,
        );
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty)
}

fn empty_collections(
    input: &Input<'_>,
    expected: &mut Map<String, Value>,
    actual: &mut Map<String, Value>,
) {
    let mut protocols = input.ir.service.protocols.iter();
    let is_form = protocols.any(|one| matches!(one, Protocol::AwsQuery | Protocol::Ec2Query));
    for member in input.members {
        let name = member.name.as_str();
        let has_no_place = is_form
            || matches!(
                member.location,
                Location::Query(_) | Location::QueryParams | Location::PrefixHeaders(_)
            );
        if has_no_place && !actual.contains_key(name) && expected.get(name).is_some_and(is_empty) {
            expected.remove(name);
        }
    }
}

fn repeated_parameters(
    input: &Input<'_>,
    expected: &mut Map<String, Value>,
    actual: &mut Map<String, Value>,
) {
    let named: BTreeSet<&str> = input
        .members
        .iter()
        .filter_map(|member| match &member.location {
            Location::Query(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let maps = input.members.iter();
    for map in maps.filter(|member| matches!(member.location, Location::QueryParams)) {
        for side in [&mut *expected, &mut *actual] {
            if let Some(Value::Object(entries)) = side.get_mut(map.name.as_str()) {
                entries.retain(|key, _| !named.contains(key.as_str()));
                if entries.is_empty() {
                    side.remove(map.name.as_str());
                }
            }
        }
    }
}

fn empty_payload(
    input: &Input<'_>,
    expected: &mut Map<String, Value>,
    actual: &mut Map<String, Value>,
) {
    for member in input.members {
        let name = member.name.as_str();
        let is_structure = input
            .ir
            .target(member)
            .is_some_and(|target| matches!(target.kind, ShapeKind::Structure(_)));
        if matches!(member.location, Location::Payload)
            && is_structure
            && !expected.contains_key(name)
            && actual.get(name).is_some_and(is_empty)
        {
            actual.remove(name);
        }
    }
}

fn token(input: &Input<'_>, expected: &mut Map<String, Value>, actual: &mut Map<String, Value>) {
    let tokens = input.members.iter();
    for member in tokens.filter(|member| member.idempotency_token) {
        if !expected.contains_key(member.name.as_str()) {
            actual.remove(member.name.as_str());
        }
    }
}
