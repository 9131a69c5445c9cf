//! Replays answers as values, and turns the first open question into a need.
//!
//! A source of identities is a plain function of an [`Io`]. It restarts with every step: answered questions are read from the
//! log, and the first open one stops it. Sources thus read like blocking code, and their entire state is the log.
//!
//! **Invariants**
//!
//! - A function of an [`Io`] has no other input, so it asks the same questions in the same order every time.
//! - Variables and settings are stored separately from the log, and can be read at any time.

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
use super::need::{Answer, Exchange, FileError, Hidden, Need, ProcessOutput, Write};
use super::options::Options;
use crate::config::{self, Environment, FileKind, Locations, Profiles, Setting, Settings, home};
use crate::transport::TransportError;
use crate::user_agent::UserAgent;

/// Ids of the services used to obtain credentials.
const IDS: [&str; 4] = ["STS", "SSO", "SSO OIDC", "Signin"];

/// Reasons to stop a step.
#[derive(Debug)]
pub(super) enum Stop {
    /// An open question; the answer is appended to the log.
    Need(Need),
    /// An open question; the answer is stored as a fact until the end.
    Fact(Need),
    /// Credentials for the next link of a role chain; clears the log.
    Checkpoint(Credentials),
    /// Failure of a source.
    Failed(Failure),
    /// Failure of all sources.
    Exhausted(Vec<Attempt>),
}

impl Stop {
    /// Maps the failure, if this is one.
    pub(super) fn map(self, map: impl FnOnce(Failure) -> Failure) -> Self {
        match self.failure() {
            Ok(failure) => Self::Failed(map(failure)),
            Err(stop) => stop,
        }
    }

    /// The failure, if this is one.
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

/// The key of the home directory among variables; no variable has this name.
pub(super) const HOME: &str = "~";

/// A value, or the reason to stop.
pub(super) type Asked<T> = Result<T, Stop>;

/// An answer with its time and random number.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) now: Timestamp,
    pub(super) random: u128,
    pub(super) answer: Answer,
}

/// Answers kept until the end.
#[derive(Default)]
pub(super) struct Facts {
    /// Variables, and the home directory as [`HOME`].
    pub(super) variables: BTreeMap<String, Option<String>>,
    /// Shared configuration files by path.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) settings: Option<Arc<Settings>>,
    /// The source of the credentials.
    pub(super) found: Option<Source>,
    /// Credentials of completed links in a role chain.
    pub(super) links: Vec<Credentials>,
}

impl fmt::Debug for Facts {
    /// Shows only names: values are secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts")
            .field("variables", &self.variables.keys())
            .field("files", &self.files.keys())
            .field("links", &self.links.len())
            .finish_non_exhaustive()
    }
}

/// The log of answers, and the current position.
#[derive(Debug)]
pub(super) struct Io<'r> {
    pub(super) options: &'r Options,
    pub(super) facts: &'r mut Facts,
    /// Memory at the start.
    pub(super) before: &'r Memory,
    /// Memory at the end.
    pub(super) after: &'r mut Memory,
    pub(super) log: std::slice::Iter<'r, Entry>,
    pub(super) now: Timestamp,
    pub(super) random: u128,
}

impl Io<'_> {
    /// Time of the latest answer.
    pub(super) fn now(&self) -> Timestamp {
        self.now
    }

    /// Random number of the latest answer.
    pub(super) fn random(&self) -> u128 {
        self.random
    }

    /// The next answer in the log, or a need.
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

    /// The value of a variable, unless blank.
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

    /// Paths of the shared configuration files.
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

    /// Settings from the environment and the profile.
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
            // Files that are not UTF-8 count as empty, as in other SDKs.
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

    /// The response to a request, which is only built if not already sent.
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

    /// An MFA code.
    pub(super) fn mfa_code(&mut self, serial: &str) -> Asked<Option<String>> {
        let Answer::MfaCode(code) = self.next(|| Ok(Need::MfaCode(serial.to_owned())))? else {
            return Err(unfit());
        };
        Ok(code)
    }

    /// Waits.
    pub(super) fn pause(&mut self, pause: Duration) -> Asked<()> {
        let Answer::Paused = self.next(|| Ok(Need::Pause(pause)))? else {
            return Err(unfit());
        };
        Ok(())
    }
}

/// The logged answer is for another question: the source is not deterministic.
fn unfit() -> Stop {
    Stop::Failed(Failure::failed("internal: a source asked a new question"))
}
