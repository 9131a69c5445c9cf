//! A fake environment for resolvers: variables, files and recorded HTTP, without clock and network.

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::Command;

use sansmith::Timestamp;
use sansmith_client::credentials::{
    Answer, Exchange, FileError, Input, Need, ProcessOutput, Resolver, Step, TransportError,
    TransportErrorKind,
};

use super::traffic::Traffic;

/// Variables, files and recorded HTTP.
#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) variables: BTreeMap<String, String>,
    /// The folder used as `/`.
    pub(super) root: Option<PathBuf>,
    /// Files that are not in a folder, and files that were written.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) traffic: Traffic,
    /// The constant time.
    pub(super) now: Timestamp,
    /// The URI of the first request.
    pub(super) first_uri: Option<String>,
}

impl World {
    /// Runs a resolver to completion.
    pub(super) fn run<T>(&mut self, mut resolver: Resolver<T>) -> Result<T, String> {
        let mut answer = Answer::Start;
        for random in 1.. {
            let input = Input {
                now: self.now,
                random,
                answer,
            };
            answer = match resolver.step(input) {
                Step::Need(need) => self.answer(need),
                Step::Done(result) => return result.map_err(|error| error.to_string()),
            };
        }
        Err("there is no end".to_owned())
    }

    fn answer(&mut self, need: Need) -> Answer {
        match need {
            Need::Variable(name) => Answer::Variable(self.variables.get(&name).cloned()),
            Need::File(path) => Answer::File(self.read(&path).map_err(|e| FileError::from(&e))),
            Need::Write(write) => {
                self.files.insert(write.path, write.content);
                Answer::Written(Ok(()))
            }
            Need::Process { command, .. } => Answer::Process(run_process(&command.0)),
            Need::Addresses(host) => Answer::Addresses(Ok(addresses(&host))),
            Need::Exchange(exchange) => Answer::Response(self.exchange(&exchange)),
            Need::Pause(_) => Answer::Paused,
            Need::MfaCode(_) => Answer::MfaCode(None),
            // Needs added later are not supported.
            Need::HomeDirectory | _ => Answer::HomeDirectory(None),
        }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if let Some(content) = self.files.get(path) {
            return Ok(content.clone());
        }
        match &self.root {
            Some(root) => std::fs::read(root.join(path.trim_start_matches('/'))),
            None => Err(io::Error::from_raw_os_error(2)),
        }
    }

    fn exchange(&mut self, exchange: &Exchange) -> Result<http::Response<Vec<u8>>, TransportError> {
        let uri = exchange.request.uri().to_string();
        self.first_uri.get_or_insert(uri);
        self.traffic
            .respond(&exchange.request)
            .map_err(|message| TransportError {
                kind: TransportErrorKind::Other,
                message,
            })
    }
}

/// The addresses of localhost, and of another host.
fn addresses(host: &str) -> Vec<IpAddr> {
    if host == "localhost" {
        return vec![[127, 0, 0, 1].into(), [127, 0, 0, 2].into()];
    }
    vec![[72, 21, 210, 29].into()]
}

fn run_process(command: &str) -> Result<ProcessOutput, String> {
    let output = Command::new("sh").args(["-c", command]).output();
    let output = output.map_err(|error| error.to_string())?;
    Ok(ProcessOutput {
        code: output.status.code(),
        stdout: output.stdout,
        stderr: output.stderr,
    })
}
