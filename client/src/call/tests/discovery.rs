//! Hosts that a service names itself.

use std::time::Duration;

use sansmith::Operation;

use super::lamp::{FreeGlow, Glow, LampError, NamedGlow, NeedyGlow};
use super::*;
use crate::call::{CallErrorKind, Problem};
use crate::config::EndpointDiscovery;
use crate::moment::after;

/// The host by the rules.
const RULES: &str = "sts.eu-west-1.amazonaws.com";

fn hosts(host: &str, minutes: i64) -> Reply {
    let text = format!(
        "{{\"Endpoints\": [{{\"Address\": \"{host}\", \"CachePeriodInMinutes\": {minutes}}}]}}"
    );
    Reply::new(200).body(text)
}

fn refused() -> Reply {
    Reply::new(400).body("{\"__type\": \"Refused\"}")
}

/// Calls an operation with a name, and tells the hosts that its requests went to.
fn call<O: Operation<Input = Glow, Output = Glow, Error = LampError>>(
    replies: impl IntoIterator<Item = Reply>,
    name: &str,
    (settings, shared, minutes): (&Settings, &mut Shared, u64),
) -> Result<Vec<String>, Box<CallError<LampError>>> {
    let input = Glow {
        name: Some(name.to_owned()),
        ..Glow::default()
    };
    let mut call = Call::<O>::new(&input, settings, 9).unwrap();
    let mut script = Script::new(replies);
    script.now = after(script.now, Duration::from_secs(60 * minutes));
    script.run(&mut call, shared)?;
    assert_eq!(script.waiting(), 0);
    let requests = script.sent.iter();
    Ok(requests
        .map(|(_, request)| request.uri().host().unwrap().to_owned())
        .collect())
}

fn ok() -> Reply {
    Reply::new(200)
}

#[test]
fn a_named_host_is_used_for_its_time() {
    let (settings, mut shared) = (settings(), Shared::new());
    let mut at = |replies: Vec<Reply>, minutes| {
        call::<NeedyGlow>(replies, "n", (&settings, &mut shared, minutes)).unwrap()
    };
    assert_eq!(
        at(vec![hosts("a.example", 10), ok()], 0),
        [RULES, "a.example"]
    );
    assert_eq!(at(vec![ok()], 9), ["a.example"]);
    assert_eq!(
        at(vec![hosts("b.example", 10), ok()], 10),
        [RULES, "b.example"]
    );
}

#[test]
fn a_host_past_its_time_is_used_while_the_service_names_no_other() {
    let (settings, mut shared) = (settings(), Shared::new());
    let mut at = |replies: Vec<Reply>, minutes| {
        call::<NeedyGlow>(replies, "n", (&settings, &mut shared, minutes)).unwrap()
    };
    at(vec![hosts("a.example", 10), ok()], 0);
    assert_eq!(at(vec![refused(), ok()], 10), [RULES, "a.example"]);
    // The service is not asked again at once.
    assert_eq!(at(vec![ok()], 10), ["a.example"]);
    assert_eq!(
        at(vec![hosts("b.example", 10), ok()], 11),
        [RULES, "b.example"]
    );
}

#[test]
fn an_operation_that_needs_its_host_fails_without_one() {
    let (settings, mut shared) = (settings(), Shared::new());
    for reply in [refused(), Reply::new(200).body("{\"Endpoints\": []}")] {
        let error = call::<NeedyGlow>([reply], "n", (&settings, &mut shared, 0)).unwrap_err();
        assert!(matches!(
            error.kind,
            CallErrorKind::Problem(Problem::Discovery(_))
        ));
    }
}

#[test]
fn an_operation_that_may_ask_does_so_on_request() {
    let mut settings = settings();
    let mut shared = Shared::new();
    let hosts = || hosts("a.example", 10);
    assert_eq!(
        call::<FreeGlow>([ok()], "n", (&settings, &mut shared, 0)).unwrap(),
        [RULES]
    );
    settings.discovery = EndpointDiscovery::Enabled;
    assert_eq!(
        call::<FreeGlow>([refused(), ok()], "n", (&settings, &mut shared, 0)).unwrap(),
        [RULES, RULES]
    );
    assert_eq!(
        call::<FreeGlow>([ok()], "n", (&settings, &mut shared, 0)).unwrap(),
        [RULES]
    );
    assert_eq!(
        call::<FreeGlow>([hosts(), ok()], "n", (&settings, &mut shared, 1)).unwrap(),
        [RULES, "a.example"]
    );
    let settings = settings.endpoint("https://own.example");
    assert_eq!(
        call::<NeedyGlow>([ok()], "n", (&settings, &mut shared, 0)).unwrap(),
        ["own.example"]
    );
}

#[test]
fn a_host_that_refuses_is_forgotten() {
    let (settings, mut shared) = (settings(), Shared::new());
    let invalid = Reply::new(400).body("{\"__type\": \"InvalidEndpointException\"}");
    for refusal in [invalid, Reply::new(421)] {
        let mut shared = Shared::new();
        let replies = [
            hosts("a.example", 10),
            refusal,
            hosts("b.example", 10),
            ok(),
        ];
        assert_eq!(
            call::<NeedyGlow>(replies, "n", (&settings, &mut shared, 0)).unwrap(),
            [RULES, "a.example", RULES, "b.example"]
        );
    }
    // Without a named host it is an error as any other.
    let error = call::<FreeGlow>([Reply::new(421)], "n", (&settings, &mut shared, 0)).unwrap_err();
    assert_eq!(error.metadata.attempts.len(), 1);
}

#[test]
fn identifiers_and_accounts_have_hosts_of_their_own() {
    let (mut settings, mut shared) = (settings(), Shared::new());
    let first = [hosts("a.example", 10), ok()];
    call::<NamedGlow>(first, "a", (&settings, &mut shared, 0)).unwrap();
    let second = [hosts("b.example", 10), ok()];
    assert_eq!(
        call::<NamedGlow>(second, "b", (&settings, &mut shared, 0)).unwrap(),
        [RULES, "b.example"]
    );
    assert_eq!(
        call::<NamedGlow>([ok()], "a", (&settings, &mut shared, 0)).unwrap(),
        ["a.example"]
    );
    settings = settings.credentials(Credentials::new("OTHER", "secret"));
    let third = [hosts("c.example", 10), ok()];
    assert_eq!(
        call::<NamedGlow>(third, "a", (&settings, &mut shared, 0)).unwrap(),
        [RULES, "c.example"]
    );
}
