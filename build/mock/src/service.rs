//! The mock without a socket: a request becomes an answer.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
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
        match inner.parse(operation, found.facts, head, body) {
            Ok(input) => inner.reply(operation, &input, call, &options),
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

/// An answer without faults.
const fn plain(response: Response<Bytes>) -> Answer {
    Answer {
        response,
        delay: 0,
        fault: None,
    }
}

impl Inner {
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
    fn reply(
        &self,
        operation: Operation,
        input: &DynValue,
        call: u64,
        options: &ResponseOptions,
    ) -> Answer {
        let rule = self.script.find(operation.name(), || {
            serde_json::from_str(&input.to_json()).unwrap_or_default()
        });
        let mut answer = match rule {
            Some(Rule {
                error: Some(error), ..
            }) => self.fail(operation, input, error, options),
            Some(Rule {
                output: Some(output),
                ..
            }) => match DynValue::from_json(operation.output(), output.to_string()) {
                Ok(output) => self.succeed(operation, input, &output, options),
                Err(why) => {
                    let message = format!("the output of the script: {why}");
                    self.log.failed(Some(operation.name()), &message);
                    let rejection = Rejection::new(RejectionKind::Internal, message);
                    plain(rejection.write(facts(operation), options))
                }
            },
            Some(_) | None => {
                let output = sample::output(operation, input, self.seed.wrapping_add(call));
                self.succeed(operation, input, &output, options)
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
        operation: Operation,
        input: &DynValue,
        output: &DynValue,
        options: &ResponseOptions,
    ) -> Answer {
        let mut writer = ResponseWriter::new(facts(operation), options);
        serializer::write(output, &mut writer);
        if self.log.is_on() {
            let name = Value::from(operation.name());
            let (input, output) = (input.to_json(), output.to_json());
            self.log.write(&format!(
                "{{\"operation\":{name},\"input\":{input},\"output\":{output}}}"
            ));
        }
        plain(writer.finish())
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
