//! Places within structures, by paths of names: `Row.Books`.

use sansmith::schema::Kind;

use super::{Content, DynValue};

impl DynValue {
    /// Removes and returns what is at a path of member names; `None` if there is nothing.
    pub fn take(&mut self, path: &str) -> Option<Self> {
        let (first, rest) = match path.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let slot = self.slot(first)?;
        match rest {
            Some(rest) => slot.as_mut()?.take(rest),
            None => slot.take(),
        }
    }

    /// The place of a path of member names; structures on the way are made. `None` if there is no such member.
    pub(crate) fn place(&mut self, path: &str) -> Option<&mut Option<Self>> {
        let (mut place, mut rest) = (self, path);
        while let Some((first, after)) = rest.split_once('.') {
            let target = place.target(first)?;
            let slot = place.slot(first)?;
            if slot.is_none() {
                *slot = Some(Self::structure(target)?);
            }
            (place, rest) = (slot.as_mut()?, after);
        }
        place.slot(rest)
    }

    /// Appends the elements of a list, or the entries of a map; other values stay as they are.
    pub(crate) fn extend(&mut self, more: Self) {
        match (&mut self.content, more.content) {
            (Content::List(items), Content::List(more)) => items.extend(more),
            (Content::SparseList(items), Content::SparseList(more)) => items.extend(more),
            (Content::Map(entries), Content::Map(more)) => entries.extend(more),
            (Content::SparseMap(entries), Content::SparseMap(more)) => entries.extend(more),
            _ => {}
        }
    }

    /// The schema of a member of a structure.
    fn target(&self, name: &str) -> Option<&'static sansmith::Schema> {
        let Kind::Structure(members) = &self.schema.kind else {
            return None;
        };
        let member = members.get().get(self.index(name)?)?;
        Some(member.target)
    }

    /// The slot of a member of a structure.
    fn slot(&mut self, name: &str) -> Option<&mut Option<Self>> {
        let index = self.index(name)?;
        match &mut self.content {
            Content::Structure(values) => values.get_mut(index),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use sansmith::Schema;
    use sansmith::schema::{Member, STRING};

    use super::*;

    static LEAF: Schema = Schema::structure("Leaf", &[Member::new("Name", &STRING)]);
    static TREE: Schema = Schema::structure(
        "Tree",
        &[Member::new("Leaf", &LEAF), Member::new("Name", &STRING)],
    );

    #[test]
    fn what_is_at_a_path_is_taken() {
        let text = r#"{"Leaf":{"Name":"l"},"Name":"t"}"#;
        let mut tree = DynValue::from_json(&TREE, text).unwrap();
        for path in ["Leaf.No", "No", "No.Name", "Name.No", ""] {
            assert_eq!(tree.take(path), None, "{path}");
        }
        assert_eq!(tree.to_json(), text);
        let taken = tree.take("Leaf.Name");
        assert_eq!(taken.as_ref().and_then(DynValue::as_str), Some("l"));
        assert_eq!(tree.to_json(), r#"{"Leaf":{},"Name":"t"}"#);
        assert_eq!(tree.take("Leaf.Name"), None);
    }

    #[test]
    fn structures_on_the_way_to_a_place_are_made() {
        let mut tree = DynValue::zero(&TREE);
        assert!(tree.place("Name.No").is_none());
        assert!(tree.place("Leaf.Name").is_some_and(|place| place.is_none()));
        assert_eq!(tree.to_json(), r#"{"Leaf":{}}"#);
    }
}
