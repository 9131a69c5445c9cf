//! Lists and maps that no Rust type can be written for: those without an end, and those nested too deep.

use super::graph::Graph;
use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::{ProblemKind, Problems};

/// How deep lists and maps may nest: they are written out in one type, which compilers limit.
const MAX_DEPTH: usize = 128;

/// Complains of cycles of lists and maps alone, and of nests that are too deep.
pub(super) fn lists(ir: &mut Ir, _config: &Config, problems: &mut Problems) {
    let inlined = |kind: &ShapeKind| matches!(kind, ShapeKind::List(_) | ShapeKind::Map(..));
    let graph = Graph::of(ir, |shape, _, target| {
        inlined(&shape.kind) && inlined(&target.kind)
    });
    let mut depths = vec![1_usize; graph.len()];
    for knot in graph.knots() {
        let Some(&node) = knot.iter().min() else {
            continue;
        };
        let Some((name, shape)) = ir.shapes.get_index(node) else {
            continue;
        };
        let shape_name = name.to_string();
        if knot.len() > 1 || graph.loops(node) {
            let kind = ProblemKind::ListCycle { shape: shape_name };
            problems.push(kind, shape.at.clone());
            continue;
        }
        let held = graph.edges(node).iter();
        let deepest = held.filter_map(|edge| depths.get(edge.target)).max();
        let depth = deepest.map_or(1, |depth| depth + 1);
        if let Some(own) = depths.get_mut(node) {
            *own = depth;
        }
        if depth == MAX_DEPTH + 1 {
            let limit = MAX_DEPTH;
            let shape_at = shape.at.clone();
            let shape = shape_name;
            problems.push(ProblemKind::TooDeep { shape, limit }, shape_at);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

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
    fn a_cycle_of_lists_and_maps_is_refused() {
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

    #[test]
    fn a_nest_is_refused_once_where_it_gets_too_deep() {
        let mut shapes = r#""L0": {"type": "string"}"#.to_owned();
        for depth in 1..=200 {
            let below = depth - 1;
            write!(
                shapes,
                r#", "L{depth}": {{"type": "list", "member": {{"shape": "L{below}"}}}}"#
            )
            .unwrap();
        }
        assert_eq!(
            found(&shapes),
            [("/shapes/L129".to_owned(), "model::too_deep")]
        );
    }
}
