//! The identity of a call: at hand, shared, or from a chain of sources.

use std::time::Duration;

use sansmith::identity::{ApiKey, Credentials, Token};
use sansmith::sign::{self, Choice, Scheme};

use super::error::Problem;
use super::machine::{Flow, Machine, Progress, State, Turn};
use super::need::Need;
use super::settings::{Identity, Settings};
use super::shared::Shared;
use crate::credentials::{Answer, IdentityCache, Input, Lookup, Options, Resolver, Source, Step};
use crate::moment::after;

/// The longest time between two looks for an identity that another call gets.
const LOOK: Duration = Duration::from_millis(100);

/// The codes by which services say that a session has come to its end.
///
/// Sources: the error tables of STS, S3 and DynamoDB.
const EXPIRED: [&str; 3] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "TokenRefreshRequired",
];

/// The identity that an attempt is made with.
#[derive(Default)]
pub(super) enum Held {
    #[default]
    None,
    Credentials(Credentials),
    Token(Token),
    ApiKey(ApiKey),
}

impl Held {
    /// The identity for a signature.
    pub(super) fn as_identity(&self) -> sign::Identity<'_> {
        match self {
            Self::None => sign::Identity::None,
            Self::Credentials(credentials) => sign::Identity::Credentials(credentials),
            Self::Token(token) => sign::Identity::Token(token),
            Self::ApiKey(key) => sign::Identity::ApiKey(key),
        }
    }

    /// The credentials, if it is those.
    pub(super) fn as_credentials(&self) -> Option<&Credentials> {
        match self {
            Self::Credentials(credentials) => Some(credentials),
            Self::None | Self::Token(_) | Self::ApiKey(_) => None,
        }
    }
}

/// A resolution of an identity under way.
pub(super) enum Resolving {
    Credentials(Box<Resolver<Credentials>>),
    Token(Box<Resolver<Token>>, &'static str),
}

impl Resolving {
    /// Leaves the resolution to another call.
    pub(super) fn abandon(self, shared: &mut Shared) {
        match self {
            Self::Credentials(_) => shared.credentials.abandon(),
            Self::Token(_, name) => shared.token(name).abandon(),
        }
    }
}

impl Shared {
    /// The token of a service, by its signing name.
    fn token(&mut self, name: &'static str) -> &mut IdentityCache<Token> {
        self.tokens.entry(name.to_owned()).or_default()
    }
}

impl Settings {
    /// The choice of an authentication scheme, in another region than that of the settings if one is given.
    pub(super) fn choice<'c>(&'c self, region: Option<&'c str>) -> Choice<'c> {
        let region = region.or(self.region.as_deref()).unwrap_or_default();
        let mut choice = Choice::new(region).prefer(&self.auth_preference);
        if let Some(regions) = &self.region_set {
            choice = choice.region_set(regions);
        }
        match &self.identity {
            Identity::Chain(_) => choice.with_credentials().with_token(),
            Identity::Credentials(_) => choice.with_credentials(),
            Identity::Token(_) => choice.with_token(),
            Identity::ApiKey(_) => choice.with_api_key(),
            Identity::Anonymous => choice,
        }
    }
}

impl Machine<'_> {
    /// Gets the identity that the operation asks for, and goes on to the endpoint.
    pub(super) fn identify(&mut self, turn: &mut Turn<'_>) -> Flow {
        let settings = self.settings;
        if let Identity::Anonymous = settings.identity {
            return self.locate(turn);
        }
        let scheme = settings.choice(None).scheme(self.job.schema, &[])?;
        let need = match (&scheme, &settings.identity) {
            (Scheme::None, _) | (_, Identity::Anonymous) => None,
            (_, Identity::Credentials(credentials)) => {
                self.held = Held::Credentials(credentials.clone());
                None
            }
            (_, Identity::Token(token)) => {
                self.held = Held::Token(token.clone());
                None
            }
            (_, Identity::ApiKey(key)) => {
                self.held = Held::ApiKey(key.clone());
                None
            }
            (Scheme::Bearer, Identity::Chain(options)) => self.chain_token(turn, options)?,
            (_, Identity::Chain(options)) => self.chain_credentials(turn, options)?,
        };
        match need {
            Some(need) => Ok(Progress::Need(need)),
            None => self.locate(turn),
        }
    }

