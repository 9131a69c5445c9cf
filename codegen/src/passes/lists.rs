//! Rejects cycles of lists and maps alone, which no Rust type can express.

use super::graph::Graph;
use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::{ProblemKind, Problems};

/// Reports cycles that consist only of lists and maps.
pub(super) fn lists(ir: &mut Ir, _config: &Config, problems: &mut Problems) {
    let inlined = |kind: &ShapeKind| matches!(kind, ShapeKind::List(_) | ShapeKind::Map(..));
    let graph = Graph::of(ir, |shape, _, target| {
        inlined(&shape.kind) && inlined(&target.kind)
    });
    for knot in graph.knots() {
        let Some(&node) = knot.iter().min() else {
            continue;
        };
        let Some((name, shape)) = ir.shapes.get_index(node) else {
            continue;
        };
        if knot.len() > 1 || graph.loops(node) {
            let kind = ProblemKind::ListCycle {
                shape: name.to_string(),
            };
            problems.push(kind, shape.at.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lists;
    use crate::config::Config;
    use crate::passes::sample;
    use crate::problem::Problems;

    fn found(shapes: &str) -> Vec<(String, &'static str)> {
        let mut problems = Problems::new();
        lists(
            &mut sample::ir(shapes, ""),
            &Config::default(),
            &mut problems,
        );
        let found = problems.iter();
        found
            .map(|problem| (problem.at.to_string(), problem.kind.code()))
            .collect()
    }

    #[test]
    fn cycles_of_lists_and_maps_are_rejected() {
        let problems = found(
            r#"
            "S": {"type": "structure", "members": {"L": {"shape": "L"}}},
            "L": {"type": "list", "member": {"shape": "M"}},
            "M": {"type": "map", "key": {"shape": "K"}, "value": {"shape": "L"}},
            "K": {"type": "string"},
            "Fine": {"type": "list", "member": {"shape": "S2"}},
            "S2": {"type": "structure", "members": {"Fine": {"shape": "Fine"}}}"#,
        );
        assert_eq!(problems, [("/shapes/L".to_owned(), "model::list_cycle")]);
    }
}
