//! Limits the nesting of shapes to what the compiler accepts.
//!
//! To decide whether a type needs drop or is `Send`, rustc descends through all the types it contains, up to a recursion
//! limit of 128 by default; a list or map counts as several. Pointers do not shorten the path, so a deeper model has to
//! be rejected.

use super::graph::Graph;
use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::{ProblemKind, Problems};

/// Maximum nesting of shapes. Types of 40 nested lists, maps or optional structures compile and can be sent between
/// threads; the deepest AWS model has 22.
const MAX_DEPTH: usize = 40;

/// Maximum number of steps for measuring one strongly connected component.
const MAX_STEPS: usize = 1 << 20;

/// Reports shapes that nest too deep, at the outermost one.
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

/// The longest path through a strongly connected component that enters no shape twice, over all start shapes. The
/// depths of its own shapes are still 0.
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
            // The first member is visited first, as rustc does.
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

    /// A chain of shapes, each holding the previous one, down to a string.
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
