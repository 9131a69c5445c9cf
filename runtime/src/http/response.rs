//! Parses HTTP responses to outputs and errors.
//!
//! **Invariants**
//! - Any response, from the service or an intermediary, gives an output or an error of the operation. An unreadable one gives
//!   an unmodelled error with the reason.
//! - Parsing is lenient: missing members are corrected, unknown ones are kept or skipped.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html>

mod head;
pub(crate) mod list;
pub(crate) mod output;
pub(crate) mod parse_error;

use http::StatusCode;
use http::header::HeaderMap;

use self::parse_error::parse_error;
#[cfg(feature = "events")]
pub(crate) use self::parse_error::request_id_of as request_id;
use crate::codec::tape;
use crate::http::operation::{self, Operation, OperationError};
use crate::http::protocol::{Decode, ErrorCodeLocation, Message, Protocol, Spec};
use crate::model::customization::Customization;
use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::Node;
use crate::types::error::{Error, ErrorKind};

/// An output, with the paths of corrected members.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Corrected<T> {
    /// Output.
    pub output: T,
    /// Paths of members replaced by zero values, and of strings with lone surrogates. Limited to 1,000, since each path requires a
    /// walk through the message.
    pub paths: Vec<String>,
    /// Unreadable parts that were skipped, with paths and reasons; empty unless enabled by [`Options::keep_going`].
    pub unread: Vec<Error>,
}

/// A response whose body has not been read.
#[derive(Debug)]
pub enum Streamed<T, S> {
    /// A success with a streaming body; the payload in the output is empty.
    Output(T, S),
    /// Any other response: read its body and pass it to [`OperationExt::response`](crate::OperationExt::response).
    Whole(http::Response<S>),
}

/// Options for parsing responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    depth: usize,
    size: usize,
    keeps_going: bool,
    keeps_encoding: bool,
}

impl Default for Options {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Defaults: nesting up to 128, no size limit.
    #[inline]
    pub const fn new() -> Self {
        Self {
            depth: tape::DEPTH,
            size: usize::MAX,
            keeps_going: false,
            keeps_encoding: false,
        }
    }

    /// Sets the maximum nesting. Parsing is recursive, so limits in the thousands need a large stack.
    #[must_use]
    pub const fn depth(mut self, limit: usize) -> Self {
        self.depth = limit;
        self
    }

    /// Sets the maximum body size in bytes, in any format; larger bodies are rejected.
    #[must_use]
    pub const fn size(mut self, limit: usize) -> Self {
        self.size = limit;
        self
    }

    /// Skips unreadable parts of an output (a member, list element or map entry) instead of failing. Required members get the
    /// value used if they are absent. [`Corrected::unread`] lists the skipped parts, at most 1,000; a response with more, or in
    /// a foreign format, is still an error.
    #[must_use]
    pub const fn keep_going(mut self) -> Self {
        self.keeps_going = true;
        self
    }

    /// Leaves names that a list of Amazon S3 encodes for URLs as they are. Without this they are decoded, since requests ask for the
    /// encoding where the input does not.
    #[must_use]
    pub const fn keep_encoding(mut self) -> Self {
        self.keeps_encoding = true;
        self
    }

    /// Parse options for a protocol.
    #[inline]
    pub(crate) const fn format(self, spec: &Spec) -> tape::Options {
        tape::Options::new()
            .names(spec.names)
            .depth(self.depth)
            .size(self.size)
            .lenient()
            .coercing()
            .keep_going(self.keeps_going)
    }
}

/// A response in parts, with facts from the model.
#[derive(Clone, Copy)]
pub(crate) struct ResponseParts<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    pub(crate) spec: &'static Spec,
    pub(crate) schema: &'static operation::Schema,
    /// Texts that are encoded for URLs stay so.
    pub(crate) keeps_encoding: bool,
    /// Node of the error message in the body, whatever its name.
    pub(crate) message_node: Node,
    /// Recognizes bodies in a foreign format.
    pub(crate) is_foreign: fn(&[u8]) -> bool,
}

impl<'a> ResponseParts<'a> {
    /// The parts of a response to an operation.
    pub(crate) fn of<O: Operation, B>(response: &'a http::Response<B>, body: &'a [u8]) -> Self {
        let head = (response.status(), response.headers());
        Self::by::<O::Protocol>(O::SCHEMA, head, body)
    }

