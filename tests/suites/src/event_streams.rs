//! Event streams: frames in bytes and as JSON, damaged frames, and recorded sessions.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sansmith::events::{Frame, FrameDecoder, FrameErrorKind, HeaderValue, Limits};
use serde_json::{Value, json};

use crate::cases::Cases;
use crate::corpus;
use crate::suite::Suite;

/// The suite of event streams.
pub const EVENT_STREAMS: Suite = Suite {
    name: "event-streams",
    owns: |folder| is_decoded(folder) || is_data(folder) || !recordings(folder).is_empty(),
    run: |folder, cases| {
        if is_decoded(folder) {
            decoded(folder, cases);
        } else if is_data(folder) {
            data(folder, cases);
        }
        for recording in recordings(folder) {
            session(&recording, cases);
        }
    },
};

/// Returns true for a folder of frames as JSON, beside one of the same frames in bytes.
fn is_decoded(folder: &Path) -> bool {
    encoded(folder).is_some_and(|folder| folder.is_dir())
}

/// The folder with the bytes of decoded frames.
fn encoded(folder: &Path) -> Option<PathBuf> {
    let above = folder
        .parent()
        .filter(|above| corpus::name(above) == "decoded")?;
    Some(above.with_file_name("encoded").join(corpus::name(folder)))
}

/// Returns true for a folder of single frames whose names say if they are valid.
fn is_data(folder: &Path) -> bool {
    corpus::name(folder) == "test_data" && files(folder).iter().any(|file| verdict(file).is_some())
}

/// Returns true for a valid frame, and false for a damaged one, by its name.
fn verdict(file: &Path) -> Option<bool> {
    let name = corpus::name(file);
    let is_valid = name.starts_with("valid_");
    (is_valid || name.starts_with("invalid_")).then_some(is_valid)
}

/// The files of a folder, sorted by path.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    files
}

/// The recorded sessions with event streams in a folder.
fn recordings(folder: &Path) -> Vec<PathBuf> {
    if corpus::name(folder) != "tests" {
        return Vec::new();
    }
    let is_one = |file: &PathBuf| {
        let is_json = file
            .extension()
            .is_some_and(|extension| extension == "json");
        let text = if is_json {
            fs::read_to_string(file)
        } else {
            Ok(String::new())
        };
        text.is_ok_and(|text| {
            text.contains("connection_id") && text.contains("application/vnd.amazon.eventstream")
        })
    };
    files(folder).into_iter().filter(is_one).collect()
}

/// Compares frames in bytes with their parts, or with the error that they must give.
fn decoded(folder: &Path, cases: &mut Cases<'_>) {
    let Some(encoded) = encoded(folder) else {
        return;
    };
    for file in files(folder) {
        let name = format!("{}/{}", corpus::name(folder), corpus::name(&file));
        let Some(expected) = cases.read(&file) else {
            continue;
        };
        let bytes = fs::read(encoded.join(corpus::name(&file))).unwrap_or_default();
        match (serde_json::from_str::<Value>(&expected), only(&bytes)) {
            (Ok(expected), Ok(frame)) => {
                let got = parts(&frame, &bytes).to_string();
                cases.equal(&name, &shown(&expected).to_string(), &got);
                cases.equal(
                    &format!("{name}/encode"),
                    &BASE64.encode(&bytes),
                    &BASE64.encode(frame.encode()),
                );
            }
            (Err(_), found) => cases.equal(&name, expected.trim(), message(&found)),
            (Ok(_), Err(error)) => cases.fail(&name, &expected, &format!("{error:?}")),
        }
    }
}

/// The parts of a frame as the JSON has them: the checksums are those of the bytes.
fn parts(frame: &Frame, bytes: &[u8]) -> Value {
    let word = |at: usize| {
        let word = bytes.get(at..).and_then(|bytes| bytes.first_chunk::<4>());
        word.map(|word| i32::from_be_bytes(*word))
            .unwrap_or_default()
    };
    let headers = frame.headers().iter().map(|(name, value)| {
        let (number, value) = typed(value);
        json!({"name": name, "type": number, "value": value})
    });
    json!({
        "total_length": bytes.len(),
        "headers_length": word(4),
        "prelude_crc": word(8),
        "headers": headers.collect::<Vec<_>>(),
        "payload": BASE64.encode(frame.payload()),
        "message_crc": word(bytes.len().saturating_sub(4)),
    })
}

