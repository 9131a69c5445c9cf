//! Plans schemas: a static per shape, with its members.
//!
//! A static is a constructor call followed by `const` method calls, one per trait of the model. The runtime's `Schema` and
//! `Member` document the methods.

mod call;

use std::cmp::Ordering;

pub use self::call::{Argument, Call};
pub(crate) use self::call::{Discovery, Nested};
use crate::ir::{
    Decimal, ErrorTrait, Fault, Ir, Location, Member, Range, Retryable, Shape, ShapeKind,
    TimestampFormat, XmlNamespace,
};
use crate::names::{Gate, Ident, Names, SchemaPath};
use crate::pattern::{self, Pattern};
use crate::problem::{ProblemKind, Problems};

/// The schema of a shape.
#[derive(Debug)]
pub(crate) struct Schema {
    /// Name of the static.
    pub(crate) name: Ident,
    /// Name of the shape in the model.
    pub(crate) shape: String,
    /// Kind.
    pub(crate) kind: Kind,
    /// Common traits.
    pub(crate) calls: Vec<Call>,
    /// Rare traits.
    pub(crate) traits: Vec<Call>,
    /// True if the pattern has lookaround, which needs `fancy-regex`.
    pub(crate) looks_around: bool,
    /// The member whose constraints apply, if this is not the schema of a shape.
    pub(crate) holder: Option<String>,
    /// The features that compile it, in the shared file.
    pub(crate) gate: Gate,
}

/// The kind of a schema, with its constructor arguments.
#[derive(Debug)]
pub(crate) enum Kind {
    /// `Schema::new(name, Kind::…)`.
    Scalar(&'static str),
    /// `Schema::enumeration(name, T::VALUES)`.
    Enum(Ident),
    /// `Schema::int_enumeration(name, T::VALUES)`.
    IntEnum(Ident),
    /// `Schema::list(name, &element)`.
    List(Box<SchemaMember>),
    /// `Schema::map(name, &key, &value)`.
    Map(Box<SchemaMember>, Box<SchemaMember>),
    /// `Schema::structure(name, members)`.
    Structure(Vec<SchemaMember>),
    /// `Schema::union(name, members)`.
    Union(Vec<SchemaMember>),
}

/// A member of a schema.
#[derive(Debug)]
pub(crate) struct SchemaMember {
    /// Name in the model.
    pub(crate) name: String,
    /// Schema static of the target.
    pub(crate) target: SchemaPath,
    /// True if the member is required.
    pub(crate) required: bool,
    /// HTTP binding, unless in the body.
    pub(crate) location: Option<Argument>,
    /// Other traits.
    pub(crate) traits: Vec<Call>,
}

impl Schema {
    /// Plans the schema of a shape; warns of a pattern without a supporting engine.
    pub(crate) fn plan(shape: &Shape, ir: &Ir, names: &Names, problems: &mut Problems) -> Self {
        let (calls, looks_around) = shape_calls(shape, problems);
        Self {
            name: names.own_schema(&shape.name),
            shape: shape.name.to_string(),
            kind: kind(shape, ir, names),
            calls,
            traits: shape_traits(shape),
            looks_around,
            holder: None,
            gate: Gate::default(),
        }
    }
}

/// Plans the kind of a schema.
fn kind(shape: &Shape, ir: &Ir, names: &Names) -> Kind {
    let member = |(index, member): (usize, &Member)| SchemaMember {
        name: member.name.to_string(),
        target: names.member_schema(shape, index, member),
        required: shape.requires(member),
        location: location(member),
        traits: member_traits(shape, member, ir),
    };
    match &shape.kind {
        ShapeKind::Structure(members) => {
            Kind::Structure(members.iter().enumerate().map(member).collect())
        }
        ShapeKind::Union(members) => Kind::Union(members.iter().enumerate().map(member).collect()),
        ShapeKind::List(element) => Kind::List(Box::new(member((0, element)))),
        ShapeKind::Map(key, value) => {
            Kind::Map(Box::new(member((0, key))), Box::new(member((1, value))))
        }
        ShapeKind::Enum(_) => Kind::Enum(names.type_of(&shape.name)),
        ShapeKind::IntEnum(_) => Kind::IntEnum(names.type_of(&shape.name)),
        scalar => Kind::Scalar(self::scalar(scalar)),
    }
}

/// The variant of the runtime's `Kind` for a scalar; a document for others.
pub(crate) const fn scalar(kind: &ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Boolean => "Boolean",
        ShapeKind::Byte => "Byte",
        ShapeKind::Short => "Short",
        ShapeKind::Integer => "Integer",
        ShapeKind::Long => "Long",
        ShapeKind::Float => "Float",
        ShapeKind::Double => "Double",
        ShapeKind::String => "String",
        ShapeKind::Blob => "Blob",
        ShapeKind::Timestamp => "Timestamp",
        ShapeKind::BigInteger => "BigInteger",
        ShapeKind::BigDecimal => "BigDecimal",
        _ => "Document",
    }
}

