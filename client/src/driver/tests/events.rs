//! Event streams in and out.

use bytes::Bytes;
use sansmith::events::{EventsExt as _, Frame, FrameDecoder, HeaderValue, Limits, OutputEvents};
use sansmith::sign::EventSigner;
use sansmith::{Timestamp, UnknownMember};

use super::*;
use crate::call::tests::lamp::events::{Dark, PourSparks, Sparks, TellGlow, WatchGlow};
use crate::call::tests::lamp::{Copied, Glow, TalkGlow};
use crate::call::{Problem, StreamError, TransportErrorKind};
use crate::driver::Time as _;

type Sparked = Result<Sparks, StreamError<Sparks>>;

/// A response with events.
fn reply<O>(output: &O::Output, events: &[Sparks]) -> Reply
where
    O: OutputEvents<OutputEvent = Sparks>,
{
    let mut writer = O::output_writer(output).unwrap();
    let mut body = writer.start(Timestamp::UNIX_EPOCH).unwrap();
    for event in events {
        body.extend(writer.write(event, Timestamp::UNIX_EPOCH).unwrap());
    }
    let (first, second) = body.split_at(body.len() / 2);
    Reply::new(200)
        .header("x-amzn-requestid", "r-1")
        .header("x-name", "desk")
        .body(Bytes::copy_from_slice(first))
        .body(Bytes::copy_from_slice(second))
}

/// The events of a call, and what there is before them.
fn receive<O>(world: &World, input: &O::Input) -> (O::Output, Vec<Sparked>)
where
    O: OutputEvents<OutputEvent = Sparks>,
    O::Input: Shape + Sync,
    O::Output: Send,
    O::Error: Send,
{
    match &world.client {
        Any::Blocking(client) => {
            let mut events = client.receive_events::<O>(input).unwrap();
            let output = events.output().unwrap().clone();
            (output, events.collect())
        }
        Any::Asynchronous(client, runtime) => runtime.block_on(async {
            let mut events = client.receive_events::<O>(input).await.unwrap();
            let output = events.output().await.unwrap().clone();
            let mut found = Vec::new();
            while let Some(event) = events.next().await {
                found.push(event);
            }
            (output, found)
        }),
    }
}

#[test]
fn events_come_behind_the_output_and_end_with_an_exception() {
    let output = Glow {
        name: Some("desk".to_owned()),
        ..Glow::default()
    };
    let sent = [Sparks::of(b"a"), Sparks::dark("out"), Sparks::of(b"b")];
    for world in both(
        &[Reply::new(503), reply::<WatchGlow>(&output, &sent)],
        nothing,
    ) {
        let (found, events) = receive::<WatchGlow>(&world, &Glow::default());
        assert_eq!(found, output);
        let [Ok(first), Err(error)] = &events[..] else {
            panic!("{events:?}");
        };
        assert_eq!(first, &sent[0]);
        let dark = Dark {
            message: Some("out".to_owned()),
        };
        assert_eq!(error.exception(), Some(&Sparks::Dark(dark)));
        assert_eq!(
            (error.code(), error.request_id()),
            (Some("Dark"), Some("r-1"))
        );
        assert!(error.ends());
        assert_eq!(world.headers("amz-sdk-request").len(), 2);
    }
}

#[test]
fn the_output_of_a_protocol_without_bindings_is_the_first_event() {
    let output = Copied {
        name: Some("desk".to_owned()),
        ..Copied::default()
    };
    let sent = [Sparks::of(b"a"), Sparks::of(b"b")];
    for world in both(&[reply::<TellGlow>(&output, &sent)], nothing) {
        let (found, events) = receive::<TellGlow>(&world, &Copied::default());
        assert_eq!(found, output);
        let events: Vec<_> = events.into_iter().map(Result::unwrap).collect();
        assert_eq!(events, sent);
    }
}

