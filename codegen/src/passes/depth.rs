//! Shapes that hold each other deeper than a compiler follows types.
//!
//! A compiler asks of a type whether it is to be dropped and whether it may be sent, and for that goes through all
//! that is in it, to a limit: 128 types by default, a list or map being several. Pointers do not cut that short, so
//! all that can be done is to refuse the model.

use super::graph::Graph;
use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::{ProblemKind, Problems};

/// How deep shapes may nest. Types of 40 lists, or maps, or optional structures compile, and may be sent between
/// threads; the deepest model of AWS has 22.
const MAX_DEPTH: usize = 40;

/// How many steps are taken to find out how deep a knot is.
const MAX_STEPS: usize = 1 << 20;

/// Complains of shapes that nest too deep, where they begin to.
pub(super) fn depth(ir: &mut Ir, _config: &Config, problems: &mut Problems) {
    let holds = |kind: &ShapeKind| {
        matches!(
            kind,
            ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::List(_) | ShapeKind::Map(..)
        )
    };
    let graph = Graph::of(ir, |_, _, target| holds(&target.kind));
    let mut depths = vec![0_usize; graph.len()];
    for knot in graph.knots() {
        let Some(&first) = knot.iter().min() else {
            continue;
        };
        let Some((name, shape)) = ir.shapes.get_index(first) else {
            continue;
        };
        if !holds(&shape.kind) {
            continue;
        }
        let held = knot.iter().flat_map(|&node| graph.edges(node));
        let below = held.filter_map(|edge| depths.get(edge.target)).max();
        let below = below.copied().unwrap_or_default();
        let depth = match knot[..] {
            [_] => below + 1,
            _ => tied(&graph, &knot, &depths),
        };
        if depth > MAX_DEPTH && below <= MAX_DEPTH {
            let (limit, at) = (MAX_DEPTH, shape.at.clone());
            let shape = name.to_string();
            problems.push(ProblemKind::TooDeep { shape, limit }, at);
        }
        for node in knot {
            if let Some(own) = depths.get_mut(node) {
                *own = depth;
            }
        }
    }
}

/// How deep one gets into a knot by never entering a shape twice, from whichever shape; the depths of what is in the
/// knot are still 0.
fn tied(graph: &Graph, knot: &[usize], depths: &[usize]) -> usize {
    let mut inside: Vec<usize> = knot.to_vec();
    inside.sort_unstable();
    let (mut deepest, mut steps) = (0, 0);
    for &start in &inside {
        let mut entered = vec![false; inside.len()];
        let mut open = vec![(start, 1_usize)];
        while let Some((node, depth)) = open.pop() {
            let Ok(place) = inside.binary_search(&node) else {
                let below = depths.get(node).copied().unwrap_or_default();
                deepest = deepest.max(depth - 1 + below);
                continue;
            };
            let Some(seen) = entered.get_mut(place) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            deepest = deepest.max(depth);
            // The first member is entered first, as a compiler does.
            let held = graph.edges(node).iter().rev();
            open.extend(held.map(|edge| (edge.target, depth + 1)));
            steps += 1 + graph.edges(node).len();
        }
        if deepest > MAX_DEPTH || steps > MAX_STEPS {
            break;
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::depth;
    use crate::config::Config;
    use crate::passes::sample;
    use crate::problem::Problems;

    fn found(shapes: &str) -> Vec<(String, &'static str)> {
        let mut problems = Problems::new();
        depth(
            &mut sample::ir(shapes, ""),
            &Config::default(),
            &mut problems,
        );
        let found = problems.iter();
        found
            .map(|problem| (problem.at.to_string(), problem.kind.code()))
            .collect()
    }

    /// Shapes of which each holds the one before, above a text.
    fn tower(height: usize, shape: impl Fn(&str) -> String) -> String {
        let mut shapes = r#""L0": {"type": "string"}"#.to_owned();
        for floor in 1..=height {
            let below = shape(&format!("L{}", floor - 1));
            write!(shapes, r#", "L{floor}": {below}"#).unwrap();
        }
        shapes
    }

    fn structure(held: &str) -> String {
        format!(r#"{{"type": "structure", "members": {{"A": {{"shape": "{held}"}}}}}}"#)
    }

    #[test]
    fn a_nest_is_refused_once_where_it_gets_too_deep() {
        let list = |held: &str| format!(r#"{{"type": "list", "member": {{"shape": "{held}"}}}}"#);
        assert_eq!(found(&tower(40, list)), []);
        assert_eq!(found(&tower(40, structure)), []);
        let expected = [("/shapes/L41".to_owned(), "model::too_deep")];
        assert_eq!(found(&tower(200, list)), expected);
        assert_eq!(found(&tower(200, structure)), expected);
    }

    #[test]
    fn a_ring_is_as_deep_as_it_is_long() {
        let ring = |length| {
            let first = structure(&format!("L{length}"));
            tower(length, structure).replacen(r#"{"type": "string"}"#, &first, 1)
        };
        assert_eq!(found(&ring(39)), []);
        assert_eq!(
            found(&ring(40)),
            [("/shapes/L0".to_owned(), "model::too_deep")]
        );
    }

    #[test]
    fn what_hangs_below_a_ring_counts() {
        let shapes = tower(39, structure)
            + r#", "R1": {"type": "structure", "members": {"B": {"shape": "R2"}, "C": {"shape": "L39"}}},
                "R2": {"type": "structure", "members": {"A": {"shape": "R1"}}}"#;
        assert_eq!(
            found(&shapes),
            [("/shapes/R1".to_owned(), "model::too_deep")]
        );
    }

    #[test]
    fn many_that_hold_one_are_not_deep() {
        let mut choices = String::new();
        let mut shapes = String::new();
        for number in 0..500 {
            write!(choices, r#""C{number}": {{"shape": "S{number}"}},"#).unwrap();
            write!(shapes, r#""S{number}": {},"#, structure("Choice")).unwrap();
        }
        let shapes = format!(
            r#"{shapes} "Choice": {{"type": "structure", "members": {{{choices} "Z": {{"shape": "Choice"}}}}}}"#
        );
        assert_eq!(found(&shapes), []);
    }
}
