//! Plans the crate: every Rust name, path, type and wire detail, without formatting.
//!
//! **Invariants**
//! - This is the last stage that can fail; its result is printed as it is.
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
pub(crate) use self::schema::{Argument, Call, Discovery, Kind, Schema, SchemaMember};
pub(crate) use self::service::Service;
pub(crate) use self::structure::{Accepts, DefaultValue, Field, Structure};
pub(crate) use self::tagged::{Enumeration, IntEnumeration, Union};

use self::names::Names;
use self::placeholder::Krate;
use crate::config::Config;
use crate::ir::{Ir, Protocol, Shape, ShapeKind, ShapeName};
use crate::problem::Problems;

/// The plan of a crate.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The package.
    pub(crate) package: Package,
    /// The service.
    pub(crate) service: Service,
    /// Types, grouped by file.
    pub(crate) types: ByLetter<Type>,
    /// Schemas, grouped by file.
    pub(crate) schemas: ByLetter<Schema>,
    /// Operations, grouped by file.
    pub(crate) operations: ByLetter<Operation>,
    /// The endpoint rules.
    pub(crate) endpoint: Option<endpoint::Table>,
    /// True if a pattern has lookaround, which needs `fancy-regex`.
    pub(crate) looks_around: bool,
    /// Markers for missing members in compile errors, with the member names.
    pub(crate) markers: BTreeMap<Ident, String>,
    /// Error predicates, with the names of their errors.
    pub(crate) predicates: IndexMap<Ident, ShapeName>,
}

/// Input shared by all operation plans.
#[derive(Debug, Clone, Copy)]
struct Around<'a> {
    ir: &'a Ir,
    names: &'a Names,
    /// The path of the generated crate in examples.
    krate: &'a Krate,
    /// The selected protocol.
    protocol: Protocol,
}

/// A type of the crate.
#[derive(Debug)]
pub(crate) enum Type {
    /// A struct.
    Structure(Structure),
    /// A Rust enum for a union.
    Union(Union),
    /// A Rust enum for a string enum.
    Enumeration(Enumeration),
    /// A Rust enum for an integer enum.
    IntEnumeration(IntEnumeration),
}

/// Items by the first letter of their name, which names their file.
pub(crate) type ByLetter<T> = BTreeMap<char, Vec<T>>;

/// Plans the crate.
pub(crate) fn plan(ir: &Ir, config: &Config, problems: &mut Problems) -> Plan {
    let names = Names::new(ir);
    // The passes guarantee a protocol.
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
    /// Plans the type of a shape; scalars, lists and maps use library types.
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

    /// The name of the type.
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

/// Predicates for all errors of the operations, sorted by name.
fn predicates(ir: &Ir) -> IndexMap<Ident, ShapeName> {
    let operations = ir.service.operations.values();
    let errors: BTreeSet<_> = operations.flat_map(|operation| &operation.errors).collect();
    names::predicates(errors.into_iter())
}

/// Markers of all required members.
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
