//! Attempts: which failures lead to another one, with which pause and which headers.

use std::time::Duration;

use super::*;
use crate::call::{CallErrorKind, Problem, TransportErrorKind};
use crate::config::RetryMode;

#[test]
fn a_success_needs_one_attempt_and_tells_about_it() {
    let mut script = Script::new([success().takes(Duration::from_millis(30))]);
    let mut shared = Shared::new();
    let output = run(&mut script, &settings(), &mut shared).unwrap();
    assert_eq!(output.output.source_identity.as_deref(), Some("me"));
    assert!(!output.has_body);
    let [attempt] = output.metadata.attempts.as_slice() else {
        panic!("{:?}", output.metadata)
    };
    assert_eq!(attempt.endpoint, "https://sts.eu-west-1.amazonaws.com");
    assert_eq!(attempt.status, Some(200));
    assert_eq!(attempt.request_id.as_deref(), Some("r-1"));
    assert_eq!(attempt.duration, Duration::from_millis(30));
    let (_, request) = &script.sent[0];
    assert_eq!(request.uri(), "https://sts.eu-west-1.amazonaws.com/");
    let headers = request.headers();
    assert_eq!(text(headers, "amz-sdk-request"), "attempt=1; max=3");
    assert_eq!(
        text(headers, "amz-sdk-invocation-id"),
        output.metadata.invocation_id
    );
    assert!(text(headers, "user-agent").contains(" api/sts#2011-06-15 "));
    assert!(text(headers, "user-agent").contains(" m/E"));
    let authorization = text(headers, "authorization");
    assert!(authorization.contains("/20231114/eu-west-1/sts/aws4_request"));
    assert!(bytes(request.body()).starts_with(b"Action=AssumeRole&"));
    assert_eq!(shared.retry_quota("STS", "eu-west-1"), Some(500));
}

#[test]
fn failures_that_pass_lead_to_another_attempt() {
    for (reply, pause) in [
        (error(500, "Odd"), 25),
        (error(503, "Odd"), 25),
        (error(400, "Throttling"), 500),
        (error(429, "Odd"), 500),
        (error(400, "RequestTimeout"), 25),
        (error(400, "IDPCommunicationError"), 25),
        (Reply::new(502).body("<html>"), 25),
        (Reply::failure(TransportErrorKind::Connect), 25),
        (Reply::failure(TransportErrorKind::Dns), 25),
        (Reply::failure(TransportErrorKind::Timeout), 25),
        (Reply::failure(TransportErrorKind::ResetBefore), 25),
        (success().broken(), 25),
    ] {
        let shown = format!("{reply:?}");
        let mut script = Script::new([reply, success()]);
        let output = run(&mut script, &settings(), &mut Shared::new());
        let output = output.unwrap_or_else(|error| panic!("{shown}: {error}"));
        assert_eq!(output.metadata.attempts.len(), 2, "{shown}");
        assert_eq!(script.pauses, [Duration::from_millis(pause)], "{shown}");
        assert_eq!(
            sent(&script, "amz-sdk-request"),
            ["attempt=1; max=3", "attempt=2; max=3"]
        );
        let ids = sent(&script, "amz-sdk-invocation-id");
        assert_eq!(ids[0], ids[1]);
    }
}

#[test]
fn failures_that_stay_end_the_call() {
    for reply in [
        error(400, "MalformedPolicyDocument"),
        error(501, "Odd"),
        error(403, "AccessDeniedException"),
        Reply::failure(TransportErrorKind::Tls),
        Reply::failure(TransportErrorKind::Other),
    ] {
        let mut script = Script::new([reply, success()]);
        let error = run(&mut script, &settings(), &mut Shared::new()).unwrap_err();
        assert_eq!(error.metadata.attempts.len(), 1, "{error}");
        assert_eq!(script.waiting(), 1);
    }
}

