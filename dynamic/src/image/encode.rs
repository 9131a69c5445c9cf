//! Encodes the tables of a model as an image.

use sansmith_codegen::endpoint::{
    Operand, Property, Segment, Source, Table, TableCall, TableOutcome,
};
use sansmith_codegen::ir::{self, Attribute, ParameterKind, ParameterValue};
use sansmith_codegen::tables::{
    Argument, Call, MemberRow, OperationRow, RowKind, ShapeRow, Tables,
};
use serde::Serialize;

use super::records::{
    ArgumentRecord, BindingRecord, CallRecord, Index, KindRecord, MemberRecord, OperationRecord,
    ServiceRecord, ShapeRecord, SourceRecord,
};
use super::rules::{
    CallRow, OperandRow, OutcomeRow, ParameterRow, PropertyRow, RulesRecord, SchemeRow, SegmentRow,
    ValueRow,
};
use crate::error::{Error, ErrorKind};
use crate::model::{METHODS, MORE_METHODS};
use crate::pages::{Acceptor, Comparator, Matcher, Pagination, State, Waiter};

/// Encodes the tables of a model.
///
/// # Errors
///
/// The tables have a trait that the interpreter does not know, or are too large.
pub(crate) fn encode(tables: &Tables) -> Result<Vec<u8>, Error> {
    let mut records = Vec::new();
    let mut index = Index {
        service: ServiceRecord {
            id: &tables.id,
            name: &tables.name,
            version: &tables.version,
            protocol: tables.protocol.as_str(),
            calls: calls(&tables.calls)?,
        },
        operations: Vec::new(),
        shapes: Vec::new(),
        waiters: Vec::new(),
        rules: None,
    };
    for row in &tables.operations {
        let at = push(&mut records, &operation(row)?)?;
        index.operations.push((&row.name, at));
    }
    for row in &tables.shapes {
        let at = push(&mut records, &shape(row)?)?;
        index.shapes.push((&row.name, at));
    }
    for row in &tables.waiters {
        let at = push(&mut records, &waiter(row))?;
        index.waiters.push((&row.name, at));
    }
    if let Some(table) = &tables.endpoint {
        index.rules = Some(push(&mut records, &rules(table))?);
    }
    Ok(super::join(&bytes(&index)?, &records))
}

/// Appends a record; returns its offset.
fn push(records: &mut Vec<u8>, record: &impl Serialize) -> Result<u32, Error> {
    let at = u32::try_from(records.len()).map_err(|_| ErrorKind::TooLarge)?;
    records.extend(bytes(record)?);
    Ok(at)
}

fn bytes(record: &impl Serialize) -> Result<Vec<u8>, Error> {
    Ok(postcard::to_stdvec(record).map_err(|_| ErrorKind::TooLarge)?)
}

/// An index as a number of the image; tables have fewer entries than a model has bytes.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn operation(row: &OperationRow) -> Result<OperationRecord<'_>, Error> {
    let bindings = row.bindings.iter().map(|binding| BindingRecord {
        slot: binding.slot,
        source: source(&binding.source),
    });
    let discovery = row.discovery.as_ref().map(|row| {
        let identifiers = row.identifiers.iter().map(String::as_str);
        (number(row.operation), row.required, identifiers.collect())
    });
    Ok(OperationRecord {
        method: &row.method,
        uri: &row.uri,
        calls: calls(&row.calls)?,
        input: number(row.input),
        output: number(row.output),
        errors: row.errors.iter().copied().map(number).collect(),
        bindings: bindings.collect(),
        discovery,
        pagination: row.pagination.as_ref().map(pagination),
    })
}

fn pagination(row: &ir::Pagination) -> Pagination<'_> {
    Pagination {
        input_tokens: row.input_tokens.iter().map(String::as_str).collect(),
        output_tokens: row.output_tokens.iter().map(text).collect(),
        items: row.items.iter().map(text).collect(),
        more_results: row.more_results.as_ref().map(text),
        page_size: row.page_size.as_deref(),
    }
}

/// The text of a path.
fn text(path: &ir::Path) -> &str {
    &path.text
}

fn waiter(row: &ir::Waiter) -> Waiter<'_> {
    Waiter {
        operation: &row.operation,
        min_delay: row.min_delay,
        max_delay: row.max_delay,
        acceptors: row.acceptors.iter().map(acceptor).collect(),
    }
}

fn acceptor(row: &ir::Acceptor) -> Acceptor<'_> {
    let output =
        |path, comparator: ir::Comparator, expected: &ir::Value, with_input| Matcher::Output {
            path,
            comparator: match comparator {
                ir::Comparator::Equals => Comparator::Equals,
                ir::Comparator::AllEqual => Comparator::AllEqual,
                ir::Comparator::AnyEqual => Comparator::AnyEqual,
            },
            expected: expected.to_string(),
            with_input,
        };
    Acceptor {
        state: match row.state {
            ir::AcceptorState::Success => State::Success,
            ir::AcceptorState::Failure => State::Failure,
            ir::AcceptorState::Retry => State::Retry,
        },
        matcher: match &row.matcher {
            ir::Matcher::Success(success) => Matcher::Success(*success),
            ir::Matcher::Error(code) => Matcher::Error(code),
            ir::Matcher::Status(status) => Matcher::Status(*status),
            ir::Matcher::Output {
                path,
                comparator,
                expected,
            } => output(text(path), *comparator, expected, false),
            ir::Matcher::InputOutput {
                path,
                comparator,
                expected,
            } => output(text(path), *comparator, expected, true),
        },
    }
}

