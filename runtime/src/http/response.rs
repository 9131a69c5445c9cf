//! An HTTP response into an output or an error.
//!
//! **Invariants**
//! - Whatever a service or something before it answers, the outcome is an output or an error of the operation: a
//!   response that cannot be read is an error of no known kind with the reason in it.
//! - Reading is lenient: what a response lacks is corrected, and what the model does not know is kept or skipped.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html>

mod head;
mod list;
pub(crate) mod output;
mod parse_error;

use http::StatusCode;
use http::header::HeaderMap;

use self::parse_error::parse_error;
use crate::codec::tape;
use crate::http::operation::{self, Operation, OperationError};
use crate::http::protocol::{Decode, ErrorCodeLocation, Message, Protocol, Spec};
use crate::model::customization::Customization;
use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::Node;
use crate::types::error::{Error, ErrorKind};

/// An output, with the paths of the required members that its response lacked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Corrected<T> {
    /// The output.
    pub output: T,
    /// The paths of the members that were given a zero, and of texts with half of a surrogate pair. Only the first 1,000
    /// are kept: the path of each costs a walk through the message.
    pub paths: Vec<String>,
    /// What could not be read and was left out, with its path and the reason; empty unless
    /// [`Options::keep_going`] asks for it.
    pub unread: Vec<Error>,
}

/// What a response is whose body has not been read.
#[derive(Debug)]
pub enum Streamed<T, S> {
    /// A success whose body is the stream that the operation gives; the output has an empty payload.
    Output(T, S),
    /// Anything else: its body is to be read whole, and the response then handed to
    /// [`Operation::response`].
    Whole(http::Response<S>),
}

/// What a caller may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    depth: usize,
    size: usize,
    keeps_going: bool,
}

impl Default for Options {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Bodies of 128 levels and any size.
    #[inline]
    pub const fn new() -> Self {
        Self {
            depth: tape::DEPTH,
            size: usize::MAX,
            keeps_going: false,
        }
    }

    /// How deep a body may nest. Values are read by recursion, so a limit of thousands asks for a large stack.
    #[must_use]
    pub const fn depth(mut self, limit: usize) -> Self {
        self.depth = limit;
        self
    }

    /// How many bytes a body may have, in whatever form it is; of a larger one nothing is read.
    #[must_use]
    pub const fn size(mut self, limit: usize) -> Self {
        self.size = limit;
        self
    }

    /// Leaves out what cannot be read of an output, instead of giving an error: a member, an element of a list, an entry
    /// of a map. A required member gets the value that an absent one gets. [`Corrected::unread`] lists them, at most
    /// 1,000; a response with more of them, or one that is not in the format of its protocol, is an error all the same.
    #[must_use]
    pub const fn keep_going(mut self) -> Self {
        self.keeps_going = true;
        self
    }

    /// How the bodies of a protocol are read.
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

/// A response in its parts, and what the model says of who gave it.
#[derive(Clone, Copy)]
pub(crate) struct ResponseParts<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    pub(crate) spec: &'static Spec,
    pub(crate) schema: &'static operation::Schema,
    /// Where the body has the message of an error, under whichever of its names.
    pub(crate) message_node: Node,
    /// Whether a body is of another format than the protocol's.
    pub(crate) is_foreign: fn(&[u8]) -> bool,
}

impl<'a> ResponseParts<'a> {
    /// The parts of a response to an operation.
    pub(crate) fn of<O: Operation, B>(response: &'a http::Response<B>, body: &'a [u8]) -> Self {
        Self {
            status: response.status(),
            headers: response.headers(),
            body,
            spec: const { &O::Protocol::SPEC },
            schema: O::SCHEMA,
            message_node: Node::NONE,
            is_foreign: Decoder::<O>::is_foreign,
        }
    }

    /// Whether the model has such a thing said of the operation.
    #[inline]
    pub(crate) fn has(&self, customization: Customization) -> bool {
        self.schema.customizations.contains(&customization)
    }

    /// Whether the status is that of a success.
    #[inline]
    fn is_success(&self) -> bool {
        match self.spec.smithy_protocol {
            // The rpc protocols of Smithy know one success.
            Some(_) => self.status == StatusCode::OK,
            None => self.status.is_success() || self.status.as_u16() == self.schema.status,
        }
    }

    /// Makes sure that the response is one of the protocol.
    #[inline]
    fn check_protocol(&self) -> Result<(), Error> {
        match self.spec.smithy_protocol {
            Some(expected) => self.check_header(expected),
            None => Ok(()),
        }
    }

    /// Makes sure that the response says itself that it is one of the protocol.
    fn check_header(&self, expected: &str) -> Result<(), Error> {
        match self.headers.get("smithy-protocol") {
            Some(found) if found.as_bytes() == expected.as_bytes() => Ok(()),
            // The status of a success says enough; an error without the header is somebody else's.
            None if self.is_success() => Ok(()),
            _ => Err(Error::new(ErrorKind::Format {
                expected: "of the protocol: the header `smithy-protocol` says another or nothing",
            })),
        }
    }
}

