//! The asynchronous client.

mod builder;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use sansmith::page::waiter::Waiter;
use sansmith::page::{Paginated, PaginatedItems};
use sansmith::sign::Presigned as PresignedRequest;
use sansmith::{Operation, Shape};

use super::body::Body;
use super::drive::Driver;
use super::encoded::Watched;
use super::identity::World;
use super::pages::{Items, Pages};
use super::timer::Timer;
use super::transport::Transport;
use super::upload::Upload;
use crate::call::{
    Call, CallError, Metadata, Output, Payload, Preparation, Presigning, Problem, Settings, Stall,
};
#[cfg(feature = "hyper")]
use crate::driver::BuildError;
use crate::driver::{
    Builder, CallOptions, Calling, Core, Counters, Preparing, Presigned, Span, Steps, Waited,
    Waiting, system,
};

/// A client of every service.
///
/// It is cheap to clone; clones share connections, credentials and retry quotas.
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
    transport: Transport,
    timer: Arc<dyn Timer>,
}

/// An output, and the body of the response as a stream.
#[derive(Debug)]
#[non_exhaustive]
pub struct Download<T> {
    /// The output; its payload is empty.
    pub output: T,
    /// The attempts.
    pub metadata: Metadata,
    /// The payload. Dropped before its end, the connection is closed.
    pub body: Body,
}

/// The outcome of a call.
pub(super) type Called<O, T = <O as Operation>::Output> =
    Result<T, Box<CallError<<O as Operation>::Error>>>;

impl Client {
    /// A builder of a client.
    pub fn builder() -> Builder<Self> {
        Builder::default()
    }

    /// A client with the settings of the environment: variables, configuration files, or the instance.
    ///
    /// # Errors
    ///
    /// A setting is not valid.
    #[cfg(feature = "hyper")]
    pub async fn from_env() -> Result<Self, BuildError> {
        Self::builder().load().await
    }

