//! Calls of operations that are only known at run time.

use bytes::Bytes;
use sansmith::interpreted::AnyOperation;
use sansmith::operation::Failure;
use sansmith::{OperationError, Shape};

use super::body::Body;
use super::client::{Client, Download};
use super::upload::Upload;
use crate::call::{AnyCall, CallError, Payload, Problem, prepare_any};
use crate::driver::{CallOptions, Calling, Preparing, system};

/// The payloads of a call.
#[derive(Debug, Default)]
pub struct Payloads {
    /// The payload of the request as a stream, for operations that take one.
    pub upload: Option<Upload>,
    /// The payload of the response is left to the caller as a stream, where it is one.
    pub is_streamed: bool,
}

impl Client {
    /// Calls an operation that is only known at run time.
    ///
    /// # Errors
    ///
    /// The service returned an error, or there is no response.
    pub fn send_any<T, E>(
        &self,
        operation: &AnyOperation,
        input: &T,
        mut payloads: Payloads,
        options: &CallOptions,
    ) -> Result<Download<T>, Box<CallError<E>>>
    where
        T: Shape,
        E: OperationError + From<Failure<T>>,
    {
        let settings = self.settings_of(operation.facts, options);
        let settings = settings.map_err(CallError::before)?;
        let facts = payloads.upload.as_ref().map(Upload::facts);
        let call = AnyCall::new(operation, input, facts, &settings, system::random());
        let call = call.map_err(CallError::before)?;
        let is_streamed = payloads.is_streamed;
        let mut calling = Calling::new(if is_streamed { call } else { call.whole() });
        let body = self.run_schema(
            operation.facts,
            &settings,
            (payloads.upload.as_mut(), is_streamed),
            &mut calling,
        );
        let done = calling.finish()?;
        let body = body.filter(|_| done.has_body);
        let body = body.map(|body| body.verified(done.expected.as_ref()));
        Ok(Download {
            output: done.output,
            metadata: done.metadata,
            body: body.unwrap_or_else(|| Body::of_bytes(Bytes::new())),
        })
    }

    /// Signs a request of an operation that is only known at run time, and does not send it.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, or there are no credentials.
    pub fn prepare_any<T: Shape>(
        &self,
        operation: &AnyOperation,
        input: &T,
    ) -> Result<http::Request<Bytes>, Problem> {
        let settings = self.settings_of(operation.facts, &CallOptions::new())?;
        let machine = prepare_any(operation, input, &settings, system::random())?;
        let mut preparing = Preparing::new(machine);
        self.run_schema(operation.facts, &settings, (None, false), &mut preparing);
        Ok(preparing.finish()?.map(Payload::into_bytes))
    }
}
