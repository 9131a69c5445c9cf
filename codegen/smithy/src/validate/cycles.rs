//! Cycles in a graph, in linear time and without recursion.

/// Tells of each node if an edge path leads from it back to it.
///
/// Nodes are indices; an edge to an index that is no node is left out.
pub(super) fn cyclic(edges: &[Vec<usize>]) -> Vec<bool> {
    let order = finish_order(edges);
    let mut reverse = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            if let Some(sources) = reverse.get_mut(*to) {
                sources.push(from);
            }
        }
    }
    let mut cyclic = vec![false; edges.len()];
    let mut seen = vec![false; edges.len()];
    for root in order.into_iter().rev() {
        let component = collect(root, &reverse, &mut seen);
        let is_cycle = match component.as_slice() {
            [only] => edges
                .get(*only)
                .is_some_and(|targets| targets.contains(only)),
            more => more.len() > 1,
        };
        for node in component {
            if let Some(slot) = cyclic.get_mut(node) {
                *slot = is_cycle;
            }
        }
    }
    cyclic
}

/// The nodes in the order in which a walk leaves them.
fn finish_order(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for root in 0..edges.len() {
        if !enter(root, &mut seen) {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            let target = edges.get(*node).and_then(|targets| targets.get(*next));
            *next += 1;
            if let Some(target) = target {
                if enter(*target, &mut seen) {
                    path.push((*target, 0));
                }
            } else {
                order.push(*node);
                path.pop();
            }
        }
    }
    order
}

/// The nodes that can be reached from a node and were not seen before.
fn collect(root: usize, edges: &[Vec<usize>], seen: &mut [bool]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut left = Vec::new();
    if enter(root, seen) {
        left.push(root);
    }
    while let Some(node) = left.pop() {
        found.push(node);
        let targets = edges.get(node).map_or(&[][..], Vec::as_slice);
        left.extend(targets.iter().filter(|target| enter(**target, seen)));
    }
    found
}

/// Marks a node as seen; returns false if it was already, or is not a node.
fn enter(node: usize, seen: &mut [bool]) -> bool {
    seen.get_mut(node)
        .is_some_and(|slot| !std::mem::replace(slot, true))
}

#[cfg(test)]
mod tests {
    use super::cyclic;

    #[test]
    fn only_nodes_on_a_cycle_are_cyclic() {
        let edges = [vec![1], vec![2], vec![1, 3], vec![], vec![4], vec![0, 9]];
        let expected = [false, true, true, false, true, false];
        assert_eq!(cyclic(&edges), expected);
    }
}
