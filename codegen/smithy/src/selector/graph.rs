//! Shapes and members as nodes, and the relationships between them.
//!
//! <https://smithy.io/2.0/spec/selectors.html#neighbors>

use std::collections::BTreeMap;

use crate::model::{Member, Model, ShapeId, ShapeType};
pub(super) use crate::relation::Relation;
use crate::relation::relations;
pub(super) use crate::subject::Subject;

/// A shape or member by its index.
pub(super) type Node = u32;

/// The shapes of a model with their relationships, made once for many selectors.
#[derive(Debug)]
pub struct Graph<'m> {
    subjects: Vec<Subject<'m>>,
    nodes: BTreeMap<&'m str, Node>,
    forward: Vec<Vec<(Relation, Node)>>,
    reverse: Vec<Vec<(Relation, Node)>>,
}

impl<'m> Graph<'m> {
    /// The graph of a model.
    pub fn new(model: &'m Model) -> Self {
        let mut subjects = Vec::new();
        for shape in model.shapes() {
            subjects.push(Subject::Shape(shape));
            subjects.extend(shape.members.values().map(Subject::Member));
        }
        let nodes = (0..)
            .zip(&subjects)
            .map(|(node, subject)| (subject.id().as_str(), node))
            .collect();
        let mut graph = Self {
            forward: vec![Vec::new(); subjects.len()],
            reverse: vec![Vec::new(); subjects.len()],
            subjects,
            nodes,
        };
        for node in graph.all() {
            graph.connect(model, node);
        }
        graph
    }

    /// All nodes.
    pub(super) fn all(&self) -> std::ops::Range<Node> {
        0..Node::try_from(self.subjects.len()).unwrap_or(Node::MAX)
    }

    pub(super) fn find(&self, id: &ShapeId) -> Option<Node> {
        self.nodes.get(id.as_str()).copied()
    }

    pub(super) fn subject(&self, node: Node) -> Option<Subject<'m>> {
        self.subjects.get(node as usize).copied()
    }

    /// The neighbors of a node, those that its traits lead to included.
    pub(super) fn neighbors(&self, node: Node, reverse: bool) -> &[(Relation, Node)] {
        let lists = if reverse {
            &self.reverse
        } else {
            &self.forward
        };
        lists.get(node as usize).map_or(&[], Vec::as_slice)
    }

    fn connect(&mut self, model: &Model, node: Node) {
        let Some(subject) = self.subject(node) else {
            return;
        };
        match subject {
            Subject::Member(member) => self.connect_member(model, node, member),
            Subject::Shape(shape) => {
                for member in shape.members.values() {
                    self.link(node, Relation::Member, &member.id);
                }
                for (relation, target) in relations(shape) {
                    self.link(node, relation, target);
                }
            }
        }
        for found in subject.traits() {
            self.link(node, Relation::Trait, &found.id);
        }
    }

    fn connect_member(&mut self, model: &Model, node: Node, member: &Member) {
        let container = member.id.root();
        self.link(node, Relation::Container, &container);
        let container = model.shape(&container).map(|shape| shape.kind);
        if !matches!(container, Some(ShapeType::Enum | ShapeType::IntEnum)) {
            self.link(node, Relation::Target, &member.target);
        }
    }

    /// Adds a relationship, unless its target is missing.
    fn link(&mut self, from: Node, relation: Relation, to: &ShapeId) {
        let Some(to) = self.find(to) else {
            return;
        };
        if let Some(list) = self.forward.get_mut(from as usize) {
            list.push((relation, to));
        }
        if let Some(list) = self.reverse.get_mut(to as usize) {
            list.push((relation, from));
        }
    }
}
