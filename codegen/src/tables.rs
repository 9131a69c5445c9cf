//! A service in tables: what generated code states about it, for programs that interpret a model at run time.
//!
//! A trait is a call of a method of the runtime's schema types, as in generated code. A program that makes these calls has the
//! schemas that a generated crate would have.
//!
//! **Invariants**
//! - Shapes refer to shapes by index; a member with constraints of its own has a shape of its own.

use indexmap::IndexMap;

use crate::endpoint;
use crate::ir::{
    Io, Ir, Member, Operation, Pagination, Protocol, Shape, ShapeKind, ShapeName, Waiter,
};
use crate::plan::tables::{self as plan, Asked};
pub use crate::plan::tables::{Argument, Call, Customization};
use crate::problem::Problems;

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub struct Tables {
    /// Short id: `Connect`.
    pub id: String,
    /// Name of the service shape.
    pub name: String,
    /// API version.
    pub version: String,
    /// Protocol.
    pub protocol: Protocol,
    /// Traits of the service.
    pub calls: Vec<Call>,
    /// Operations, in the model's order.
    pub operations: Vec<OperationRow>,
    /// Shapes, those of members with own constraints last.
    pub shapes: Vec<ShapeRow>,
    /// Endpoint rules.
    pub endpoint: Option<endpoint::Table>,
    /// Waiters, in the model's order.
    pub waiters: Vec<Waiter>,
}

/// An operation.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationRow {
    /// Name in the model.
    pub name: String,
    /// HTTP method.
    pub method: String,
    /// URI with input members in braces.
    pub uri: String,
    /// Traits.
    pub calls: Vec<Call>,
    /// Index of the input.
    pub input: usize,
    /// Index of the output.
    pub output: usize,
    /// Index of the union of the input's events.
    pub input_events: Option<usize>,
    /// Index of the union of the output's events.
    pub output_events: Option<usize>,
    /// Indices of the errors.
    pub errors: Vec<usize>,
    /// Endpoint parameters set by the operation.
    pub bindings: Vec<endpoint::Binding>,
    /// Endpoint discovery, if its requests need it.
    pub discovery: Option<DiscoveryRow>,
    /// Operations that calls make themselves: the method that states one, and its index.
    pub nested: Vec<(&'static str, usize)>,
    /// Pagination.
    pub pagination: Option<Pagination>,
}

/// Endpoint discovery of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscoveryRow {
    /// Index of the operation that returns the endpoints.
    pub operation: usize,
    /// True if the default endpoint does not serve the operation.
    pub required: bool,
    /// Input members that identify an endpoint.
    pub identifiers: Vec<String>,
}

/// A shape.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapeRow {
    /// Name in the model.
    pub name: String,
    /// Kind.
    pub kind: RowKind,
    /// Common traits.
    pub calls: Vec<Call>,
    /// Rare traits.
    pub traits: Vec<Call>,
}

/// The kind of a shape.
#[derive(Debug, Clone, PartialEq)]
pub enum RowKind {
    /// A scalar, by the variant of the runtime's `Kind`.
    Scalar(&'static str),
    /// A string enum with its values.
    Enum(Vec<String>),
    /// An integer enum with its values.
    IntEnum(Vec<i32>),
    /// A list.
    List(Box<MemberRow>),
    /// A map.
    Map(Box<MemberRow>, Box<MemberRow>),
    /// A structure.
    Structure(Vec<MemberRow>),
    /// A union.
    Union(Vec<MemberRow>),
}

/// A member.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberRow {
    /// Name in the model.
    pub name: String,
    /// Index of the target.
    pub target: usize,
    /// True if it must be set.
    pub required: bool,
    /// True if an absent value is the default, which fits the type.
    pub has_default: bool,
    /// HTTP binding, unless in the body.
    pub location: Option<Argument>,
    /// Other traits.
    pub traits: Vec<Call>,
}

/// The tables of a model from [`front`](crate::front); `None` without a known protocol.
///
/// ```
/// use sansmith_codegen::{Bundle, Config, Source, front, tables};
///
/// let text = r#"{
///     "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
///     "operations": {"Glow": {"http": {"method": "GET", "requestUri": "/"}}},
///     "shapes": {}
/// }"#;
/// let bundle = Bundle::new(Source::new("service-2.json", text));
/// let (ir, _) = front(&bundle, &Config::default()).unwrap();
/// let tables = tables::of(&ir, None).unwrap();
/// assert_eq!(tables.operations[0].name, "Glow");
/// assert_eq!(tables.shapes[tables.operations[0].input].name, "GlowInput");
/// ```
pub fn of(ir: &Ir, wanted: Option<Protocol>) -> Option<Tables> {
    let protocol = ir.service.protocol(wanted)?;
    let mut problems = Problems::new();
    let mut shapes = Shapes {
        ir,
        narrowed: Vec::new(),
        problems: &mut problems,
    };
    let rows = ir.shapes.values();
    let mut rows: Vec<_> = rows.map(|shape| shapes.row(shape)).collect();
    rows.append(&mut shapes.narrowed);
    let operations = &ir.service.operations;
    let with_io = |operation: &&Operation| operation.input.is_some() && operation.output.is_some();
    let places: IndexMap<&str, &Operation> = operations
        .values()
        .filter(with_io)
        .map(|operation| (&*operation.name, operation))
        .collect();
    let endpoint = endpoint::compile(ir);
    Some(Tables {
        id: ir.service.id.clone(),
        name: ir.service.name.to_string(),
        version: ir.service.version.clone(),
        protocol,
        calls: plan::service(&ir.service),
        operations: places
            .values()
            .filter_map(|operation| row(operation, ir, &places, endpoint.is_some()))
            .collect(),
        shapes: rows,
        endpoint,
        waiters: ir.service.waiters.values().cloned().collect(),
    })
}