#[test]
fn an_interrupted_stream_is_an_error_and_nothing_is_sent_again() {
    let sent = [Sparks::of(b"a")];
    let whole = reply::<WatchGlow>(&Glow::default(), &sent);
    let cut = whole.clone().body(Bytes::from_static(&[0, 0, 0, 90, 0]));
    for world in both(&[whole.broken(), cut], nothing) {
        let (_, events) = receive::<WatchGlow>(&world, &Glow::default());
        let [Ok(_), Err(StreamError::Transport(error))] = &events[..] else {
            panic!("{events:?}");
        };
        assert_eq!(error.kind, TransportErrorKind::ResetAfter);
        assert_eq!(world.mock.waiting(), 1);
        let (_, events) = receive::<WatchGlow>(&world, &Glow::default());
        let [Ok(_), Err(error)] = &events[..] else {
            panic!("{events:?}");
        };
        assert!(error.to_string().contains("ends within a frame"), "{error}");
    }
}

#[test]
fn a_call_with_an_error_instead_of_events_is_that_error() {
    let refused = Reply::new(400).header("x-amzn-errortype", "Odd").body("{}");
    for world in both(&[refused], nothing) {
        let error = match &world.client {
            Any::Blocking(client) => client
                .receive_events::<WatchGlow>(&Glow::default())
                .unwrap_err(),
            Any::Asynchronous(client, runtime) => {
                let input = Glow::default();
                let called = client.receive_events::<WatchGlow>(&input);
                runtime.block_on(called).unwrap_err()
            }
        };
        assert_eq!(error.code(), Some("Odd"));
    }
}

/// A stream of events, as asynchronous clients take them.
fn queue(events: &[Sparks]) -> crate::asynchronous::EventQueue<Sparks> {
    let (mut sender, queue) = crate::asynchronous::EventSender::new(events.len());
    runtime().block_on(async {
        for event in events {
            sender.send(event.clone()).await.unwrap();
        }
    });
    queue
}

/// The outcome of a conversation: the events that came back.
fn exchange(world: &World, events: &[Sparks]) -> Result<Vec<Sparked>, String> {
    let input = Glow::default();
    match &world.client {
        Any::Blocking(client) => {
            let called = client.exchange_events::<TalkGlow>(&input, events.to_vec());
            let events = called.map_err(|error| error.to_string())?;
            Ok(events.collect())
        }
        Any::Asynchronous(client, runtime) => {
            let queue = queue(events);
            runtime.block_on(async {
                let called = client.exchange_events::<TalkGlow>(&input, queue).await;
                let mut events = called.map_err(|error| error.to_string())?;
                let mut found = Vec::new();
                while let Some(event) = events.next().await {
                    found.push(event);
                }
                Ok(found)
            })
        }
    }
}

/// The frames of a request.
fn frames(request: &http::Request<Bytes>) -> Vec<Frame> {
    let mut decoder = FrameDecoder::new(Limits::SERVICE);
    decoder.feed(request.body());
    let frames = std::iter::from_fn(|| decoder.next_frame()).collect::<Result<_, _>>();
    assert_eq!(decoder.finish(), Ok(()));
    frames.unwrap()
}

