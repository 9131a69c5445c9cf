//! The endpoint of a call: by the rules, or as the service has named it.

use std::borrow::Cow;

use sansmith::endpoint::{self, Argument, BuiltIn, Endpoint, Rules};
use sansmith::sign::EndpointScheme;

use super::attempt::Target;
use super::discovery::Place;
use super::error::Problem;
use super::machine::{Flow, Machine, Turn};

impl Machine<'_> {
    /// Finds the endpoint, and goes on to an attempt.
    pub(super) fn locate(&mut self, turn: &mut Turn<'_>) -> Flow {
        if self.target.is_some() {
            return self.enter(turn);
        }
        self.remember_region(turn);
        match self.discover(turn)? {
            Place::Rules => self.aim(turn, None),
            Place::Found(address) => self.aim(turn, Some(address)),
            Place::Ask(progress) => Ok(progress),
        }
    }

    /// Takes the endpoint, and goes on to a session or to an attempt.
    pub(super) fn aim(&mut self, turn: &mut Turn<'_>, address: Option<String>) -> Flow {
        let mut endpoint = self.endpoint(None)?;
        if let Some(address) = address {
            endpoint.url = address;
        }
        let schemes = std::mem::take(&mut endpoint.auth_schemes).into_iter();
        self.target = Some(Target {
            schemes: schemes.map(EndpointScheme::from).collect(),
            endpoint,
        });
        self.enter(turn)
    }

    /// The endpoint by the rules, in the region of the settings or in another one.
    pub(super) fn endpoint(&self, region: Option<&str>) -> Result<Endpoint<'static>, Problem> {
        let settings = self.settings;
        let url = settings.endpoint.as_deref();
        let Some(rules) = self.job.schema.service.rules else {
            let mut endpoint = Endpoint::default();
            url.ok_or(endpoint::Error::NoRules)?
                .clone_into(&mut endpoint.url);
            return Ok(endpoint);
        };
        let credentials = self.held.as_credentials();
        let mut arguments = Cow::Borrowed(&self.job.arguments);
        for (built_in, value) in [
            (
                BuiltIn::Region,
                region
                    .or(self.region.as_deref())
                    .or(settings.region.as_deref()),
            ),
            (BuiltIn::Endpoint, url),
            (
                BuiltIn::AccountId,
                credentials.and_then(|credentials| credentials.account_id()),
            ),
        ] {
            let Some(value) = value else {
                continue;
            };
            let is_known = *settings.params.get(built_in) == Argument::from(value);
            if let (false, Some(name)) = (is_known, parameter(rules, built_in)) {
                arguments.to_mut().add(rules, name, value.to_owned());
            }
        }
        let endpoint = rules.resolve_with(&settings.params, &arguments)?;
        Ok(endpoint.into_owned())
    }
}

/// The parameter of rules that takes a built-in.
fn parameter<'r>(rules: &'r Rules<'_>, built_in: BuiltIn) -> Option<&'r str> {
    let mut parameters = rules.parameters.iter();
    let found = parameters.find(|one| one.built_in == Some(built_in));
    found.map(|parameter| parameter.name)
}
