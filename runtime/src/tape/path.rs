//! The path from the root of a tape to one of its nodes, told only when something went wrong there.

use std::fmt::Write;

use super::{Entry, Names, Reader};
use crate::schema::{Kind, Member, Schema};
use crate::tree::Node;

/// A path.
pub(super) struct Path {
    /// As in `SegmentAttributes["connect:Subtype"].ValueList[0]`.
    pub(super) text: String,
    /// Whether it leads to a value that is hidden wherever values are shown.
    pub(super) sensitive: bool,
    /// The shape it leads to, where the model knows it.
    schema: Option<&'static Schema>,
}

/// What stands for a key that is hidden.
const HIDDEN: &str = "[***]";

impl Reader<'_> {
    /// The path to a node.
    pub(super) fn path(&self, node: Node) -> Path {
        let mut path = Path {
            text: String::new(),
            sensitive: self.root.sensitive,
            schema: Some(self.root),
        };
        let mut at = 0;
        while at < node.0 {
            let Some(inner) = self.step(at, node.0, &mut path) else {
                break;
            };
            at = inner;
        }
        path
    }

    /// From a container to the value in it that is the node or holds it.
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
                    path.push_key(&key, self.names());
                } else {
                    path.push_index(index);
                }
                return Some(value);
            }
            place = next;
        }
        None
    }
}

impl Path {
    /// Goes to an element of a list.
    fn push_index(&mut self, index: usize) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "[{index}]");
        match self.schema.map(|schema| &schema.kind) {
            Some(Kind::List(element)) => self.enter(element),
            _ => self.schema = None,
        }
    }

    /// Goes to a member of a structure or the value of a key.
    fn push_key(&mut self, key: &str, names: Names) {
        match self.schema.map(|schema| &schema.kind) {
            Some(Kind::Structure(members) | Kind::Union(members)) => {
                self.push_name(key);
                match members.iter().find(|member| names.of(member) == key) {
                    Some(member) => self.enter(member),
                    None => self.schema = None,
                }
            }
            Some(Kind::Map(name, value)) => {
                self.push_quoted(key, name.is_sensitive());
                self.enter(value);
            }
            _ => {
                self.push_quoted(key, false);
                self.schema = None;
            }
        }
    }

    /// Appends the name of a member.
    pub(super) fn push_name(&mut self, name: &str) {
        if !self.text.is_empty() {
            self.text.push('.');
        }
        self.text.push_str(name);
    }

    /// Appends the key of a map, unless nobody may see it.
    fn push_quoted(&mut self, key: &str, sensitive: bool) {
        if sensitive || self.sensitive {
            self.text.push_str(HIDDEN);
        } else {
            let _ = write!(self.text, "[{key:?}]");
        }
    }

    /// Takes note of what the model says of a member.
    const fn enter(&mut self, member: &Member) {
        self.sensitive = self.sensitive || member.is_sensitive();
        self.schema = Some(member.target);
    }
}