fn source(source: &Source) -> SourceRecord<'_> {
    match source {
        Source::Value(value) => constant(value),
        Source::Member(index, _) => SourceRecord::Member(number(*index)),
        Source::Path(segments) => {
            let mut paths = Vec::new();
            path(segments, &mut paths);
            SourceRecord::Path(paths)
        }
    }
}

fn constant(value: &ParameterValue) -> SourceRecord<'_> {
    match value {
        ParameterValue::Text(text) => SourceRecord::Text(text),
        ParameterValue::Boolean(value) => SourceRecord::Boolean(*value),
        ParameterValue::Texts(texts) => {
            SourceRecord::Texts(texts.iter().map(String::as_str).collect())
        }
    }
}

/// Adds a path after those that it refers to; returns its index.
fn path(segments: &[Segment], paths: &mut Vec<Vec<SegmentRow>>) -> u32 {
    let row = segments.iter().map(|segment| match segment {
        Segment::Member(index, _) => SegmentRow::Member(number(*index)),
        Segment::Each => SegmentRow::Each,
        Segment::Keys => SegmentRow::Keys,
        Segment::Index(index) => SegmentRow::Index(*index),
        Segment::Select(inner) => {
            SegmentRow::Select(inner.iter().map(|inner| path(inner, paths)).collect())
        }
    });
    let row = row.collect();
    paths.push(row);
    number(paths.len() - 1)
}

fn shape(row: &ShapeRow) -> Result<ShapeRecord<'_>, Error> {
    let kind = match &row.kind {
        RowKind::Scalar(name) => KindRecord::Scalar(name),
        RowKind::Enum(values) => KindRecord::Enum(values.iter().map(String::as_str).collect()),
        RowKind::IntEnum(values) => KindRecord::IntEnum(values.clone()),
        RowKind::List(element) => KindRecord::List(member(element)?),
        RowKind::Map(key, value) => KindRecord::Map(member(key)?, member(value)?),
        RowKind::Structure(rows) => {
            KindRecord::Structure(rows.iter().map(member).collect::<Result<_, _>>()?)
        }
        RowKind::Union(rows) => {
            KindRecord::Union(rows.iter().map(member).collect::<Result<_, _>>()?)
        }
    };
    Ok(ShapeRecord {
        kind,
        calls: calls(&row.calls)?,
        traits: calls(&row.traits)?,
    })
}

fn member(row: &MemberRow) -> Result<MemberRecord<'_>, Error> {
    let location = row.location.as_ref().and_then(|location| match location {
        Argument::Location(name, argument) => Some((*name, argument.as_deref())),
        _ => None,
    });
    // A default that does not fit its type is none in generated code either.
    let held = |call: &&Call| row.has_default || call.method != "default";
    let traits = row.traits.iter().filter(held);
    Ok(MemberRecord {
        name: &row.name,
        target: number(row.target),
        required: row.required,
        location,
        traits: traits.map(call).collect::<Result<_, _>>()?,
    })
}

fn calls(calls: &[Call]) -> Result<Vec<CallRecord<'_>>, Error> {
    calls.iter().map(call).collect()
}

fn call(call: &Call) -> Result<CallRecord<'_>, Error> {
    let unknown = || ErrorKind::Trait {
        name: call.method.to_owned(),
    };
    let mut methods = METHODS.iter().chain(&MORE_METHODS);
    let method = methods.position(|known| *known == call.method);
    let method = method.and_then(|place| u8::try_from(place).ok());
    let arguments = call.arguments.iter().map(argument);
    Ok(CallRecord {
        method: method.ok_or_else(unknown)?,
        arguments: arguments.collect::<Option<_>>().ok_or_else(unknown)?,
    })
}

fn argument(argument: &Argument) -> Option<ArgumentRecord<'_>> {
    Some(match argument {
        Argument::Text(text) => ArgumentRecord::Text(text),
        Argument::Texts(texts) => ArgumentRecord::Texts(texts.iter().map(String::as_str).collect()),
        Argument::Flag(flag) => ArgumentRecord::Flag(*flag),
        Argument::OptionalText(text) => ArgumentRecord::OptionalText(text.as_deref()),
        Argument::Number(number) => ArgumentRecord::Number(*number),
        Argument::Count(count) => ArgumentRecord::Count(*count),
        Argument::Integer(integer) => ArgumentRecord::Integer(*integer),
        Argument::Float(float) => ArgumentRecord::Float(float.filter(|float| float.is_finite())),
        Argument::Fault(name) | Argument::Format(name) => ArgumentRecord::Variant(name, None),
        Argument::Location(name, argument) => ArgumentRecord::Variant(name, argument.as_deref()),
        Argument::Customizations(rows) => {
            let rows = rows.iter().map(|row| {
                let arguments = row.arguments.iter().map(String::as_str);
                (row.variant, arguments.collect())
            });
            ArgumentRecord::Customizations(rows.collect())
        }
        Argument::MemberTraits(calls) => document(calls)?,
        Argument::Discovery(_) => return None,
    })
}

