//! Events of requests and of responses.

use sansmith::Timestamp;
use sansmith_dynamic::{DynValue, Operation, Sampler};
use serde_json::Value;

/// Media type of event streams.
pub(crate) const MEDIA_TYPE: &str = "application/vnd.amazon.eventstream";

/// Events without a signature have no time.
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// Reads the events in the body of a request. Protocols without HTTP bindings have the input in the first of them, which
/// replaces that of the head.
///
/// # Errors
///
/// The body is damaged, or an event cannot be read.
pub(crate) fn read(
    operation: Operation,
    input: DynValue,
    body: &[u8],
) -> Result<(DynValue, Vec<DynValue>), String> {
    let of_head = input.clone();
    let reader = operation.input_reader(input);
    let mut reader = reader.map_err(|error| error.to_string())?;
    reader.feed(body);
    let mut input = None;
    if let Some(initial) = reader.initial() {
        input = Some(initial.map_err(|error| error.to_string())?);
    }
    let mut events = Vec::new();
    while let Some(event) = reader.next_event() {
        events.push(event.map_err(|error| error.to_string())?);
    }
    reader.finish().map_err(|error| error.to_string())?;
    Ok((input.unwrap_or(of_head), events))
}

/// Writes the body of a response.
///
/// # Errors
///
/// The output or an event cannot be sent.
pub(crate) fn write(
    operation: Operation,
    output: &DynValue,
    events: &[DynValue],
) -> Result<Vec<u8>, String> {
    let writer = operation.output_writer(output);
    let mut writer = writer.map_err(|error| error.to_string())?;
    let start = writer.start(NOW);
    let mut body = start.map_err(|error| error.to_string())?;
    for event in events {
        let bytes = writer.write(event, NOW);
        body.extend(bytes.map_err(|error| error.to_string())?);
    }
    Ok(body)
}

/// The events of a script.
///
/// # Errors
///
/// A value is no event of the response.
pub(crate) fn scripted(operation: Operation, events: &[Value]) -> Result<Vec<DynValue>, String> {
    let Some(union) = operation.output_events() else {
        return Err("the operation has no events in its response".to_owned());
    };
    let events = events.iter().map(|event| {
        let event = DynValue::from_json(union, event.to_string());
        event.map_err(|error| error.to_string())
    });
    events.collect()
}

/// A sample of each event that is no exception, in the model's order.
pub(crate) fn samples(operation: Operation, seed: u64) -> Vec<DynValue> {
    let Some(union) = operation.output_events() else {
        return Vec::new();
    };
    let members = union.members().iter();
    let members = members.filter(|member| member.target.error.is_none());
    let events = members.filter_map(|member| {
        let content = Sampler::new(seed).value(member.target).to_json();
        let name = Value::from(member.name);
        DynValue::from_json(union, format!("{{{name}:{content}}}")).ok()
    });
    events.collect()
}

/// Events as JSON.
pub(crate) fn json(events: &[DynValue]) -> String {
    let events: Vec<String> = events.iter().map(DynValue::to_json).collect();
    format!("[{}]", events.join(","))
}
