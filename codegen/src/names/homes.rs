//! The files of schemas without a type: lists, maps and scalars.
//!
//! **Invariants**
//! - A schema stands in the file of the one type that reaches it, else in the shared file.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Ir, Shape, ShapeName};

use super::has_type;

/// The types that reach a schema without another type between them.
#[derive(Debug, Default)]
pub(crate) struct Homes {
    users: BTreeMap<ShapeName, Vec<ShapeName>>,
}

impl Homes {
    /// Finds the users of every shape without a type.
    pub(crate) fn new(ir: &Ir) -> Self {
        let mut users: BTreeMap<ShapeName, Vec<ShapeName>> = BTreeMap::new();
        for shape in ir.shapes.values().filter(|shape| has_type(shape)) {
            let mut seen = BTreeSet::new();
            let mut open: Vec<&Shape> = vec![shape];
            while let Some(holder) = open.pop() {
                for member in holder.members() {
                    let Some(target) = ir.target(member).filter(|target| !has_type(target)) else {
                        continue;
                    };
                    if seen.insert(&target.name) {
                        open.push(target);
                    }
                    // A member with constraints of its own refers to a copy of the schema.
                    let users = users.entry(target.name.clone()).or_default();
                    if !member.is_narrow() && users.last() != Some(&shape.name) {
                        users.push(shape.name.clone());
                    }
                }
            }
        }
        Self { users }
    }

    /// The type in whose file the schema of a shape stands, if one type alone reaches it.
    pub(crate) fn of(&self, shape: &ShapeName) -> Option<&ShapeName> {
        match self.users(shape) {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The types that reach a shape.
    pub(crate) fn users(&self, shape: &ShapeName) -> &[ShapeName] {
        self.users.get(shape).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::Homes;
    use crate::passes::sample;

    #[test]
    fn a_schema_of_one_type_stands_in_its_file() {
        let ir = sample::ir(
            r#""A": {"type": "structure", "members": {"Own": {"shape": "Own"}, "Both": {"shape": "Both"}}},
               "B": {"type": "structure", "members": {"Both": {"shape": "Both"}, "A": {"shape": "A"}}},
               "Own": {"type": "list", "member": {"shape": "Element"}},
               "Element": {"type": "string"},
               "Both": {"type": "list", "member": {"shape": "Text"}},
               "Text": {"type": "string"}"#,
            "",
        );
        let homes = Homes::new(&ir);
        let home = |name: &str| homes.of(&name.into()).map(ToString::to_string);
        assert_eq!(home("Own").as_deref(), Some("A"));
        assert_eq!(home("Element").as_deref(), Some("A"));
        assert_eq!(home("Both"), None);
        assert_eq!(home("Text"), None);
        assert_eq!(homes.users(&"Text".into()).len(), 2);
    }
}