/// A chain of calls under construction.
#[derive(Default)]
struct Calls(Vec<Call>);

impl Calls {
    fn flag(&mut self, on: bool, method: &'static str) {
        if on {
            self.0.push(Call::flag(method));
        }
    }

    fn call(&mut self, method: &'static str, arguments: Vec<Argument>) {
        self.0.push(Call::new(method, arguments));
    }

    fn text(&mut self, text: Option<&String>, method: &'static str) {
        if let Some(text) = text {
            self.call(method, vec![Argument::Text(text.clone())]);
        }
    }

    fn format(&mut self, format: Option<TimestampFormat>) {
        let name = match format {
            Some(TimestampFormat::DateTime) => "DateTime",
            Some(TimestampFormat::EpochSeconds) => "EpochSeconds",
            Some(TimestampFormat::HttpDate) => "HttpDate",
            None => return,
        };
        self.call("timestamp_format", vec![Argument::Format(name)]);
    }

    /// Error traits other than the code.
    fn error(&mut self, error: &ErrorTrait) {
        if let Some(status) = error.http_status {
            self.call("http_status", vec![Argument::Number(status.into())]);
        }
        let fault = match error.fault {
            Fault::Client => "Client",
            Fault::Server => "Server",
        };
        self.call("fault", vec![Argument::Fault(fault)]);
        if let Some(Retryable { throttling }) = error.retryable {
            self.call("retryable", vec![Argument::Flag(throttling)]);
        }
    }

    fn namespace(&mut self, namespace: Option<&XmlNamespace>) {
        let call = namespace.map(|namespace| Call::namespace("xml_namespace", namespace));
        self.0.extend(call);
    }
}

/// Common traits, which are stored in the schema itself; true if the pattern has lookaround.
pub(super) fn shape_calls(shape: &Shape, problems: &mut Problems) -> (Vec<Call>, bool) {
    let traits = &shape.traits;
    let mut calls = Calls::default();
    let mut looks_around = false;
    if let Some(length) = &traits.length {
        calls.call(
            "length",
            vec![Argument::Count(length.min), Argument::Count(length.max)],
        );
    }
    if let Some(model) = &traits.pattern {
        match pattern::translate(model) {
            Pattern::Regex(rust) => calls.text(Some(&rust), "pattern"),
            Pattern::Fancy(rust) => {
                looks_around = true;
                calls.text(Some(&rust), "pattern");
            }
            Pattern::None { why } => {
                let what = format!("the pattern `{model}` ({why})");
                let why = "no regex engine supports it, so it is never checked";
                problems.push(
                    ProblemKind::Unsupported { what, why },
                    shape.at.child("pattern"),
                );
            }
        }
    }
    calls.flag(traits.sensitive, "sensitive");
    (calls.0, looks_around)
}

/// Rare traits.
pub(super) fn shape_traits(shape: &Shape) -> Vec<Call> {
    let traits = &shape.traits;
    let mut calls = Calls::default();
    if let Some(range) = &traits.range {
        calls.0.push(range_call(&shape.kind, range));
    }
    if let ShapeKind::Enum(values) = &shape.kind
        && values.iter().any(|value| value.internal)
    {
        let public = values.iter().filter(|value| !value.internal);
        let public = public.map(|value| value.value.clone()).collect();
        calls.call("public_values", vec![Argument::Texts(public)]);
    }
    calls.flag(traits.unique_items, "unique_items");
    calls.flag(traits.sparse, "sparse");
    calls.format(traits.timestamp_format);
    calls.text(traits.xml_name.as_ref(), "xml_name");
    calls.namespace(traits.xml_namespace.as_ref());
    if let Some(error) = &traits.error {
        let code = error.code.clone().unwrap_or_else(|| shape.name.to_string());
        calls.text(Some(&code), "error");
        calls.error(error);
    }
    calls.0
}

