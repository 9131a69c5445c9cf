//! Answers of the past into values, and what is not answered yet into a need.
//!
//! A source of identities is a plain function over an [`Io`]. It runs from its start with every step: what was answered
//! comes from the log, and the first open question stops it. So a source reads as if it did IO, and its whole state is
//! the log.
//!
//! **Invariants**
//!
//! - A function over an [`Io`] has no other input, so that it asks the same questions in the same order every time.
//! - Variables and settings are remembered apart from the log: they can be asked for at any time.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderValue, USER_AGENT};
use sansmith::Timestamp;
use sansmith::identity::Credentials;

use super::failure::{Attempt, Failure, Source};
use super::memory::Memory;
use super::need::{
    Answer, Exchange, FileError, Hidden, Need, ProcessOutput, TransportError, Write,
};
use super::options::Options;
use crate::config::{self, Environment, FileKind, Locations, Profiles, Setting, Settings, home};
use crate::user_agent::UserAgent;

/// The ids of the services that credentials come from.
const IDS: [&str; 4] = ["STS", "SSO", "SSO OIDC", "Signin"];

/// Reasons to stop before the end.
#[derive(Debug)]
pub(super) enum Stop {
    /// A question is open; its answer goes to the log.
    Need(Need),
    /// A question is open; its answer is remembered until the end.
    Fact(Need),
    /// Credentials to begin the next link of a chain with, and an empty log.
    Checkpoint(Credentials),
    /// There is no identity.
    Failed(Failure),
    /// There is no identity in any of these sources.
    Exhausted(Vec<Attempt>),
}

impl Stop {
    /// Another failure in the place of this one, if it is one.
    pub(super) fn map(self, map: impl FnOnce(Failure) -> Failure) -> Self {
        match self.failure() {
            Ok(failure) => Self::Failed(map(failure)),
            Err(stop) => stop,
        }
    }

    /// The failure, if it is one.
    pub(super) fn failure(self) -> Result<Failure, Self> {
        match self {
            Self::Failed(failure) => Ok(failure),
            Self::Need(_) | Self::Fact(_) | Self::Checkpoint(_) | Self::Exhausted(_) => Err(self),
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The name of the home directory among variables: no variable has it.
pub(super) const HOME: &str = "~";

/// A value, or the reason to stop.
pub(super) type Asked<T> = Result<T, Stop>;

/// An answer, with its time and its random number.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) now: Timestamp,
    pub(super) random: u128,
    pub(super) answer: Answer,
}

/// Answers that are remembered until the end.
#[derive(Default)]
pub(super) struct Facts {
    /// The variables, and the home directory as [`HOME`].
    pub(super) variables: BTreeMap<String, Option<String>>,
    /// The shared configuration files by path.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) settings: Option<Arc<Settings>>,
    /// The source of the credentials.
    pub(super) found: Option<Source>,
    /// Credentials at the checkpoints of a chain.
    pub(super) links: Vec<Credentials>,
}

impl fmt::Debug for Facts {
    /// The names alone: values are secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts")
            .field("variables", &self.variables.keys())
            .field("files", &self.files.keys())
            .field("links", &self.links.len())
            .finish_non_exhaustive()
    }
}

/// Answers, and the place in them.
#[derive(Debug)]
pub(super) struct Io<'r> {
    pub(super) options: &'r Options,
    pub(super) facts: &'r mut Facts,
    /// The memory as it was at the start.
    pub(super) before: &'r Memory,
    /// The memory as it will be at the end.
    pub(super) after: &'r mut Memory,
    pub(super) log: std::slice::Iter<'r, Entry>,
    pub(super) now: Timestamp,
    pub(super) random: u128,
}