#[test]
fn events_of_the_caller_are_signed_one_after_the_other() {
    let sent = [Sparks::of(b"a"), Sparks::of(b"b")];
    // The first call tells that the clock of the service is an hour ahead.
    let late = Reply::new(200).header("date", "Tue, 14 Nov 2023 23:13:20 GMT");
    let replies = [late, reply::<TalkGlow>(&Glow::default(), &sent)];
    for world in both(&replies, nothing) {
        let start = world.time.now();
        world
            .send::<crate::call::tests::lamp::PutGlow>(&Glow::default())
            .unwrap();
        let back: Vec<_> = exchange(&world, &sent).unwrap();
        let back: Vec<_> = back.into_iter().map(Result::unwrap).collect();
        assert_eq!(back, sent);

        let requests = world.mock.requests();
        let request = requests.last().unwrap();
        assert_eq!(request.version(), http::Version::HTTP_2);
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let (_, seed) = authorization.split_once("Signature=").unwrap();
        let [secret, session, _] = SECRETS;
        let credentials = Credentials::new("AKIDEXAMPLE", secret).with_session_token(session);
        let mut signer = EventSigner::after(&credentials, "eu-west-1", "lamps", seed);
        let mut found = Vec::new();
        let frames = frames(request);
        for frame in &frames {
            let Some(HeaderValue::Timestamp(millis)) = frame.headers().get(":date") else {
                panic!("{frame:?}");
            };
            assert_eq!(millis, (start.seconds() + 3600) * 1000);
            let now = Timestamp::from_secs(millis / 1000);
            let signature = signer.sign(frame.payload(), now).unwrap().signature;
            let given = frame.headers().get(":chunk-signature");
            assert_eq!(given, Some(HeaderValue::Bytes(&signature)));
            found.push(frame.payload().clone());
        }
        assert_eq!(found.len(), 3, "two events and the end");
        assert!(found[2].is_empty());
        let mut reader = TalkGlow::input_reader(Glow::default());
        reader.feed(request.body());
        assert_eq!(reader.next_event(), Some(Ok(sent[0].clone())));
        assert_eq!(reader.next_event(), Some(Ok(sent[1].clone())));
        assert_eq!(reader.next_event(), None);
    }
}

#[test]
fn events_alone_are_sent_until_their_end() {
    let sent = [Sparks::of(b"a"), Sparks::of(b"b")];
    for world in both(&[Reply::new(200).header("x-name", "desk")], nothing) {
        let input = Glow::default();
        let output = match &world.client {
            Any::Blocking(client) => client.send_events::<PourSparks>(&input, sent.to_vec()),
            Any::Asynchronous(client, runtime) => {
                runtime.block_on(client.send_events::<PourSparks>(&input, queue(&sent)))
            }
        };
        assert_eq!(output.unwrap().name.as_deref(), Some("desk"));
        assert_eq!(frames(&world.mock.requests()[0]).len(), 3);
        assert_eq!(world.mock.requests()[0].version(), http::Version::HTTP_11);
    }
}

#[test]
fn a_request_with_events_is_sent_once() {
    for world in both(&[Reply::new(503), Reply::new(200)], nothing) {
        exchange(&world, &[Sparks::of(b"a")]).unwrap_err();
        assert_eq!(world.mock.waiting(), 1);
    }
}

#[test]
fn an_event_that_cannot_be_sent_is_an_error_of_the_caller() {
    let unknown = Sparks::Unknown(UnknownMember::default());
    for world in both(&[Reply::new(200)], nothing) {
        let error = exchange(&world, std::slice::from_ref(&unknown)).unwrap_err();
        assert!(
            error.contains("not an event that the model knows"),
            "{error}"
        );
    }
}

#[test]
fn the_time_of_an_attempt_ends_with_the_head() {
    let sent = [Sparks::of(b"a")];
    let replies = [
        Reply::silence(),
        reply::<WatchGlow>(&Glow::default(), &sent),
    ];
    for world in both(&replies, |settings| {
        settings.timeouts.attempt = Some(std::time::Duration::from_secs(3));
    }) {
        let (_, events) = receive::<WatchGlow>(&world, &Glow::default());
        assert_eq!(events.len(), 1);
        assert_eq!(world.mock.requests().len(), 2);
    }
    for world in both(&[Reply::silence()], |settings| {
        settings.timeouts.attempt = Some(std::time::Duration::from_secs(3));
    }) {
        let called = match &world.client {
            Any::Blocking(client) => client
                .receive_events::<TellGlow>(&Copied::default())
                .map(drop),
            Any::Asynchronous(client, runtime) => runtime
                .block_on(client.receive_events::<TellGlow>(&Copied::default()))
                .map(drop),
        };
        let error = called.unwrap_err();
        assert!(matches!(error.as_problem(), Some(Problem::Transport(_))));
    }
}
