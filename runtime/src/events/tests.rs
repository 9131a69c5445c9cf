//! Tests of events in several protocols, in both directions.

mod fixture;
mod frames;
#[cfg(feature = "sign")]
mod signed;

use self::fixture::{
    Busy, Chunk, End, Lamp, Mixed, Note, Ping, Seen, Signals, Talk, TalkError, TalkMessage,
};
use super::*;
use crate::http::operation::OperationError as _;
use crate::http::protocol::{AwsJson1_1, Protocol, RestJson1};
use crate::http::request::{self, Stream};
use crate::http::response::Streamed;
use crate::http::{Body, OperationExt as _};
use crate::types::{ErrorKind, Timestamp, UnknownMember, Value};

const NOW: Timestamp = Timestamp::from_secs(1_600_000_000);

/// An event of each kind, without exceptions.
fn all() -> Vec<Signals> {
    let lamp = || Lamp {
        name: "desk".to_owned(),
        on: Some(true),
    };
    vec![
        Signals::Ping(Ping {
            flag: Some(false),
            byte: Some(-1),
            short: Some(i16::MIN),
            integer: Some(i32::MAX),
            long: Some(i64::MIN),
            bytes: Some("a".into()),
            text: Some("b".to_owned()),
            time: Some(Timestamp::from_millis(1_600_000_000_123)),
        }),
        Signals::Ping(Ping::default()),
        Signals::Chunk(Chunk {
            data: Some(vec![0, 255].into()),
        }),
        Signals::Chunk(Chunk {
            data: Some(Vec::new().into()),
        }),
        Signals::Chunk(Chunk::default()),
        Signals::Note(Note {
            text: Some("tea <&> \u{2615}".to_owned()),
        }),
        Signals::Seen(Seen {
            count: Some(1),
            lamp: Some(lamp()),
        }),
        Signals::Mixed(Box::new(Mixed {
            kind: Some("k".to_owned()),
            lamp: Some(lamp()),
            size: Some(2),
        })),
        Signals::End(End {}),
    ]
}

fn message() -> TalkMessage {
    TalkMessage {
        room: "attic".to_owned(),
    }
}

/// All bytes of a writer that are in `events`.
fn written(writer: &mut EventWriter<Signals>, events: &[Signals]) -> Vec<u8> {
    let mut bytes = writer.start(NOW).unwrap();
    for event in events {
        bytes.extend(writer.write(event, NOW).unwrap());
    }
    bytes.extend(writer.end(NOW).unwrap());
    bytes
}

/// The response that a server begins.
fn head<P: Protocol>() -> http::Response<()> {
    let mut response = http::Response::new(());
    let headers = response.headers_mut();
    headers.insert("x-room", "attic".parse().unwrap());
    headers.insert("x-amzn-requestid", "r1".parse().unwrap());
    if let Some(protocol) = P::SPEC.smithy_protocol {
        headers.insert("smithy-protocol", protocol.parse().unwrap());
    }
    response
}

/// The reader of a response, for a client.
fn client<P: Protocol>() -> EventReader<TalkMessage, Signals> {
    match Talk::<P>::response_events(head::<P>()).unwrap() {
        Streamed::Output(reader, ()) => reader,
        Streamed::Whole(_) => panic!("the response is a success"),
    }
}

/// Sends events in both directions, in chunks of a length.
fn both_ways<P: Protocol>(chunk: usize) {
    let (options, events) = (request::Options::new(), all());
    let mut writer = Talk::<P>::event_writer(&message(), &options).unwrap();
    let mut reader = Talk::<P>::input_reader(message());
    check(&written(&mut writer, &events), chunk, &mut reader, &events);
    let mut writer = Talk::<P>::output_writer(&message()).unwrap();
    check(
        &written(&mut writer, &events),
        chunk,
        &mut client::<P>(),
        &events,
    );
}

