//! Computes the path of a node, only needed for errors.

use super::tree::{NONE, XmlTree, element_index, element_node, local};
use crate::model::path::Path;
use crate::model::schema::{Kind, Member};
use crate::shape::deserializer::Node;

impl XmlTree<'_> {
    /// The path of a node, by wire names: list elements by index, map entries by key.
    pub(super) fn path(&self, node: Node) -> Path {
        self.path_and_part(node).0
    }

    /// The path of a node, and the part to skip if it is unreadable: the innermost member, element or map entry. Unions and values
    /// without schema are skipped entirely.
    pub(super) fn path_and_part(&self, node: Node) -> (Path, Node) {
        let mut path = Path::new(self.schema);
        let mut part = Node::NONE;
        let attribute = self.attribute(node);
        let index = attribute.map_or_else(
            || element_index(node).unwrap_or(NONE),
            |attribute| attribute.element,
        );
        let mut is_in_entry = false;
        for index in self.way(index).into_iter().rev() {
            let has_parts = match path.kind() {
                Some(Kind::Structure(_) | Kind::List(_)) => true,
                Some(Kind::Map(..)) => !is_in_entry,
                _ => false,
            };
            if has_parts {
                part = element_node(index);
            }
            is_in_entry = self.step(index, is_in_entry, &mut path);
        }
        if let Some(attribute) = attribute {
            if let Some(Kind::Structure(_)) = path.kind() {
                part = node;
            }
            path.push_name(&attribute.name);
            let members = members(&path).iter();
            let mut members = members.filter(|member| member.xml_attribute);
            path.enter(members.find(|member| local(member.xml_key()) == local(&attribute.name)));
        }
        (path, part)
    }

    /// An element and its ancestors, up to the root value.
    fn way(&self, mut index: u32) -> Vec<u32> {
        let mut way = Vec::new();
        while let Some(element) = self.element(index)
            && index != self.start
            && element.parent != NONE
        {
            way.push(index);
            index = element.parent;
        }
        way
    }

    /// Appends an element; returns true if it is a map entry, whose key or value follows.
    fn step(&self, index: u32, is_in_entry: bool, path: &mut Path) -> bool {
        let Some(element) = self.element(index) else {
            return false;
        };
        match path.kind() {
            Some(Kind::Structure(_) | Kind::Union(_)) => {
                let member = self
                    .member_of(index, members(path))
                    .map(|(_, member)| member);
                let shown = member.filter(|_| self.options().serves());
                path.push_name(shown.map_or(element.name, |member| member.name));
                path.enter(member);
                match member.filter(|member| member.xml_flattened) {
                    Some(member) if matches!(member.target.kind, Kind::List(_)) => {
                        path.push_index(self.position(index));
                        false
                    }
                    Some(_) => true,
                    None => false,
                }
            }
            Some(Kind::List(_)) => {
                path.push_index(self.position(index));
                false
            }
            Some(Kind::Map(key, _)) if is_in_entry => {
                let entry = element_node(element.parent);
                let key = self.text(self.child(entry, key.xml_key()));
                path.push_entry(key.unwrap_or_default());
                false
            }
            Some(Kind::Map(..)) => true,
            _ => {
                path.push_name(element.name);
                false
            }
        }
    }

    /// Index of an element among siblings with the same name.
    fn position(&self, index: u32) -> usize {
        let name = self.element(index).map_or("", |element| element.name);
        let parent = self.element(index).map_or(NONE, |element| element.parent);
        self.children(element_node(parent))
            .filter(|&sibling| self.is_named(sibling, name))
            .position(|sibling| sibling == index)
            .unwrap_or(0)
    }
}

/// Members of the structure at a path.
fn members(path: &Path) -> &'static [Member] {
    match path.kind() {
        Some(Kind::Structure(members) | Kind::Union(members)) => members.get(),
        _ => &[],
    }
}