    /// The parts of a response by a protocol, from its status and headers.
    pub(crate) fn by<P: Protocol>(
        schema: &'static operation::Schema,
        (status, headers): (StatusCode, &'a HeaderMap),
        body: &'a [u8],
    ) -> Self {
        Self {
            status,
            headers,
            body,
            spec: const { &P::SPEC },
            schema,
            keeps_encoding: false,
            message_node: Node::NONE,
            is_foreign: P::Decoder::is_foreign,
        }
    }

    /// The parts with a choice of options.
    pub(crate) const fn with(mut self, options: Options) -> Self {
        self.keeps_encoding = options.keeps_encoding;
        self
    }

    /// Decodes texts of a successful response that are encoded for URLs.
    fn decode_urls(&self, message: &mut dyn Message) {
        for customization in self.schema.customizations {
            if let Customization::UrlDecoded(names) = *customization
                && !self.keeps_encoding
            {
                message.decode_urls(names);
            }
        }
    }

    /// Returns true if the operation has the customization.
    #[inline]
    pub(crate) fn has(&self, customization: Customization) -> bool {
        self.schema.customizations.contains(&customization)
    }

    /// Returns true for a success status.
    #[inline]
    pub(crate) fn is_success(&self) -> bool {
        match self.spec.smithy_protocol {
            // Smithy's RPC protocols have a single success status.
            Some(_) => self.status == StatusCode::OK,
            None => self.status.is_success() || self.status.as_u16() == self.schema.status,
        }
    }

    /// Checks that the response is from the protocol.
    #[inline]
    fn check_protocol(&self) -> Result<(), Error> {
        match self.spec.smithy_protocol {
            Some(expected) => self.check_header(expected),
            None => Ok(()),
        }
    }

    /// Checks the header that identifies the protocol.
    fn check_header(&self, expected: &str) -> Result<(), Error> {
        match self.headers.get("smithy-protocol") {
            Some(found) if found.as_bytes() == expected.as_bytes() => Ok(()),
            // A success status suffices; an error without the header is from an intermediary.
            None if self.is_success() => Ok(()),
            _ => Err(Error::new(ErrorKind::Format {
                expected: "of the protocol: the header `smithy-protocol` is missing or differs",
            })),
        }
    }
}

/// Deserializer of an operation's responses.
pub(crate) type Decoder<O> = <<O as Operation>::Protocol as Protocol>::Decoder;

/// Outcome of a response, before its members are read.
pub(crate) enum Outcome {
    /// An output at a node of the body.
    Output(Node),
    /// An error from the service.
    Error,
    /// An unreadable response.
    Unreadable(Error),
}

/// Parses the body of a response, as far as needed.
#[inline]
pub(crate) fn parse_body<'a, T: Shape, D: Decode>(
    parts: &ResponseParts<'a>,
    message: &mut D::Message<'a>,
    output: &'static Schema,
    options: tape::Options,
) -> Outcome {
    let success = parts.is_success();
    // A raw payload is not parsed, but the size limit applies.
    let size = options.check_size(parts.body.len());
    if let Err(error) = size
        .map_err(Error::from)
        .and_then(|()| parts.check_protocol())
    {
        return Outcome::Unreadable(error);
    }
    if success && parts.schema.event_output {
        // The body has events, and the output is in the head.
        return Outcome::Output(Node::NONE);
    }
    let must_read = !success || !parts.spec.binds() || output::reads_format::<T>(output);
    let is_read = must_read || parts.has(Customization::ErrorInSuccess);
    if D::is_empty(parts.body) {
        if success && parts.has(Customization::BodyInSuccess) {
            let expected = "a whole document: a success must have one";
            return Outcome::Unreadable(ErrorKind::Format { expected }.into());
        }
    } else if is_read {
        if let Err(error) = D::parse(message, parts.body) {
            // Discard the incomplete tree.
            message.clear();
            if must_read {
                return Outcome::Unreadable(error);
            }
            // This body is only needed for errors.
            return Outcome::Output(message.root());
        }
        if success {
            parts.decode_urls(message);
        }
        if success && let Some(payload) = output::payload(parts, output) {
            // Paths start at the payload's shape.
            message.begin(message.root(), payload.target);
        }
        if success && parts.spec.error_code == ErrorCodeLocation::Element {
            return parts.locate(message, output);
        }
    }
    if success {
        Outcome::Output(message.root())
    } else {
        Outcome::Error
    }
}