fn check(
    bytes: &[u8],
    chunk: usize,
    reader: &mut EventReader<TalkMessage, Signals>,
    expected: &[Signals],
) {
    let (mut found, mut initial) = (Vec::new(), None);
    for part in bytes.chunks(chunk) {
        reader.feed(part);
        if initial.is_none() {
            initial = reader.initial();
        }
        while let Some(event) = reader.next_event() {
            found.push(event.unwrap());
        }
    }
    assert_eq!(reader.finish(), Ok(()));
    assert!(reader.is_over());
    assert_eq!(initial, Some(Ok(message())));
    assert_eq!(found, expected);
}

#[test]
fn events_arrive_in_both_directions() {
    both_ways::<RestJson1>(1);
    both_ways::<AwsJson1_1>(7);
    #[cfg(feature = "xml")]
    both_ways::<crate::protocol::RestXml>(1000);
    #[cfg(feature = "cbor")]
    both_ways::<crate::protocol::RpcV2Cbor>(100_000);
}

/// The frames in bytes.
fn frames(bytes: &[u8]) -> Vec<Frame> {
    let mut decoder = FrameDecoder::default();
    decoder.feed(bytes);
    std::iter::from_fn(|| decoder.next_frame())
        .map(Result::unwrap)
        .collect()
}

