//! Waiting for a state of a resource, by the waiters of the runtime.

use std::io::Write;
use std::time::{Duration, Instant};

use sansmith::page::waiter::{Accepted, Answer, Schema, Verdict, Wait};
use sansmith::{Codecs as _, Document, OperationError as _};
use sansmith_client::call::{CallError, CallErrorKind};
use sansmith_dynamic::{DynError, DynValue};

use crate::error::{Error, usage};
use crate::help;
use crate::run::{client, failed, input, refuse_events, try_send};
use crate::words::Asked;

/// The total time to wait, in seconds, where it is not given.
const TIMEOUT: u64 = 300;

/// Calls until an acceptor ends the wait.
pub(crate) fn wait(asked: &Asked, output: &mut dyn Write) -> Result<(), Error> {
    if asked.help {
        output.write_all(help::of(asked).as_bytes())?;
        return Ok(());
    }
    let Some(waiter) = asked.waiter else {
        return usage("there is no such waiter");
    };
    refuse_events(asked.operation)?;
    let (name, schema) = (waiter.schema.name, waiter.schema);
    let value = input(asked)?;
    let input = document(&value);
    let client = client(asked)?;
    let seconds = asked.timeout.unwrap_or(TIMEOUT);
    let (mut wait, begin) = (Wait::new(Duration::from_secs(seconds)), Instant::now());
    loop {
        let called = try_send(asked, &client, &value)?;
        let accepted = match &called {
            Ok(done) => {
                let attempt = done.metadata.attempts.last();
                let status = attempt.and_then(|attempt| attempt.status);
                let status = status.unwrap_or(asked.operation.facts().status);
                by_output(schema, &input, (&done.output, status))
            }
            Err(error) => match by_error(schema, &input, error) {
                Some(accepted) => accepted,
                None => return Err(failed(error)),
            },
        };
        let at = (begin.elapsed(), fastrand::f64());
        match wait.accept(schema, accepted, called.is_err(), at) {
            Verdict::Success(_) => return Ok(()),
            Verdict::Failure(_) => {
                let why = called.err().map(|error| format!(": {error}"));
                let why = why.unwrap_or_default();
                return Err(Error::Call(format!(
                    "`{name}` can no longer be reached{why}"
                )));
            }
            Verdict::Unexpected => {
                let error = called.err().map(|error| failed(&error));
                return error.map_or(Ok(()), Err);
            }
            Verdict::TimedOut => {
                return Err(Error::Call(format!(
                    "`{name}` was not reached in {seconds} s"
                )));
            }
            Verdict::Pause(delay) => std::thread::sleep(delay),
        }
    }
}

/// The acceptor that matches an output and its status.
fn by_output(
    schema: &Schema,
    input: &Document,
    (output, status): (&DynValue, u16),
) -> Option<Accepted> {
    Answer::output(input, &document(output), status).judge(schema)
}

/// The acceptor that matches an error; the outer `None` is an error without an answer of the service.
#[expect(
    clippy::option_option,
    reason = "an answer may be missing, and so may its acceptor"
)]
fn by_error(
    schema: &Schema,
    input: &Document,
    error: &CallError<DynError>,
) -> Option<Option<Accepted>> {
    let CallErrorKind::Service(service) = &error.kind else {
        return None;
    };
    let names = (service.code(), service.content().schema().name);
    Some(Answer::error(input, names, service.status()).judge(schema))
}

/// A value as acceptors see it.
fn document(value: &DynValue) -> Document {
    // What was written as JSON can be read.
    Document::from_json(value.to_json()).unwrap_or_default()
}