#[test]
fn an_error_of_the_service_tells_its_attempts() {
    let mut script = Script::new([error(500, "Odd"), error(400, "MalformedPolicyDocument")]);
    let error = run(&mut script, &settings(), &mut Shared::new()).unwrap_err();
    assert_eq!(error.request_id(), Some("e-1"));
    assert_eq!(
        error.to_string(),
        "MalformedPolicyDocument: no (request id e-1)"
    );
    let codes = error.metadata.attempts.iter();
    let codes: Vec<_> = codes.map(|attempt| attempt.error_code.as_deref()).collect();
    assert_eq!(codes, [Some("Odd"), Some("MalformedPolicyDocument")]);
    let service = error.into_service().unwrap();
    assert!(matches!(
        service,
        AssumeRoleError::MalformedPolicyDocumentException(_)
    ));
}

#[test]
fn the_most_attempts_are_those_of_the_settings() {
    let mut settings = settings();
    settings.max_attempts = Some(5);
    let mut script = Script::new((0..9).map(|_| error(500, "Odd")));
    let mut shared = Shared::new();
    let failure = run(&mut script, &settings, &mut shared).unwrap_err();
    assert_eq!(failure.metadata.attempts.len(), 5);
    assert_eq!(shared.retry_quota("STS", "eu-west-1"), Some(500 - 4 * 14));
    assert_eq!(sent(&script, "amz-sdk-request")[4], "attempt=5; max=5");
}

#[test]
fn an_empty_quota_ends_the_call_and_belongs_to_a_region() {
    let mut shared = Shared::new();
    let mut settings = settings();
    settings.max_attempts = Some(100);
    let mut script = Script::new((0..100).map(|_| error(500, "Odd")));
    let failure = run(&mut script, &settings, &mut shared).unwrap_err();
    assert_eq!(failure.metadata.attempts.len(), 1 + 500 / 14);
    let other = settings.region("eu-central-1");
    let mut script = Script::new([error(500, "Odd"), success()]);
    assert!(run(&mut script, &other, &mut shared).is_ok());
}

#[test]
fn the_pause_is_what_the_service_asks_for() {
    let asked = error(503, "Odd").header("x-amz-retry-after", "1500");
    let mut script = Script::new([asked, success()]);
    run(&mut script, &settings(), &mut Shared::new()).unwrap();
    assert_eq!(script.pauses, [Duration::from_millis(1500)]);
    let asked = error(503, "Odd").header("retry-after", "2");
    let mut script = Script::new([asked, success()]);
    run(&mut script, &settings(), &mut Shared::new()).unwrap();
    assert_eq!(script.pauses, [Duration::from_secs(2)]);
}

#[test]
fn adaptive_calls_wait_for_the_rate_after_throttling() {
    let mut settings = settings();
    settings.retry_mode = RetryMode::Adaptive;
    let mut shared = Shared::new();
    let mut script = Script::new([error(400, "Throttling"), success()]);
    run(&mut script, &settings, &mut shared).unwrap();
    assert_eq!(script.pauses.len(), 2, "{:?}", script.pauses);
    assert!(sent(&script, "user-agent")[0].contains(" m/F"));
    let mut other = self::settings();
    other.retry_mode = RetryMode::Standard;
    let mut script = Script::new([success()]);
    run(&mut script, &other, &mut shared).unwrap();
    assert!(script.pauses.is_empty());
}

#[test]
fn a_response_beyond_the_limit_is_no_response() {
    let mut settings = settings();
    settings.max_response = 10;
    let mut script = Script::new([success()]);
    let error = run(&mut script, &settings, &mut Shared::new()).unwrap_err();
    assert!(matches!(
        error.kind,
        CallErrorKind::Problem(Problem::LargeResponse(10))
    ));
}

#[test]
fn an_event_that_answers_nothing_ends_the_call() {
    use crate::call::{Event, Step};
    let settings = settings();
    let mut shared = Shared::new();
    let mut call = Call::<AssumeRole>::new(&input(), &settings, 7).unwrap();
    let now = sansmith::Timestamp::from_secs(1_700_000_000);
    assert!(matches!(
        call.step(&mut shared, now, 0, Event::Start),
        Step::Need(_)
    ));
    let Step::Done(Err(error)) = call.step(&mut shared, now, 0, Event::Start) else {
        panic!("no end")
    };
    assert!(
        error
            .to_string()
            .starts_with("the event Start does not answer")
    );
    assert!(matches!(
        call.step(&mut shared, now, 0, Event::Timer),
        Step::Done(Err(_))
    ));
}
