//! Calls: retries, timeouts, choices, hooks, requests that are not sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::asynchronous::{Sleep, Timer};
use crate::call::tests::lamp::{Glow, PutGlow};
use crate::call::{Hooks, TransportErrorKind};

fn broken() -> [Reply; 3] {
    [
        Reply::new(503),
        Reply::failure(TransportErrorKind::ResetBefore),
        Reply::new(200)
            .header("x-name", "on")
            .header("x-amzn-requestid", "r-7"),
    ]
}

#[test]
fn a_call_is_tried_again_with_one_identity() {
    for world in both(&broken(), nothing) {
        let done = world.send::<PutGlow>(&Glow::default()).unwrap();
        assert_eq!(done.output.name.as_deref(), Some("on"));
        assert_eq!(done.metadata.request_id(), Some("r-7"));
        assert_eq!(done.metadata.attempts.len(), 3);
        assert_eq!(
            world.headers("amz-sdk-request"),
            ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]
        );
        for name in ["amz-sdk-invocation-id", "x-token"] {
            let ids = world.headers(name);
            assert!(!ids[0].is_empty(), "{name}");
            assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        }
        assert_eq!(world.time.pauses().len(), 2);
        let counters = world.client.counters();
        assert_eq!(
            (counters.calls, counters.attempts, counters.retries),
            (1, 3, 2)
        );
        assert_eq!((counters.failures, counters.broken), (0, 1));
    }
}

#[test]
fn choices_of_a_call_come_before_those_of_the_client() {
    let throttled = Reply::new(429);
    for world in both(&[throttled.clone(), throttled], nothing) {
        let options = CallOptions::new()
            .max_attempts(1)
            .region("us-east-1")
            .endpoint("https://other.example/base")
            .token("order-1")
            .header(
                http::HeaderName::from_static("x-trace"),
                http::HeaderValue::from_static("t-1"),
            );
        let error = world
            .client
            .send::<PutGlow>(&Glow::default(), &options)
            .unwrap_err();
        assert!(error.is_throttle(), "{error:?}");
        assert_eq!(error.attempts().len(), 1);
        assert_eq!(world.client.counters().throttles, 1);
        let requests = world.mock.requests();
        assert_eq!(requests[0].uri().host(), Some("other.example"));
        assert_eq!(world.headers("x-token"), ["order-1"]);
        let signed = &world.headers("authorization")[0];
        assert!(signed.contains("/us-east-1/lamps/aws4_request"), "{signed}");
        assert!(signed.contains("x-trace"), "{signed}");
        // The next call has those of the client again.
        let _ = world.send::<PutGlow>(&Glow::default());
        assert_eq!(world.mock.requests()[1].uri().host(), Some("lamps.example"));
    }
}

#[test]
fn attempts_and_calls_have_their_times() {
    let limited = |settings: &mut Settings| {
        settings.timeouts.attempt = Some(Duration::from_secs(2));
        settings.timeouts.call = Some(Duration::from_secs(5));
    };
    for world in both(
        &[Reply::silence(), Reply::silence(), Reply::silence()],
        limited,
    ) {
        let start = crate::Time::now(&world.time).seconds();
        let error = world.send::<PutGlow>(&Glow::default()).unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(error.request_id().is_none());
        let end = crate::Time::now(&world.time).seconds();
        assert!((4..=5).contains(&(end - start)), "{}", end - start);
        assert!(error.attempts().len() >= 2, "{error:?}");
    }
}

#[test]
fn hooks_see_requests_before_the_signature_and_responses() {
    let hooked = |settings: &mut Settings| {
        settings.hooks = Hooks::new()
            .before_sign_of::<PutGlow>(|headers| {
                headers.insert("x-hook", http::HeaderValue::from_static("seen"));
            })
            .after_response(|schema, head| {
                assert_eq!((schema.name, head.status.as_u16()), ("PutGlow", 200));
            });
    };
    for world in both(&[Reply::new(200)], hooked) {
        world.send::<PutGlow>(&Glow::default()).unwrap();
        assert_eq!(world.headers("x-hook"), ["seen"]);
        assert!(world.headers("authorization")[0].contains("x-hook"));
    }
}

#[test]
fn a_request_is_prepared_or_presigned_and_not_sent() {
    let [blocking, asynchronous] = both(&[], nothing);
    let lifetime = Duration::from_secs(60);
    let input = Glow::default();
    let (Any::Blocking(client), Any::Asynchronous(other, runtime)) =
        (&blocking.client, &asynchronous.client)
    else {
        panic!("there is one of each kind");
    };
    let prepared = client.prepare::<PutGlow>(&input).unwrap();
    let same = runtime.block_on(other.prepare::<PutGlow>(&input)).unwrap();
    for request in [&prepared, &same] {
        assert_eq!(request.uri().host(), Some("lamps.example"));
        assert!(request.headers().contains_key("authorization"));
    }
    let presigned = client.presign::<PutGlow>(&input, lifetime).unwrap();
    let same = runtime
        .block_on(other.presign::<PutGlow>(&input, lifetime))
        .unwrap();
    for request in [&presigned, &same] {
        assert!(
            request.url().contains("X-Amz-Expires=60"),
            "{}",
            request.url()
        );
    }
    assert!(blocking.mock.requests().is_empty());
    assert!(asynchronous.mock.requests().is_empty());
}

/// A timer that counts its pauses, none of which ends.
#[derive(Debug, Clone, Default)]
struct Counting(Arc<AtomicUsize>);

impl Timer for Counting {
    fn sleep(&self, _: Duration) -> Sleep {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_request_that_is_answered_at_once_starts_no_timer() {
    let timer = Counting::default();
    let client = Client::builder()
        .region("eu-west-1")
        .anonymous()
        .endpoint("https://lamps.example")
        .attempt_timeout(Duration::from_secs(10))
        .timer(timer.clone())
        .build_with(Mock::of([Reply::new(200).body("{}")]));
    runtime()
        .block_on(client.send::<PutGlow>(&Glow::default()))
        .unwrap();
    assert_eq!(timer.0.load(Ordering::SeqCst), 0);
}
