//! Identities: at hand, from the environment, shared, refreshed.

use sansmith::identity::Token;

use super::*;
use crate::call::{CallErrorKind, Event, Identity, Need, Problem, Step};
use crate::services::sso::operation::GetRoleCredentials;
use crate::services::sso::types::GetRoleCredentialsRequest;

fn chain() -> Settings {
    Settings::new("eu-west-1").identity(Identity::Chain(Box::default()))
}

fn with_keys(mut script: Script) -> Script {
    for (name, value) in [
        ("AWS_ACCESS_KEY_ID", "AKIDENV"),
        ("AWS_SECRET_ACCESS_KEY", "s"),
    ] {
        script.variables.insert(name.to_owned(), value.to_owned());
    }
    script
}

#[test]
fn credentials_come_from_the_environment_and_are_kept() {
    let mut shared = Shared::new();
    let mut script = with_keys(Script::new([success(), success()]));
    run(&mut script, &chain(), &mut shared).unwrap();
    script.variables.clear();
    run(&mut script, &chain(), &mut shared).unwrap();
    for authorization in sent(&script, "authorization") {
        assert!(
            authorization.contains("Credential=AKIDENV/"),
            "{authorization}"
        );
    }
}

#[test]
fn a_chain_without_an_identity_is_an_error_before_any_request() {
    let mut script = Script::new([success()]);
    script
        .variables
        .insert("AWS_EC2_METADATA_DISABLED".to_owned(), "true".to_owned());
    let error = run(&mut script, &chain(), &mut Shared::new()).unwrap_err();
    assert!(matches!(
        error.kind,
        CallErrorKind::Problem(Problem::Identity(_))
    ));
    assert_eq!(script.sent.len(), 0);
}

#[test]
fn one_call_gets_the_identity_and_the_other_waits() {
    let settings = chain();
    let mut shared = Shared::new();
    let mut first = Call::<AssumeRole>::new(&input(), &settings, 7).unwrap();
    let mut second = Call::<AssumeRole>::new(&input(), &settings, 7).unwrap();
    let now = sansmith::Timestamp::from_secs(1_700_000_000);
    let step = first.step(&mut shared, now, 0, Event::Start);
    assert!(matches!(step, Step::Need(Need::Identity(_))));
    let step = second.step(&mut shared, now, 0, Event::Start);
    assert!(matches!(step, Step::Need(Need::Wait { .. })));
    // A call that is dropped leaves the rest to the next one.
    first.abandon(&mut shared);
    let step = second.step(&mut shared, now, 0, Event::Timer);
    assert!(matches!(step, Step::Need(Need::Identity(_))));
}

#[test]
fn an_identity_that_has_ended_is_got_once_more() {
    let mut shared = Shared::new();
    let expired = || error(403, "ExpiredToken");
    let mut script = with_keys(Script::new([expired(), success()]));
    let output = run(&mut script, &chain(), &mut shared).unwrap();
    assert_eq!(output.metadata.attempts.len(), 2);
    assert!(script.pauses.is_empty());
    assert_eq!(shared.retry_quota("STS", "eu-west-1"), Some(500));
    let mut script = with_keys(Script::new([expired(), expired(), success()]));
    let failure = run(&mut script, &chain(), &mut shared).unwrap_err();
    assert_eq!(failure.metadata.attempts.len(), 2);
    // The most attempts hold for these too.
    let mut once = chain();
    once.max_attempts = Some(1);
    let mut script = with_keys(Script::new([expired(), success()]));
    let failure = run(&mut script, &once, &mut shared).unwrap_err();
    assert_eq!(failure.metadata.attempts.len(), 1);
    // Credentials at hand stay what they are.
    let mut script = Script::new([expired(), success()]);
    let failure = run(&mut script, &settings(), &mut shared).unwrap_err();
    assert_eq!(failure.metadata.attempts.len(), 1);
}

#[test]
fn an_operation_without_authentication_asks_for_no_identity() {
    let settings = chain();
    let input = GetRoleCredentialsRequest::builder()
        .role_name("r")
        .account_id("123456789012")
        .access_token("t")
        .build();
    let mut call = Call::<GetRoleCredentials>::new(&input, &settings, 7).unwrap();
    let mut script = Script::new([Reply::new(200).body("{}")]);
    script.run(&mut call, &mut Shared::new()).unwrap();
    assert_eq!(sent(&script, "authorization"), [""]);
    assert_eq!(
        script.sent[0].1.uri().host(),
        Some("portal.sso.eu-west-1.amazonaws.com")
    );
}

#[test]
fn an_anonymous_call_is_unsigned_and_a_wrong_identity_an_error() {
    let settings = settings().identity(Identity::Anonymous);
    let mut script = Script::new([success()]);
    run(&mut script, &settings, &mut Shared::new()).unwrap();
    assert_eq!(sent(&script, "authorization"), [""]);
    let settings = settings.identity(Identity::Token(Token::new("t")));
    let error = run(&mut Script::new([]), &settings, &mut Shared::new()).unwrap_err();
    assert!(matches!(
        error.kind,
        CallErrorKind::Problem(Problem::Scheme(_))
    ));
}

#[test]
fn an_endpoint_of_the_settings_wins() {
    let settings = settings().endpoint("http://localhost:4566/base");
    let mut script = Script::new([success()]);
    run(&mut script, &settings, &mut Shared::new()).unwrap();
    let (_, request) = &script.sent[0];
    assert_eq!(request.uri(), "http://localhost:4566/base/");
    assert!(sent(&script, "user-agent")[0].ends_with(" m/E,N"));
}

#[test]
fn a_region_is_asked_for_where_the_rules_need_it() {
    let settings = Settings::default().credentials(Credentials::new("AKID", "secret"));
    let error = run(&mut Script::new([]), &settings, &mut Shared::new()).unwrap_err();
    assert_eq!(error.to_string(), "Invalid Configuration: Missing Region");
}

#[test]
fn a_region_in_the_field_counts_as_one_that_is_set() {
    let mut settings = settings();
    settings.region = Some("eu-central-1".to_owned());
    let mut script = Script::new([success()]);
    run(&mut script, &settings, &mut Shared::new()).unwrap();
    let host = script.sent[0].1.uri().host();
    assert_eq!(host, Some("sts.eu-central-1.amazonaws.com"));
    assert!(sent(&script, "authorization")[0].contains("/eu-central-1/sts/"));
}

#[test]
fn an_endpoint_asks_for_a_session_whatever_the_identity() {
    use sansmith::sign::{EndpointScheme, Scheme};

    use crate::call::attempt::Target;
    use crate::call::machine::Machine;
    use crate::call::{job, prepare};

    let target = Target {
        endpoint: sansmith::endpoint::Endpoint::default(),
        schemes: vec![EndpointScheme::new("sigv4-s3express")],
    };
    let scheme = |settings: &Settings| {
        let job = job::of::<AssumeRole>(&input(), settings, 7).unwrap();
        let machine = Machine::new(settings, job, prepare::Goal::Send);
        let scheme = machine.scheme(&target);
        scheme.map(|scheme| matches!(scheme, Scheme::S3Express(_)))
    };
    assert!(scheme(&settings()).unwrap());
    assert!(scheme(&chain()).unwrap());
}
