//! Deadlines and clocks.

use std::time::Duration;

use sansmith::Timestamp;

use super::*;
use crate::call::{CallErrorKind, Problem, Timeouts, TransportErrorKind};

fn with_timeouts(attempt: u64, call: Option<u64>) -> Settings {
    let mut settings = settings();
    settings.timeouts = Timeouts {
        attempt: Some(Duration::from_secs(attempt)),
        call: call.map(Duration::from_secs),
        connect: None,
    };
    settings
}

#[test]
fn an_attempt_without_an_answer_in_time_is_made_again() {
    let settings = with_timeouts(5, None);
    let mut script = Script::new([Reply::silence(), success()]);
    let output = run(&mut script, &settings, &mut Shared::new()).unwrap();
    let [first, second] = output.metadata.attempts.as_slice() else {
        panic!("{:?}", output.metadata)
    };
    assert_eq!(first.duration, Duration::from_secs(5));
    assert!(first.failure.as_deref().unwrap().starts_with("timed out"));
    assert_eq!(second.status, Some(200));
    assert_eq!(
        sent(&script, "amz-sdk-request"),
        [
            "attempt=1; max=3; ttl=20231114T221325Z",
            "attempt=2; max=3; ttl=20231114T221330Z"
        ]
    );
}

#[test]
fn a_call_ends_at_its_deadline() {
    let settings = with_timeouts(5, Some(8));
    let mut script = Script::new([Reply::silence(), Reply::silence(), success()]);
    let error = run(&mut script, &settings, &mut Shared::new()).unwrap_err();
    assert_eq!(error.metadata.attempts.len(), 2);
    assert_eq!(script.now, Timestamp::from_secs(1_700_000_008));
    let CallErrorKind::Problem(Problem::Transport(cause)) = &error.kind else {
        panic!("{error:?}")
    };
    assert_eq!(cause.kind, TransportErrorKind::Timeout);
    assert!(error.to_string().ends_with("(after 2 attempts)"));
}

#[test]
fn a_pause_over_the_deadline_ends_the_call_at_once() {
    let settings = with_timeouts(5, Some(8));
    let asked = error(503, "Odd").header("x-amz-retry-after", "60000");
    let slow = asked.takes(Duration::from_secs(4));
    let mut script = Script::new([slow, success()]);
    let error = run(&mut script, &settings, &mut Shared::new()).unwrap_err();
    assert_eq!(
        error.as_service().unwrap().to_string(),
        "Odd: no (request id e-1)"
    );
    assert_eq!(script.now, Timestamp::from_secs(1_700_000_004));
}

#[test]
fn a_clock_that_is_off_is_corrected() {
    let date = "Tue, 14 Nov 2023 23:13:20 GMT";
    let refused = error(403, "SignatureDoesNotMatch").header("date", date);
    let mut script = Script::new([refused, success().header("date", date)]);
    let mut shared = Shared::new();
    run(&mut script, &settings(), &mut shared).unwrap();
    assert_eq!(
        sent(&script, "x-amz-date"),
        ["20231114T221320Z", "20231114T231320Z"]
    );
    let host = "sts.eu-west-1.amazonaws.com";
    assert_eq!(shared.clock_skew(host), Some(3600));
    // The next call knows it, until the clock is right.
    let right = success().header("date", "Tue, 14 Nov 2023 22:13:20 GMT");
    let mut script = Script::new([right]);
    run(&mut script, &settings(), &mut shared).unwrap();
    assert_eq!(sent(&script, "x-amz-date"), ["20231114T231320Z"]);
    assert_eq!(shared.clock_skew(host), None);
}

#[test]
fn an_error_of_signatures_with_a_clock_that_is_right_is_an_error() {
    for date in ["Tue, 14 Nov 2023 22:17:20 GMT", "soon", ""] {
        let refused = error(403, "SignatureDoesNotMatch").header("date", date);
        let mut script = Script::new([refused, success()]);
        let error = run(&mut script, &settings(), &mut Shared::new()).unwrap_err();
        assert_eq!(error.metadata.attempts.len(), 1, "{date}");
    }
    let mut settings = settings();
    settings.corrects_clock = false;
    let refused =
        error(403, "SignatureDoesNotMatch").header("date", "Tue, 14 Nov 2023 23:13:20 GMT");
    let mut script = Script::new([refused, success()]);
    assert!(run(&mut script, &settings, &mut Shared::new()).is_err());
}

#[test]
fn the_connection_has_the_time_of_the_settings() {
    use crate::call::{Event, Need, Step};
    let mut settings = with_timeouts(5, Some(3));
    settings.timeouts.connect = Some(Duration::from_secs(1));
    let mut call = Call::<AssumeRole>::new(&input(), &settings, 7).unwrap();
    let now = Timestamp::from_secs(1_700_000_000);
    let step = call.step(&mut Shared::new(), now, 0, Event::Start);
    let Step::Need(Need::Send(send)) = step else {
        panic!("{step:?}")
    };
    assert_eq!(send.connect_timeout, Some(Duration::from_secs(1)));
    assert_eq!(send.deadline, Some(Timestamp::from_secs(1_700_000_003)));
    assert_eq!(
        format!("{send:?}"),
        "Send(POST https://sts.eu-west-1.amazonaws.com)"
    );
}