    /// Calls an operation.
    ///
    /// A payload that is a stream is read into the output; [`Self::download`] leaves it to the caller.
    ///
    /// # Errors
    ///
    /// The service returned an error, or there is no response.
    pub async fn send<O: Operation>(&self, input: &O::Input) -> Called<O>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        let done = self.send_with::<O>(input, &CallOptions::new()).await?;
        Ok(done.output)
    }

    /// Calls an operation with choices for this call, and returns the facts of its attempts beside the output.
    ///
    /// # Errors
    ///
    /// The service returned an error, or there is no response.
    pub async fn send_with<O: Operation>(
        &self,
        input: &O::Input,
        options: &CallOptions,
    ) -> Called<O, Output<O::Output>>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        let settings = self.settings::<O>(options)?;
        let call = Call::<O>::new(input, &settings, system::random()).map_err(CallError::before)?;
        let mut calling = Calling::new(call.whole());
        self.run::<O>(&settings, None, false, &mut calling).await;
        calling.finish()
    }

    /// Calls an operation whose payload is a stream of the caller; it does not compile for any other.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or the stream cannot be read.
    pub async fn upload<O: Operation>(
        &self,
        input: &O::Input,
        upload: impl Into<Upload>,
    ) -> Called<O>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        let done = self
            .upload_with::<O>(input, upload, &CallOptions::new())
            .await?;
        Ok(done.output)
    }

    /// Does what [`Self::upload`] does, with choices for this call.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or the stream cannot be read.
    pub async fn upload_with<O: Operation>(
        &self,
        input: &O::Input,
        upload: impl Into<Upload>,
        options: &CallOptions,
    ) -> Called<O, Output<O::Output>>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        let mut upload = upload.into();
        let settings = self.settings::<O>(options)?;
        let call = Call::<O>::streaming(input, upload.facts(), &settings, system::random());
        let mut calling = Calling::new(call.map_err(CallError::before)?.whole());
        self.run::<O>(&settings, Some(&mut upload), false, &mut calling)
            .await;
        calling.finish()
    }

    /// Calls an operation and leaves the payload of the response to the caller.
    ///
    /// # Errors
    ///
    /// The service returned an error, or there is no response.
    pub async fn download<O: Operation>(&self, input: &O::Input) -> Called<O, Download<O::Output>>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        self.download_with::<O>(input, &CallOptions::new()).await
    }

    /// Does what [`Self::download`] does, with choices for this call.
    ///
    /// # Errors
    ///
    /// The service returned an error, or there is no response.
    pub async fn download_with<O: Operation>(
        &self,
        input: &O::Input,
        options: &CallOptions,
    ) -> Called<O, Download<O::Output>>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        let settings = self.settings::<O>(options)?;
        let call = Call::<O>::new(input, &settings, system::random()).map_err(CallError::before)?;
        let mut calling = Calling::new(call);
        let body = self.run::<O>(&settings, None, true, &mut calling).await;
        let done = calling.finish()?;
        let body = body.filter(|_| done.has_body);
        let body = body.map(|body| self.watched(body, settings.stall));
        let body = body.map(|body| body.verified(done.expected.as_ref()));
        Ok(Download {
            output: done.output,
            metadata: done.metadata,
            body: body.unwrap_or_else(|| Body::of_bytes(Bytes::new())),
        })
    }

    /// Presigns a request: method, URL and headers, valid for one second to seven days.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, there are no credentials, or the operation cannot be presigned.
    pub async fn presign<O: Operation>(
        &self,
        input: &O::Input,
        lifetime: Duration,
    ) -> Result<PresignedRequest, Problem>
    where
        O::Input: Shape + Sync,
    {
        let settings = self.core.settings(O::SCHEMA.service, &CallOptions::new())?;
        let machine = Presigning::new::<O>(input, &settings, lifetime, system::random())?;
        let mut presigned = Presigned::new(machine);
        self.run::<O>(&settings, None, false, &mut presigned).await;
        presigned.finish()
    }

    /// Signs a request and does not send it.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, or there are no credentials.
    pub async fn prepare<O: Operation>(
        &self,
        input: &O::Input,
    ) -> Result<http::Request<Bytes>, Problem>
    where
        O::Input: Shape + Sync,
    {
        let settings = self.core.settings(O::SCHEMA.service, &CallOptions::new())?;
        let machine = Preparation::new::<O>(input, &settings, system::random())?;
        let mut preparing = Preparing::new(machine);
        self.run::<O>(&settings, None, false, &mut preparing).await;
        Ok(preparing.finish()?.map(Payload::into_bytes))
    }

    /// The pages of an operation, from the one that the input asks for.
    pub fn pages<P: Paginated>(&self, input: <P::Operation as Operation>::Input) -> Pages<P>
    where
        <P::Operation as Operation>::Input: Shape + Send + Sync,
        <P::Operation as Operation>::Output: Shape + Send,
        <P::Operation as Operation>::Error: Send,
    {
        Pages::new(self.clone(), input)
    }

    /// The items of all pages of an operation.
    pub fn items<P: PaginatedItems>(&self, input: <P::Operation as Operation>::Input) -> Items<P>
    where
        <P::Operation as Operation>::Input: Shape + Send + Sync,
        <P::Operation as Operation>::Output: Shape + Send,
        <P::Operation as Operation>::Error: Send,
    {
        self.pages::<P>(input).items()
    }

    /// Calls an operation until a resource has a state, and returns the acceptor that matched; `total` is the time from
    /// the first call to the last one.
    ///
    /// # Errors
    ///
    /// The state can no longer be reached, the time is up, or a call fails otherwise.
    pub async fn wait_until<W: Waiter>(
        &self,
        input: &<W::Operation as Operation>::Input,
        total: Duration,
    ) -> Waited<W>
    where
        <W::Operation as Operation>::Input: Shape + Sync,
        <W::Operation as Operation>::Output: Shape + Send,
        <W::Operation as Operation>::Error: Send,
    {
        let options = CallOptions::new();
        let mut waiting = Waiting::begin(total, self.core.time.now());
        loop {
            let called = self.send_with::<W::Operation>(input, &options).await;
            match waiting.accept::<W>(input, called, self.core.time.now()) {
                Ok(time) => self.world().pause(time).await,
                Err(waited) => return waited,
            }
        }
    }

    /// The counts of calls of this client and its clones.
    pub fn counters(&self) -> Counters {
        self.core.counters()
    }

    /// The tokens that are left for retries of a service in a region; none before its first call.
    pub fn retry_quota(&self, service: &'static str, region: &str) -> Option<u32> {
        self.core.retry_quota(service, region)
    }

    pub(super) fn settings<O: Operation>(&self, options: &CallOptions) -> Called<O, Arc<Settings>> {
        let settings = self.core.settings(O::SCHEMA.service, options);
        settings.map_err(CallError::before)
    }

    pub(super) async fn run<O: Operation>(
        &self,
        settings: &Settings,
        upload: Option<&mut Upload>,
        is_streamed: bool,
        steps: &mut (dyn Steps + Send),
    ) -> Option<Body> {
        let schema = O::SCHEMA;
        let span = Span::new(schema.service.id, schema.name, settings.region.as_deref());
        let driver = Driver {
            core: &self.core,
            world: self.world(),
            span,
            upload,
            is_streamed,
            stall: settings.stall,
        };
        driver.run(steps).await
    }

    /// A body that fails where it stands still.
    fn watched(&self, body: Body, stall: Option<Stall>) -> Body {
        match stall.filter(|_| !self.core.time.is_virtual()) {
            Some(stall) => {
                let length = body.length();
                let timer = Arc::clone(&self.timer);
                Body::new(Watched::new(body, timer, stall)).with_length(length)
            }
            None => body,
        }
    }

    fn world(&self) -> World<'_> {
        World {
            transport: &self.transport,
            time: &*self.core.time,
            timer: &*self.timer,
            ask: self.core.overrides.ask.as_deref(),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.core).finish()
    }
}