/// The JSON of a frame in the order of [`parts`], without empty parts.
fn shown(expected: &Value) -> Value {
    let part = |name: &str, absent: Value| expected.get(name).cloned().unwrap_or(absent);
    json!({
        "total_length": part("total_length", 0.into()),
        "headers_length": part("headers_length", 0.into()),
        "prelude_crc": part("prelude_crc", 0.into()),
        "headers": part("headers", json!([])),
        "payload": part("payload", "".into()),
        "message_crc": part("message_crc", 0.into()),
    })
}

/// The number of a type, and its value as JSON.
fn typed(value: HeaderValue<'_>) -> (u8, Value) {
    match value {
        HeaderValue::Boolean(value) => (u8::from(!value), value.into()),
        HeaderValue::Byte(value) => (2, value.into()),
        HeaderValue::Short(value) => (3, value.into()),
        HeaderValue::Integer(value) => (4, value.into()),
        HeaderValue::Long(value) => (5, value.into()),
        HeaderValue::Bytes(bytes) => (6, BASE64.encode(bytes).into()),
        HeaderValue::Text(text) => (7, BASE64.encode(text).into()),
        HeaderValue::Timestamp(millis) => (8, millis.into()),
        HeaderValue::Uuid(bytes) => (9, BASE64.encode(bytes).into()),
    }
}

/// The only frame in bytes, fed one byte at a time.
fn only(bytes: &[u8]) -> Result<Frame, FrameErrorKind> {
    let mut decoder = FrameDecoder::new(Limits::SERVICE);
    for byte in bytes {
        decoder.feed(&[*byte]);
        if let Some(result) = decoder.next_frame() {
            return result.map_err(|error| error.kind().clone());
        }
    }
    match decoder.finish() {
        Err(error) => Err(error.kind().clone()),
        Ok(()) => Err(FrameErrorKind::Truncated),
    }
}

/// The message of the reference implementation for an error.
fn message(found: &Result<Frame, FrameErrorKind>) -> &'static str {
    match found {
        Err(FrameErrorKind::PreludeChecksum { .. }) => "Prelude checksum mismatch",
        Err(FrameErrorKind::Checksum { .. }) => "Message checksum mismatch",
        Err(_) => "another error",
        Ok(_) => "a frame",
    }
}

/// Checks that valid frames are read and written back, and that damaged ones are refused for what their name says.
fn data(folder: &Path, cases: &mut Cases<'_>) {
    for file in files(folder) {
        let Some(is_valid) = verdict(&file) else {
            continue;
        };
        let name = corpus::name(&file);
        let bytes = fs::read(&file).unwrap_or_default();
        match only(&bytes) {
            Ok(frame) if is_valid => {
                cases.equal(
                    &name,
                    &BASE64.encode(&bytes),
                    &BASE64.encode(frame.encode()),
                );
            }
            Err(kind) if !is_valid => {
                // Most damaged frames have a checksum of other bytes too, which is found first.
                let kind = match only(&repaired(&bytes)) {
                    Err(other) if !name.contains("checksum") => other,
                    _ => kind,
                };
                let expected = reasons(&name);
                let is_right = expected.iter().any(|is| is(&kind));
                if is_right {
                    cases.pass(&name);
                } else {
                    cases.fail(&name, "the error of the name", &format!("{kind:?}"));
                }
            }
            other => cases.fail(&name, "the verdict of the name", &format!("{other:?}")),
        }
    }
}

/// A frame with the checksum of its bytes.
fn repaired(bytes: &[u8]) -> Vec<u8> {
    let length = bytes
        .first_chunk::<4>()
        .map(|word| u32::from_be_bytes(*word));
    let length = length.and_then(|length| usize::try_from(length).ok());
    let frame = length.and_then(|length| bytes.get(..length));
    let frame = frame.unwrap_or(bytes);
    let (before, _) = frame.split_at(frame.len().saturating_sub(4));
    [before, &crc32fast::hash(before).to_be_bytes()].concat()
}

/// A test of an error.
type Is = fn(&FrameErrorKind) -> bool;

