//! Finds recursive shapes and boxes members so that their types have a finite size.
//!
//! **Invariants**
//! - A member is boxed only if the cycle it closes has no other box, list or map.
//! - Boxing depends only on the names of the shapes in the cycle, never on the rest of the model.

use std::collections::BTreeMap;

use super::graph::{Edge, Graph};
use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::Problems;

/// Marks recursive shapes and members to box.
pub(super) fn recursion(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    let holds = Graph::of(ir, |_, _, _| true);
    for knot in holds.knots() {
        let alone = knot.len() == 1;
        for node in knot {
            if alone && !holds.loops(node) {
                continue;
            }
            if let Some((_, shape)) = ir.shapes.get_index_mut(node) {
                shape.facts.recursive = true;
            }
        }
    }
    let has_fields =
        |kind: &ShapeKind| matches!(kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
    let by_value = Graph::of(ir, |shape, _, target| {
        has_fields(&shape.kind) && has_fields(&target.kind)
    });
    for mut knot in by_value.knots() {
        knot.sort_by(|one, other| {
            ir.shapes
                .get_index(*one)
                .map(|(name, _)| name)
                .cmp(&ir.shapes.get_index(*other).map(|(name, _)| name))
        });
        for (node, member) in closing_edges(&by_value, &knot) {
            let shape = ir.shapes.get_index_mut(node);
            if let Some(member) = shape.and_then(|(_, shape)| shape.members_mut().nth(member)) {
                member.boxed = true;
            }
        }
    }
}

/// Back edges of a depth-first walk through a component, starting at its first shape.
fn closing_edges(graph: &Graph, knot: &[usize]) -> Vec<(usize, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnTheWay,
        Done,
    }
    let mut states: BTreeMap<usize, State> = knot.iter().map(|&node| (node, State::New)).collect();
    let mut closing = Vec::new();
    for &start in knot {
        if states.get(&start) != Some(&State::New) {
            continue;
        }
        states.insert(start, State::OnTheWay);
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(&Edge { member, target }) = graph.edges(node).get(*next) else {
                states.insert(node, State::Done);
                path.pop();
                continue;
            };
            *next += 1;
            match states.get(&target) {
                Some(State::New) => {
                    states.insert(target, State::OnTheWay);
                    path.push((target, 0));
                }
                Some(State::OnTheWay) => closing.push((node, member)),
                Some(State::Done) | None => {}
            }
        }
    }
    closing
}

#[cfg(test)]
mod tests {
    use super::recursion;
    use crate::config::Config;
    use crate::ir::Ir;
    use crate::passes::sample;
    use crate::problem::Problems;

    fn boxed(ir: &Ir) -> Vec<String> {
        let shapes = ir.shapes.values();
        shapes
            .flat_map(|shape| {
                let boxed = shape.members().filter(|member| member.boxed);
                boxed.map(|member| format!("{}.{}", shape.name, member.name))
            })
            .collect()
    }

    #[test]
    fn only_the_member_that_closes_a_cycle_is_boxed() {
        let mut ir = sample::ir(
            r#"
            "B": {"type": "structure", "members": {"C": {"shape": "C"}, "Self": {"shape": "B"}}},
            "A": {"type": "structure", "members": {"B": {"shape": "B"}, "Flat": {"shape": "Flat"}}},
            "C": {"type": "structure", "union": true,
                  "members": {"A": {"shape": "A"}, "Flat": {"shape": "Flat"}}},
            "Flat": {"type": "structure", "members": {"L": {"shape": "L"}}},
            "L": {"type": "list", "member": {"shape": "Flat"}},
            "Out": {"type": "structure", "members": {"A": {"shape": "A"}}}"#,
            "",
        );
        recursion(&mut ir, &Config::default(), &mut Problems::new());
        assert_eq!(boxed(&ir), ["B.Self", "C.A"]);
        let recursive: Vec<_> = ir
            .shapes
            .values()
            .filter(|shape| shape.facts.recursive)
            .map(|shape| shape.name.as_str())
            .collect();
        assert_eq!(recursive, ["B", "A", "C", "Flat", "L"]);
    }
}
