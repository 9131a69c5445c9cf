//! Secrets in no output: logs, errors, `Debug`, recordings.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use super::recordings::Memory;
use super::*;
use crate::asynchronous;
use crate::call::tests::lamp::{Glow, PutGlow};
use crate::call::{Identity, TransportErrorKind};
use crate::credentials::{ImdsOptions, Options, Source};
use crate::record::Tape;
use crate::services::sts::operation::AssumeRole;
use crate::services::sts::types::AssumeRoleRequest;

/// A subscriber that keeps every field as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let mut text = self.0.lock().unwrap();
        let _ = writeln!(text, "{field}={value:?}");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

fn check(place: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{place} has {secret}: {text}");
    }
}

#[test]
fn secrets_are_in_no_log_error_debug_or_recording() {
    let [secret, session, password] = SECRETS;
    let role = format!(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKID</AccessKeyId>\
         <SecretAccessKey>{secret}</SecretAccessKey><SessionToken>{session}</SessionToken>\
         <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
    );
    let replies = [
        Reply::new(200).body(role),
        Reply::new(500).body(format!(
            "{{\"password\": \"{password}\", \"a\": [{{\"SessionToken\": \"{session}\"}}]}}"
        )),
        Reply::failure(TransportErrorKind::Tls),
    ];
    let log = Log::default();
    let memory = Memory::default();
    let mut shown = String::new();
    tracing::subscriber::with_default(log.clone(), || {
        let mock = Mock::of(replies).with_time(VirtualTime::new());
        let recorder = blocking::Recorder::new(mock.clone(), Tape::new(memory.clone()));
        let builder = configured::<blocking::Client>(&VirtualTime::new(), |settings| {
            settings.max_attempts = Some(1);
        });
        let _ = write!(shown, "{builder:?}");
        let client = builder.build_with(recorder);
        let input = AssumeRoleRequest::builder()
            .role_arn("arn:aws:iam::123456789012:role/r")
            .role_session_name("s")
            .external_id("e")
            .build();
        let output = client
            .send_with::<AssumeRole>(&input, &CallOptions::new())
            .unwrap();
        // The model of STS marks the key alone: the session token has to be hidden by the recorder.
        let _ = write!(shown, "{client:?} {:?}", output.metadata);
        for _ in 0..2 {
            let error = client.send::<PutGlow>(&Glow::default()).unwrap_err();
            let _ = write!(shown, "{error} {error:?} {:?}", error.metadata);
        }
        let _ = write!(shown, "{mock:?}");
    });
    check("Debug or an error", &shown);
    check("a recording", &memory.text());
    assert!(
        memory
            .text()
            .contains("<SecretAccessKey>***</SecretAccessKey>")
    );
    let log = log.0.lock().unwrap();
    check("the log", &log);
    for part in ["operation=\"AssumeRole\"", "service=\"STS\"", "attempts=1"] {
        assert!(log.contains(part), "{part}: {log}");
    }
}

/// The answers of an instance: the token of the session with it, and credentials.
fn instance() -> Mock {
    let [secret, session, password] = SECRETS;
    let document = format!(
        "{{\"Code\":\"Success\",\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"{secret}\",\
         \"Token\":\"{session}\",\"Expiration\":\"2099-01-01T00:00:00Z\"}}"
    );
    Mock::of([
        Reply::new(200)
            .header("x-aws-ec2-metadata-token-ttl-seconds", "600")
            .body(password),
        Reply::new(200).body("role"),
        Reply::new(200).body(document),
        Reply::new(200),
    ])
}

#[test]
fn credentials_of_an_instance_are_in_no_recording() {
    let imds = ImdsOptions::default().endpoint("http://imds.example");
    let options = Options::default().sources([Source::Imds]).imds(imds);
    let identity = Identity::Chain(Box::new(options));
    let memory = Memory::default();

    let recorder = blocking::Recorder::new(instance(), Tape::new(memory.clone()));
    let client = configured::<blocking::Client>(&VirtualTime::new(), nothing)
        .identity(identity.clone())
        .build_with(recorder);
    client.send::<PutGlow>(&Glow::default()).unwrap();

    let recorder = asynchronous::Recorder::new(instance(), Tape::new(memory.clone()));
    let client = configured::<Client>(&VirtualTime::new(), nothing)
        .identity(identity)
        .build_with(recorder);
    runtime()
        .block_on(client.send::<PutGlow>(&Glow::default()))
        .unwrap();

    let text = memory.text();
    check("a recording", &text);
    assert_eq!(text.lines().count(), 8);
    let hidden = "\\\"Token\\\":\\\"***\\\"";
    assert_eq!(text.matches(hidden).count(), 2, "{text}");
}