/// What reads the bodies of an operation's responses.
pub(crate) type Decoder<O> = <<O as Operation>::Protocol as Protocol>::Decoder;

/// The kind of a response, known before its members are read.
pub(crate) enum Outcome {
    /// An output, which stands at a node of the body.
    Output(Node),
    /// The error of the service.
    Error,
    /// Nothing that can be read.
    Unreadable(Error),
}

/// Parses the body of a response, as far as it is to be read.
#[inline]
pub(crate) fn parse_body<'a, T: Shape, D: Decode>(
    parts: &ResponseParts<'a>,
    message: &mut D::Message<'a>,
    options: tape::Options,
) -> Outcome {
    let success = parts.is_success();
    // A body that is bytes as they are is no message, and has its limit all the same.
    let size = options.check_size(parts.body.len());
    if let Err(error) = size
        .map_err(Error::from)
        .and_then(|()| parts.check_protocol())
    {
        return Outcome::Unreadable(error);
    }
    let must_read = !success || !parts.spec.binds() || output::Content::<T>::IN_FORMAT;
    let is_read = must_read || parts.has(Customization::ErrorInSuccess);
    if D::is_empty(parts.body) {
        if success && parts.has(Customization::BodyInSuccess) {
            let expected = "a whole document: a success must have one";
            return Outcome::Unreadable(ErrorKind::Format { expected }.into());
        }
    } else if is_read {
        if let Err(error) = D::parse(message, parts.body) {
            // What there is of it is no tree.
            message.clear();
            if must_read {
                return Outcome::Unreadable(error);
            }
            // Nobody asks for this body, unless it is an error.
            return Outcome::Output(message.root());
        }
        if success && let Some(payload) = output::payload(parts, T::SCHEMA) {
            // Its path begins at its own shape.
            message.begin(message.root(), payload.target);
        }
        if success && parts.spec.error_code == ErrorCodeLocation::Element {
            return parts.locate(message, T::SCHEMA);
        }
    }
    if success {
        Outcome::Output(message.root())
    } else {
        Outcome::Error
    }
}

impl ResponseParts<'_> {
    /// Where the output stands in an XML document.
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

/// The output or the error of a response, with the paths of what was corrected.
pub(crate) fn response_corrected<O: Operation, B: AsRef<[u8]>>(
    response: &http::Response<B>,
    options: Options,
) -> Result<Corrected<O::Output>, O::Error>
where
    O::Output: Shape,
{
    let parts = ResponseParts::of::<O, B>(response, response.body().as_ref());
    let options = options.format(parts.spec);
    let mut message = Decoder::<O>::absent(O::Output::SCHEMA, options);
    let outcome = parse_body::<O::Output, Decoder<O>>(&parts, &mut message, options);
    finish(&parts, &mut message, outcome).map(|output| Corrected {
        output,
        paths: message.take_corrected(),
        unread: message.take_unread(),
    })
}

/// The output or the error of a response.
pub(crate) fn response<O: Operation, B: AsRef<[u8]>>(
    response: &http::Response<B>,
) -> Result<O::Output, O::Error>
where
    O::Output: Shape,
{
    let parts = ResponseParts::of::<O, B>(response, response.body().as_ref());
    let options = Options::new().format(parts.spec);
    let mut message = Decoder::<O>::absent(O::Output::SCHEMA, options);
    let outcome = parse_body::<O::Output, Decoder<O>>(&parts, &mut message, options);
    finish(&parts, &mut message, outcome)
}

/// The output or the error of a response whose body was parsed.
#[inline]
pub(crate) fn finish<T: Shape, E: OperationError, M: Message + ?Sized>(
    parts: &ResponseParts<'_>,
    message: &mut M,
    outcome: Outcome,
) -> Result<T, E> {
    let cause = match outcome {
        Outcome::Error => None,
        Outcome::Unreadable(error) => Some(error),
        Outcome::Output(node) => loop {
            let mut fault = None;
            // The result is made where it goes, and thrown away in the rare case.
            let output = Ok(output::read(parts, message, node, &mut fault));
            if fault.is_some() || message.failed() {
                break fault.or_else(|| message.take_error());
            }
            if !message.begins_again() {
                return output;
            }
        },
    };
    Err(parse_error(parts, message, cause))
}

/// The output of a success that gives a stream, read out of the head alone.
pub(crate) fn response_stream<O: Operation, S>(
    response: http::Response<S>,
) -> Result<Streamed<O::Output, S>, O::Error>
where
    O::Output: Shape,
{
    let parts = ResponseParts::of::<O, S>(&response, &[]);
    if !O::SCHEMA.streaming_output || !parts.is_success() {
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
