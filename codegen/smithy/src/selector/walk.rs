//! Steps that lead from a shape to others: neighbors, what is reachable, and what is below.

use std::collections::{BTreeSet, VecDeque};

use super::evaluate::{Flow, Receiver, Run};
use super::graph::{Node, Relation};
use super::step::{Label, Step};
use crate::model::ShapeType;

impl<'g, 'm> Run<'g, 'm> {
    pub(super) fn push_neighbors(
        &mut self,
        node: Node,
        labels: &[Label],
        reverse: bool,
        next: Receiver<'_, 'g, 'm>,
    ) -> Flow {
        let graph = self.graph;
        let is_resource = self.is_of_type(node, &[ShapeType::Resource]);
        for (relation, neighbor) in graph.neighbors(node, reverse) {
            if *relation != Relation::Container && is_wanted(labels, *relation, is_resource) {
                next(self, *neighbor)?;
            }
        }
        if is_resource && labels.contains(&Label::Bound) {
            for (relation, neighbor) in graph.neighbors(node, true) {
                if *relation == Relation::Resource {
                    next(self, *neighbor)?;
                }
            }
        }
        Flow::Continue(())
    }

    pub(super) fn push_reachable(&mut self, start: Node, next: Receiver<'_, 'g, 'm>) -> Flow {
        let graph = self.graph;
        let mut seen = BTreeSet::from([start]);
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            for (relation, neighbor) in graph.neighbors(node, false) {
                let is_directed = !matches!(relation, Relation::Container | Relation::Trait);
                if is_directed && seen.insert(*neighbor) {
                    self.work += 1;
                    next(self, *neighbor)?;
                    waiting.push(*neighbor);
                }
            }
        }
        Flow::Continue(())
    }

    pub(super) fn push_recursive(
        &mut self,
        chain: &[Step],
        start: Node,
        next: Receiver<'_, 'g, 'm>,
    ) -> Flow {
        let mut seen = BTreeSet::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(node) = waiting.pop_front() {
            self.push(chain, node, &mut |run, found| {
                if seen.insert(found) {
                    next(run, found)?;
                    waiting.push_back(found);
                }
                Flow::Continue(())
            })?;
        }
        Flow::Continue(())
    }

    pub(super) fn push_down(
        &mut self,
        first: &[Step],
        last: Option<&[Step]>,
        start: Node,
        next: Receiver<'_, 'g, 'm>,
    ) -> Flow {
        let entities = [
            ShapeType::Service,
            ShapeType::Resource,
            ShapeType::Operation,
        ];
        if !self.is_of_type(start, &entities) {
            return Flow::Continue(());
        }
        let graph = self.graph;
        let mut seen = BTreeSet::new();
        let mut waiting = vec![(start, false)];
        while let Some((node, inherited)) = waiting.pop() {
            if !seen.insert(node) {
                continue;
            }
            let mut qualifies = inherited || self.emits(first, node);
            if let Some(last) = last.filter(|_| qualifies) {
                qualifies = !self.emits(last, node);
            }
            if qualifies {
                next(self, node)?;
            }
            let children = graph.neighbors(node, false).iter().rev();
            let children = children.filter(|(relation, _)| {
                matches!(relation, Relation::Resource | Relation::Operation)
            });
            waiting.extend(children.map(|(_, child)| (*child, qualifies)));
        }
        Flow::Continue(())
    }
}

/// Returns true if a label names the relation; without labels, all except traits match.
fn is_wanted(labels: &[Label], relation: Relation, is_resource: bool) -> bool {
    if labels.is_empty() {
        return relation != Relation::Trait;
    }
    labels.iter().any(|label| match label {
        Label::Relation(wanted) => *wanted == relation,
        Label::InstanceOperation => is_resource && is_on_instance(relation),
        Label::Bound | Label::Unknown => false,
    })
}

fn is_on_instance(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Operation | Relation::Read | Relation::Update | Relation::Delete | Relation::Put
    )
}