/// The call that states a range: as integers or floats of 64 bits if they say the same, else as texts.
fn range_call(kind: &ShapeKind, Range { min, max }: &Range) -> Call {
    let (min, max) = (min.as_ref(), max.as_ref());
    if matches!(
        kind,
        ShapeKind::Float | ShapeKind::Double | ShapeKind::BigDecimal
    ) {
        if [min, max]
            .into_iter()
            .flatten()
            .all(Decimal::is_held_by_f64)
        {
            let bound = |bound: Option<&Decimal>| Argument::Float(bound.map(Decimal::as_f64));
            return Call::new("float_range", vec![bound(min), bound(max)]);
        }
    } else if let (Some(least), Some(most)) = (
        whole(kind, min, Decimal::ceil, Ordering::Less),
        whole(kind, max, Decimal::floor, Ordering::Greater),
    ) {
        return Call::new(
            "range",
            vec![Argument::Integer(least), Argument::Integer(most)],
        );
    }
    let text = |bound: Option<&Decimal>| Argument::OptionalText(bound.map(ToString::to_string));
    Call::new("decimal_range", vec![text(min), text(max)])
}

/// A bound of an integer as one of 64 bits; none where that would not say the same.
///
/// A bound of a type of 64 bits or less says nothing if all its values are on the right side of it.
#[expect(
    clippy::option_option,
    reason = "a bound that is absent is one answer, and one that is too great another"
)]
fn whole(
    kind: &ShapeKind,
    bound: Option<&Decimal>,
    whole: fn(&Decimal) -> Option<i128>,
    outside: Ordering,
) -> Option<Option<i64>> {
    let Some(bound) = bound else {
        return Some(None);
    };
    let says_nothing =
        *kind != ShapeKind::BigInteger && bound.cmp(&Decimal::from(0_i64)) == outside;
    let whole = whole(bound).and_then(|whole| i64::try_from(whole).ok());
    whole.map(Some).or(says_nothing.then_some(None))
}

/// HTTP binding, unless in the body.
pub(crate) fn location(member: &Member) -> Option<Argument> {
    let (name, argument) = match &member.location {
        Location::Body => return None,
        Location::Label => ("Label", None),
        Location::Query(name) => ("Query", Some(name)),
        Location::QueryParams => ("QueryParams", None),
        Location::Header(name) => ("Header", Some(name)),
        Location::PrefixHeaders(prefix) => ("PrefixHeaders", Some(prefix)),
        Location::StatusCode => ("StatusCode", None),
        Location::Payload => ("Payload", None),
    };
    Some(Argument::Location(name, argument.cloned()))
}

/// Traits of a member, except requiredness and HTTP binding.
pub(crate) fn member_traits(shape: &Shape, member: &Member, ir: &Ir) -> Vec<Call> {
    let mut calls = Calls::default();
    let default = member.held_default().map(ToString::to_string);
    calls.text(default.as_ref(), "default");
    let served = member.default.as_ref().filter(|_| default.is_none());
    let served = served.map(ToString::to_string);
    calls.text(served.as_ref(), "service_default");
    calls.flag(member.sensitive, "sensitive");
    calls.flag(member.idempotency_token, "idempotency_token");
    // botocore has a single name for all codecs, so a missing name falls back to the other.
    let (json, xml) = (member.json_name.as_ref(), member.xml_name.as_ref());
    let named =
        member.is_unbound() && matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
    calls.text(json.or(xml.filter(|_| named)), "json_name");
    calls.text(xml.or(json.filter(|_| named)), "xml_name");
    calls.namespace(member.xml_namespace.as_ref());
    calls.flag(member.xml_attribute, "xml_attribute");
    calls.flag(member.xml_flattened, "xml_flattened");
    calls.text(member.ec2_query_name.as_ref(), "ec2_name");
    calls.format(member.timestamp_format);
    calls.flag(member.host_label, "host_label");
    let target = ir.target(member);
    let media_type = member
        .media_type
        .as_ref()
        .or_else(|| target.and_then(|target| target.traits.media_type.as_ref()));
    calls.text(media_type, "media_type");
    calls.flag(member.event_payload, "event_payload");
    calls.flag(member.event_header, "event_header");
    calls.0
}
