//! Assigns all names of the generated crate: case, keywords, conflicts.
//!
//! **Invariants**
//! - Names of an earlier release come first (`names.toml`). Then the first item in the model's order keeps its name, and later
//!   ones get `_2`, `_3`. Appending to a model renames nothing.
//! - Names are assigned nowhere else.

mod groups;
mod homes;
pub(crate) mod ident;
mod kept;
pub(crate) mod krate;
mod leaf;
mod narrowed;
mod reserved;
mod users;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use self::homes::Homes;
use self::ident::{file, fixed, shouty, snake, upper_camel};
use self::reserved::{IN_BUILDERS, METHODS, PRELUDE, VARIANTS};
use crate::ir::{Ir, Member, Protocol, Shape, ShapeKind, ShapeName};

pub(crate) use self::groups::{Gate, Groups};
pub(crate) use self::ident::Ident;
pub(crate) use self::krate::Krate;
pub(crate) use self::leaf::Leaf;
pub(crate) use self::users::Users;

/// Input shared by all plans and all documentation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) ir: &'a Ir,
    pub(crate) names: &'a Names,
    /// The path of the generated crate in examples.
    pub(crate) krate: &'a Krate,
    /// The selected protocol.
    pub(crate) protocol: Protocol,
    /// The operations that use each shape.
    pub(crate) users: &'a Users<'a>,
    /// Features by resource.
    pub(crate) groups: &'a Groups,
}

/// The type that stands for a service: `Connect`, `S3`.
pub(crate) fn service(id: &str) -> Ident {
    let name = upper_camel(id);
    // `Settings` stands beside it.
    let is_taken = name.as_str() == "Settings" || PRELUDE.contains(&name.as_str());
    if is_taken {
        name.suffixed("Service")
    } else {
        name
    }
}

/// The schema of a type, in its own file.
pub(crate) const OWN_SCHEMA: &str = "SCHEMA";

/// All names of a crate.
#[derive(Debug)]
pub(crate) struct Names {
    types: IndexMap<ShapeName, Ident>,
    schemas: IndexMap<ShapeName, Ident>,
    operations: IndexMap<String, Ident>,
    /// Error enums by operation.
    errors: IndexMap<String, Ident>,
    /// Fields of structures and variants of unions and enums, in the order of members or values.
    parts: IndexMap<ShapeName, Vec<Ident>>,
    /// Waiters, in the model's order.
    waiters: Vec<Ident>,
    /// Modules of types.
    modules: IndexMap<ShapeName, Ident>,
    /// Modules of operations.
    operation_modules: IndexMap<String, Ident>,
    /// Files of schemas without a type.
    homes: Homes,
}

/// The static that a member of a schema refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SchemaPath {
    /// `SCHEMA` in the module of a type.
    Type(Ident),
    /// A static of that name in the same file.
    Beside(Ident),
    /// A static of that name in the shared file.
    Shared(Ident),
}

impl Names {
    /// Assigns all names.
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
            waiters: waiters(ir),
            modules: IndexMap::new(),
            operation_modules: IndexMap::new(),
            homes: Homes::new(ir),
        };
        schemas.take(&fixed(OWN_SCHEMA));
        let mut modules = Taken::default();
        let declared = ir.shapes.iter().filter(|(_, shape)| has_type(shape));
        let declared = declared.map(|(name, _)| (name.as_str(), beside_prelude(name, "Shape")));
        let mut idents = kept::assign(&mut types, &ir.names, "", declared.collect()).into_iter();
        for (name, shape) in &ir.shapes {
            let schema = schemas.take(&shouty(&beside_prelude(name, "Shape")));
            names.schemas.insert(name.clone(), schema);
            if has_type(shape)
                && let Some(ident) = idents.next()
            {
                names
                    .modules
                    .insert(name.clone(), modules.take(&file(&ident)));
                names.types.insert(name.clone(), ident);
                names.parts.insert(name.clone(), parts(shape, &ir.names));
            }
        }
        let mut modules = Taken::default();
        for name in ir.service.operations.keys() {
            let ident = operations.take(&beside_prelude(name, "Operation"));
            let module = modules.take(&file(&ident));
            names.operation_modules.insert(name.clone(), module);
            names.operations.insert(name.clone(), ident);
        }
        // Operations keep their names even if they conflict with error enums of others.
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

    /// The module of a type, and its file.
    pub(crate) fn module_of(&self, shape: &ShapeName) -> Ident {
        let module = self.modules.get(shape).cloned();
        module.unwrap_or_else(|| file(&upper_camel(shape)))
    }

    /// The module of an operation, and its file.
    pub(crate) fn operation_module(&self, operation: &str) -> Ident {
        let module = self.operation_modules.get(operation).cloned();
        module.unwrap_or_else(|| file(&upper_camel(operation)))
    }

    /// The files of schemas without a type.
    pub(crate) fn homes(&self) -> &Homes {
        &self.homes
    }

    /// The schema static of a shape, as a member refers to it.
    pub(crate) fn schema_path(&self, shape: &ShapeName) -> SchemaPath {
        if self.types.contains_key(shape) {
            SchemaPath::Type(self.module_of(shape))
        } else if self.homes.of(shape).is_some() {
            SchemaPath::Beside(self.schema_of(shape))
        } else {
            SchemaPath::Shared(self.schema_of(shape))
        }
    }

    /// The name of a shape's own static.
    pub(crate) fn own_schema(&self, shape: &ShapeName) -> Ident {
        if self.types.contains_key(shape) {
            fixed(OWN_SCHEMA)
        } else {
            self.schema_of(shape)
        }
    }

    /// The schema static of a shape without a type, and what the names of narrowed schemas begin with.
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

    /// The error enum of an operation.
    pub(crate) fn error(&self, operation: &str) -> Ident {
        self.errors
            .get(operation)
            .cloned()
            .unwrap_or_else(|| upper_camel(operation).suffixed("Error"))
    }

    /// Variant names of an error enum, except the catch-all variant.
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

    /// Waiters, in the model's order.
    pub(crate) fn waiters(&self) -> &[Ident] {
        &self.waiters
    }

    /// Fields of a structure, or variants of a union or enum, in the model's order.
    pub(crate) fn parts(&self, shape: &ShapeName) -> &[Ident] {
        self.parts.get(shape).map_or(&[], Vec::as_slice)
    }
}

