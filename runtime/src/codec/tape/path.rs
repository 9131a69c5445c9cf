//! Computes the path of a node, only needed for errors.

use super::{Entry, Reader};
use crate::model::path::Path;
use crate::model::schema::Kind;
use crate::shape::deserializer::Node;

impl Reader<'_> {
    /// The path of a node.
    pub(super) fn path(&self, node: Node) -> Path {
        self.path_and_part(node).0
    }

    /// The path of a node, and the part to skip if it is unreadable: the innermost member, element or map entry. Unions and values
    /// without schema are skipped entirely.
    pub(super) fn path_and_part(&self, node: Node) -> (Path, Node) {
        let mut path = Path::new(self.root);
        let mut part = Node::NONE;
        let mut at = 0;
        while at < node.0 {
            let has_parts = matches!(
                path.kind(),
                Some(Kind::Structure(_) | Kind::List(_) | Kind::Map(..))
            );
            let Some(inner) = self.step(at, node.0, &mut path) else {
                break;
            };
            at = inner;
            if has_parts {
                part = Node(at);
            }
        }
        (path, part)
    }

    /// Steps from a container to the child that is or contains the node.
    fn step(&self, container: u32, node: u32, path: &mut Path) -> Option<u32> {
        let map = match self.tape.get(container) {
            Entry::Map(_) => true,
            Entry::List(_) => false,
            _ => return None,
        };
        let mut place = container + 1;
        for index in 0_usize.. {
            if let Entry::End = self.tape.get(place) {
                return None;
            }
            let value = place + u32::from(map);
            let next = self.tape.after(value);
            if node < next {
                if map {
                    let key = self.tape.text(self.tape.get(place)).unwrap_or_default();
                    self.push_key(path, &key);
                } else {
                    path.push_index(index);
                }
                return Some(value);
            }
            place = next;
        }
        None
    }

    /// Appends a structure member or map key.
    fn push_key(&self, path: &mut Path, key: &str) {
        match path.kind() {
            Some(Kind::Structure(members) | Kind::Union(members)) => {
                let member = members.iter().find(|member| self.is_named(member, key));
                let shown = member.filter(|_| self.options.serves());
                path.push_name(shown.map_or(key, |member| member.name));
                path.enter(member);
            }
            _ => path.push_entry(key),
        }
    }
}
