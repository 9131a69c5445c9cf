//! Endpoint discovery: hosts that a service names itself.
//!
//! **Invariants**
//! - An operation that needs its host asks for it whatever the settings are; one that may ask does so if the settings
//!   say it.
//! - An endpoint of the settings is taken as it is.
//! - A host that is past its time is used while the service names no other.
//!
//! Source: botocore 1.44.5, `discovery.py`; keys have the access key beside its facts, since accounts have hosts of
//! their own.

use std::collections::BTreeMap;
use std::time::Duration;

use sansmith::Timestamp;
use sansmith::endpoint::Arguments;
use sansmith::operation::Discovery;

use super::error::Problem;
use super::machine::{Flow, Machine, Progress, Turn};
use super::nested::{Answered, Purpose};
use super::shared::Scope;
use crate::config::EndpointDiscovery;
use crate::moment::after;

/// The time after a failure in which the service is not asked again.
const PAUSE: Duration = Duration::from_secs(60);

/// The most keys that are kept; beyond that all are forgotten.
const MOST: usize = 1000;

/// Hosts that services have named.
#[derive(Debug, Clone, Default)]
pub(super) struct Discovered(BTreeMap<Key, Entry>);

/// The calls that one answer is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    scope: Scope,
    /// The access key: accounts have hosts of their own.
    account: String,
    /// The operation and the identifiers; empty where there are no identifiers.
    of: Vec<(String, String)>,
}

#[derive(Debug, Clone, Default)]
struct Entry {
    /// The hosts, the preferred first, with the ends of their times.
    hosts: Vec<(String, Timestamp)>,
    /// The end of the pause after a failure.
    paused_until: Option<Timestamp>,
}

/// The facts of endpoint discovery for one call.
pub(super) struct Asked {
    pub(super) discovery: &'static Discovery,
    /// The members of the input that tell hosts apart.
    pub(super) identifiers: Vec<(String, String)>,
}

/// The place that a request goes to.
pub(super) enum Place {
    /// The endpoint of the rules.
    Rules,
    /// A host that the service has named, as a URL.
    Found(String),
    /// The service is asked first.
    Ask(Progress),
}

impl Machine<'_> {
    /// Finds the place that the request goes to, as far as the service names it.
    pub(super) fn discover(&mut self, turn: &mut Turn<'_>) -> Result<Place, Problem> {
        let Some(asked) = &self.job.discovery else {
            return Ok(Place::Rules);
        };
        let required = asked.discovery.required;
        let is_wanted = required || self.settings.discovery == EndpointDiscovery::Enabled;
        if !is_wanted || self.settings.endpoint.is_some() || !self.goal.is_sent() && !required {
            return Ok(Place::Rules);
        }
        let key = self.key(asked);
        let entry = turn.shared.discovered.0.get(&key);
        let fresh = entry.and_then(|entry| entry.fresh(turn.now));
        if let Some(host) = fresh {
            return Ok(Place::Found(host));
        }
        let is_paused = entry.is_some_and(|entry| entry.is_paused(turn.now));
        let stale = entry.and_then(Entry::first);
        match (is_paused, stale) {
            (true, Some(host)) => Ok(Place::Found(host)),
            (true, None) if !required => Ok(Place::Rules),
            _ => self.ask(turn).map(Place::Ask),
        }
    }

    /// The calls that an answer is for.
    fn key(&self, asked: &Asked) -> Key {
        let credentials = self.held.as_credentials();
        let access_key = credentials.map_or("", |credentials| credentials.access_key_id());
        let mut of = asked.identifiers.clone();
        if !of.is_empty() {
            of.push((String::new(), self.job.schema.name.to_owned()));
            of.sort();
        }
        Key {
            scope: self.scope.clone(),
            account: access_key.to_owned(),
            of,
        }
    }

    /// Begins the call that asks the service.
    fn ask(&mut self, turn: &mut Turn<'_>) -> Flow {
        let Some(asked) = &self.job.discovery else {
            return self.aim(turn, None);
        };
        let discovery = asked.discovery;
        let operation = self.job.schema.name;
        let request = discovery.request(operation, &asked.identifiers)?;
        let request = (request, Arguments::default());
        self.call_nested(turn, discovery.nested, request, Purpose::Endpoint)
    }

    /// Takes the answer of the service, and goes on to an attempt.
    pub(super) fn found(&mut self, turn: &mut Turn<'_>, answered: Answered) -> Flow {
        let result = match answered.map(|output| Discovery::endpoints(&output)) {
            Ok(hosts) if hosts.is_empty() => Err("it named none".to_owned()),
            result => result,
        };
        let Some(asked) = &self.job.discovery else {
            return self.aim(turn, None);
        };
        let required = asked.discovery.required;
        let key = self.key(asked);
        let known = &mut turn.shared.discovered.0;
        if known.len() >= MOST && !known.contains_key(&key) {
            known.clear();
        }
        let entry = known.entry(key).or_default();
        match result {
            Ok(hosts) => {
                let hosts = hosts.into_iter();
                entry.paused_until = None;
                entry.hosts = hosts
                    .map(|host| (url(&host.address), after(turn.now, host.period)))
                    .collect();
            }
            Err(reason) => {
                entry.paused_until = Some(after(turn.now, PAUSE));
                if required && entry.hosts.is_empty() {
                    return Err(Problem::Discovery(reason));
                }
            }
        }
        let host = entry.first();
        self.aim(turn, host)
    }

    /// Forgets the host that the request went to, if the service had named it: it has refused the request.
    pub(super) fn forget_endpoint(&mut self, turn: &mut Turn<'_>) -> bool {
        let Some(asked) = &self.job.discovery else {
            return false;
        };
        let is_known = turn.shared.discovered.0.remove(&self.key(asked)).is_some();
        self.target = None;
        is_known
    }
}

impl Entry {
    /// The first host whose time is not up.
    fn fresh(&self, now: Timestamp) -> Option<String> {
        let mut hosts = self.hosts.iter();
        let host = hosts.find(|(_, end)| now < *end);
        host.map(|(host, _)| host.clone())
    }

    /// The first host.
    fn first(&self) -> Option<String> {
        self.hosts.first().map(|(host, _)| host.clone())
    }

    fn is_paused(&self, now: Timestamp) -> bool {
        self.paused_until.is_some_and(|end| now < end)
    }
}

/// A host as a URL.
fn url(address: &str) -> String {
    if address.starts_with("http") {
        return address.to_owned();
    }
    format!("https://{address}")
}
