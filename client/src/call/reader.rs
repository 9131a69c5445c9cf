//! The reader of an operation's responses: output or error, and what the call learns from it.

use sansmith::response::{Options, Streamed};
use sansmith::{Operation, OperationError, Shape};

use super::outcome::{Fault, Reader, Verdict};
use crate::retry::Failure;

/// A reader of an operation's responses.
pub(super) struct TypedReader<O: Operation> {
    options: Options,
    /// The last output or error.
    pub(super) result: Option<Result<O::Output, O::Error>>,
    /// The body is left to the caller.
    pub(super) is_streamed: bool,
}

impl<O: Operation> TypedReader<O>
where
    O::Input: Shape,
    O::Output: Shape,
{
    /// A reader of the responses to an input.
    pub(super) fn new(_: &O::Input, options: Options) -> Self {
        Self {
            options,
            result: None,
            is_streamed: false,
        }
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
        code: error.code().to_owned(),
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
        let result = O::response_with(response, &self.options);
        self.result = Some(result.map(|corrected| corrected.output));
        self.verdict()
    }
}