impl Io<'_> {
    /// The time of the last answer from the log.
    pub(super) fn now(&self) -> Timestamp {
        self.now
    }

    /// The random number of the last answer from the log.
    pub(super) fn random(&self) -> u128 {
        self.random
    }

    /// The next answer of the log, or a need.
    fn next(&mut self, need: impl FnOnce() -> Asked<Need>) -> Asked<Answer> {
        match self.log.next() {
            Some(entry) => {
                self.now = entry.now;
                self.random = entry.random;
                Ok(entry.answer.clone())
            }
            None => Err(Stop::Need(need()?)),
        }
    }

    /// The value of a variable that has more than white space.
    pub(super) fn variable(&mut self, name: &str) -> Asked<Option<String>> {
        match self.facts.variables.get(name) {
            Some(value) => Ok(value.clone()),
            None => Err(Stop::Fact(Need::Variable(name.to_owned()))),
        }
    }

    /// The home directory.
    pub(super) fn home(&mut self) -> Asked<Option<String>> {
        for name in ["HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH"] {
            if name == "HOME" || self.options.platform == config::Platform::Windows {
                self.variable(name)?;
            }
        }
        let variables = &self.facts.variables;
        let named = home(self.options.platform, |name| variables.get(name)?.clone());
        match (named, variables.get(HOME)) {
            (Some(home), _) => Ok(Some(home)),
            (None, Some(home)) => Ok(home.clone()),
            (None, None) => Err(Stop::Fact(Need::HomeDirectory)),
        }
    }

    /// The paths of the shared configuration.
    pub(super) fn locations(&mut self) -> Asked<Locations> {
        for name in ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] {
            self.variable(name)?;
        }
        let home = self.home()?;
        let variables = &self.facts.variables;
        let variable = |name: &str| variables.get(name)?.clone();
        Ok(Locations::of(
            self.options.platform,
            home.as_deref(),
            variable,
        ))
    }

    /// The settings of the environment and of the profile.
    pub(super) fn settings(&mut self) -> Asked<Arc<Settings>> {
        if let Some(settings) = &self.facts.settings {
            return Ok(Arc::clone(settings));
        }
        let own = IDS.into_iter();
        let services = self.options.services.iter().map(String::as_str);
        let services: Vec<_> = own.chain(services).collect();
        let mut environment = Environment::default();
        for name in Settings::variables(&services) {
            if let Some(value) = self.variable(&name)? {
                environment.set(&name, &value);
            }
        }
        let locations = self.locations()?;
        let mut profiles = Profiles::new();
        for (kind, path) in [
            (FileKind::Config, locations.config),
            (FileKind::Credentials, locations.credentials),
        ] {
            let Some(text) = self.facts.files.get(&path) else {
                return Err(Stop::Fact(Need::File(path)));
            };
            // A file that is not text counts as empty, as in other SDKs.
            let text = std::str::from_utf8(text).unwrap_or_default();
            let read = profiles.add(kind, &path, text);
            read.map_err(|error| Failure::invalid("could not parse profile file").because(error))?;
        }
        let profile = self.options.profile.as_deref();
        let settings = Arc::new(Settings::new(environment, profiles, profile));
        Ok(Arc::clone(self.facts.settings.insert(settings)))
    }

    /// The value of a setting.
    pub(super) fn setting<T>(&mut self, setting: &Setting<T>) -> Asked<Option<T>> {
        let value = self.settings()?.get(setting);
        Ok(value.map_err(|error| Failure::invalid(error.to_string()))?)
    }

    /// The content of a file.
    pub(super) fn file(&mut self, path: &str) -> Asked<Result<Vec<u8>, FileError>> {
        let Answer::File(content) = self.next(|| Ok(Need::File(path.to_owned())))? else {
            return Err(unfit());
        };
        Ok(content)
    }

    /// Writes a file.
    pub(super) fn write(
        &mut self,
        path: &str,
        content: impl FnOnce() -> Vec<u8>,
    ) -> Asked<Result<(), String>> {
        let need = || {
            Ok(Need::Write(Write {
                path: path.to_owned(),
                content: content(),
            }))
        };
        let Answer::Written(result) = self.next(need)? else {
            return Err(unfit());
        };
        Ok(result)
    }

    /// Runs a shell command.
    pub(super) fn process(
        &mut self,
        command: &str,
        timeout: Duration,
    ) -> Asked<Result<ProcessOutput, String>> {
        let need = || {
            Ok(Need::Process {
                command: Hidden(command.to_owned()),
                timeout,
            })
        };
        let Answer::Process(result) = self.next(need)? else {
            return Err(unfit());
        };
        Ok(result)
    }

    /// The addresses of a host.
    pub(super) fn addresses(&mut self, host: &str) -> Asked<Result<Vec<IpAddr>, String>> {
        let Answer::Addresses(result) = self.next(|| Ok(Need::Addresses(host.to_owned())))? else {
            return Err(unfit());
        };
        Ok(result)
    }

    /// The response to a request, which is made only if it was not sent yet.
    pub(super) fn exchange(
        &mut self,
        exchange: impl FnOnce() -> Result<Exchange, Failure>,
    ) -> Asked<Result<http::Response<Vec<u8>>, TransportError>> {
        let need = || {
            let mut exchange = exchange()?;
            let agent = HeaderValue::from_str(&UserAgent::new().to_string());
            if let Ok(agent) = agent {
                exchange.request.headers_mut().insert(USER_AGENT, agent);
            }
            Ok(Need::Exchange(Box::new(exchange)))
        };
        let Answer::Response(result) = self.next(need)? else {
            return Err(unfit());
        };
        Ok(result)
    }

    /// The code of an MFA device.
    pub(super) fn mfa_code(&mut self, serial: &str) -> Asked<Option<String>> {
        let Answer::MfaCode(code) = self.next(|| Ok(Need::MfaCode(serial.to_owned())))? else {
            return Err(unfit());
        };
        Ok(code)
    }

    /// Lets some time pass.
    pub(super) fn pause(&mut self, pause: Duration) -> Asked<()> {
        let Answer::Paused = self.next(|| Ok(Need::Pause(pause)))? else {
            return Err(unfit());
        };
        Ok(())
    }
}

/// An answer in the log that is not of the question: the source asked another one before.
fn unfit() -> Stop {
    Stop::Failed(Failure::failed("internal: a source asked a new question"))
}
