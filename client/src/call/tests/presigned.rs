//! Requests that are signed and not sent.

use std::time::Duration;

use super::*;
use crate::call::{Identity, Preparation, Presigning, Problem};
use crate::services::sso::operation::GetRoleCredentials;
use crate::services::sso::types::GetRoleCredentialsRequest;

#[test]
fn a_prepared_request_is_that_of_the_call() {
    let settings = settings();
    let mut shared = Shared::new();
    let mut script = Script::new([success()]);
    run(&mut script, &settings, &mut shared).unwrap();
    let mut preparation = Preparation::new::<AssumeRole>(&input(), &settings, 7).unwrap();
    let mut world = Script::new([]);
    let step = |now, random, event| preparation.step(&mut shared, now, random, event);
    let request = world.prepare(step).unwrap().unwrap();
    let (_, sent) = &script.sent[0];
    assert_eq!(request.uri(), sent.uri());
    assert_eq!(request.headers(), sent.headers());
    assert_eq!(request.body(), sent.body());
    assert_eq!(world.sent.len(), 0);
}

#[test]
fn a_form_becomes_a_url() {
    let settings = settings();
    let mut shared = Shared::new();
    let lifetime = Duration::from_secs(60);
    let mut presigning = Presigning::new::<AssumeRole>(&input(), &settings, lifetime, 7).unwrap();
    let step = |now, random, event| presigning.step(&mut shared, now, random, event);
    let presigned = Script::new([]).prepare(step).unwrap().unwrap();
    assert_eq!(presigned.method(), "GET");
    assert_eq!(presigned.headers(), []);
    let url = presigned.url();
    assert!(
        url.starts_with("https://sts.eu-west-1.amazonaws.com/?Action=AssumeRole&"),
        "{url}"
    );
    assert!(url.contains("&X-Amz-Expires=60&"), "{url}");
    assert!(url.contains("&X-Amz-Signature="), "{url}");
}

#[test]
fn what_is_not_signed_is_not_presigned() {
    let settings = settings().identity(Identity::Anonymous);
    let input = GetRoleCredentialsRequest::builder()
        .role_name("r")
        .account_id("1")
        .access_token("t")
        .build();
    let lifetime = Duration::from_secs(60);
    let mut presigning =
        Presigning::new::<GetRoleCredentials>(&input, &settings, lifetime, 7).unwrap();
    let mut shared = Shared::new();
    let step = |now, random, event| presigning.step(&mut shared, now, random, event);
    let problem = Script::new([]).prepare(step).unwrap().unwrap_err();
    assert!(matches!(problem, Problem::Sign(_)), "{problem}");
}