/// Traits of an input document: name and namespace.
fn document(calls: &[Call]) -> Option<ArgumentRecord<'_>> {
    let (mut name, mut namespace) = (None, None);
    for call in calls {
        match (call.method, &*call.arguments) {
            ("xml_name", [Argument::Text(text)]) => name = Some(text.as_str()),
            ("xml_namespace", [Argument::Text(uri), Argument::OptionalText(prefix)]) => {
                namespace = Some((uri.as_str(), prefix.as_deref()));
            }
            _ => return None,
        }
    }
    Some(ArgumentRecord::Document(name, namespace))
}

fn rules(table: &Table) -> RulesRecord<'_> {
    let mut values = Vec::new();
    let schemes = table.schemes.iter().map(|rows| {
        let rows = rows.iter().map(|row| SchemeRow {
            name: operand(row.name),
            signing_name: row.signing_name.map(operand),
            signing_region: row.signing_region.map(operand),
            signing_region_set: row.signing_region_set.as_deref().map(operands),
            disable_double_encoding: row.disable_double_encoding,
            disable_normalize_path: row.disable_normalize_path,
            properties: properties(&row.properties, &mut values),
        });
        rows.collect()
    });
    let schemes = schemes.collect();
    let entries = table
        .properties
        .iter()
        .map(|rows| properties(rows, &mut values));
    let entries = entries.collect();
    let headers = table.headers.iter().map(|rows| {
        let rows = rows
            .iter()
            .map(|(name, values)| (name.as_str(), operands(values)));
        rows.collect()
    });
    let steps = table.steps.iter();
    RulesRecord {
        parameters: parameters(table),
        slots: table.slots,
        texts: table.texts.iter().map(String::as_str).collect(),
        operands: operands(&table.operands),
        calls: table.calls.iter().map(rule_call).collect(),
        conditions: table.conditions.iter().map(rule_call).collect(),
        steps: steps
            .map(|step| (step.condition, step.then, step.otherwise))
            .collect(),
        root: table.root,
        results: table.results.iter().map(outcome).collect(),
        headers: headers.collect(),
        schemes,
        properties: entries,
        values,
    }
}

fn parameters(table: &Table) -> Vec<ParameterRow<'_>> {
    let rows = table.parameters.iter().map(|row| ParameterRow {
        name: &row.name,
        kind: match row.kind {
            ParameterKind::Text => 0,
            ParameterKind::Boolean => 1,
            ParameterKind::Texts => 2,
        },
        built_in: row.built_in.map(|built_in| built_in.name),
        required: row.required,
        default: row.default.as_ref().map(constant),
    });
    rows.collect()
}

fn operand(row: Operand) -> OperandRow {
    match row {
        Operand::Slot(slot) => OperandRow::Slot(slot),
        Operand::Text(index) => OperandRow::Text(index),
        Operand::Boolean(value) => OperandRow::Boolean(value),
        Operand::Integer(value) => OperandRow::Integer(value),
        Operand::Call(index) => OperandRow::Call(index),
        Operand::Attribute(attribute) => {
            let mut all = (0..).zip(Attribute::ALL);
            let found = all.find(|(_, known)| **known == attribute);
            OperandRow::Attribute(found.map_or(0, |(place, _)| place))
        }
    }
}

fn operands(rows: &[Operand]) -> Vec<OperandRow> {
    rows.iter().copied().map(operand).collect()
}

fn rule_call(row: &TableCall) -> CallRow<'_> {
    CallRow {
        function: row.function,
        assign: row.assign,
        count: row.count,
        first: row.first,
    }
}

fn outcome(row: &TableOutcome) -> OutcomeRow {
    match *row {
        TableOutcome::Error(message) => OutcomeRow::Error(operand(message)),
        TableOutcome::Endpoint {
            url,
            schemes,
            headers,
            properties,
        } => OutcomeRow::Endpoint(operand(url), schemes, headers, properties),
    }
}

fn properties<'t>(
    rows: &'t [(String, Property)],
    values: &mut Vec<ValueRow<'t>>,
) -> Vec<PropertyRow<'t>> {
    rows.iter()
        .map(|(name, value)| (name.as_str(), property(value, values)))
        .collect()
}

/// Adds a property after those in it; returns its index.
fn property<'t>(value: &'t Property, values: &mut Vec<ValueRow<'t>>) -> u32 {
    let row = match value {
        Property::Text(text) => ValueRow::Text(operand(*text)),
        Property::Boolean(value) => ValueRow::Boolean(*value),
        Property::Integer(value) => ValueRow::Integer(*value),
        Property::List(items) => {
            ValueRow::List(items.iter().map(|item| property(item, values)).collect())
        }
        Property::Record(rows) => ValueRow::Record(properties(rows, values)),
    };
    values.push(row);
    number(values.len() - 1)
}
