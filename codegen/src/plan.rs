//! Plans the crate: every Rust name, path, type and wire detail, without formatting.
//!
//! **Invariants**
//! - This is the last stage that can fail; its result is printed as it is.
//! - Items keep the model's order within their file.

mod customizations;
pub(crate) mod endpoint;
mod narrow;
mod operation;
mod package;
mod pages;
pub(crate) mod path;
mod schema;
mod service;
mod structure;
pub(crate) mod surface;
pub(crate) mod tables;
mod tagged;
mod waiter;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

pub(crate) use self::customizations::Customization;
#[cfg(test)]
pub(crate) use self::customizations::services as customized_services;
pub(crate) use self::operation::Operation;
pub(crate) use self::package::Package;
pub(crate) use self::pages::{Hop, Items, Pages, Place};
pub(crate) use self::path::Step;
pub(crate) use self::schema::{Argument, Call, Discovery, Kind, Schema, SchemaMember};
pub(crate) use self::service::{Service, ServiceParam};
pub(crate) use self::structure::{Accepts, DefaultValue, Field, Structure};
pub(crate) use self::tagged::{Enumeration, IntEnumeration, Union};
pub(crate) use self::waiter::{Acceptor, Matcher, Waiter};

use crate::config::Config;
use crate::ir::{Ir, Protocol, Shape, ShapeKind, ShapeName};
use crate::names::{self, Context, Gate, Groups, Ident, Krate, Names, OWN_SCHEMA, Users};
use crate::problem::Problems;

/// The plan of a crate.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The package.
    pub(crate) package: Package,
    /// The service.
    pub(crate) service: Service,
    /// The types, each with its schemas.
    pub(crate) types: Vec<TypeFile>,
    /// Schemas that several types use.
    pub(crate) schemas: Vec<Schema>,
    /// The operations.
    pub(crate) operations: Vec<Operation>,
    /// Paginators.
    pub(crate) pages: Vec<Pages>,
    /// Waiters.
    pub(crate) waiters: Vec<Waiter>,
    /// Cargo features by resource; none for a module.
    pub(crate) features: Vec<String>,
    /// The endpoint rules.
    pub(crate) endpoint: Option<endpoint::Table>,
    /// True if a pattern has lookaround, which needs `fancy-regex`.
    pub(crate) looks_around: bool,
    /// Markers for missing members in compile errors, with the member names.
    pub(crate) markers: BTreeMap<Ident, String>,
    /// Error predicates, with the names of their errors.
    pub(crate) predicates: IndexMap<Ident, ShapeName>,
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

/// A type and its schemas, which stand in one file.
#[derive(Debug)]
pub(crate) struct TypeFile {
    /// The shape.
    pub(crate) shape: ShapeName,
    /// The module, which is the name of the file.
    pub(crate) module: Ident,
    /// The features that compile it.
    pub(crate) gate: Gate,
    /// The type.
    pub(crate) item: Type,
    /// Its schema, after those that it alone uses.
    pub(crate) schemas: Vec<Schema>,
}

/// Plans the crate.
pub(crate) fn plan(ir: &Ir, config: &Config, problems: &mut Problems) -> Plan {
    let names = Names::new(ir);
    // The passes guarantee a protocol.
    let protocol = ir
        .service
        .protocol(config.protocol)
        .unwrap_or(Protocol::RestJson1);
    let krate = Krate::of(ir, config);
    let groups = Groups::plan(ir, config, problems);
    let users = Users::new(ir);
    let context = Context {
        ir,
        names: &names,
        krate: &krate,
        protocol,
        groups: &groups,
        users: &users,
    };
    let package = Package::plan(&context, config);
    let (types, schemas) = types(&context, problems);
    let endpoint = endpoint::rules_of(ir).and_then(|rules| endpoint::compile(rules, problems));
    let operations = ir.service.operations.values();
    let operations: Vec<_> = operations
        .filter_map(|operation| {
            let mut planned = Operation::plan(operation, &context)?;
            if endpoint.is_some() {
                planned.bindings = endpoint::bindings(operation, ir, problems);
            }
            Some(planned)
        })
        .collect();
    let pages = ir.service.operations.values();
    let pages = pages.filter_map(|operation| pages::pages(operation, &context, problems));
    Plan {
        pages: pages.collect(),
        waiters: waiter::waiters(&context, problems),
        looks_around: schemas
            .iter()
            .chain(types.iter().flat_map(|file| &file.schemas))
            .any(|schema| schema.looks_around),
        markers: markers(&types),
        predicates: predicates(ir),
        features: groups.features().into_keys().map(str::to_owned).collect(),
        operations,
        schemas,
        service: Service::plan(ir),
        endpoint,
        types,
        package,
    }
}

