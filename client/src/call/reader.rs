//! The reader of an operation's responses: output or error, and what the call learns from it.

use std::marker::PhantomData;

use sansmith::OperationExt as _;
use sansmith::customization::Customization;
use sansmith::integrity::{self, Expected, Mismatch};
use sansmith::operation::Schema;
use sansmith::response::{Corrected, Options, Streamed};
use sansmith::{Codecs, Operation, OperationError, Shape, Value};

use super::outcome::{Fault, Reader, Verdict};
use crate::retry::{Cause, Failure};

/// An operation as its reader knows it.
pub(super) trait Answers {
    /// The output.
    type Output;
    /// The error.
    type Error;

    /// Facts of the operation.
    fn schema(&self) -> &'static Schema;

    /// Takes the head of a success whose body is a stream.
    fn head(&self, response: http::Response<()>)
    -> Result<Streamed<Self::Output, ()>, Self::Error>;

    /// Takes a response.
    fn whole(
        &self,
        response: &http::Response<Vec<u8>>,
        options: &Options,
    ) -> Result<Corrected<Self::Output>, Self::Error>;
}

/// A generated operation.
pub(super) struct ByType<O>(pub(super) PhantomData<fn() -> O>);

impl<O: Operation> Answers for ByType<O>
where
    O::Output: Shape,
{
    type Output = O::Output;
    type Error = O::Error;

    fn schema(&self) -> &'static Schema {
        O::SCHEMA
    }

    fn head(&self, response: http::Response<()>) -> Result<Streamed<O::Output, ()>, O::Error> {
        O::response_stream(response)
    }

    fn whole(
        &self,
        response: &http::Response<Vec<u8>>,
        options: &Options,
    ) -> Result<Corrected<O::Output>, O::Error> {
        O::response_with(response, options)
    }
}

/// A reader of an operation's responses.
pub(super) struct TypedReader<T, E, A> {
    pub(super) answers: A,
    options: Options,
    /// The input, if sums in the response are those of its messages.
    messages: Option<Value>,
    /// The reason why the last response counts as broken.
    pub(super) mismatch: Option<Mismatch>,
    /// The last output or error.
    pub(super) result: Option<Result<T, E>>,
    /// The paths of members of the last output that were missing and corrected.
    pub(super) corrected: Vec<String>,
    /// The body is left to the caller.
    pub(super) is_streamed: bool,
    /// Streamed bodies are read too.
    pub(super) is_whole: bool,
    /// The request asked for the sum of the body.
    is_checked: bool,
    /// The sum of a body that is left to the caller.
    pub(super) expected: Option<Expected>,
}

impl<T, E: OperationError, A: Answers<Output = T, Error = E>> TypedReader<T, E, A> {
    /// A reader of the responses to an input.
    pub(super) fn new<I: Shape>(
        answers: A,
        input: &I,
        (options, is_checked): (Options, bool),
    ) -> Self {
        let schema = answers.schema();
        Self {
            answers,
            options: if asks_for_encoding(schema, input) {
                options.keep_encoding()
            } else {
                options
            },
            is_checked,
            expected: None,
            messages: integrity::has_messages(schema).then(|| input.to_value()),
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

    /// The sum of a body, if the request asked for it. A response to HEAD has no body.
    fn expected(&self, headers: &http::HeaderMap) -> Option<Expected> {
        let schema = self.answers.schema();
        let is_read = self.is_checked && schema.method != "HEAD";
        is_read.then(|| Expected::of(schema, headers)).flatten()
    }

    fn verdict(&self) -> Verdict {
        let error = match &self.result {
            Some(Err(error)) => Some(fault(error)),
            Some(Ok(_)) | None => None,
        };
        Verdict { error }
    }
}

/// Tells if an input asks for names that are encoded for URLs, so that they stay so.
fn asks_for_encoding<I: Shape>(schema: &Schema, input: &I) -> bool {
    let mut customizations = schema.customizations.iter();
    let is_decoded = customizations.any(|known| matches!(known, Customization::UrlDecoded(_)));
    is_decoded && input.to_value().get("EncodingType").is_some()
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

impl<T: Shape, E: OperationError, A: Answers<Output = T, Error = E>> Reader
    for TypedReader<T, E, A>
{
    fn head(&mut self, response: http::Response<()>) -> Result<Verdict, http::Response<()>> {
        if self.is_whole {
            return Err(response);
        }
        let expected = self.expected(response.headers());
        match self.answers.head(response) {
            Ok(Streamed::Whole(response)) => return Err(response),
            Ok(Streamed::Output(output, ())) => {
                self.is_streamed = true;
                self.expected = expected;
                self.result = Some(Ok(output));
            }
            Err(error) => self.result = Some(Err(error)),
        }
        Ok(self.verdict())
    }

    fn whole(&mut self, response: &http::Response<Vec<u8>>) -> Verdict {
        self.mismatch = None;
        let (headers, body) = (response.headers(), response.body());
        let is_success = response.status().is_success();
        let expected = self.expected(headers).filter(|_| is_success);
        let checked = integrity::check_body(self.answers.schema(), headers, body);
        let checked = checked.and_then(|()| expected.map_or(Ok(()), |sum| sum.check(body)));
        if let Err(mismatch) = checked {
            // The same request has a good chance.
            return self.broken(mismatch, Some(Cause::Transient));
        }
        let result = self.answers.whole(response, &self.options);
        let result = result.map(|corrected| {
            self.corrected = corrected.paths;
            corrected.output
        });
        if let (Ok(output), Some(input)) = (&result, &self.messages) {
            let schema = self.answers.schema();
            let checked = integrity::check_messages(schema, input, &output.to_value());
            if let Err(mismatch) = checked {
                // A message that was sent is not sent again.
                return self.broken(mismatch, None);
            }
        }
        self.result = Some(result);
        self.verdict()
    }
}