impl ResponseParts<'_> {
    /// Finds the output in an XML document.
    fn locate(&self, message: &mut dyn Message, output: &'static Schema) -> Outcome {
        let root = message.root();
        if message.name(root).eq_ignore_ascii_case("html") {
            let expected = "in the format of the protocol: it is a page of HTML";
            return Outcome::Unreadable(ErrorKind::Format { expected }.into());
        }
        if self.has(Customization::ErrorInSuccess) && message.name(root) == "Error" {
            return Outcome::Error;
        }
        if !self.spec.wraps() {
            return Outcome::Output(root);
        }
        let wrapper = match self.schema.result_wrapper {
            Some(name) => message.child(root, name),
            None => message.child(root, &format!("{}Result", self.schema.wire_name())),
        };
        let node = if wrapper.is_some() { wrapper } else { root };
        message.begin(node, output);
        Outcome::Output(node)
    }
}

/// Parses a response to an output or error, with the paths of corrected members.
pub(crate) fn response_corrected<O: Operation, B: AsRef<[u8]>>(
    response: &http::Response<B>,
    options: Options,
) -> Result<Corrected<O::Output>, O::Error>
where
    O::Output: Shape,
{
    let parts = ResponseParts::of::<O, B>(response, response.body().as_ref()).with(options);
    let options = options.format(parts.spec);
    let mut message = Decoder::<O>::absent(O::Output::SCHEMA, options);
    let outcome =
        parse_body::<O::Output, Decoder<O>>(&parts, &mut message, O::Output::SCHEMA, options);
    finish(&parts, &mut message, outcome).map(|output| Corrected {
        output,
        paths: message.take_corrected(),
        unread: message.take_unread(),
    })
}

/// Parses a response to an output or error.
pub(crate) fn response<O: Operation, B: AsRef<[u8]>>(
    response: &http::Response<B>,
) -> Result<O::Output, O::Error>
where
    O::Output: Shape,
{
    let parts = ResponseParts::of::<O, B>(response, response.body().as_ref());
    let options = Options::new().format(parts.spec);
    let mut message = Decoder::<O>::absent(O::Output::SCHEMA, options);
    let outcome =
        parse_body::<O::Output, Decoder<O>>(&parts, &mut message, O::Output::SCHEMA, options);
    finish(&parts, &mut message, outcome)
}

/// Reads the output or error from a parsed body.
#[inline]
pub(crate) fn finish<T: Shape, E: OperationError, M: Message + ?Sized>(
    parts: &ResponseParts<'_>,
    message: &mut M,
    outcome: Outcome,
) -> Result<T, E> {
    read_output(parts, message, T::SCHEMA, outcome)
        .map_err(|cause| parse_error(parts, message, cause))
}

/// Reads the output from a parsed body; else returns the reason why it is unreadable, or nothing for an error of the service.
#[inline]
pub(crate) fn read_output<T: Shape, M: Message + ?Sized>(
    parts: &ResponseParts<'_>,
    message: &mut M,
    schema: &'static Schema,
    outcome: Outcome,
) -> Result<T, Option<Error>> {
    match outcome {
        Outcome::Error => Err(None),
        Outcome::Unreadable(error) => Err(Some(error)),
        Outcome::Output(node) => loop {
            let mut fault = None;
            // Built in place, and discarded in the rare case of an error.
            let output = Ok(output::read(parts, message, (node, schema), &mut fault));
            if fault.is_some() || message.failed() {
                return Err(fault.or_else(|| message.take_error()));
            }
            if !message.begins_again() {
                return output;
            }
        },
    }
}

/// Reads the output of a streaming response from its headers.
pub(crate) fn response_stream<O: Operation, S>(
    response: http::Response<S>,
) -> Result<Streamed<O::Output, S>, O::Error>
where
    O::Output: Shape,
{
    let parts = ResponseParts::of::<O, S>(&response, &[]);
    let is_streamed = O::SCHEMA.streaming_output || O::SCHEMA.event_output;
    if !is_streamed || !parts.is_success() {
        return Ok(Streamed::Whole(response));
    }
    let options = Options::new().format(parts.spec);
    let mut message = Decoder::<O>::absent(O::Output::SCHEMA, options);
    let output = finish(&parts, &mut message, Outcome::Output(Node::NONE))?;
    Ok(Streamed::Output(output, response.into_body()))
}

#[cfg(test)]
#[cfg(all(feature = "cbor", feature = "xml"))]
pub(crate) mod fixture;
#[cfg(test)]
#[cfg(all(feature = "cbor", feature = "proptest", feature = "xml"))]
mod properties;
#[cfg(test)]
#[cfg(all(feature = "cbor", feature = "xml"))]
mod tests;
