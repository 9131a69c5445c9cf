//! The asynchronous client from its settings.

use std::sync::Arc;

use super::Client;
use crate::asynchronous::identity::World;
use crate::asynchronous::timer::Timer;
use crate::asynchronous::transport::Transport;
use crate::config;
use crate::credentials::{Answer, Input};
use crate::driver::{BuildError, Builder, Core, Load, system};

impl Builder<Client> {
    /// A client without the settings of the environment; credentials that are not given come from it still.
    ///
    /// # Errors
    ///
    /// The certificates cannot be read.
    #[cfg(feature = "hyper")]
    pub fn build(self) -> Result<Client, BuildError> {
        let transport =
            crate::asynchronous::Hyper::trusting(self.ca_bundle.as_deref(), self.connect)?;
        Ok(self.build_with(Transport::new(transport)))
    }

    /// A client over another transport, without the settings of the environment.
    pub fn build_with(self, transport: impl Into<Transport>) -> Client {
        self.finish(config::Settings::default(), transport.into())
    }

    /// A client with the settings of the environment.
    ///
    /// # Errors
    ///
    /// A setting is not valid, or the certificates cannot be read.
    #[cfg(feature = "hyper")]
    pub async fn load(self) -> Result<Client, BuildError> {
        let first = Transport::new(crate::asynchronous::Hyper::trusting(
            self.ca_bundle.as_deref(),
            self.connect,
        )?);
        let configuration = self.configuration(&first).await?;
        let bundle = configuration.get(&config::CA_BUNDLE)?;
        let bundle = bundle.filter(|_| self.ca_bundle.is_none());
        let transport = match bundle {
            Some(path) => {
                let path = std::path::Path::new(&path);
                Transport::new(crate::asynchronous::Hyper::trusting(
                    Some(path),
                    self.connect,
                )?)
            }
            None => first,
        };
        Ok(self.finish(configuration, transport))
    }

    /// A client over another transport, with the settings of the environment.
    ///
    /// # Errors
    ///
    /// A setting is not valid.
    pub async fn load_with(self, transport: impl Into<Transport>) -> Result<Client, BuildError> {
        let transport = transport.into();
        let configuration = self.configuration(&transport).await?;
        Ok(self.finish(configuration, transport))
    }

    async fn configuration(&self, transport: &Transport) -> Result<config::Settings, BuildError> {
        let world = World {
            transport,
            time: &*self.time,
            timer: &*self.timer,
            ask: self.overrides.ask.as_deref(),
        };
        let mut load = Load::new(&self.overrides);
        let mut answer = Answer::Start;
        loop {
            let input = Input {
                now: self.time.now(),
                random: system::random(),
                answer,
            };
            match load.step(input)? {
                Some(need) => answer = world.answer(need).await,
                None => return Ok(load.finish()),
            }
        }
    }

    /// Sets the source of pauses: that of tokio with the feature `hyper` or `reqwest`, else threads.
    #[must_use]
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Arc::new(timer);
        self
    }

    fn finish(self, configuration: config::Settings, transport: Transport) -> Client {
        let timer = self.timer;
        let core = Core::new(configuration, self.overrides, self.time);
        Client {
            core: Arc::new(core),
            transport,
            timer,
        }
    }
}
