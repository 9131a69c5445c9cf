//! The mock without a socket: a request becomes an answer.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::{Response, request};
use sansmith::deserializer::read_as;
use sansmith::serializer;
use sansmith_dynamic::{DynValue, Model, Operation};
use sansmith_server::{
    ErrorReply, Facts, Options, Rejection, RejectionKind, RequestTree, ResponseOptions,
    ResponseWriter, Routes, parse_with, violations,
};
use serde_json::{Value, json};

use crate::error::Error;
use crate::events;
use crate::log::Log;
use crate::sample;
use crate::script::{Fault, Rule, Script, ScriptedError};

/// A mock of a service; clones share the script, the log and the numbers of calls.
#[derive(Debug, Clone)]
pub struct MockService(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    operations: Vec<Operation>,
    routes: Routes,
    script: Script,
    log: Log,
    seed: u64,
    options: Options,
    calls: AtomicU64,
}

/// An answer to a request.
#[derive(Debug)]
#[non_exhaustive]
pub struct Answer {
    /// The response.
    pub response: Response<Bytes>,
    /// Milliseconds before the response.
    pub delay: u64,
    /// Fault of the connection.
    pub fault: Option<Fault>,
}

impl MockService {
    /// A mock of all operations of a model.
    pub fn new(model: Model) -> Self {
        let operations: Vec<Operation> = model.operations().collect();
        let routes = Routes::new(operations.iter().map(|&operation| facts(operation)));
        Self(Arc::new(Inner {
            operations,
            routes,
            script: Script::default(),
            log: Log::default(),
            seed: 0,
            options: Options::new(),
            calls: AtomicU64::new(0),
        }))
    }

    /// Changes the settings, before the mock is shared.
    fn with(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            change(inner);
        }
        self
    }

    /// Sets the seed of sample values.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.with(|inner| inner.seed = seed)
    }

    /// Sets the script.
    #[must_use]
    pub fn script(self, script: Script) -> Self {
        self.with(|inner| inner.script = script)
    }

    /// Accepts inputs that break constraints of the model.
    #[must_use]
    pub fn unvalidated(self) -> Self {
        self.with(|inner| inner.options = inner.options.clone().unvalidated())
    }

    /// Writes a line per request to a file.
    ///
    /// # Errors
    ///
    /// The file cannot be made.
    pub fn log(self, path: &Path) -> Result<Self, Error> {
        let file = File::create(path).map_err(|cause| Error::io(path, cause))?;
        Ok(self.with(|inner| inner.log = Log::to(file)))
    }

    /// Answers a request.
    pub fn answer(&self, head: &request::Parts, body: &[u8]) -> Answer {
        let inner = &*self.0;
        let call = inner.calls.fetch_add(1, Ordering::Relaxed);
        let options =
            ResponseOptions::new().request_id(format!("00000000-0000-4000-8000-{call:012}"));
        let found = match inner.routes.find(head, body) {
            Ok(found) => found,
            Err(rejection) => {
                inner.log.failed(None, &rejection.to_string());
                let facts = inner.routes.fallback(head);
                return plain(match facts {
                    Some(facts) => rejection.write(facts, &options),
                    None => Response::new(Bytes::new()),
                });
            }
        };
        let Some(&operation) = inner.operations.get(found.index) else {
            return plain(Response::new(Bytes::new()));
        };
        match inner.asked(operation, found.facts, head, body) {
            Ok(asked) => inner.reply(&asked, call, &options),
            Err(rejection) => {
                inner
                    .log
                    .failed(Some(operation.name()), &rejection.to_string());
                plain(rejection.write(found.facts, &options))
            }
        }
    }
}

/// Facts of an operation.
fn facts(operation: Operation) -> Facts {
    let any = operation.any();
    Facts::new(
        any.protocol.spec(),
        any.facts,
        Some(any.input),
        Some(any.output),
    )
}

/// The output and the events of an answer: those of a rule, or samples.
fn answered(
    asked: &Asked,
    rule: Option<&Rule>,
    seed: u64,
) -> Result<(DynValue, Vec<DynValue>), String> {
    let operation = asked.operation;
    let output = match rule.and_then(|rule| rule.output.as_ref()) {
        Some(output) => DynValue::from_json(operation.output(), output.to_string())
            .map_err(|why| format!("the output of the script: {why}"))?,
        None => sample::output(operation, &asked.input, seed),
    };
    let events = match rule.and_then(|rule| rule.events.as_ref()) {
        Some(events) => events::scripted(operation, events)
            .map_err(|why| format!("the events of the script: {why}"))?,
        None => events::samples(operation, seed),
    };
    Ok((output, events))
}

/// An answer without faults.
const fn plain(response: Response<Bytes>) -> Answer {
    Answer {
        response,
        delay: 0,
        fault: None,
    }
}

