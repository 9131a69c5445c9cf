//! The state machine: takes answers, returns needs and finally an identity.

use std::mem::{discriminant, take};

use sansmith::Timestamp;
use sansmith::identity::{Credentials, Token};

use super::failure::{Attempt, Failure, ResolveError, Source};
use super::io::{Asked, Entry, Facts, HOME, Io, Stop};
use super::memory::Memory;
use super::need::{Answer, Need};
use super::options::Options;
use super::{chain, imds, mode, token};
use crate::config::{DefaultsMode, Settings};
use crate::transport::{TransportError, TransportErrorKind};

/// Maximum answer size in bytes; shared configuration files have their own limit.
const SIZE: usize = 1 << 20;

/// Maximum number of answers per resolution, to guarantee termination.
const LIMIT: usize = 1000;

/// An answer, with the current time and a random number.
#[derive(Debug, Clone)]
pub struct Input {
    /// Time of the answer.
    pub now: Timestamp,
    /// A fresh random number for each step, used for tokens and delays.
    pub random: u128,
    /// The answer to the last need.
    pub answer: Answer,
}

/// Result of a step.
#[derive(Debug, Clone)]
pub enum Step<T> {
    /// A question to the caller.
    Need(Need),
    /// The end.
    Done(Result<T, ResolveError>),
}

/// The resolution of an identity, or of settings.
#[derive(Debug)]
pub struct Resolver<T> {
    options: Options,
    resolve: Resolve<T>,
    facts: Facts,
    before: Memory,
    after: Memory,
    log: Vec<Entry>,
    start: (Timestamp, u128),
    /// The open question; true if its answer is a fact.
    open: Option<(Need, bool)>,
    count: usize,
}

/// The function that a resolver runs, with its argument.
#[derive(Debug)]
struct Resolve<T> {
    run: fn(&mut Io<'_>, &str) -> Asked<T>,
    argument: String,
    source: Source,
}

impl Resolver<Credentials> {
    /// Resolves credentials from the standard chain, or from the sources in `options`.
    pub fn credentials(options: Options) -> Self {
        Self::new(options, |io, _| chain::credentials(io), "", Source::Profile)
    }
}

impl Resolver<Token> {
    /// Resolves a bearer token: `AWS_BEARER_TOKEN_…` for the signing name, or else the profile's SSO session.
    pub fn token(options: Options, signing_name: &str) -> Self {
        Self::new(options, token::resolve, signing_name, Source::Profile)
    }
}

impl Resolver<Settings> {
    /// Reads settings from environment and profile.
    pub fn settings(options: Options) -> Self {
        let run = |io: &mut Io<'_>, _: &str| Ok(io.settings()?.as_ref().clone());
        Self::new(options, run, "", Source::Configuration)
    }
}

impl Resolver<String> {
    /// Reads a value from the instance metadata service, such as `/latest/meta-data/placement/region`.
    pub fn metadata(options: Options, path: &str) -> Self {
        Self::new(options, imds::metadata, path, Source::Imds)
    }

