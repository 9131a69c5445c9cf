//! A registry of a crate's operations, for tools that select them at run time: proxies, recorders, mocks, command lines.
//!
//! Input and output are JSON in serde's form: member names of the model, base64 blobs, and RFC 3339 timestamps (or seconds since
//! 1970 in input).
//!
//! **Invariants**
//! - Entries use `dyn` codecs, so that a registry of hundreds of operations compiles in seconds.

mod answer;
#[cfg(feature = "events")]
mod events;
mod lines;
#[cfg(feature = "server")]
mod served;

use std::fmt;

pub use self::answer::{Answer, ServiceError};
#[cfg(feature = "events")]
pub use self::events::{EventAnswer, EventEntry};
#[cfg(feature = "events")]
pub use self::lines::EventSide;
#[cfg(feature = "endpoint")]
pub use self::lines::resolve;
pub use self::lines::{Entry, Service, respond, respond_with, serve, serve_with};
use crate::codec::json::{JsonTree, Names, Options};
use crate::http::operation::{self, Operation, OperationError as _};
use crate::http::protocol::{Decode, Message};
use crate::http::request::{self, Request};
use crate::http::response::{self, Decoder, ResponseParts};
use crate::model::schema::Schema;
use crate::shape::{Shape, deserializer};
use crate::types::Error;
#[cfg(feature = "validate")]
use crate::validate;

/// An operation in the registry.
#[derive(Clone, Copy)]
pub struct OperationEntry {
    schema: &'static operation::Schema,
    input: &'static Schema,
    output: &'static Schema,
    errors: fn() -> Vec<&'static Schema>,
    request: ToRequest,
    response: ToAnswer,
    #[cfg(feature = "endpoint")]
    arguments: ToArguments,
    #[cfg(feature = "server")]
    served: crate::server::ServedOperation,
    #[cfg(feature = "events")]
    input_events: Option<EventEntry>,
    #[cfg(feature = "events")]
    output_events: Option<EventEntry>,
}

/// Builds a request from a parsed input.
type ToRequest = fn(&mut dyn Message, &request::Options) -> Result<Request, Error>;

/// The endpoint parameters of a parsed input.
#[cfg(feature = "endpoint")]
type ToArguments = fn(&mut dyn Message) -> Result<crate::endpoint::Arguments<'static>, Error>;

/// Parses a response.
type ToAnswer = fn(&http::Response<&[u8]>, response::Options) -> Answer;

impl fmt::Debug for OperationEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationEntry")
            .field("name", &self.schema.name)
            .finish_non_exhaustive()
    }
}

impl OperationEntry {
    /// The entry of an operation.
    pub const fn of<O: Operation>() -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        Self {
            schema: O::SCHEMA,
            input: O::Input::SCHEMA,
            output: O::Output::SCHEMA,
            errors: O::Error::schemas,
            request: to_request::<O>,
            response: to_answer::<O>,
            #[cfg(feature = "endpoint")]
            arguments: to_arguments::<O>,
            #[cfg(feature = "server")]
            served: crate::server::ServedOperation::of::<O>(),
            #[cfg(feature = "events")]
            input_events: None,
            #[cfg(feature = "events")]
            output_events: None,
        }
    }

    /// The operation for servers.
    #[cfg(feature = "server")]
    pub const fn served(&self) -> &crate::server::ServedOperation {
        &self.served
    }

    /// Name in the model.
    pub const fn name(&self) -> &'static str {
        self.schema.name
    }

    /// Operation facts.
    pub const fn schema(&self) -> &'static operation::Schema {
        self.schema
    }

    /// Schema of the input.
    pub const fn input(&self) -> &'static Schema {
        self.input
    }

    /// Schema of the output.
    pub const fn output(&self) -> &'static Schema {
        self.output
    }

    /// Schemas of the errors.
    pub fn errors(&self) -> Vec<&'static Schema> {
        (self.errors)()
    }

    /// Builds a request from an input.
    ///
    /// # Errors
    ///
    /// The input is not JSON, does not match its shape, lacks a required member, or cannot be sent.
    pub fn request(&self, json: &[u8], options: &request::Options) -> Result<Request, Error> {
        let mut tree = JsonTree::parse(json, self.input, Options::new().names(Names::Model))?;
        (self.request)(&mut tree, options)
    }

    /// The endpoint parameters that an input sets.
    ///
    /// # Errors
    ///
    /// The input is not JSON, does not match its shape, or lacks a required member.
    #[cfg(feature = "endpoint")]
    pub fn arguments(&self, json: &[u8]) -> Result<crate::endpoint::Arguments<'static>, Error> {
        let mut tree = JsonTree::parse(json, self.input, Options::new().names(Names::Model))?;
        (self.arguments)(&mut tree)
    }

    /// Validates an input; returns all violations.
    ///
    /// # Errors
    ///
    /// The input is not JSON.
    #[cfg(feature = "validate")]
    pub fn validate(&self, json: &[u8]) -> Result<Vec<validate::Violation>, Error> {
        validate_json(json, self.input)
    }

    /// Parses a response. An unreadable one is an [`Answer`] with the reason.
    pub fn response(
        &self,
        response: &http::Response<&[u8]>,
        options: &response::Options,
    ) -> Answer {
        (self.response)(response, *options)
    }
}

/// Validates JSON in serde's form; returns all violations.
///
/// # Errors
///
/// The text is not JSON.
#[cfg(feature = "validate")]
pub fn validate_json(
    json: &[u8],
    schema: &'static Schema,
) -> Result<Vec<validate::Violation>, Error> {
    let options = Options::new().names(Names::Model);
    let tree = JsonTree::parse(json, &crate::model::schema::DOCUMENT, options)?;
    let document = tree.tape.document_of(0, schema);
    let checked = validate::validate_document(&document, schema);
    Ok(checked.err().into_iter().flatten().collect())
}

/// Builds a request from a parsed input.
fn to_request<O: Operation>(
    tree: &mut dyn Message,
    options: &request::Options,
) -> Result<Request, Error>
where
    O::Input: Shape,
{
    let root = tree.root();
    let input: O::Input = deserializer::read(tree, root);
    match tree.take_error() {
        Some(error) => Err(error),
        None => request::request_dyn::<O>(&input, options),
    }
}

/// The endpoint parameters of a parsed input.
#[cfg(feature = "endpoint")]
fn to_arguments<O: Operation>(
    tree: &mut dyn Message,
) -> Result<crate::endpoint::Arguments<'static>, Error>
where
    O::Input: Shape,
{
    let root = tree.root();
    let input: O::Input = deserializer::read(tree, root);
    match tree.take_error() {
        Some(error) => Err(error),
        None => Ok(crate::endpoint::Arguments::of::<O>(&input).into_owned()),
    }
}

/// Parses a response.
fn to_answer<O: Operation>(response: &http::Response<&[u8]>, options: response::Options) -> Answer
where
    O::Output: Shape,
{
    let parts = ResponseParts::of::<O, _>(response, response.body());
    let options = options.format(parts.spec);
    let mut message = Decoder::<O>::absent(O::Output::SCHEMA, options);
    let outcome = response::parse_body::<O::Output, Decoder<O>>(
        &parts,
        &mut message,
        O::Output::SCHEMA,
        options,
    );
    let message: &mut dyn Message = &mut message;
    let result: Result<O::Output, O::Error> = response::finish(&parts, message, outcome);
    match result {
        Ok(output) => Answer::output(&output, message.take_corrected()),
        Err(error) => Answer::error(error.failure()),
    }
}

#[cfg(test)]
#[cfg(all(feature = "cbor", feature = "xml"))]
mod tests;
