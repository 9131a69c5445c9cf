//! Sessions of directory buckets: credentials by `CreateSession`, shared by the calls of a bucket.
//!
//! **Invariants**
//! - One call at a time asks for the credentials of a bucket; others wait, or use those that are about to expire.
//! - The setting `DisableS3ExpressSessionAuth` is a parameter of the endpoint rules, which then ask for no session.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html>

use std::collections::BTreeMap;

use sansmith::Value;
use sansmith::identity::Credentials;
use sansmith::sign::Scheme;

use super::error::Problem;
use super::machine::{Flow, Machine, Progress, Turn};
use super::nested::{Answered, Purpose};
use super::shared::Shared;
use crate::credentials::{IdentityCache, Lookup, ResolveError};

/// The most sessions that are kept; beyond that all are forgotten.
///
/// Source: botocore 1.44.5, `S3ExpressIdentityCache`.
const MOST: usize = 100;

/// The calls that share a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SessionKey {
    bucket: String,
    access_key: String,
}

/// Sessions by their calls.
pub(super) type Sessions = BTreeMap<SessionKey, IdentityCache<Credentials>>;

impl Shared {
    /// The session of a bucket.
    pub(super) fn session(&mut self, key: &SessionKey) -> &mut IdentityCache<Credentials> {
        if self.sessions.len() >= MOST && !self.sessions.contains_key(key) {
            self.sessions.clear();
        }
        self.sessions.entry(key.clone()).or_default()
    }
}

impl Machine<'_> {
    /// Gets the credentials of a session if the endpoint asks for one, and goes on to an attempt.
    pub(super) fn enter(&mut self, turn: &mut Turn<'_>) -> Flow {
        let Some(target) = &self.target else {
            return self.locate(turn);
        };
        let is_asked = matches!(self.scheme(target)?, Scheme::S3Express(_));
        let Some((key, bucket)) = self.session_key().filter(|_| is_asked) else {
            self.session = None;
            return self.attempt(turn);
        };
        match turn.shared.session(&key).get(turn.now) {
            Lookup::Use(credentials) => {
                self.session = Some(credentials);
                self.attempt(turn)
            }
            Lookup::Wait => Ok(Progress::Need(self.wait(turn))),
            Lookup::Refresh | Lookup::UseAndRefresh(_) => {
                let Some(nested) = self.job.schema.session else {
                    return Err(Problem::Session(
                        "the model lacks `CreateSession`".to_owned(),
                    ));
                };
                let input = Value::structure([("Bucket", Value::from(bucket))]);
                let request = (nested.request(&input)?, nested.arguments(&input)?);
                self.call_nested(turn, *nested, request, Purpose::Session(key))
            }
        }
    }

    /// The calls that this one shares a session with, and its bucket.
    fn session_key(&self) -> Option<(SessionKey, String)> {
        let bucket = self.bucket()?;
        let access_key = self.held.as_credentials()?.access_key_id();
        let key = SessionKey {
            bucket: bucket.to_owned(),
            access_key: access_key.to_owned(),
        };
        Some((key, bucket.to_owned()))
    }

    /// Takes the answer of the service, and goes on to an attempt.
    pub(super) fn entered(
        &mut self,
        turn: &mut Turn<'_>,
        key: &SessionKey,
        answered: Answered,
    ) -> Flow {
        let lacks = || "the answer has no credentials".to_owned();
        let got = answered.and_then(|output| credentials(&output).ok_or_else(lacks));
        let (outcome, reason) = match got {
            Ok(credentials) => (Ok(credentials), String::new()),
            Err(reason) => {
                let attempts = Vec::new();
                (Err(ResolveError { attempts }), reason)
            }
        };
        let session = turn.shared.session(key);
        let outcome = session.finish(outcome, turn.now, turn.random);
        self.session = Some(outcome.map_err(|_| Problem::Session(reason))?);
        self.attempt(turn)
    }

    /// Forgets the session that the service has refused.
    pub(super) fn leave_session(&mut self, turn: &mut Turn<'_>) -> bool {
        match (self.session.take(), self.session_key()) {
            (Some(used), Some((key, _))) => {
                turn.shared.session(&key).clear_if(&used);
                true
            }
            _ => false,
        }
    }
}

/// The credentials in an answer.
fn credentials(output: &Value) -> Option<Credentials> {
    let credentials = output.get("Credentials")?;
    let text = |name: &str| credentials.get(name).and_then(Value::as_str);
    let found = Credentials::new(text("AccessKeyId")?, text("SecretAccessKey")?);
    let found = found.with_session_token(text("SessionToken")?);
    match credentials.get("Expiration") {
        Some(Value::Timestamp(end)) => Some(found.with_expiry(*end)),
        _ => Some(found),
    }
}
