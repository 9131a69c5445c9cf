//! Fuzzes the client: shared configuration files, and responses of credential sources.

use std::net::IpAddr;

use http::Response;
use sansmith::Timestamp;
use sansmith_client::config::{
    self, Environment, FileKind, Locations, Platform, Profiles, Settings,
};
use sansmith_client::credentials::{
    Answer, FileError, Input, Need, Options, Plan, ProcessOutput, Resolver, Step, TransportError,
    TransportErrorKind,
};

/// A shared configuration file: yields profiles, or an error with its line.
pub fn config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut profiles = Profiles::new();
    for kind in [FileKind::Config, FileKind::Credentials] {
        let Err(error) = profiles.add(kind, "file", text) else {
            continue;
        };
        let last = text.lines().count().max(1);
        assert!((1..=last).contains(&error.line), "{error} of {last}");
        drop(error.to_string());
    }
    let before = profiles.clone();
    if profiles.add(FileKind::Config, "file", text).is_ok() {
        let sections = |profiles: &Profiles| profiles.profiles().count();
        assert_eq!(sections(&profiles), sections(&before), "a file read twice");
    }
    let names: Vec<String> = profiles
        .profiles()
        .map(|(name, _)| name.to_owned())
        .collect();
    for name in names {
        let _ = Plan::of(&profiles, &name).map_err(|error| error.to_string());
        let settings = Settings::new(Environment::default(), profiles.clone(), Some(&name));
        let _ = settings.get(&config::REGION);
        let _ = settings.get(&config::USE_FIPS_ENDPOINT);
        let _ = settings.get(&config::MAX_ATTEMPTS);
        let _ = settings.get(&config::SIGV4A_SIGNING_REGION_SET);
        let _ = settings.get(&config::S3_USE_ARN_REGION);
        let _ = settings
            .endpoint_url("S3")
            .map_err(|error| error.to_string());
    }
    let variable = |_: &str| Some(text.to_owned());
    let _ = Locations::of(Platform::Windows, Some(text), variable);
}

/// Configurations that select each source.
const SOURCES: [&str; 8] = [
    "",
    "[default]\ncredential_source = EcsContainer\nrole_arn = a\n",
    "[default]\ncredential_process = a\n",
    "[default]\nsso_start_url = a\nsso_region = us-east-1\nsso_account_id = b\nsso_role_name = c\n",
    "[default]\nsso_session = a\nsso_account_id = b\nsso_role_name = c\n[sso-session a]\nsso_region = us-east-1\nsso_start_url = d\n",
    "[default]\nlogin_session = a\n",
    "[default]\nweb_identity_token_file = /a\nrole_arn = b\n",
    "[default]\nrole_arn = a\nsource_profile = b\nmfa_serial = c\n[profile b]\naws_access_key_id = d\naws_secret_access_key = e\n",
];

/// Responses of credential sources: resolution must end with an identity or an error. The first byte selects the source, the
/// rest are the parts of the responses, terminated by zero bytes.
pub fn credentials(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let mut parts = rest.split(|byte| *byte == 0).cycle();
    let mut part = move || parts.next().unwrap_or_default().to_vec();
    let config = SOURCES[usize::from(*first) % SOURCES.len()];
    let mut resolver = Resolver::credentials(Options::default());
    let mut answer = Answer::Start;
    for step in 0.. {
        assert!(step < 2000, "there is no end");
        let input = Input {
            now: Timestamp::from_secs(1_700_000_000),
            random: step,
            answer,
        };
        let need = match resolver.step(input) {
            Step::Need(need) => need,
            Step::Done(result) => {
                let _ = result.map_err(|error| error.to_string());
                return;
            }
        };
        drop(format!("{need:?}"));
        answer = match need {
            Need::Variable(name) => Answer::Variable(match name.as_str() {
                "HOME" => Some("/h".to_owned()),
                "AWS_REGION" => Some("us-east-1".to_owned()),
                "AWS_CONTAINER_CREDENTIALS_FULL_URI" => {
                    Some(String::from_utf8_lossy(&part()).into_owned())
                }
                _ => None,
            }),
            Need::File(path) if path == "/h/.aws/config" => Answer::File(Ok(config.into())),
            Need::File(path) if path == "/h/.aws/credentials" => Answer::File(Err(FileError {
                is_missing: true,
                message: String::new(),
            })),
            Need::File(_) => Answer::File(Ok(part())),
            Need::Write(_) => Answer::Written(Err("full".to_owned())),
            Need::Process { .. } => Answer::Process(Ok(ProcessOutput {
                code: Some(0),
                stdout: part(),
                stderr: Vec::new(),
            })),
            Need::Addresses(_) => Answer::Addresses(Ok(vec![IpAddr::from([127, 0, 0, 1])])),
            Need::Exchange(_) => Answer::Response(response(part())),
            Need::MfaCode(_) => Answer::MfaCode(Some(String::from_utf8_lossy(&part()).into())),
            Need::Pause(_) => Answer::Paused,
            Need::HomeDirectory | _ => Answer::HomeDirectory(None),
        };
    }
}

/// A response: the first byte selects the status, the rest is the body.
fn response(mut part: Vec<u8>) -> Result<Response<Vec<u8>>, TransportError> {
    let lost = || TransportError {
        kind: TransportErrorKind::Timeout,
        message: String::new(),
    };
    let status = match part.first() {
        Some(b'4') => 404,
        Some(b'5') => 500,
        Some(b'6') => return Err(lost()),
        _ => 200,
    };
    if status != 200 {
        part.remove(0);
    }
    let response = Response::builder()
        .status(status)
        .header("x-aws-ec2-metadata-token-ttl-seconds", "60")
        .body(part);
    response.map_err(|_| lost())
}