/// A type name; std prelude names get a suffix, so that both can be imported.
fn beside_prelude(name: &str, suffix: &str) -> Ident {
    let ident = upper_camel(name);
    if PRELUDE.contains(&ident.as_str()) {
        ident.suffixed(suffix)
    } else {
        ident
    }
}

/// The builder method that sets a field.
pub(crate) fn setter(field: &Ident) -> Ident {
    if METHODS.contains(&field.as_str()) {
        field.suffixed("_")
    } else {
        field.clone()
    }
}

/// The builder method that sets a field from an `Option`.
pub(crate) fn maybe(field: &Ident) -> Ident {
    field.prefixed("maybe_")
}

/// Error predicates of a service, with the names of their errors.
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

/// The marker type for a missing required member.
pub(crate) fn marker(member: &Member) -> Ident {
    let ident = upper_camel(&member.name);
    if ident.as_str() == "Self" {
        fixed("SelfMember")
    } else {
        ident
    }
}

/// The type parameters of a builder, one for each required member.
pub(crate) fn parameters(ident: &Ident, markers: &[Ident]) -> Vec<Ident> {
    let mut taken = Taken::default();
    taken.take(ident);
    taken.take(&ident.suffixed("Builder"));
    let parameter = |marker: &Ident| {
        let mut used = PRELUDE.iter().chain(&IN_BUILDERS);
        let is_used = used.any(|name| *name == marker.as_str());
        taken.take(&if is_used {
            marker.suffixed("Member")
        } else {
            marker.clone()
        })
    };
    markers.iter().map(parameter).collect()
}

/// Returns true if a shape has a generated type; others use types of std or the runtime.
pub(crate) fn has_type(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_)
    )
}

/// Fields or variants of a shape.
fn parts(shape: &Shape, kept: &BTreeMap<String, String>) -> Vec<Ident> {
    let mut taken = Taken::default();
    if let ShapeKind::Structure(members) = &shape.kind {
        let members = members.iter();
        let members = members.map(|member| (&*member.name, snake(&member.name)));
        return kept::assign(&mut taken, kept, &shape.name, members.collect());
    }
    taken.take(&fixed("Unknown"));
    // The key and the word that gives the name.
    let values: Vec<(&str, &str)> = if let ShapeKind::Enum(values) = &shape.kind {
        let names = values.iter();
        names
            .map(|value| (&*value.value, value.name.as_deref().unwrap_or(&value.value)))
            .collect()
    } else if let ShapeKind::IntEnum(values) = &shape.kind {
        let names = values.iter();
        names.map(|value| (&*value.name, &*value.name)).collect()
    } else {
        let names = shape.members();
        names.map(|member| (&*member.name, &*member.name)).collect()
    };
    let variants = values.into_iter().map(|(key, word)| {
        let ident = upper_camel(word);
        if VARIANTS.contains(&ident.as_str()) {
            (key, ident.suffixed("Value"))
        } else {
            (key, ident)
        }
    });
    kept::assign(&mut taken, kept, &shape.name, variants.collect())
}

/// Waiters of a service.
fn waiters(ir: &Ir) -> Vec<Ident> {
    let mut taken = Taken::default();
    let waiters = ir.service.waiters.keys();
    waiters
        .map(|name| taken.take(&beside_prelude(name, "Waiter")))
        .collect()
}

/// Names in use within a scope.
#[derive(Default)]
struct Taken(BTreeSet<Ident>);

impl Taken {
    /// Claims the name, with a number appended if it is taken.
    fn take(&mut self, ident: &Ident) -> Ident {
        let mut candidate = ident.clone();
        let mut number = 1_u32;
        while !self.0.insert(candidate.clone()) {
            number += 1;
            // A keyword that cannot be raw already ends in `_`, and a double `_` is not snake case.
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
