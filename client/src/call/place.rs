//! The endpoint of a call: by the rules, or as the service has named it.

use std::borrow::Cow;

use sansmith::endpoint::{self, BuiltIn, Endpoint, Params, Rules};
use sansmith::sign::EndpointScheme;

use super::attempt::Message;
use super::discovery::Place;
use super::error::Problem;
use super::machine::{Flow, Machine, Turn};

impl Machine<'_> {
    /// Finds the endpoint, and goes on to an attempt.
    pub(super) fn locate(&mut self, turn: &mut Turn<'_>) -> Flow {
        if self.message.is_some() {
            return self.attempt(turn);
        }
        match self.discover(turn)? {
            Place::Rules => self.aim(turn, None),
            Place::Found(address) => self.aim(turn, Some(address)),
            Place::Ask(progress) => Ok(progress),
        }
    }

    /// Makes the request for its endpoint, and goes on to an attempt.
    pub(super) fn aim(&mut self, turn: &mut Turn<'_>, address: Option<String>) -> Flow {
        let mut endpoint = self.endpoint(&self.settings.params)?;
        if let Some(address) = address {
            endpoint.url = address;
        }
        self.message = Some(self.message_at(endpoint)?);
        self.attempt(turn)
    }

    /// The request at an endpoint.
    pub(super) fn message_at(&self, endpoint: Endpoint<'static>) -> Result<Message, Problem> {
        let request = self.job.request.clone().to_resolved(&endpoint)?;
        let host = request.uri().host().unwrap_or_default().to_owned();
        let schemes = endpoint.auth_schemes.into_iter();
        Ok(Message {
            request: request.map(drop),
            host,
            schemes: schemes.map(EndpointScheme::from).collect(),
        })
    }

    /// The endpoint by the rules.
    pub(super) fn endpoint(&self, params: &Params<'_>) -> Result<Endpoint<'static>, Problem> {
        let Some(rules) = self.job.schema.service.rules else {
            let url = self.settings.endpoint.clone();
            let mut endpoint = Endpoint::default();
            endpoint.url = url.ok_or(endpoint::Error::NoRules)?;
            return Ok(endpoint);
        };
        let mut arguments = Cow::Borrowed(&self.job.arguments);
        let credentials = self.held.as_credentials();
        let account = credentials.and_then(|credentials| credentials.account_id());
        if let (Some(account), Some(name)) = (account, account_parameter(rules)) {
            arguments.to_mut().add(rules, name, account.to_owned());
        }
        let endpoint = rules.resolve_with(params, &arguments)?;
        Ok(endpoint.into_owned())
    }
}

/// The parameter of rules that takes the id of the account.
fn account_parameter<'r>(rules: &'r Rules<'_>) -> Option<&'r str> {
    let mut parameters = rules.parameters.iter();
    let found = parameters.find(|one| one.built_in == Some(BuiltIn::AccountId));
    found.map(|parameter| parameter.name)
}
