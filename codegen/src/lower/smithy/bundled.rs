//! Shapes of libraries that come with every Smithy build, so models refer to them without containing them.
//!
//! **Invariants**
//! - A definition in the model takes precedence.
//!
//! <https://smithy.io/2.0/guides/building-models/build-config.html#maven-configuration>

use super::model::{Links, Member, Model, Shape, Type};
use super::traits::Traits;
use crate::ir::Pointer;
use crate::read::json::Node;
use crate::read::mirror::Text;
use crate::read::smithy::Version;

/// A shape: id, type, members, and traits with a string value or none.
struct Row {
    id: &'static str,
    kind: Type,
    /// Name, target and requiredness of each member.
    members: &'static [(&'static str, &'static str, bool)],
    traits: &'static [(&'static str, Option<&'static str>)],
}

const STRING: &str = "smithy.api#String";

/// The shapes of the package smithy-validation-model, and alloy's identifier.
const SHAPES: [Row; 4] = [
    Row {
        id: "smithy.framework#ValidationException",
        kind: Type::Structure,
        members: &[
            ("message", STRING, true),
            (
                "fieldList",
                "smithy.framework#ValidationExceptionFieldList",
                false,
            ),
        ],
        traits: &[("smithy.api#error", Some("client"))],
    },
    Row {
        id: "smithy.framework#ValidationExceptionField",
        kind: Type::Structure,
        members: &[("path", STRING, true), ("message", STRING, true)],
        traits: &[],
    },
    Row {
        id: "smithy.framework#ValidationExceptionFieldList",
        kind: Type::List,
        members: &[("member", "smithy.framework#ValidationExceptionField", false)],
        traits: &[],
    },
    Row {
        id: "alloy#UUID",
        kind: Type::String,
        members: &[],
        traits: &[("alloy#uuidFormat", None)],
    },
];

/// Adds the shapes that are missing from the model.
pub(super) fn add(model: &mut Model<'_>) {
    for row in &SHAPES {
        let shape = model.shapes.entry(Text::Borrowed(row.id));
        shape.or_insert_with(|| row.shape());
    }
}

impl Row {
    fn shape<'a>(&self) -> Shape<'a> {
        let members = self.members.iter();
        let members = members.map(|(name, target, required)| {
            let mut traits = Traits::default();
            if *required {
                traits.add("smithy.api#required", annotation(), Pointer::root());
            }
            let member = Member {
                target: Text::Borrowed(target),
                traits,
                at: Pointer::root(),
            };
            (Text::Borrowed(*name), member)
        });
        let mut traits = Traits::default();
        for (id, text) in self.traits {
            let text = text.map(|text| Node::Text(Text::Borrowed(text)));
            traits.add(id, text.unwrap_or_else(annotation), Pointer::root());
        }
        Shape {
            kind: self.kind,
            version: Version::Two,
            traits,
            members: members.collect(),
            introduced: indexmap::IndexMap::new(),
            mixins: Vec::new(),
            links: Links::default(),
            at: Pointer::root(),
        }
    }
}

/// The value of an annotation trait: an empty object.
fn annotation<'a>() -> Node<'a> {
    Node::Object(Vec::new())
}
