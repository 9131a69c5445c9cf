//! Takes the event streams out of inputs and outputs, because events are sent after the other members.
//!
//! **Invariants**
//! - Afterwards no structure has a member whose target is a streaming union.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::ir::{Events, Ir, Shape, ShapeKind, ShapeName};
use crate::problem::Problems;

/// Moves event streams from structures to the inputs and outputs that refer to them.
pub(super) fn events(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    let is_stream =
        |shape: &Shape| shape.traits.streaming && matches!(shape.kind, ShapeKind::Union(_));
    let streams = ir.shapes.values().filter(|shape| is_stream(shape));
    let streams: Vec<ShapeName> = streams.map(|shape| shape.name.clone()).collect();
    if streams.is_empty() {
        return;
    }
    let mut found: BTreeMap<ShapeName, Events> = BTreeMap::new();
    for shape in ir.shapes.values_mut() {
        let ShapeKind::Structure(members) = &mut shape.kind else {
            continue;
        };
        let is_moved = |target: &ShapeName| streams.contains(target);
        if let Some(member) = members.iter().find(|member| is_moved(&member.target)) {
            let events = Events {
                shape: member.target.clone(),
                member: member.name.clone(),
                docs: member.docs.clone(),
            };
            found.insert(shape.name.clone(), events);
            members.retain(|member| !is_moved(&member.target));
        }
    }
    for operation in ir.service.operations.values_mut() {
        for io in operation.input.iter_mut().chain(&mut operation.output) {
            io.events = found.get(&io.shape).cloned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::events;
    use crate::config::Config;
    use crate::passes::sample;
    use crate::problem::Problems;

    #[test]
    fn a_stream_leaves_its_structure() {
        let mut ir = sample::ir(
            r#"
            "Out": {"type": "structure", "members": {"Id": {"shape": "Text"}, "Stream": {"shape": "Events"}}},
            "Events": {"type": "structure", "eventstream": true, "members": {"A": {"shape": "A"}}},
            "A": {"type": "structure", "event": true, "members": {}},
            "Text": {"type": "string"}"#,
            r#"
            "Get": {"http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Out"}},
            "Put": {"http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "A"}}"#,
        );
        events(&mut ir, &Config::default(), &mut Problems::new());
        let names: Vec<_> = ir.shapes["Out"]
            .members()
            .map(|member| &*member.name)
            .collect();
        assert_eq!(names, ["Id"]);
        let output = ir.service.operations["Get"].output.as_ref().unwrap();
        let moved = output.events.as_ref().unwrap();
        assert_eq!((&*moved.shape, &*moved.member), ("Events", "Stream"));
        let input = ir.service.operations["Put"].input.as_ref().unwrap();
        assert!(input.events.is_none());
    }
}
