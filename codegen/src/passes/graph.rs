//! The graph of shapes and members, with its strongly connected components.

use crate::ir::{Ir, Member, Shape};

/// An edge: index of the member in its shape, and index of the target shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) member: usize,
    pub(super) target: usize,
}

/// Shapes by index, with the selected edges.
pub(super) struct Graph {
    edges: Vec<Vec<Edge>>,
}

impl Graph {
    /// Builds the graph from the members accepted by `counts`, which gets shape, member and target.
    pub(super) fn of(ir: &Ir, counts: impl Fn(&Shape, &Member, &Shape) -> bool) -> Self {
        let edges_of = |shape: &Shape| {
            let members = shape.members().enumerate();
            members
                .filter_map(|(member, held)| {
                    let (target, _, target_shape) = ir.shapes.get_full(&held.target)?;
                    counts(shape, held, target_shape).then_some(Edge { member, target })
                })
                .collect()
        };
        Self {
            edges: ir.shapes.values().map(edges_of).collect(),
        }
    }

    /// Number of shapes.
    pub(super) fn len(&self) -> usize {
        self.edges.len()
    }

    /// Edges of a shape, in member order.
    pub(super) fn edges(&self, node: usize) -> &[Edge] {
        self.edges.get(node).map_or(&[], Vec::as_slice)
    }

    /// The graph with all edges reversed.
    pub(super) fn reversed(&self) -> Self {
        let mut edges = vec![Vec::new(); self.edges.len()];
        for (node, held) in self.edges.iter().enumerate() {
            for &Edge { member, target } in held {
                if let Some(back) = edges.get_mut(target) {
                    back.push(Edge {
                        member,
                        target: node,
                    });
                }
            }
        }
        Self { edges }
    }

    /// Shapes reachable from `starts`, including `starts`.
    pub(super) fn reached(&self, starts: impl IntoIterator<Item = usize>) -> Vec<bool> {
        let mut reached = vec![false; self.edges.len()];
        let mut open: Vec<usize> = starts.into_iter().collect();
        while let Some(node) = open.pop() {
            let Some(seen) = reached.get_mut(node) else {
                continue;
            };
            if !std::mem::replace(seen, true) {
                open.extend(self.edges(node).iter().map(|edge| edge.target));
            }
        }
        reached
    }

    /// Returns true if a shape holds itself directly.
    pub(super) fn loops(&self, node: usize) -> bool {
        self.edges(node).iter().any(|edge| edge.target == node)
    }

    /// Strongly connected components, contained shapes before those that contain them.
    ///
    /// Tarjan's algorithm with an explicit stack.
    pub(super) fn knots(&self) -> Vec<Vec<usize>> {
        let mut search = Search {
            graph: self,
            marks: vec![Mark::default(); self.edges.len()],
            next: 0,
            pending: Vec::new(),
            knots: Vec::new(),
        };
        for start in 0..self.edges.len() {
            search.walk(start);
        }
        search.knots
    }
}

/// Search state of a shape.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    /// Visit number, from 1; 0 if unvisited.
    met: usize,
    /// Lowest visit number known to be reachable.
    low: usize,
    pending: bool,
}

struct Search<'g> {
    graph: &'g Graph,
    marks: Vec<Mark>,
    next: usize,
    pending: Vec<usize>,
    knots: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn mark(&self, node: usize) -> Mark {
        self.marks.get(node).copied().unwrap_or_default()
    }

    fn enter(&mut self, node: usize) {
        self.next += 1;
        if let Some(mark) = self.marks.get_mut(node) {
            *mark = Mark {
                met: self.next,
                low: self.next,
                pending: true,
            };
        }
        self.pending.push(node);
    }

    fn lower(&mut self, node: usize, low: usize) {
        if let Some(mark) = self.marks.get_mut(node) {
            mark.low = mark.low.min(low);
        }
    }

    fn walk(&mut self, start: usize) {
        if self.mark(start).met > 0 {
            return;
        }
        self.enter(start);
        let mut path = vec![(start, 0)];
        while let Some((node, edge)) = path.last_mut() {
            let node = *node;
            if let Some(&Edge { target, .. }) = self.graph.edges(node).get(*edge) {
                *edge += 1;
                let mark = self.mark(target);
                if mark.met == 0 {
                    self.enter(target);
                    path.push((target, 0));
                } else if mark.pending {
                    self.lower(node, mark.met);
                }
                continue;
            }
            path.pop();
            let Mark { met, low, .. } = self.mark(node);
            if let Some(&(parent, _)) = path.last() {
                self.lower(parent, low);
            }
            if met == low {
                self.close(node);
            }
        }
    }

    /// Pops a complete component, down to its first visited shape.
    fn close(&mut self, first: usize) {
        let start = self.pending.iter().rposition(|&node| node == first);
        let knot = self.pending.split_off(start.unwrap_or_default());
        for &node in &knot {
            if let Some(mark) = self.marks.get_mut(node) {
                mark.pending = false;
            }
        }
        self.knots.push(knot);
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, Graph};

    fn graph(edges: &[&[usize]]) -> Graph {
        let of = |targets: &&[usize]| {
            let targets = targets.iter().enumerate();
            targets
                .map(|(member, &target)| Edge { member, target })
                .collect()
        };
        Graph {
            edges: edges.iter().map(of).collect(),
        }
    }

    #[test]
    fn knots_come_after_what_they_hold() {
        let graph = graph(&[&[1], &[2, 3], &[0], &[4], &[4], &[0]]);
        let mut knots = graph.knots();
        for knot in &mut knots {
            knot.sort_unstable();
        }
        assert_eq!(knots, [vec![4], vec![3], vec![0, 1, 2], vec![5]]);
        assert!(graph.loops(4));
        assert!(!graph.loops(3));
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let links = 200_000;
        let edges: Vec<Vec<usize>> = (0..links).map(|node| vec![(node + 1) % links]).collect();
        let edges: Vec<&[usize]> = edges.iter().map(Vec::as_slice).collect();
        assert_eq!(graph(&edges).knots().len(), 1);
    }

    #[test]
    fn what_is_reached_is_reached_once() {
        let graph = graph(&[&[1], &[0], &[0]]);
        assert_eq!(graph.reached([0]), [true, true, false]);
        assert_eq!(graph.reversed().reached([0]), [true, true, true]);
    }
}
