//! Breaks cycles of required members, which make a structure impossible to construct.
//!
//! **Invariants**
//! - Afterwards, every structure can be constructed from the inside out.

use super::graph::Graph;
use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::{ProblemKind, Problems};

/// Makes required members optional that can never be constructed.
pub(super) fn endless(ir: &mut Ir, _config: &Config, problems: &mut Problems) {
    let graph = Graph::of(ir, |shape, member, target| {
        let by_value = matches!(target.kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
        let in_structure = matches!(shape.kind, ShapeKind::Structure(_));
        let in_union = matches!(shape.kind, ShapeKind::Union(_));
        by_value && (in_union || (in_structure && member.required))
    });
    let finite = finite(ir, &graph);
    if finite.iter().all(|finite| *finite) {
        return;
    }
    let mut knot_of = vec![0; graph.len()];
    for (number, knot) in graph.knots().into_iter().enumerate() {
        for node in knot {
            if let Some(own) = knot_of.get_mut(node) {
                *own = number;
            }
        }
    }
    let is_finite = |node: usize| finite.get(node).copied().unwrap_or(true);
    for (node, (name, shape)) in ir.shapes.iter_mut().enumerate() {
        let ShapeKind::Structure(members) = &mut shape.kind else {
            continue;
        };
        for edge in graph.edges(node) {
            if is_finite(edge.target) || knot_of.get(node) != knot_of.get(edge.target) {
                continue;
            }
            let Some(member) = members.get_mut(edge.member) else {
                continue;
            };
            member.required = false;
            let (shape, member_name) = (name.to_string(), member.name.to_string());
            let kind = ProblemKind::EndlessRequired {
                shape,
                member: member_name,
            };
            problems.push(kind, member.at.clone());
        }
    }
}

/// Shapes that can be constructed: structures once all their required members can be, unions once one member can.
fn finite(ir: &Ir, graph: &Graph) -> Vec<bool> {
    let is_union = |node: usize| {
        let shape = ir.shapes.get_index(node);
        shape.is_some_and(|(_, shape)| matches!(shape.kind, ShapeKind::Union(_)))
    };
    let mut missing: Vec<usize> = (0..graph.len())
        .zip(ir.shapes.values())
        .map(|(node, shape)| {
            let held = graph.edges(node).len();
            let ShapeKind::Union(members) = &shape.kind else {
                return held;
            };
            // A member that is not a structure or union can be constructed at once, and one such member is enough.
            let made_at_once = members.len() > held;
            usize::from(!made_at_once && held > 0)
        })
        .collect();
    let holders = graph.reversed();
    let mut finite = vec![false; graph.len()];
    let mut open: Vec<usize> = (0..graph.len())
        .filter(|&node| missing.get(node) == Some(&0))
        .collect();
    while let Some(node) = open.pop() {
        let Some(own) = finite.get_mut(node) else {
            continue;
        };
        if std::mem::replace(own, true) {
            continue;
        }
        for edge in holders.edges(node) {
            let Some(count) = missing.get_mut(edge.target) else {
                continue;
            };
            *count = if is_union(edge.target) {
                0
            } else {
                count.saturating_sub(1)
            };
            if *count == 0 {
                open.push(edge.target);
            }
        }
    }
    finite
}

#[cfg(test)]
mod tests {
    use super::endless;
    use crate::config::Config;
    use crate::passes::sample;
    use crate::problem::Problems;

    #[test]
    fn only_members_that_prevent_construction_become_optional() {
        let mut ir = sample::ir(
            r#"
            "A": {"type": "structure", "required": ["B", "S"],
                  "members": {"B": {"shape": "B"}, "S": {"shape": "S"}}},
            "B": {"type": "structure", "required": ["A"], "members": {"A": {"shape": "A"}}},
            "Holds": {"type": "structure", "required": ["A"], "members": {"A": {"shape": "A"}}},
            "ByList": {"type": "structure", "required": ["L"], "members": {"L": {"shape": "L"}}},
            "L": {"type": "list", "member": {"shape": "ByList"}},
            "ByUnion": {"type": "structure", "required": ["U"], "members": {"U": {"shape": "U"}}},
            "U": {"type": "structure", "union": true,
                  "members": {"More": {"shape": "ByUnion"}, "End": {"shape": "S"}}},
            "Trap": {"type": "structure", "required": ["V"], "members": {"V": {"shape": "V"}}},
            "V": {"type": "structure", "union": true, "members": {"More": {"shape": "Trap"}}},
            "S": {"type": "string"}"#,
            "",
        );
        let mut problems = Problems::new();
        endless(&mut ir, &Config::default(), &mut problems);
        let found: Vec<_> = problems.iter().map(|problem| problem.at.as_str()).collect();
        assert_eq!(
            found,
            [
                "/shapes/A/members/B",
                "/shapes/B/members/A",
                "/shapes/Trap/members/V"
            ]
        );
        assert!(!ir.shapes["A"].member("B").unwrap().required);
        assert!(ir.shapes["A"].member("S").unwrap().required);
        assert!(ir.shapes["Holds"].member("A").unwrap().required);
        assert!(problems.propagate().is_ok());
    }
}