/// The row of an operation.
fn row(
    operation: &Operation,
    ir: &Ir,
    places: &IndexMap<&str, &Operation>,
    has_rules: bool,
) -> Option<OperationRow> {
    let index = |name: &ShapeName| ir.shapes.get_index_of(name);
    let side = |io: &Option<Io>| index(&io.as_ref()?.shape);
    let events = |io: &Option<Io>| index(&io.as_ref()?.events.as_ref()?.shape);
    let discovery = |asked: Asked<'_>| {
        Some(DiscoveryRow {
            operation: places.get_index_of(asked.operation)?,
            required: asked.required,
            identifiers: asked.identifiers,
        })
    };
    let nested = operation.nested.iter();
    Some(OperationRow {
        name: operation.name.clone(),
        method: operation.http.method.clone(),
        uri: operation.http.uri.to_string(),
        calls: plan::operation(operation, ir),
        input: side(&operation.input)?,
        output: side(&operation.output)?,
        input_events: events(&operation.input),
        output_events: events(&operation.output),
        errors: operation.errors.iter().filter_map(index).collect(),
        bindings: if has_rules {
            endpoint::bindings(ir, operation)
        } else {
            Vec::new()
        },
        discovery: plan::asked(operation, ir).and_then(discovery),
        nested: nested
            .filter_map(|nested| {
                let place = places.get_index_of(&*nested.operation)?;
                Some((plan::nested_call(nested.role), place))
            })
            .collect(),
        pagination: operation.pagination.clone(),
    })
}

/// Shapes under construction.
struct Shapes<'m> {
    ir: &'m Ir,
    /// Shapes of members with own constraints.
    narrowed: Vec<ShapeRow>,
    problems: &'m mut Problems,
}

impl Shapes<'_> {
    /// The row of a shape.
    fn row(&mut self, shape: &Shape) -> ShapeRow {
        let kind = match &shape.kind {
            ShapeKind::Structure(members) => RowKind::Structure(self.members(shape, members)),
            ShapeKind::Union(members) => RowKind::Union(self.members(shape, members)),
            ShapeKind::List(element) => RowKind::List(Box::new(self.member(shape, element))),
            ShapeKind::Map(key, value) => RowKind::Map(
                Box::new(self.member(shape, key)),
                Box::new(self.member(shape, value)),
            ),
            ShapeKind::Enum(values) => {
                RowKind::Enum(values.iter().map(|value| value.value.clone()).collect())
            }
            ShapeKind::IntEnum(values) => {
                RowKind::IntEnum(values.iter().map(|value| value.value).collect())
            }
            kind @ (ShapeKind::Blob
            | ShapeKind::Boolean
            | ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigInteger
            | ShapeKind::BigDecimal
            | ShapeKind::String
            | ShapeKind::Timestamp
            | ShapeKind::Document) => RowKind::Scalar(plan::scalar(kind)),
        };
        let (calls, traits) = plan::shape(shape, self.problems);
        ShapeRow {
            name: shape.name.to_string(),
            kind,
            calls,
            traits,
        }
    }

    fn members(&mut self, shape: &Shape, members: &[Member]) -> Vec<MemberRow> {
        members
            .iter()
            .map(|member| self.member(shape, member))
            .collect()
    }

    /// The row of a member.
    fn member(&mut self, shape: &Shape, member: &Member) -> MemberRow {
        let ir = self.ir;
        let own = plan::narrowed(member, ir);
        let target = own.map_or_else(
            // The passes leave no member without a target.
            || ir.shapes.get_index_of(&member.target).unwrap_or_default(),
            |copy| {
                let row = self.row(&copy);
                self.narrowed.push(row);
                ir.shapes.len() + self.narrowed.len() - 1
            },
        );
        MemberRow {
            name: member.name.to_string(),
            target,
            required: shape.requires(member),
            has_default: plan::has_default(member, ir),
            location: plan::location(member),
            traits: plan::member(shape, member, ir),
        }
    }
}
