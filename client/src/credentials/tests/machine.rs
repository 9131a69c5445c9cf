//! The machine itself.

use sansmith::Timestamp;

use super::World;
use crate::config::{self, DefaultsMode};
use crate::credentials::{
    Answer, FailureKind, Input, Need, Options, ProcessOutput, Resolver, Source, Step,
};

fn input(answer: Answer) -> Input {
    Input {
        now: Timestamp::from_secs(1),
        random: 2,
        answer,
    }
}

#[test]
fn an_answer_to_another_need_is_an_error() {
    let mut resolver = Resolver::credentials(Options::default());
    let Step::Need(Need::Variable(name)) = resolver.step(input(Answer::Start)) else {
        unreachable!("the environment comes first");
    };
    assert_eq!(name, "AWS_ACCESS_KEY_ID");
    let Step::Done(Err(error)) = resolver.step(input(Answer::Paused)) else {
        unreachable!("a pause is no variable");
    };
    assert_eq!(error.kind(), FailureKind::Failed);
    assert!(
        error.to_string().contains("Paused does not match"),
        "{error}"
    );
    let mut resolver = Resolver::credentials(Options::default());
    assert!(matches!(
        resolver.step(input(Answer::Paused)),
        Step::Done(Err(_))
    ));
}

#[test]
fn debug_shows_no_secret_at_any_step() {
    let config = "[default]\naws_access_key_id = a\naws_secret_access_key = hidden-1\n";
    let mut resolver = Resolver::credentials(Options::default());
    let mut answer = Answer::Start;
    let shown = loop {
        let given = input(answer);
        let asked = format!("{given:?}");
        let step = resolver.step(given);
        let shown = format!("{asked} {step:?} {resolver:?}");
        assert!(!shown.contains("hidden"), "{shown}");
        answer = match step {
            Step::Need(Need::Variable(name)) => Answer::Variable(match name.as_str() {
                "HOME" => Some("/h".to_owned()),
                "AWS_SECRET_ACCESS_KEY" => Some("hidden-2".to_owned()),
                _ => None,
            }),
            Step::Need(_) => Answer::File(Ok(config.into())),
            Step::Done(_) => break shown,
        };
    };
    assert!(shown.contains("access_key_id: \"a\""), "{shown}");
}

#[test]
fn a_source_that_never_answers_has_an_end() {
    let mut world = World::new()
        .variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a")
        .config("[default]\nregion = us-east-1\n");
    let error = world
        .run(Resolver::credentials(Options::default()))
        .unwrap_err();
    assert!(
        error.contains("attempt 3: cannot connect: refused"),
        "{error}"
    );
    assert_eq!(world.requests.len(), 3);
    assert_eq!(world.pauses.len(), 2);
}

#[test]
fn a_large_response_is_none() {
    let body = " ".repeat((1 << 20) + 1);
    let mut world = World::new()
        .variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a")
        .response(200, &body);
    let options = Options::default().sources([Source::Container]);
    let error = world.run(Resolver::credentials(options)).unwrap_err();
    assert!(error.contains("larger than 1048576 bytes"), "{error}");
}

#[test]
fn a_profile_that_a_caller_names_wins_over_the_environment() {
    let mut world = World::new()
        .variable("AWS_ACCESS_KEY_ID", "of-the-environment")
        .variable("AWS_SECRET_ACCESS_KEY", "s")
        .config("[profile dev]\naws_access_key_id = of-dev\naws_secret_access_key = s\n");
    let credentials = world
        .run(Resolver::credentials(Options::default()))
        .unwrap();
    assert_eq!(credentials.access_key_id(), "of-the-environment");
    let options = Options::default().profile("dev");
    let credentials = world.run(Resolver::credentials(options)).unwrap();
    assert_eq!(credentials.access_key_id(), "of-dev");
}

#[test]
fn settings_have_the_variables_of_services_too() {
    let mut world = World::new()
        .variable("AWS_ENDPOINT_URL_DYNAMODB", "http://local")
        .variable("AWS_MAX_ATTEMPTS", "7");
    let mut options = Options::default();
    options.services.push("DynamoDB".to_owned());
    let settings = world.run(Resolver::settings(options)).unwrap();
    assert_eq!(
        settings.endpoint_url("DynamoDB").unwrap().unwrap(),
        "http://local"
    );
    assert_eq!(settings.get(&config::MAX_ATTEMPTS).unwrap(), Some(7));
}

#[test]
fn a_wrong_file_stops_the_chain_unless_the_environment_has_keys() {
    let mut world = World::new().config("[default\n");
    let error = world
        .run(Resolver::credentials(Options::default()))
        .unwrap_err();
    assert!(
        error.contains("could not parse profile file: /h/.aws/config:1: "),
        "{error}"
    );
    let mut world = world
        .variable("AWS_ACCESS_KEY_ID", "a")
        .variable("SECRET_ACCESS_KEY", "b");
    assert!(world.run(Resolver::credentials(Options::default())).is_ok());
}

#[test]
fn failed_commands_report_exit_code_and_stderr() {
    let config = "[default]\ncredential_process = tool --secret hidden\n";
    let mut world = World::new().config(config);
    world.output = Some(ProcessOutput {
        code: Some(3),
        stdout: Vec::new(),
        stderr: b"no card".to_vec(),
    });
    let error = world
        .run(Resolver::credentials(Options::default()))
        .unwrap_err();
    assert!(
        error.contains("exited with code exit status: 3. Stderr: no card"),
        "{error}"
    );
    assert!(!error.contains("hidden"), "{error}");
}

#[test]
fn auto_mode_detects_the_environment() {
    let mode = |world: World| {
        let mut world = world.variable("AWS_REGION", "us-east-1");
        world
            .run(Resolver::defaults_mode(Options::default()))
            .unwrap()
    };
    assert_eq!(mode(World::new()), DefaultsMode::Legacy);
    let auto = || World::new().variable("AWS_DEFAULTS_MODE", "auto");
    let lambda = auto().variable("AWS_EXECUTION_ENV", "AWS_Lambda_python3.12");
    assert_eq!(mode(lambda), DefaultsMode::InRegion);
    let elsewhere = auto().imds_token("t").response(200, "eu-west-1");
    assert_eq!(mode(elsewhere), DefaultsMode::CrossRegion);
    assert_eq!(mode(auto()), DefaultsMode::Standard);
}
