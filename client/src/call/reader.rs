//! The reader of an operation's responses: output or error, and what the call learns from it.

use sansmith::OperationExt as _;
use sansmith::integrity::{self, Mismatch};
use sansmith::response::{Options, Streamed};
use sansmith::{Codecs, Operation, OperationError, Shape, Value};

use super::outcome::{Fault, Reader, Verdict};
use crate::retry::{Cause, Failure};

/// A reader of an operation's responses.
pub(super) struct TypedReader<O: Operation> {
    options: Options,
    /// The input, if sums in the response are those of its messages.
    messages: Option<Value>,
    /// The reason why the last response counts as broken.
    pub(super) mismatch: Option<Mismatch>,
    /// The last output or error.
    pub(super) result: Option<Result<O::Output, O::Error>>,
    /// The paths of members of the last output that were missing and corrected.
    pub(super) corrected: Vec<String>,
    /// The body is left to the caller.
    pub(super) is_streamed: bool,
    /// Streamed bodies are read too.
    pub(super) is_whole: bool,
}

impl<O: Operation> TypedReader<O>
where
    O::Input: Shape,
    O::Output: Shape,
{
    /// A reader of the responses to an input.
    pub(super) fn new(input: &O::Input, options: Options) -> Self {
        Self {
            options,
            messages: integrity::has_messages(O::SCHEMA).then(|| input.to_value()),
            mismatch: None,
            result: None,
            corrected: Vec::new(),
            is_streamed: false,
            is_whole: false,
        }
    }

    /// A response whose sums differ: there is no result.
    fn broken(&mut self, mismatch: Mismatch, cause: Option<Cause>) -> Verdict {
        let fault = Fault {
            code: None,
            text: Some(mismatch.to_string()),
            request_id: None,
            extended_request_id: None,
            cause,
        };
        self.result = None;
        self.mismatch = Some(mismatch);
        Verdict { error: Some(fault) }
    }

    fn verdict(&self) -> Verdict {
        let error = match &self.result {
            Some(Err(error)) => Some(fault(error)),
            Some(Ok(_)) | None => None,
        };
        Verdict { error }
    }
}

/// The facts of an error that a call depends on.
fn fault<E: OperationError>(error: &E) -> Fault {
    Fault {
        code: Some(error.code().to_owned()),
        text: None,
        request_id: error.request_id().map(str::to_owned),
        extended_request_id: error.extended_request_id().map(str::to_owned),
        cause: Failure::of(error).cause,
    }
}

impl<O: Operation> Reader for TypedReader<O>
where
    O::Input: Shape,
    O::Output: Shape,
{
    fn head(&mut self, response: http::Response<()>) -> Result<Verdict, http::Response<()>> {
        if self.is_whole {
            return Err(response);
        }
        match O::response_stream(response) {
            Ok(Streamed::Whole(response)) => return Err(response),
            Ok(Streamed::Output(output, ())) => {
                self.is_streamed = true;
                self.result = Some(Ok(output));
            }
            Err(error) => self.result = Some(Err(error)),
        }
        Ok(self.verdict())
    }

    fn whole(&mut self, response: &http::Response<Vec<u8>>) -> Verdict {
        self.mismatch = None;
        let body = response.body();
        if let Err(mismatch) = integrity::check_body(O::SCHEMA, response.headers(), body) {
            // The same request has a good chance.
            return self.broken(mismatch, Some(Cause::Transient));
        }
        let result = O::response_with(response, &self.options);
        let result = result.map(|corrected| {
            self.corrected = corrected.paths;
            corrected.output
        });
        if let (Ok(output), Some(input)) = (&result, &self.messages) {
            let checked = integrity::check_messages(O::SCHEMA, input, &output.to_value());
            if let Err(mismatch) = checked {
                // A message that was sent is not sent again.
                return self.broken(mismatch, None);
            }
        }
        self.result = Some(result);
        self.verdict()
    }
}
