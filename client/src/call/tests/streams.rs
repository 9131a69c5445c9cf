//! Tokens, and bodies that are streams.

use bytes::Bytes;

use super::lamp::{GetGlow, Glow, PourGlow, PourOpen, PutGlow, StoreGlow, TalkGlow};
use super::*;
use crate::call::{CallErrorKind, Problem, StreamBody, TransportErrorKind};

fn at(url: &str) -> Settings {
    settings().endpoint(url)
}

fn replayable() -> StreamBody {
    StreamBody {
        length: Some(8),
        is_replayable: true,
    }
}

fn script(replies: impl IntoIterator<Item = Reply>) -> Script {
    let mut script = Script::new(replies);
    script.stream = vec![Bytes::from_static(b"light"), Bytes::from_static(b" on")];
    script
}

#[test]
fn a_token_is_the_same_in_every_attempt() {
    let settings = at("https://lamps.example");
    let mut call = Call::<PutGlow>::new(&Glow::default(), &settings, 9).unwrap();
    let mut script = script([error(500, "Odd"), error(500, "Odd"), Reply::new(200)]);
    script.run(&mut call, &mut Shared::new()).unwrap();
    let tokens = sent(&script, "x-token");
    assert_eq!(tokens, ["00000000-0000-4000-8000-000000000009"; 3]);
    assert!(sent(&script, "authorization")[0].contains("x-token"));
    assert_ne!(sent(&script, "amz-sdk-invocation-id")[0], tokens[0]);
}

#[test]
fn a_stream_begins_again_for_another_attempt() {
    let settings = at("https://lamps.example");
    let input = Glow::default();
    let mut call = Call::<PourOpen>::streaming(&input, replayable(), &settings, 9).unwrap();
    let mut script = script([error(500, "Odd"), Reply::new(200)]);
    script.run(&mut call, &mut Shared::new()).unwrap();
    assert_eq!(script.rewinds, 1);
    assert_eq!(sent(&script, "content-length"), ["8", "8"]);
    assert_eq!(script.sent[0].1.body(), &Payload::Stream(replayable()));
    assert_eq!(
        sent(&script, "x-amz-content-sha256"),
        ["UNSIGNED-PAYLOAD"; 2]
    );
}

#[test]
fn a_stream_of_events_is_signed_event_by_event() {
    let settings = at("https://lamps.example");
    let (input, once) = (Glow::default(), StreamBody::default());
    let mut call = Call::<TalkGlow>::streaming(&input, once, &settings, 9).unwrap();
    let mut script = script([Reply::new(200)]);
    let done = script.run(&mut call, &mut Shared::new()).unwrap();
    assert!(done.has_body);
    let media_type = "application/vnd.amazon.eventstream";
    assert_eq!(sent(&script, "content-type"), [media_type]);
    // The stream was not read for a hash, and the signature stands for what follows.
    assert!(sent(&script, "authorization")[0].contains("Signature="));
    assert_eq!(script.rewinds, 0);
}

#[test]
fn a_stream_that_cannot_begin_again_is_sent_once() {
    let settings = at("https://lamps.example");
    let once = StreamBody::default();
    for reply in [
        error(500, "Odd"),
        Reply::failure(TransportErrorKind::ResetBefore),
    ] {
        let input = Glow::default();
        let mut call = Call::<PourOpen>::streaming(&input, once, &settings, 9).unwrap();
        let mut script = script([reply, Reply::new(200)]);
        let error = script.run(&mut call, &mut Shared::new()).unwrap_err();
        assert_eq!(error.metadata.attempts.len(), 1);
    }
}

#[test]
fn a_stream_that_a_signature_covers_is_read_before() {
    for settings in [at("https://lamps.example"), at("http://lamps.example")] {
        let input = Glow::default();
        let mut call = Call::<PourGlow>::streaming(&input, replayable(), &settings, 9).unwrap();
        let mut script = script([error(500, "Odd"), Reply::new(200)]);
        script.run(&mut call, &mut Shared::new()).unwrap();
        assert_eq!(script.rewinds, 2);
        let expected = sansmith_signature(&script);
        assert_eq!(sent(&script, "authorization")[0], expected);
    }
    let settings = at("http://lamps.example");
    let input = Glow::default();
    let once = StreamBody::default();
    let mut call = Call::<StoreGlow>::streaming(&input, once, &settings, 9).unwrap();
    let error = script([]).run(&mut call, &mut Shared::new()).unwrap_err();
    assert!(matches!(
        error.kind,
        CallErrorKind::Problem(Problem::Stream(_))
    ));
}

/// The signature of the first request, with the whole body at hand.
fn sansmith_signature(script: &Script) -> String {
    use sansmith::sign::{Keys, Payload as Signed, Signer};
    let (now, request) = &script.sent[0];
    let mut request = request.clone().map(drop);
    request.headers_mut().remove("authorization");
    let credentials = Credentials::new("AKID", "secret");
    let signer = Signer::new(&credentials, "eu-west-1", "lamps");
    let payload = Signed::Bytes(b"light on");
    signer
        .sign_http(&mut request, payload, *now, &mut Keys::new())
        .unwrap();
    text(request.headers(), "authorization").to_owned()
}

#[test]
fn a_stream_to_s3_over_tls_is_unsigned_and_over_http_its_chunks_are_signed() {
    let input = Glow::default();
    for (url, sum) in [
        ("https://store.example", "UNSIGNED-PAYLOAD"),
        ("http://store.example", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
    ] {
        let settings = at(url);
        let mut call = Call::<StoreGlow>::streaming(&input, replayable(), &settings, 9).unwrap();
        let mut script = script([Reply::new(200)]);
        script.run(&mut call, &mut Shared::new()).unwrap();
        assert_eq!(sent(&script, "x-amz-content-sha256"), [sum]);
        assert_eq!(script.rewinds, 0);
    }
}

#[test]
fn a_streamed_response_is_the_callers_and_an_error_is_read() {
    let settings = at("https://lamps.example");
    let mut call = Call::<GetGlow>::new(&Glow::default(), &settings, 9).unwrap();
    let reply = Reply::new(200).header("x-name", "n").body("light");
    let mut script = script([error(500, "Odd"), reply]);
    let output = script.run(&mut call, &mut Shared::new()).unwrap();
    assert!(output.has_body);
    assert_eq!(output.output.name.as_deref(), Some("n"));
    assert_eq!(output.output.light.as_deref(), None);
    assert_eq!(output.metadata.attempts.len(), 2);
}