    /// Takes credentials of the shared data, or begins to get them.
    fn chain_credentials(
        &mut self,
        turn: &mut Turn<'_>,
        options: &Options,
    ) -> Result<Option<Need>, Problem> {
        match turn.shared.credentials.get(turn.now) {
            Lookup::Use(credentials) => {
                self.held = Held::Credentials(credentials);
                Ok(None)
            }
            Lookup::Wait => Ok(Some(self.wait(turn))),
            Lookup::Refresh | Lookup::UseAndRefresh(_) => {
                let mut options = options.clone();
                options.region = options.region.or_else(|| self.settings.region.clone());
                let resolver = Resolver::credentials(options);
                let memory = turn.shared.memory.clone();
                let resolving = Resolving::Credentials(Box::new(resolver.with_memory(memory)));
                self.advance(turn, resolving, Answer::Start)
            }
        }
    }

    /// Takes a token of the shared data, or begins to get one.
    fn chain_token(
        &mut self,
        turn: &mut Turn<'_>,
        options: &Options,
    ) -> Result<Option<Need>, Problem> {
        let name = self.job.schema.service.signing_name;
        match turn.shared.token(name).get(turn.now) {
            Lookup::Use(token) => {
                self.held = Held::Token(token);
                Ok(None)
            }
            Lookup::Wait => Ok(Some(self.wait(turn))),
            Lookup::Refresh | Lookup::UseAndRefresh(_) => {
                let resolver = Resolver::token(options.clone(), name);
                let memory = turn.shared.memory.clone();
                let resolver = Box::new(resolver.with_memory(memory));
                self.advance(turn, Resolving::Token(resolver, name), Answer::Start)
            }
        }
    }

    /// Waits for another call to come further.
    pub(super) fn wait(&mut self, turn: &Turn<'_>) -> Need {
        self.state = State::Waiting;
        Need::Wait {
            until: after(turn.now, LOOK),
        }
    }

    /// Takes an answer to a need of the credentials.
    pub(super) fn resolve(
        &mut self,
        turn: &mut Turn<'_>,
        resolving: Resolving,
        answer: Answer,
    ) -> Flow {
        if self.is_over(turn.now) {
            resolving.abandon(turn.shared);
            return Err(Problem::Timeout);
        }
        match self.advance(turn, resolving, answer)? {
            Some(need) => Ok(Progress::Need(need)),
            None => self.locate(turn),
        }
    }

    /// Hands an answer to the resolution; without a need there is an identity.
    fn advance(
        &mut self,
        turn: &mut Turn<'_>,
        resolving: Resolving,
        answer: Answer,
    ) -> Result<Option<Need>, Problem> {
        let input = Input {
            now: turn.now,
            random: turn.random,
            answer,
        };
        match resolving {
            Resolving::Credentials(mut resolver) => match resolver.step(input) {
                Step::Need(need) => {
                    self.state = State::Resolving(Resolving::Credentials(resolver));
                    Ok(Some(Need::Identity(need)))
                }
                Step::Done(result) => {
                    let is_stable = resolver.source() == Some(Source::Imds);
                    turn.shared.memory = resolver.into_memory();
                    let cache = &mut turn.shared.credentials;
                    if result.is_ok() {
                        cache.set_stable(is_stable);
                    }
                    let result = cache.finish(result, turn.now, turn.random);
                    self.held = Held::Credentials(result?);
                    Ok(None)
                }
            },
            Resolving::Token(mut resolver, name) => match resolver.step(input) {
                Step::Need(need) => {
                    self.state = State::Resolving(Resolving::Token(resolver, name));
                    Ok(Some(Need::Identity(need)))
                }
                Step::Done(result) => {
                    turn.shared.memory = resolver.into_memory();
                    let cache = turn.shared.token(name);
                    let result = cache.finish(result, turn.now, turn.random);
                    self.held = Held::Token(result?);
                    Ok(None)
                }
            },
        }
    }

    /// Forgets the identity if an error says that it has come to its end, and another one may come: once a call.
    pub(super) fn forget_expired(&mut self, turn: &mut Turn<'_>, code: &str) -> bool {
        if self.is_refreshed || !EXPIRED.contains(&code) {
            return false;
        }
        if self.leave_session(turn) {
            self.is_refreshed = true;
            return true;
        }
        if !matches!(self.settings.identity, Identity::Chain(_)) {
            return false;
        }
        self.is_refreshed = true;
        // Another account may have another endpoint.
        self.target = None;
        match &self.held {
            Held::Credentials(used) => turn.shared.credentials.clear_if(used),
            Held::Token(used) => {
                let name = self.job.schema.service.signing_name;
                turn.shared.token(name).clear_if(used);
            }
            Held::None | Held::ApiKey(_) => return false,
        }
        true
    }
}
