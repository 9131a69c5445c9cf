//! Every name of the generated crate, decided at once: cases, keywords, collisions.
//!
//! **Invariants**
//! - The first in the model's order keeps its name, later ones get `_2`, `_3`; so a model that only grows at its end
//!   renames nothing.
//! - No name is made anywhere else.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::ident::{Ident, fixed, shouty, snake, upper_camel};
use crate::ir::{Ir, Member, Shape, ShapeKind, ShapeName};

/// Items of the prelude of std, and what cannot name a type: a shape of that name gets the suffix `Shape`, an
/// operation the suffix `Operation`.
const PRELUDE: [&str; 36] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "Vec",
];

/// Variants that stand for something else already: a modelled one gets the suffix `Value`.
const VARIANTS: [&str; 2] = ["Self", "Unknown"];

/// Setters that would hide what every structure has: such a one gets a `_`.
const METHODS: [&str; 23] = [
    "build",
    "builder",
    "clone",
    "default",
    "from_cbor",
    "from_cbor_lenient",
    "from_cbor_with",
    "from_json",
    "from_json_lenient",
    "from_json_with",
    "from_value",
    "from_value_with",
    "from_xml",
    "from_xml_lenient",
    "from_xml_with",
    "to_cbor",
    "to_json",
    "to_query",
    "to_query_ec2",
    "to_value",
    "to_value_redacted",
    "to_xml",
    "validate",
];

/// The names of one crate.
#[derive(Debug)]
pub(crate) struct Names {
    types: IndexMap<ShapeName, Ident>,
    schemas: IndexMap<ShapeName, Ident>,
    operations: IndexMap<String, Ident>,
    /// Of an operation the enum of its errors.
    errors: IndexMap<String, Ident>,
    /// Of a structure the fields, of a union or enum the variants, in the order of the members or values.
    parts: IndexMap<ShapeName, Vec<Ident>>,
}

impl Names {
    /// Decides every name.
    pub(crate) fn new(ir: &Ir) -> Self {
        let mut types = Taken::default();
        let mut schemas = Taken::default();
        let mut operations = Taken::default();
        let mut names = Self {
            types: IndexMap::new(),
            schemas: IndexMap::new(),
            operations: IndexMap::new(),
            errors: IndexMap::new(),
            parts: IndexMap::new(),
        };
        for (name, shape) in &ir.shapes {
            let ident = beside_prelude(name, "Shape");
            let schema = schemas.take(&shouty(&ident));
            names.schemas.insert(name.clone(), schema);
            if has_type(shape) {
                names.types.insert(name.clone(), types.take(&ident));
                names.parts.insert(name.clone(), parts(shape));
            }
        }
        for name in ir.service.operations.keys() {
            let ident = operations.take(&beside_prelude(name, "Operation"));
            names.operations.insert(name.clone(), ident);
        }
        // Operations keep their names, whatever the errors of others are called.
        for (name, ident) in &names.operations {
            let error = operations.take(&ident.suffixed("Error"));
            names.errors.insert(name.clone(), error);
        }
        names
    }

    /// The type of a structure, union or enum.
    pub(crate) fn type_of(&self, shape: &ShapeName) -> Ident {
        self.types
            .get(shape)
            .cloned()
            .unwrap_or_else(|| upper_camel(shape))
    }

    /// The static with the schema of a shape.
    pub(crate) fn schema_of(&self, shape: &ShapeName) -> Ident {
        self.schemas
            .get(shape)
            .cloned()
            .unwrap_or_else(|| shouty(&upper_camel(shape)))
    }

    /// The type of an operation.
    pub(crate) fn operation(&self, name: &str) -> Ident {
        self.operations
            .get(name)
            .cloned()
            .unwrap_or_else(|| upper_camel(name))
    }

    /// The enum of an operation's errors.
    pub(crate) fn error(&self, operation: &str) -> Ident {
        self.errors
            .get(operation)
            .cloned()
            .unwrap_or_else(|| upper_camel(operation).suffixed("Error"))
    }

