//! Complete resolutions with scripted answers: questions, their order, and results.

mod containers;
mod instances;
mod machine;
mod roles;
mod sessions;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use sansmith::Timestamp;

use super::{
    Answer, Exchange, FileError, Input, Memory, Need, ProcessOutput, Resolver, Step,
    TransportError, TransportErrorKind,
};

/// A scripted environment.
#[derive(Debug, Default)]
struct World {
    variables: BTreeMap<&'static str, String>,
    files: BTreeMap<String, Vec<u8>>,
    responses: VecDeque<http::Response<Vec<u8>>>,
    output: Option<ProcessOutput>,
    code: Option<String>,
    now: i64,
    random: u128,
    memory: Memory,
    requests: Vec<Exchange>,
    pauses: Vec<Duration>,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            now: 1_700_000_000,
            random: 1 << 127,
            ..Self::default()
        };
        world.variables.insert("HOME", "/h".to_owned());
        world
    }

    fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.insert(name, value.to_owned());
        self
    }

    fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), text.into());
        self
    }

    fn config(self, text: &str) -> Self {
        self.file("/h/.aws/config", text)
    }

    fn response(mut self, status: u16, body: &str) -> Self {
        self.push(http::Response::builder().status(status), body);
        self
    }

    /// A session token for the instance metadata service.
    fn imds_token(mut self, token: &str) -> Self {
        let response = http::Response::builder();
        let ttl = ("x-aws-ec2-metadata-token-ttl-seconds", "21600");
        self.push(response.header(ttl.0, ttl.1), token);
        self
    }

    fn push(&mut self, response: http::response::Builder, body: &str) {
        self.responses
            .push_back(response.body(body.into()).unwrap());
    }

    /// Runs a resolver to completion, and keeps its memory.
    fn run<T>(&mut self, resolver: Resolver<T>) -> Result<T, String> {
        let mut resolver = resolver.with_memory(self.memory.clone());
        let mut answer = Answer::Start;
        loop {
            let input = Input {
                now: Timestamp::from_secs(self.now),
                random: self.random,
                answer,
            };
            match resolver.step(input) {
                Step::Need(need) => answer = self.answer(need),
                Step::Done(result) => {
                    self.memory = resolver.into_memory();
                    return result.map_err(|error| error.to_string());
                }
            }
        }
    }

    fn answer(&mut self, need: Need) -> Answer {
        match need {
            Need::Variable(name) => Answer::Variable(self.variables.get(name.as_str()).cloned()),
            Need::HomeDirectory => Answer::HomeDirectory(None),
            Need::File(path) => Answer::File(match self.files.get(&path) {
                Some(content) => Ok(content.clone()),
                None => Err(FileError {
                    is_missing: true,
                    message: "no such file".to_owned(),
                }),
            }),
            Need::Write(write) => {
                self.files.insert(write.path, write.content);
                Answer::Written(Ok(()))
            }
            Need::Process { .. } => {
                Answer::Process(self.output.clone().ok_or_else(|| "no shell".to_owned()))
            }
            Need::Addresses(host) => Answer::Addresses(match host.as_str() {
                "localhost" => Ok(vec![[127, 0, 0, 1].into()]),
                _ => Ok(vec![[127, 0, 0, 1].into(), [8, 8, 8, 8].into()]),
            }),
            Need::Exchange(exchange) => {
                self.requests.push(*exchange);
                Answer::Response(self.responses.pop_front().ok_or(TransportError {
                    kind: TransportErrorKind::Connect,
                    message: "refused".to_owned(),
                }))
            }
            Need::MfaCode(_) => Answer::MfaCode(self.code.clone()),
            Need::Pause(pause) => {
                self.pauses.push(pause);
                Answer::Paused
            }
        }
    }

    /// Method and URI of each request.
    fn sent(&self) -> Vec<String> {
        let requests = self.requests.iter().map(|exchange| &exchange.request);
        requests
            .map(|request| format!("{} {}", request.method(), request.uri()))
            .collect()
    }

    /// A header of a request.
    fn header(&self, request: usize, name: &str) -> &str {
        let value = self.requests[request].request.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    fn body(&self, request: usize) -> String {
        String::from_utf8(self.requests[request].request.body().clone()).unwrap()
    }
}
