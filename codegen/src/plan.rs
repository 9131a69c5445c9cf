//! The whole crate decided: every name, path, type and wire detail, and nothing of how it is spelled.
//!
//! **Invariants**
//! - This is the last stage that may fail; what it gives is printed as it stands.
//! - Items keep the model's order within their file.

mod customizations;
pub(crate) mod endpoint;
mod ident;
mod leaf;
mod markdown;

mod names;
mod narrow;
mod operation;
mod package;
mod pattern;
mod placeholder;

mod rustdoc;
mod schema;
mod service;
mod structure;
mod tagged;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

pub(crate) use self::customizations::Customization;
#[cfg(test)]
pub(crate) use self::customizations::services as customized_services;
pub(crate) use self::ident::{Ident, parameter};
pub(crate) use self::leaf::Leaf;
pub(crate) use self::operation::{Operation, Side};
pub(crate) use self::package::Package;
pub(crate) use self::schema::{Argument, Call, Kind, Schema, SchemaMember};
pub(crate) use self::service::Service;
pub(crate) use self::structure::{Accepts, Field, Structure};
pub(crate) use self::tagged::{Enumeration, IntEnumeration, Union};

use self::names::Names;
use self::placeholder::Krate;
use crate::config::Config;
use crate::ir::{Ir, Protocol, Shape, ShapeKind, ShapeName};
use crate::problem::Problems;

/// A crate, decided.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The package.
    pub(crate) package: Package,
    /// The service.
    pub(crate) service: Service,
    /// The types, by the file they stand in.
    pub(crate) types: ByLetter<Type>,
    /// The schemas, by the file they stand in.
    pub(crate) schemas: ByLetter<Schema>,
    /// The operations, by the file they stand in.
    pub(crate) operations: ByLetter<Operation>,
    /// The endpoint rules.
    pub(crate) endpoint: Option<endpoint::Table>,
    /// Whether a pattern looks around, which takes an engine of its own.
    pub(crate) looks_around: bool,
    /// What names a missing member in an error: the marker and the member.
    pub(crate) markers: BTreeMap<Ident, String>,
    /// The predicates of errors, each with the name of its error.
    pub(crate) predicates: IndexMap<Ident, ShapeName>,
}

/// What the plan of an operation looks at beside the operation.
#[derive(Debug, Clone, Copy)]
struct Around<'a> {
    ir: &'a Ir,
    names: &'a Names,
    /// Where examples find the crate.
    krate: &'a Krate,
    /// The protocol that is spoken.
    protocol: Protocol,
}

/// A type of the crate.
#[derive(Debug)]
pub(crate) enum Type {
    /// Of a structure.
    Structure(Structure),
    /// Of a union.
    Union(Union),
    /// Of an enum.
    Enumeration(Enumeration),
    /// Of an enum of integers.
    IntEnumeration(IntEnumeration),
}

/// Items by the first letter of their name, which is the name of their file.
pub(crate) type ByLetter<T> = BTreeMap<char, Vec<T>>;

/// Decides the crate.
pub(crate) fn plan(ir: &Ir, config: &Config, problems: &mut Problems) -> Plan {
    let names = Names::new(ir);
    // The passes saw to it that there is one.
    let protocol = ir
        .service
        .protocol(config.protocol)
        .unwrap_or(Protocol::RestJson1);
    let krate = Krate::plan(ir, config);
    let around = Around {
        ir,
        names: &names,
        krate: &krate,
        protocol,
    };
    let package = Package::plan(&around, config);
    let types = ir.shapes.values();
    let types = types.filter_map(|shape| Type::plan(shape, ir, &names));
    let types = by_letter(types, Type::name);
    let endpoint = endpoint::rules_of(ir).and_then(|rules| endpoint::compile(rules, problems));
    let operations = ir.service.operations.values();
    let operations: Vec<_> = operations
        .filter_map(|operation| {
            let mut planned = Operation::plan(operation, &around)?;
            if endpoint.is_some() {
                planned.bindings = endpoint::bindings(operation, ir, problems);
            }
            Some(planned)
        })
        .collect();
    let schemas = ir.shapes.values();
    let schemas: Vec<_> = schemas
        .flat_map(|shape| {
            let mut planned = narrow::narrowed(shape, ir, &names, problems);
            planned.push(Schema::plan(shape, ir, &names, problems));
            planned
        })
        .collect();
    Plan {
        looks_around: schemas.iter().any(|schema| schema.looks_around),
        markers: markers(&types),
        predicates: predicates(ir),
        operations: by_letter(operations.into_iter(), |operation| &operation.name),
        schemas: by_letter(schemas.into_iter(), |schema| &schema.name),
        service: Service::plan(ir),
        endpoint,
        types,
        package,
    }
}

impl Type {
    /// Plans the type of a shape; scalars, lists and maps have none of their own.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the others are types of std or the runtime"
    )]
    fn plan(shape: &Shape, ir: &Ir, names: &Names) -> Option<Self> {
        match &shape.kind {
            ShapeKind::Structure(_) => Some(Self::Structure(Structure::plan(shape, ir, names))),
            ShapeKind::Union(_) => Some(Self::Union(Union::plan(shape, ir, names))),
            ShapeKind::Enum(values) => {
                let planned = Enumeration::plan(shape, values, ir, names);
                Some(Self::Enumeration(planned))
            }
            ShapeKind::IntEnum(values) => {
                let planned = IntEnumeration::plan(shape, values, ir, names);
                Some(Self::IntEnumeration(planned))
            }
            _ => None,
        }
    }

    /// Its name.
    pub(crate) fn name(&self) -> &Ident {
        match self {
            Self::Structure(structure) => &structure.name,
            Self::Union(union) => &union.name,
            Self::Enumeration(enumeration) => &enumeration.name,
            Self::IntEnumeration(enumeration) => &enumeration.name,
        }
    }
}

/// Sorts items into files.
fn by_letter<T>(items: impl Iterator<Item = T>, name: fn(&T) -> &Ident) -> ByLetter<T> {
    let mut files = ByLetter::new();
    for item in items {
        let letter = name(&item).unraw().chars().next().unwrap_or('a');
        files
            .entry(letter.to_ascii_lowercase())
            .or_insert_with(Vec::new)
            .push(item);
    }
    files
}

/// The predicates of all errors that an operation has, in the order of their names.
fn predicates(ir: &Ir) -> IndexMap<Ident, ShapeName> {
    let operations = ir.service.operations.values();
    let errors: BTreeSet<_> = operations.flat_map(|operation| &operation.errors).collect();
    names::predicates(errors.into_iter())
}

/// The markers of every required member.
fn markers(types: &ByLetter<Type>) -> BTreeMap<Ident, String> {
    let mut markers = BTreeMap::new();
    for item in types.values().flatten() {
        if let Type::Structure(structure) = item {
            for field in &structure.fields {
                if let Some(marker) = &field.marker {
                    markers.insert(marker.clone(), field.member.clone());
                }
            }
        }
    }
    markers
}