    /// The variants for errors, beside the one for any other.
    pub(crate) fn failures(&self, errors: &[ShapeName]) -> Vec<Ident> {
        let mut taken = Taken::default();
        taken.take(&fixed("Unhandled"));
        let variants = errors.iter().map(|error| {
            let ident = self.type_of(error);
            let ident = if ident.as_str() == "Unhandled" {
                ident.suffixed("Error")
            } else {
                ident
            };
            taken.take(&ident)
        });
        variants.collect()
    }

    /// The fields of a structure, or the variants of a union or enum, in the model's order.
    pub(crate) fn parts(&self, shape: &ShapeName) -> &[Ident] {
        self.parts.get(shape).map_or(&[], Vec::as_slice)
    }
}

/// The name of a type; one that a user has from std gets a suffix, so that both can be imported.
fn beside_prelude(name: &str, suffix: &str) -> Ident {
    let ident = upper_camel(name);
    if PRELUDE.contains(&ident.as_str()) {
        ident.suffixed(suffix)
    } else {
        ident
    }
}

/// The method of a builder that sets a field.
pub(crate) fn setter(field: &Ident) -> Ident {
    if METHODS.contains(&field.as_str()) {
        field.suffixed("_")
    } else {
        field.clone()
    }
}

/// The method of a builder that takes an `Option` for a field.
pub(crate) fn maybe(field: &Ident) -> Ident {
    field.prefixed("maybe_")
}

/// The predicates of a service's errors, each with the name of its error.
pub(crate) fn predicates<'i>(
    errors: impl Iterator<Item = &'i ShapeName>,
) -> IndexMap<Ident, ShapeName> {
    let mut taken = Taken::default();
    taken.take(&fixed("is_throttle"));
    let mut predicates = IndexMap::new();
    for error in errors {
        let name = taken.take(&snake(error).prefixed("is_"));
        predicates.insert(name, error.clone());
    }
    predicates
}

/// The type that says in an error that a required member is missing.
pub(crate) fn marker(member: &Member) -> Ident {
    let ident = upper_camel(&member.name);
    if ident.as_str() == "Self" {
        fixed("SelfMember")
    } else {
        ident
    }
}

/// Whether a shape has a type of its own; the others are types of std or the runtime.
pub(crate) fn has_type(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_)
    )
}

/// The fields or variants of a shape.
fn parts(shape: &Shape) -> Vec<Ident> {
    let mut taken = Taken::default();
    if let ShapeKind::Structure(members) = &shape.kind {
        return members
            .iter()
            .map(|member| taken.take(&snake(&member.name)))
            .collect();
    }
    taken.take(&fixed("Unknown"));
    let values: Vec<&str> = if let ShapeKind::Enum(values) = &shape.kind {
        let names = values.iter();
        names
            .map(|value| value.name.as_deref().unwrap_or(&value.value))
            .collect()
    } else if let ShapeKind::IntEnum(values) = &shape.kind {
        values.iter().map(|value| &*value.name).collect()
    } else {
        shape.members().map(|member| &*member.name).collect()
    };
    values
        .into_iter()
        .map(|value| {
            let ident = upper_camel(value);
            if VARIANTS.contains(&ident.as_str()) {
                taken.take(&ident.suffixed("Value"))
            } else {
                taken.take(&ident)
            }
        })
        .collect()
}

/// The names of one scope that are given away.
#[derive(Default)]
struct Taken(BTreeSet<Ident>);

impl Taken {
    /// Gives the name away, with a number behind it where somebody has it already.
    fn take(&mut self, ident: &Ident) -> Ident {
        let mut candidate = ident.clone();
        let mut number = 1_u32;
        while !self.0.insert(candidate.clone()) {
            number += 1;
            // A keyword that cannot be raw ends in `_` already, and two of them are no snake case.
            let joint = if ident.as_str().ends_with('_') {
                ""
            } else {
                "_"
            };
            candidate = ident.suffixed(&format!("{joint}{number}"));
        }
        candidate
    }
}
