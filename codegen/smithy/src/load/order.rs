//! Sorts definitions, so that mixins and resources that members take targets from come first.
//!
//! **Invariants**
//! - Linear in the number of definitions and dependencies; no recursion.

use indexmap::IndexMap;

use crate::model::ShapeId;

/// An order of shapes, and those that have none because they depend on each other.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Order {
    /// The shapes, dependencies first.
    pub(super) sorted: Vec<ShapeId>,
    /// The shapes that are part of a cycle.
    pub(super) cyclic: Vec<ShapeId>,
}

/// Sorts shapes by dependencies; dependencies that are not among the shapes are ignored.
pub(super) fn order(dependencies: &IndexMap<ShapeId, Vec<ShapeId>>) -> Order {
    let mut order = Order::default();
    let edges = Edges::new(dependencies);
    let left = strip(&edges.forward, &edges.backward, |index| {
        order.sorted.extend(edges.id(dependencies, index));
    });
    // The rest is in a cycle or depends on one; the latter is removed by stripping from the other end.
    let within = |edges: &[Vec<usize>]| -> Vec<Vec<usize>> {
        let kept = |targets: &Vec<usize>| {
            let kept = targets
                .iter()
                .filter(|target| left.get(**target) == Some(&true));
            kept.copied().collect()
        };
        edges.iter().map(kept).collect()
    };
    let cyclic = strip(&within(&edges.backward), &within(&edges.forward), |_| {});
    for index in 0..dependencies.len() {
        if left.get(index) == Some(&true) && cyclic.get(index) == Some(&true) {
            order.cyclic.extend(edges.id(dependencies, index));
        }
    }
    order
}

/// The dependencies by position, in both directions.
struct Edges {
    forward: Vec<Vec<usize>>,
    backward: Vec<Vec<usize>>,
}

impl Edges {
    fn new(dependencies: &IndexMap<ShapeId, Vec<ShapeId>>) -> Self {
        let mut forward = vec![Vec::new(); dependencies.len()];
        let mut backward = vec![Vec::new(); dependencies.len()];
        for (index, needed) in dependencies.values().enumerate() {
            for id in needed {
                let Some(target) = dependencies.get_index_of(id) else {
                    continue;
                };
                if let Some(edges) = forward.get_mut(index) {
                    edges.push(target);
                }
                if let Some(edges) = backward.get_mut(target) {
                    edges.push(index);
                }
            }
        }
        Self { forward, backward }
    }

    #[expect(clippy::unused_self, reason = "the positions are those of these edges")]
    fn id(&self, dependencies: &IndexMap<ShapeId, Vec<ShapeId>>, index: usize) -> Option<ShapeId> {
        dependencies.get_index(index).map(|(id, _)| id.clone())
    }
}

/// Repeatedly removes positions without forward edges; true for those that remain.
fn strip(
    forward: &[Vec<usize>],
    backward: &[Vec<usize>],
    mut taken: impl FnMut(usize),
) -> Vec<bool> {
    let mut open: Vec<usize> = forward.iter().map(Vec::len).collect();
    let mut left = vec![true; forward.len()];
    let ready = open.iter().enumerate().filter(|(_, open)| **open == 0);
    let mut queue: std::collections::VecDeque<usize> = ready.map(|(index, _)| index).collect();
    while let Some(index) = queue.pop_front() {
        taken(index);
        if let Some(left) = left.get_mut(index) {
            *left = false;
        }
        for dependent in backward.get(index).into_iter().flatten() {
            if let Some(open) = open.get_mut(*dependent) {
                *open -= 1;
                if *open == 0 {
                    queue.push_back(*dependent);
                }
            }
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::order;
    use crate::model::ShapeId;

    fn id(name: &str) -> ShapeId {
        ShapeId::parse(&format!("a#{name}")).unwrap()
    }

    #[test]
    fn dependencies_come_first_and_cycles_are_separated_from_dependents() {
        let edges = [
            ("A", vec!["B"]),
            ("B", vec!["Missing"]),
            ("C", vec!["D", "A"]),
            ("D", vec!["E"]),
            ("E", vec!["D"]),
            ("F", vec!["F"]),
            ("G", vec!["C"]),
        ];
        let edges = edges.map(|(name, needs)| (id(name), needs.into_iter().map(id).collect()));
        let order = order(&edges.into_iter().collect());
        assert_eq!(order.sorted, ["B", "A"].map(id));
        assert_eq!(order.cyclic, ["D", "E", "F"].map(id));
    }
}
