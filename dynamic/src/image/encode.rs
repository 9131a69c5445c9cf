//! Encodes the tables of a model as an image.

mod rules;

use sansmith_codegen::ir;
use sansmith_codegen::tables::{
    Argument, Call, MemberRow, OperationRow, RowKind, ShapeRow, Tables,
};
use serde::Serialize;

use super::pages::{
    AcceptorRecord, ComparatorRecord, ExpectedRecord, MatcherRecord, PaginationRecord, StateRecord,
    WaiterRecord,
};
use super::records::{
    ArgumentRecord, BindingRecord, CallRecord, Index, KindRecord, MemberRecord, OperationRecord,
    ServiceRecord, ShapeRecord,
};
use crate::error::{Error, ErrorKind};
use crate::model::METHODS;

/// Encodes the tables of a model.
///
/// # Errors
///
/// The tables have a trait, an endpoint function or an attribute that the interpreter does not know, or are too large.
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
        index.rules = Some(push(&mut records, &rules::encode(table)?)?);
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
        source: rules::source(&binding.source),
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
        events: [row.input_events, row.output_events].map(|union| union.map(number)),
        errors: row.errors.iter().copied().map(number).collect(),
        bindings: bindings.collect(),
        discovery,
        nested: row
            .nested
            .iter()
            .map(|(method, place)| (*method, number(*place)))
            .collect(),
        pagination: row.pagination.as_ref().map(pagination),
    })
}

fn pagination(row: &ir::Pagination) -> PaginationRecord<'_> {
    let inputs = row.input_tokens.iter().map(String::as_str);
    PaginationRecord {
        tokens: inputs.zip(row.output_tokens.iter().map(text)).collect(),
        items: row.items.iter().map(text).collect(),
        more_results: row.more_results.as_ref().map(text),
    }
}

/// The text of a path.
fn text(path: &ir::Path) -> &str {
    &path.text
}

fn waiter(row: &ir::Waiter) -> WaiterRecord<'_> {
    WaiterRecord {
        operation: &row.operation,
        min_delay: row.min_delay,
        max_delay: row.max_delay,
        attempts: row.max_attempts,
        acceptors: row.acceptors.iter().map(acceptor).collect(),
    }
}

fn acceptor(row: &ir::Acceptor) -> AcceptorRecord<'_> {
    AcceptorRecord {
        state: match row.state {
            ir::AcceptorState::Success => StateRecord::Success,
            ir::AcceptorState::Failure => StateRecord::Failure,
            ir::AcceptorState::Retry => StateRecord::Retry,
        },
        matcher: match &row.matcher {
            ir::Matcher::Success(success) => MatcherRecord::Success(*success),
            ir::Matcher::Error(code) => MatcherRecord::Error(code),
            ir::Matcher::Status(status) => MatcherRecord::Status(*status),
            ir::Matcher::Output {
                path,
                comparator,
                expected,
            } => MatcherRecord::Output(text(path), compared(*comparator), value(expected), false),
            ir::Matcher::InputOutput {
                path,
                comparator,
                expected,
            } => MatcherRecord::Output(text(path), compared(*comparator), value(expected), true),
        },
    }
}

const fn compared(comparator: ir::Comparator) -> ComparatorRecord {
    match comparator {
        ir::Comparator::Equals => ComparatorRecord::Equals,
        ir::Comparator::AllEqual => ComparatorRecord::All,
        ir::Comparator::AnyEqual => ComparatorRecord::Any,
    }
}

/// The expected value of an acceptor.
fn value(expected: &ir::Value) -> ExpectedRecord<'_> {
    match expected {
        ir::Value::Null => ExpectedRecord::Null,
        ir::Value::Bool(value) => ExpectedRecord::Boolean(*value),
        ir::Value::Number(number) => {
            let float = number.to_string().parse().unwrap_or(0.0_f64);
            ExpectedRecord::Number(float.clamp(f64::MIN, f64::MAX))
        }
        ir::Value::String(text) => ExpectedRecord::Text(text),
        ir::Value::Array(_) | ir::Value::Object(_) => ExpectedRecord::Nested,
    }
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
    let mut methods = METHODS.iter();
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
        Argument::Discovery(_) | Argument::Nested(_) => return None,
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