    /// Resolves the region from options, configuration, or the instance metadata service.
    pub fn region(options: Options) -> Self {
        let run = |io: &mut Io<'_>, _: &str| imds::region(io);
        Self::new(options, run, "", Source::Imds)
    }
}

impl Resolver<DefaultsMode> {
    /// Resolves the defaults mode. `auto` is resolved by the region that the program runs in, as given by a platform variable or
    /// the instance metadata service.
    pub fn defaults_mode(options: Options) -> Self {
        let run = |io: &mut Io<'_>, _: &str| mode::resolve(io);
        Self::new(options, run, "", Source::Configuration)
    }
}

impl<T> Resolver<T> {
    fn new(
        options: Options,
        run: fn(&mut Io<'_>, &str) -> Asked<T>,
        argument: &str,
        source: Source,
    ) -> Self {
        Self {
            options,
            resolve: Resolve {
                run,
                argument: argument.to_owned(),
                source,
            },
            facts: Facts::default(),
            before: Memory::default(),
            after: Memory::default(),
            log: Vec::new(),
            start: (Timestamp::UNIX_EPOCH, 0),
            open: None,
            count: 0,
        }
    }

    /// Starts with the memory of an earlier resolution.
    #[must_use]
    pub fn with_memory(mut self, memory: Memory) -> Self {
        self.before = memory;
        self
    }

    /// The source of the credentials, after completion.
    pub fn source(&self) -> Option<Source> {
        self.facts.found
    }

    /// The memory, for a later resolution.
    pub fn into_memory(self) -> Memory {
        self.after
    }

    /// Takes an answer, and runs until the next need or the end.
    pub fn step(&mut self, input: Input) -> Step<T> {
        if let Err(failure) = self.accept(input) {
            return self.fail(failure);
        }
        loop {
            self.after = self.before.clone();
            let mut io = Io {
                options: &self.options,
                facts: &mut self.facts,
                before: &self.before,
                after: &mut self.after,
                log: self.log.iter(),
                now: self.start.0,
                random: self.start.1,
            };
            match (self.resolve.run)(&mut io, &self.resolve.argument) {
                Ok(value) => return Step::Done(Ok(value)),
                Err(Stop::Need(need)) => {
                    self.open = Some((need.clone(), false));
                    return Step::Need(need);
                }
                Err(Stop::Fact(need)) => {
                    self.open = Some((need.clone(), true));
                    return Step::Need(need);
                }
                Err(Stop::Checkpoint(credentials)) => {
                    self.facts.links.push(credentials);
                    self.before = take(&mut self.after);
                    if let Some(last) = self.log.last() {
                        self.start = (last.now, last.random);
                    }
                    self.log.clear();
                }
                Err(Stop::Failed(failure)) => return self.fail(failure),
                Err(Stop::Exhausted(attempts)) => {
                    return Step::Done(Err(ResolveError { attempts }));
                }
            }
        }
    }

    fn fail(&self, failure: Failure) -> Step<T> {
        let source = self.resolve.source;
        Step::Done(Err(ResolveError {
            attempts: vec![Attempt { source, failure }],
        }))
    }

    /// Stores the answer to the open question.
    fn accept(&mut self, input: Input) -> Result<(), Failure> {
        let Input {
            now,
            random,
            answer,
        } = input;
        self.count += 1;
        if self.count > LIMIT {
            let text = format!("not finished after {LIMIT} answers");
            return Err(Failure::failed(text));
        }
        let Some((need, is_fact)) = self.open.take() else {
            self.start = (now, random);
            return if matches!(answer, Answer::Start) {
                Ok(())
            } else {
                Err(unfit(&answer))
            };
        };
        if discriminant(&fitting(&need)) != discriminant(&answer) {
            return Err(unfit(&answer));
        }
        let facts = &mut self.facts;
        match (need, limited(answer)) {
            (Need::Variable(name), Answer::Variable(value)) => {
                let value = value.filter(|value| !value.trim().is_empty());
                facts.variables.insert(name, value);
            }
            (Need::HomeDirectory, Answer::HomeDirectory(home)) => {
                facts.variables.insert(HOME.to_owned(), home);
            }
            (Need::File(path), Answer::File(content)) if is_fact => {
                // Unreadable files count as empty, as in other SDKs.
                facts.files.insert(path, content.unwrap_or_default());
            }
            (_, answer) => self.log.push(Entry {
                now,
                random,
                answer,
            }),
        }
        Ok(())
    }
}

/// Replaces an answer that is too large.
fn limited(answer: Answer) -> Answer {
    let too_large = || format!("larger than {SIZE} bytes");
    if let Answer::Response(Ok(response)) = &answer
        && response.body().len() > SIZE
    {
        return Answer::Response(Err(TransportError {
            kind: TransportErrorKind::Other,
            message: too_large(),
        }));
    }
    if let Answer::Process(Ok(output)) = &answer
        && output.stdout.len() > SIZE
    {
        return Answer::Process(Err(too_large()));
    }
    answer
}

/// A sample answer of the kind that a need expects.
fn fitting(need: &Need) -> Answer {
    match need {
        Need::Variable(_) => Answer::Variable(None),
        Need::HomeDirectory => Answer::HomeDirectory(None),
        Need::File(_) => Answer::File(Ok(Vec::new())),
        Need::Write(_) => Answer::Written(Ok(())),
        Need::Process { .. } => Answer::Process(Err(String::new())),
        Need::Addresses(_) => Answer::Addresses(Err(String::new())),
        Need::Exchange(_) => Answer::Response(Ok(http::Response::default())),
        Need::MfaCode(_) => Answer::MfaCode(None),
        Need::Pause(_) => Answer::Paused,
    }
}

fn unfit(answer: &Answer) -> Failure {
    Failure::failed(format!(
        "{answer:?} does not match the last need: start with `Start`, and answer each need with its own variant"
    ))
}