/// A parsed request.
struct Asked {
    operation: Operation,
    input: DynValue,
    /// The events after the input.
    events: Vec<DynValue>,
}

impl Inner {
    /// Parses a request with its events.
    fn asked(
        &self,
        operation: Operation,
        facts: Facts,
        head: &request::Parts,
        body: &[u8],
    ) -> Result<Asked, Rejection> {
        if !facts.operation.event_input {
            let (input, events) = (self.parse(operation, facts, head, body)?, Vec::new());
            return Ok(Asked {
                operation,
                input,
                events,
            });
        }
        let input = self.parse(operation, facts, head, &[])?;
        let (input, events) = events::read(operation, input, body)
            .map_err(|why| Rejection::new(RejectionKind::Malformed, why))?;
        Ok(Asked {
            operation,
            input,
            events,
        })
    }

    /// Parses a request.
    fn parse(
        &self,
        operation: Operation,
        facts: Facts,
        head: &request::Parts,
        body: &[u8],
    ) -> Result<DynValue, Rejection> {
        let mut read = |tree: &mut RequestTree<'_>| {
            read_as::<DynValue, _>(tree, RequestTree::ROOT, operation.input())
        };
        parse_with(facts, head, body, &self.options, &mut read, |input| {
            violations(input, &self.options)
        })
    }

    /// Answers a parsed request.
    fn reply(&self, asked: &Asked, call: u64, options: &ResponseOptions) -> Answer {
        let Asked {
            operation, input, ..
        } = asked;
        let operation = *operation;
        let seed = self.seed.wrapping_add(call);
        let rule = self.script.find(operation.name(), || {
            serde_json::from_str(&input.to_json()).unwrap_or_default()
        });
        let mut answer = match rule {
            Some(Rule {
                error: Some(error), ..
            }) => self.fail(operation, input, error, options),
            rule => {
                let made = answered(asked, rule, seed);
                let answer = made
                    .and_then(|(output, events)| self.succeed(asked, &output, &events, options));
                answer.unwrap_or_else(|message| {
                    self.log.failed(Some(operation.name()), &message);
                    let rejection = Rejection::new(RejectionKind::Internal, message);
                    plain(rejection.write(facts(operation), options))
                })
            }
        };
        if let Some(rule) = rule {
            answer.delay = rule.delay;
            answer.fault = rule.fault;
        }
        answer
    }

    fn succeed(
        &self,
        asked: &Asked,
        output: &DynValue,
        events: &[DynValue],
        options: &ResponseOptions,
    ) -> Result<Answer, String> {
        let operation = asked.operation;
        let mut writer = ResponseWriter::new(facts(operation), options);
        serializer::write(output, &mut writer);
        let mut response = writer.finish();
        let schema = operation.facts();
        if schema.event_output {
            let body = events::write(operation, output, events)?;
            let headers = response.headers_mut();
            headers.remove(CONTENT_LENGTH);
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(events::MEDIA_TYPE));
            *response.body_mut() = Bytes::from(body);
        }
        if self.log.is_on() {
            let name = Value::from(operation.name());
            let (input, output) = (asked.input.to_json(), output.to_json());
            let mut line = format!("{{\"operation\":{name},\"input\":{input},\"output\":{output}");
            for (has, key, events) in [
                (schema.event_input, "input_events", &asked.events[..]),
                (schema.event_output, "output_events", events),
            ] {
                if has {
                    line.extend([",\"", key, "\":", &events::json(events)]);
                }
            }
            line.push('}');
            self.log.write(&line);
        }
        Ok(plain(response))
    }

    fn fail(
        &self,
        operation: Operation,
        input: &DynValue,
        error: &ScriptedError,
        options: &ResponseOptions,
    ) -> Answer {
        let mut errors = operation.errors().iter().copied();
        let modelled = errors
            .find(|schema| schema.name == error.code || schema.error == Some(error.code.as_str()));
        let mut reply = ErrorReply::new(&error.code);
        if let Some(message) = &error.message {
            reply = reply.message(message);
        }
        if let Some(status) = error.status {
            reply = reply.status(status);
        }
        let fields = error.fields.clone().unwrap_or_else(|| json!({}));
        let content =
            modelled.and_then(|schema| DynValue::from_json(schema, fields.to_string()).ok());
        let facts = facts(operation);
        let response = match (modelled, content) {
            (Some(schema), Some(content)) => {
                reply.write_walk(facts, Some(schema), options, &mut |writer| {
                    serializer::write(&content, writer);
                })
            }
            _ => reply.write(facts, None, options),
        };
        if self.log.is_on() {
            let name = Value::from(operation.name());
            let line = json!({"code": error.code, "message": error.message, "fields": fields});
            let input = input.to_json();
            self.log.write(&format!(
                "{{\"operation\":{name},\"input\":{input},\"error\":{line}}}"
            ));
        }
        plain(response)
    }
}
