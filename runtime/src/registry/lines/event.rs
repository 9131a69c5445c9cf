//! Lines with an event, or with the frame of one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::json;

use super::{Entry, EventSide, Line};
use crate::registry::EventAnswer;

/// The answer to a line with an event, or with the frame of one.
pub(super) fn event<E: Entry>(entry: &E, line: &Line<'_>) -> Result<Option<String>, String> {
    let (json, frame) = (line.part("event"), line.text("event_base64")?);
    if json.is_none() && frame.is_none() {
        return Ok(None);
    }
    let side = match line.text("side")?.as_deref() {
        None | Some("input") => EventSide::Input,
        Some("output") => EventSide::Output,
        Some(other) => return Err(format!("`side` is `{other}`, neither `input` nor `output`")),
    };
    let none = "the side has no events";
    let shown = |error: &dyn std::fmt::Display| error.to_string();
    if let Some(json) = json {
        let frame = entry.write_event(side, json.get().as_bytes());
        let frame = frame.ok_or(none)?;
        let frame = frame.map_err(|error| shown(&error))?.encode();
        return Ok(Some(
            json!({"event_base64": BASE64.encode(frame)}).to_string(),
        ));
    }
    let frame = BASE64.decode(frame.unwrap_or_default());
    let frame = frame.map_err(|error| format!("`event_base64` is not base64: {error}"))?;
    let frame = crate::events::Frame::parse(frame.into()).map_err(|error| shown(&error))?;
    Ok(Some(match entry.read_event(side, &frame).ok_or(none)? {
        Ok(json) => format!("{{\"event\":{json}}}"),
        Err(EventAnswer::Exception {
            code,
            message,
            json,
        }) => {
            let [code, message] = [json!(code), json!(message)];
            format!("{{\"exception\":{{\"code\":{code},\"message\":{message},\"event\":{json}}}}}")
        }
        Err(EventAnswer::Error(error)) => error.to_json(None),
        Err(EventAnswer::Unreadable(why)) => return Err(why),
    }))
}
