//! Calls of operations that are only known at run time.

use std::fmt;

use sansmith::interpreted::{AnyOperation, AnyProtocol};
use sansmith::operation::AnyFailure;
use sansmith::schema::{Member, MemberTraits, STRING};
use sansmith::{Failure, OperationError, Schema};

use super::recordings::Memory;
use super::*;
use crate::blocking::Payloads;
use crate::call::tests::lamp::{Glow, PutGlow};
use crate::record::Tape;

/// The error of such an operation.
#[derive(Debug)]
struct AnyError(Failure<Glow>);

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        sansmith::generated::display_error(self, f)
    }
}

impl std::error::Error for AnyError {}

impl OperationError for AnyError {
    fn variants<V: sansmith::generated::ErrorVisitor<Self>>(visitor: V) -> V::Out {
        visitor.unhandled(|failure| Self(failure.map(|_| Glow::default())))
    }

    fn failure(&self) -> &dyn AnyFailure {
        &self.0
    }
}

impl From<Failure<Glow>> for AnyError {
    fn from(failure: Failure<Glow>) -> Self {
        Self(failure)
    }
}

static GLOW: Schema = Schema::structure(
    "Glow",
    &[Member::new("Name", &STRING).with(&MemberTraits::new().sensitive())],
);

#[test]
fn a_recording_hides_what_the_shapes_of_an_interpreted_operation_call_sensitive() {
    let [_, _, password] = SECRETS;
    let operation = AnyOperation {
        facts: PutGlow::SCHEMA,
        protocol: AnyProtocol::AwsJson1_0,
        input: &GLOW,
        output: &GLOW,
        errors: &[],
        #[cfg(feature = "events")]
        input_events: None,
        #[cfg(feature = "events")]
        output_events: None,
        endpoint: &[],
    };
    let memory = Memory::default();
    let mock = Mock::of([Reply::new(200).body("{}")]);
    let recorder = blocking::Recorder::new(mock.clone(), Tape::new(memory.clone()));
    let client = configured::<blocking::Client>(&VirtualTime::new(), nothing).build_with(recorder);
    let input = Glow {
        name: Some(password.to_owned()),
        ..Glow::default()
    };
    let sent = client.send_any::<Glow, AnyError>(
        &operation,
        &input,
        Payloads::default(),
        &CallOptions::new(),
    );
    sent.unwrap();
    let body = String::from_utf8(mock.requests()[0].body().to_vec()).unwrap();
    assert!(body.contains(password), "{body}");
    let text = memory.text();
    assert!(!text.contains(password), "{text}");
}