/// Errors that the name of a damaged frame stands for.
fn reasons(name: &str) -> Vec<Is> {
    const IN_HEADERS: Is = |kind| {
        matches!(
            kind,
            FrameErrorKind::HeaderCut
                | FrameErrorKind::HeaderName
                | FrameErrorKind::HeaderText
                | FrameErrorKind::HeaderType(_)
        )
    };
    let rows: [(&str, Is); 6] = [
        ("prelude_checksum", |kind| {
            matches!(kind, FrameErrorKind::PreludeChecksum { .. })
        }),
        ("message_checksum", |kind| {
            matches!(kind, FrameErrorKind::Checksum { .. })
        }),
        ("headers_length", |kind| {
            matches!(kind, FrameErrorKind::Length { .. })
        }),
        ("value_type", |kind| {
            matches!(kind, FrameErrorKind::HeaderType(_))
        }),
        ("header_name", IN_HEADERS),
        ("header_string", IN_HEADERS),
    ];
    let named = rows.into_iter().filter(|(part, _)| name.contains(part));
    named.map(|(_, is)| is).collect()
}

/// Replays both directions of a recorded session.
fn session(file: &Path, cases: &mut Cases<'_>) {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let above = file.parent().and_then(Path::parent).map(corpus::name);
    let name = format!("{}/{name}", above.unwrap_or_default());
    let Some(text) = cases.read(file) else {
        return;
    };
    let recording: Value = serde_json::from_str(&text).unwrap_or_default();
    let events = recording.get("events").unwrap_or(&recording);
    for direction in ["Request", "Response"] {
        if !has_events(events, direction) {
            continue;
        }
        let name = format!("{name}/{direction}");
        match replay(&chunks(events, direction)) {
            Ok(0) => cases.fail(&name, "an event", "none"),
            Ok(_) => cases.pass(&name),
            Err(why) => cases.fail(&name, "events", &why),
        }
    }
}

/// Returns true if the body of a direction is an event stream.
fn has_events(events: &Value, direction: &str) -> bool {
    let actions = events.as_array().into_iter().flatten();
    let mut heads = actions.filter_map(|event| event.pointer(&format!("/action/{direction}")));
    heads.any(|head| {
        head.to_string()
            .contains("application/vnd.amazon.eventstream")
    })
}

/// The chunks of a body.
fn chunks(events: &Value, direction: &str) -> Vec<Vec<u8>> {
    let actions = events.as_array().into_iter().flatten();
    let data = actions.filter_map(|event| event.pointer("/action/Data"));
    let data = data.filter(|data| data.get("direction").and_then(Value::as_str) == Some(direction));
    let bytes = data.filter_map(|data| {
        let text = |kind: &str| data.pointer(kind).and_then(Value::as_str);
        match (text("/data/Base64"), text("/data/Utf8")) {
            (Some(text), _) => BASE64.decode(text).ok(),
            (_, text) => Some(text?.as_bytes().to_vec()),
        }
    });
    bytes.collect()
}

/// Reads every frame of a body, with those in signed frames, and writes it back; returns the number of events.
fn replay(chunks: &[Vec<u8>]) -> Result<usize, String> {
    let mut decoder = FrameDecoder::new(Limits::CLIENT);
    let (mut count, mut again) = (0, Vec::new());
    for chunk in chunks {
        decoder.feed(chunk);
        while let Some(frame) = decoder.next_frame() {
            let frame = frame.map_err(|error| error.to_string())?;
            again.extend(frame.encode());
            let is_signed = frame.headers().get(":chunk-signature").is_some();
            if is_signed && frame.payload().is_empty() {
                continue;
            }
            let inner = if is_signed {
                Frame::parse(frame.into_payload()).map_err(|error| error.to_string())?
            } else {
                frame
            };
            event(&inner)?;
            count += 1;
        }
    }
    decoder.finish().map_err(|error| error.to_string())?;
    if again == chunks.concat() {
        Ok(count)
    } else {
        Err("the frames are written differently".to_owned())
    }
}

/// Checks that a frame is an event, an exception or an error, with a payload of its type.
fn event(frame: &Frame) -> Result<(), String> {
    let text = |name: &str| frame.headers().text(name);
    let named = match text(":message-type") {
        Some("event") => text(":event-type"),
        Some("exception") => text(":exception-type"),
        Some("error") => text(":error-code"),
        other => return Err(format!("found the message type {other:?}")),
    };
    named.ok_or("the event has no name")?;
    if text(":content-type") == Some("application/json") {
        let parsed: Result<Value, _> = serde_json::from_slice(frame.payload());
        parsed.map_err(|error| error.to_string())?;
    }
    Ok(())
}
