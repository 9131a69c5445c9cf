//! Settings of the environment: files and variables, then the region and the defaults mode if those are elsewhere.

use super::build_error::BuildError;
use super::builder::Overrides;
use super::system;
use crate::config::{self, DefaultsMode, Environment, Settings};
use crate::credentials::{Input, Need, Options, Resolver, Step};

/// The loading of settings, in progress.
pub(crate) struct Load {
    options: Options,
    configuration: Settings,
    stage: Stage,
}

enum Stage {
    Settings(Box<Resolver<Settings>>),
    Region(Box<Resolver<String>>),
    Mode(Box<Resolver<DefaultsMode>>),
    End,
}

impl Load {
    pub(crate) fn new(overrides: &Overrides) -> Self {
        let options = overrides.credentials();
        Self {
            stage: Stage::Settings(Box::new(Resolver::settings(options.clone()))),
            configuration: Settings::default(),
            options,
        }
    }

    /// Takes an answer; without a need all is loaded.
    pub(crate) fn step(&mut self, input: Input) -> Result<Option<Need>, BuildError> {
        let start = Input {
            answer: crate::credentials::Answer::Start,
            ..input
        };
        let mut input = input;
        loop {
            match &mut self.stage {
                Stage::Settings(resolver) => match resolver.step(input) {
                    Step::Need(need) => return Ok(Some(need)),
                    Step::Done(settings) => {
                        self.configuration = with_services(&settings?);
                        self.after_settings()?;
                    }
                },
                Stage::Region(resolver) => match resolver.step(input) {
                    Step::Need(need) => return Ok(Some(need)),
                    Step::Done(region) => {
                        // A program without a region may still call global services, or set it per call.
                        if let Ok(region) = region {
                            self.set("AWS_REGION", &region);
                        }
                        self.after_region()?;
                    }
                },
                Stage::Mode(resolver) => match resolver.step(input) {
                    Step::Need(need) => return Ok(Some(need)),
                    Step::Done(mode) => {
                        let mode = mode.unwrap_or(DefaultsMode::Standard);
                        self.set("AWS_DEFAULTS_MODE", mode.as_str());
                        self.stage = Stage::End;
                    }
                },
                Stage::End => return Ok(None),
            }
            input = start.clone();
        }
    }

    /// The settings.
    pub(crate) fn finish(self) -> Settings {
        self.configuration
    }

    fn after_settings(&mut self) -> Result<(), BuildError> {
        let has_region =
            self.options.region.is_some() || self.configuration.get(&config::REGION)?.is_some();
        if has_region {
            return self.after_region();
        }
        self.stage = Stage::Region(Box::new(Resolver::region(self.options.clone())));
        Ok(())
    }

    fn after_region(&mut self) -> Result<(), BuildError> {
        let mode = self.configuration.get(&config::DEFAULTS_MODE)?;
        self.stage = if mode == Some(DefaultsMode::Auto) {
            Stage::Mode(Box::new(Resolver::defaults_mode(self.options.clone())))
        } else {
            Stage::End
        };
        Ok(())
    }

    /// Sets a variable, as if the environment had it.
    fn set(&mut self, name: &str, value: &str) {
        self.configuration = with(&self.configuration, |environment| {
            environment.set(name, value);
        });
    }
}

/// Settings with another environment.
fn with(settings: &Settings, change: impl FnOnce(&mut Environment)) -> Settings {
    let mut environment = settings.environment().clone();
    change(&mut environment);
    let profiles = settings.profiles().clone();
    Settings::new(environment, profiles, Some(settings.profile_name()))
}

/// Settings with the endpoints of all services: only a call tells which of them it asks for.
fn with_services(settings: &Settings) -> Settings {
    with(settings, |environment| {
        for (name, value) in system::variables("AWS_ENDPOINT_URL_") {
            environment.set(&name, &value);
        }
    })
}
