//! Computes the path of a node, only needed for errors.

use super::{FormTree, NONE, number};
use crate::model::path::Path;
use crate::model::schema::{Kind, Member};
use crate::shape::deserializer::Node;

impl FormTree {
    /// The path of a node, by model names.
    pub(super) fn path(&self, node: Node) -> Path {
        let mut path = Path::new(self.schema);
        let mut way = Vec::new();
        let mut index = node.0;
        while let Some(field) = self.field(index).filter(|field| field.parent != NONE) {
            way.push(index);
            index = field.parent;
        }
        let mut way = way.into_iter().rev().map(Node);
        while let Some(node) = way.next() {
            match path.kind() {
                Some(Kind::Structure(members) | Kind::Union(members)) => {
                    let member = self.find_member(node, members);
                    path.push_name(member.map_or_else(|| self.segment(node), |member| member.name));
                    path.enter(member);
                }
                Some(Kind::List(_)) => {
                    if let Some(index) = number(self.segment(node)) {
                        path.push_index(usize::try_from(index).unwrap_or(0).saturating_sub(1));
                    }
                }
                Some(Kind::Map(key, _)) => {
                    if number(self.segment(node)).is_some() {
                        let name = self.child(node, key.xml_name.unwrap_or("key"));
                        path.push_entry(self.value(name).unwrap_or_default());
                        // The segment of the key or value.
                        way.next();
                    }
                }
                _ => path.push_name(self.segment(node)),
            }
        }
        path
    }

    /// The segment of a node.
    fn segment(&self, node: Node) -> &str {
        self.field(node.0).map_or("", |field| &field.segment)
    }

    /// The member of a node, whose parent is a structure.
    fn find_member(&self, node: Node, members: &'static [Member]) -> Option<&'static Member> {
        let parent = Node(self.field(node.0)?.parent);
        let mut members = members.iter();
        members.find(|member| self.member(parent, member) == node)
    }
}