#[test]
fn headers_name_event_and_content() {
    let options = request::Options::new();
    let mut writer = Talk::<AwsJson1_1>::event_writer(&message(), &options).unwrap();
    let mut events = all();
    events.push(Signals::Busy(Busy::default()));
    let frames = frames(&written(&mut writer, &events));
    let shown: Vec<_> = frames
        .iter()
        .map(|frame| {
            let text = |name| frame.headers().text(name).unwrap_or("-");
            let kind = (text(MESSAGE_TYPE), text(EVENT_TYPE), text(EXCEPTION_TYPE));
            let payload = String::from_utf8_lossy(frame.payload()).into_owned();
            (kind, text(CONTENT_TYPE), payload)
        })
        .collect();
    let json = "application/json";
    let lamp = r#"{"Name":"desk","On":true}"#;
    let event = |name, content_type, payload: &str| {
        (("event", name, "-"), content_type, payload.to_owned())
    };
    assert_eq!(
        shown,
        [
            event("initial-request", json, r#"{"Room":"attic"}"#),
            event("ping", "-", ""),
            event("ping", "-", ""),
            event("chunk", "application/octet-stream", "\0\u{fffd}"),
            event("chunk", "application/octet-stream", ""),
            event("chunk", "-", ""),
            event("note", "text/plain", "tea <&> \u{2615}"),
            event("seen", json, lamp),
            event("mixed", json, &format!(r#"{{"lamp":{lamp},"Size":2}}"#)),
            event("end", json, "{}"),
            (("exception", "-", "busy"), json, "{}".to_owned()),
        ]
    );
}

#[test]
fn the_head_has_no_body() {
    let options = request::Options::new();
    let stream = Stream::new("body");
    let rest = Talk::<RestJson1>::request_streaming(&message(), stream, &options).unwrap();
    let headers = rest.http.headers();
    assert_eq!(
        headers["content-type"],
        "application/vnd.amazon.eventstream"
    );
    assert_eq!(headers["x-room"], "attic");
    assert!(headers.get("content-length").is_none());
    assert!(matches!(rest.http.body(), Body::Stream("body")));
    let rpc = Talk::<AwsJson1_1>::request(&message()).unwrap();
    let headers = rpc.http.headers();
    assert_eq!(
        headers["content-type"],
        "application/vnd.amazon.eventstream"
    );
    assert_eq!(headers["x-amz-target"], "LampService.Talk");
    assert!(headers.get("content-length").is_none());
    assert_eq!(rpc.http.body().as_bytes(), Some(&b""[..]));
    // The members are in the first event instead, so the head alone gives an output with corrections.
    let output = Talk::<AwsJson1_1>::response(head::<AwsJson1_1>().map(|()| "")).unwrap();
    assert_eq!(output.room, "");
    let output = Talk::<RestJson1>::response(head::<RestJson1>().map(|()| "")).unwrap();
    assert_eq!(output, message());
}

#[test]
fn an_error_in_the_head_is_an_error() {
    let mut response = head::<RestJson1>().map(|()| r#"{"message":"later"}"#);
    *response.status_mut() = http::StatusCode::TOO_MANY_REQUESTS;
    let code = "BusyException".parse().unwrap();
    response.headers_mut().insert("x-amzn-errortype", code);
    let Ok(Streamed::Whole(response)) = Talk::<RestJson1>::response_events(response) else {
        panic!("the response is an error");
    };
    let error = Talk::<RestJson1>::response(response).unwrap_err();
    assert!(matches!(error, TalkError::Busy(_)), "{error}");
    assert!(error.is_throttle());
}

/// Feeds a frame to a client.
fn answer<P: Protocol>(
    headers: &[(&str, &str)],
    payload: &str,
) -> EventReader<TalkMessage, Signals> {
    let mut frame = Frame::builder().payload(payload.to_owned());
    for (name, value) in headers {
        frame = frame.header(name, HeaderValue::Text(value));
    }
    let mut reader = client::<P>();
    reader.feed(&frame.build().unwrap().encode());
    reader
}

#[test]
fn an_exception_ends_the_stream() {
    let headers = [(MESSAGE_TYPE, EXCEPTION), (EXCEPTION_TYPE, "busy")];
    let mut reader = answer::<RestJson1>(&headers, r#"{"message":"later"}"#);
    let end = Frame::builder().header(MESSAGE_TYPE, HeaderValue::Text(EVENT));
    reader.feed(&end.build().unwrap().encode());
    let Some(Err(EventError::Exception(failure))) = reader.next_event() else {
        panic!("expected an exception");
    };
    let expected = Signals::Busy(Busy {
        message: Some("later".to_owned()),
    });
    assert_eq!(*failure, expected);
    assert_eq!(failure.to_string(), "BusyException: later (request id r1)");
    assert_eq!((failure.status(), failure.is_throttle()), (429, true));
    assert_eq!(reader.next_event(), None);
    assert!(reader.is_over());
    // Some services name the shape instead of the member.
    let headers = [(MESSAGE_TYPE, EXCEPTION), (EXCEPTION_TYPE, "BusyException")];
    let mut reader = answer::<RestJson1>(&headers, "");
    let error = reader.next_event().unwrap().unwrap_err();
    assert!(matches!(error, EventError::Exception(_)), "{error}");
}

#[test]
fn a_sensitive_message_is_not_shown_whatever_its_name() {
    let headers = [(MESSAGE_TYPE, EXCEPTION), (EXCEPTION_TYPE, "locked")];
    let mut reader = answer::<RestJson1>(&headers, r#"{"message":"code 1234"}"#);
    let Some(Err(EventError::Exception(failure))) = reader.next_event() else {
        panic!("expected an exception");
    };
    assert_eq!(failure.message(), Some("code 1234"));
    let expected = "LockedException: *** (request id r1)";
    assert_eq!(failure.to_string(), expected);
}

#[test]
fn errors_without_model_have_code_and_message() {
    let headers = [
        (MESSAGE_TYPE, ERROR),
        (ERROR_CODE, "Inner"),
        (ERROR_MESSAGE, "no tea"),
    ];
    let mut reader = answer::<AwsJson1_1>(&headers, "");
    let error = reader.next_event().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "Inner: no tea (request id r1)");
    assert!(reader.is_over() && error.ends());
    let headers = [(MESSAGE_TYPE, EXCEPTION), (EXCEPTION_TYPE, "newer")];
    let mut reader = answer::<AwsJson1_1>(&headers, r#"{"Message":"m","x":1}"#);
    let Some(Err(EventError::Unhandled(failure))) = reader.next_event() else {
        panic!("expected an unmodelled error");
    };
    assert_eq!((failure.code(), failure.message()), ("newer", Some("m")));
    assert!(failure.get("x").is_some());
    let mut writer = Talk::<RestJson1>::output_writer(&message()).unwrap();
    let bytes = writer.write_error("Inner", "no tea", NOW).unwrap();
    let mut reader = client::<RestJson1>();
    reader.feed(&bytes);
    let error = reader.next_event().unwrap().unwrap_err();
    assert_eq!(error.failure().unwrap().meta().code(), "Inner");
}

#[test]
fn events_of_newer_models_are_kept() {
    let headers = [
        (MESSAGE_TYPE, EVENT),
        (EVENT_TYPE, "newer"),
        (CONTENT_TYPE, "application/json"),
    ];
    let mut reader = answer::<RestJson1>(&headers, "{}");
    let unknown = UnknownMember::new("newer", Value::String("{}".to_owned()));
    let event = Signals::Unknown(unknown);
    assert_eq!(reader.next_event(), Some(Ok(event.clone())));
    let mut writer = Talk::<RestJson1>::output_writer(&message()).unwrap();
    assert!(writer.write(&event, NOW).is_err());
}

#[test]
fn the_initial_message_may_be_absent_or_unexpected() {
    let headers = [(MESSAGE_TYPE, EVENT), (EVENT_TYPE, "end")];
    let mut reader = answer::<AwsJson1_1>(&headers, "{}");
    assert_eq!(reader.next_event(), Some(Ok(Signals::End(End {}))));
    assert_eq!(reader.initial(), Some(Ok(TalkMessage::default())));
    let headers = [(MESSAGE_TYPE, EVENT), (EVENT_TYPE, INITIAL_RESPONSE)];
    let mut reader = answer::<RestJson1>(&headers, "{}");
    assert_eq!(reader.next_event(), None);
    assert_eq!(reader.initial(), Some(Ok(message())));
    assert_eq!(reader.initial(), None);
    let mut reader = client::<AwsJson1_1>();
    assert_eq!(reader.initial(), None);
    assert_eq!(reader.finish(), Ok(()));
    assert_eq!(reader.initial(), Some(Ok(TalkMessage::default())));
}

#[test]
fn unreadable_events_say_why() {
    let event = (MESSAGE_TYPE, EVENT);
    let reason = |headers: &[(&str, &str)], payload: &str| {
        let mut reader = answer::<RestJson1>(headers, payload);
        let Some(Err(EventError::Unreadable(error))) = reader.next_event() else {
            panic!("expected an unreadable event");
        };
        assert!(!reader.is_over());
        error.to_string()
    };
    assert_eq!(
        reason(&[(EVENT_TYPE, "end")], ""),
        "the required member `:message-type` is missing"
    );
    assert_eq!(
        reason(&[event], ""),
        "the required member `:event-type` is missing"
    );
    assert_eq!(
        reason(&[(MESSAGE_TYPE, "other")], ""),
        ":message-type: the text is not `event`, `exception` or `error`"
    );
    assert_eq!(
        reason(&[event, (EVENT_TYPE, "mixed")], r#"{"Size":"x"}"#),
        "mixed.Size: found text, expected an integer (at byte 8)"
    );
    assert_eq!(
        reason(&[event, (EVENT_TYPE, "seen")], "{"),
        "seen: expected a key (at byte 1)"
    );
    assert_eq!(
        reason(&[event, (EVENT_TYPE, "ping"), ("long", "1")], ""),
        "ping.long: found string, expected long"
    );
    let number = Frame::builder().header(MESSAGE_TYPE, HeaderValue::Integer(1));
    let mut reader = client::<RestJson1>();
    reader.feed(&number.build().unwrap().encode());
    let error = reader.next_event().unwrap().unwrap_err();
    let EventError::Unreadable(error) = error else {
        panic!("expected an unreadable event");
    };
    assert!(matches!(error.kind(), ErrorKind::Unexpected { .. }));
    assert_eq!(error.path(), MESSAGE_TYPE);
}
