//! Event streams of operations that are only known at run time.

use sansmith::interpreted::AnyOperation;
use sansmith::operation::Failure;
use sansmith::{OperationError, Shape};

use super::client::Client;
use super::events::{Events, Outgoing};
use super::upload::Upload;
use crate::call::{AnyCall, CallError, events};
use crate::driver::{CallOptions, Calling, system};

/// The outcome of a call.
type Called<T, E> = Result<T, Box<CallError<E>>>;

impl Client {
    /// Calls an operation with events in its response, as [`Self::receive_events_with`] does: output and events are values
    /// of `T`.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or the operation has no such events.
    pub fn receive_events_any<T, E>(
        &self,
        operation: &AnyOperation,
        input: &T,
        options: &CallOptions,
    ) -> Called<Events<T, T>, E>
    where
        T: Shape,
        E: OperationError + From<Failure<T>>,
    {
        let settings = self.settings_of(operation.facts, options);
        let settings = settings.map_err(CallError::before)?;
        let call = AnyCall::new(operation, input, None, &settings, system::random());
        let mut calling = Calling::new(call.map_err(CallError::before)?);
        let body = self.run_schema(operation.facts, &settings, (None, true), &mut calling);
        let done = calling.finish()?;
        let incoming = events::incoming_any(operation, done.output, &done.metadata);
        let incoming = incoming.map_err(CallError::before)?;
        let body = body.filter(|_| done.has_body);
        Ok(Events::new(incoming, body, done.metadata, None))
    }

    /// Calls an operation with events in its request alone, as [`Self::send_events`] does.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, an event cannot be sent, or the operation has no such events.
    pub fn send_events_any<T, E>(
        &self,
        operation: &AnyOperation,
        input: &T,
        sent: impl IntoIterator<Item = T, IntoIter: Send + 'static>,
        options: &CallOptions,
    ) -> Called<T, E>
    where
        T: Shape + Send,
        E: OperationError + From<Failure<T>>,
    {
        let settings = self.settings_of(operation.facts, options);
        let settings = settings.map_err(CallError::before)?;
        let called = AnyCall::events(operation, input, &settings, system::random());
        let (call, writer) = called.map_err(CallError::before)?;
        let mut upload = Upload::events(Outgoing::new(sent.into_iter(), writer), false);
        let mut calling = Calling::new(call.whole());
        let payloads = (Some(&mut upload), false);
        self.run_schema(operation.facts, &settings, payloads, &mut calling);
        Ok(calling.finish()?.output)
    }

    /// Calls an operation with events in both directions, as [`Self::exchange_events_with`] does. Without the feature
    /// `blocking-h2` the transport must have HTTP/2.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, an event cannot be sent, or the operation has no such events.
    pub fn exchange_events_any<T, E>(
        &self,
        operation: &AnyOperation,
        input: &T,
        sent: impl IntoIterator<Item = T, IntoIter: Send + 'static>,
        options: &CallOptions,
    ) -> Called<Events<T, T>, E>
    where
        T: Shape + Send,
        E: OperationError + From<Failure<T>>,
    {
        let settings = self.settings_of(operation.facts, options);
        let settings = settings.map_err(CallError::before)?;
        let called = AnyCall::events(operation, input, &settings, system::random());
        let (call, writer) = called.map_err(CallError::before)?;
        let mut upload = Upload::events(Outgoing::new(sent.into_iter(), writer), true);
        let mut calling = Calling::new(call);
        let payloads = (Some(&mut upload), true);
        let body = self.run_schema(operation.facts, &settings, payloads, &mut calling);
        let done = calling.finish()?;
        let incoming = events::incoming_any(operation, done.output, &done.metadata);
        let incoming = incoming.map_err(CallError::before)?;
        let body = body.filter(|_| done.has_body);
        let failure = Some(upload.into_event_failure());
        Ok(Events::new(incoming, body, done.metadata, failure))
    }
}