impl Type {
    /// Plans the type of a shape; scalars, lists and maps use library types.
    fn plan(shape: &Shape, context: &Context<'_>) -> Option<Self> {
        match &shape.kind {
            ShapeKind::Structure(_) => Some(Self::Structure(Structure::plan(shape, context))),
            ShapeKind::Union(_) => Some(Self::Union(Union::plan(shape, context))),
            ShapeKind::Enum(values) => {
                let planned = Enumeration::plan(shape, values, context);
                Some(Self::Enumeration(planned))
            }
            ShapeKind::IntEnum(values) => {
                let planned = IntEnumeration::plan(shape, values, context);
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

/// Plans the types with their schemas, and the schemas that several types use.
fn types(context: &Context<'_>, problems: &mut Problems) -> (Vec<TypeFile>, Vec<Schema>) {
    let &Context {
        ir, names, groups, ..
    } = context;
    let mut shared = Vec::new();
    let mut placed: BTreeMap<&ShapeName, Vec<Schema>> = BTreeMap::new();
    let is_used =
        |shape: &&Shape| names::has_type(shape) || !names.homes().users(&shape.name).is_empty();
    for shape in ir.shapes.values().filter(is_used) {
        let mut schemas = narrow::narrowed(shape, ir, names, problems);
        schemas.push(Schema::plan(shape, ir, names, problems));
        let own = Some(&shape.name).filter(|_| names::has_type(shape));
        if let Some(home) = own.or_else(|| names.homes().of(&shape.name)) {
            placed.entry(home).or_default().extend(schemas);
        } else {
            let gate = groups.shape(&shape.name);
            shared.extend(schemas.into_iter().map(|schema| Schema {
                gate: gate.clone(),
                ..schema
            }));
        }
    }
    let file = |shape: &Shape| {
        let mut schemas = placed.remove(&shape.name).unwrap_or_default();
        schemas.sort_by_key(|schema| schema.name.as_str() == OWN_SCHEMA);
        Some(TypeFile {
            shape: shape.name.clone(),
            module: names.module_of(&shape.name),
            gate: groups.shape(&shape.name),
            item: Type::plan(shape, context)?,
            schemas,
        })
    };
    let mut types: Vec<_> = ir.shapes.values().filter_map(file).collect();
    types.sort_by(|one, other| one.module.cmp(&other.module));
    (types, shared)
}

/// Predicates for all errors of the operations, sorted by name.
fn predicates(ir: &Ir) -> IndexMap<Ident, ShapeName> {
    let operations = ir.service.operations.values();
    let errors: BTreeSet<_> = operations.flat_map(|operation| &operation.errors).collect();
    names::predicates(errors.into_iter())
}

/// Markers of all required members.
fn markers(types: &[TypeFile]) -> BTreeMap<Ident, String> {
    let mut markers = BTreeMap::new();
    for file in types {
        if let Type::Structure(structure) = &file.item {
            for field in &structure.fields {
                if let Some(marker) = &field.marker {
                    markers.insert(marker.clone(), field.member.clone());
                }
            }
        }
    }
    markers
}
