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
mod refuse;

use http::StatusCode;
use http::header::HeaderMap;

use self::refuse::refuse;
use crate::customization::Customization;
use crate::error::{Error, ErrorKind};
use crate::operation::{self, Operation, OperationError};
use crate::protocol::{Codes, Decode, Message, Protocol, Spec};
use crate::schema::{Kind, Location, Schema};
use crate::shape::Shape;
use crate::tape;
use crate::tree::Node;

/// An output, with the paths of the required members that its response lacked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Corrected<T> {
    /// The output.
    pub output: T,
    /// The paths of the members that were given a zero.
    pub paths: Vec<String>,
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
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Bodies of 128 levels.
    pub const fn new() -> Self {
        Self { depth: tape::DEPTH }
    }

    /// How deep a body may nest. Values are read by recursion, so a limit of thousands asks for a large stack.
    #[must_use]
    pub const fn depth(mut self, limit: usize) -> Self {
        self.depth = limit;
        self
    }

    /// How the bodies of a protocol are read.
    const fn format(self, spec: &Spec) -> tape::Options {
        tape::Options::new()
            .names(spec.names)
            .depth(self.depth)
            .lenient()
    }
}

/// A response in its parts, and what the model says of who gave it.
#[derive(Debug)]
pub(crate) struct Reply<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    pub(crate) spec: &'static Spec,
    pub(crate) schema: &'static operation::Schema,
    pub(crate) errors: &'static [&'static Schema],
}

impl<'a> Reply<'a> {
    /// The parts of a response to an operation.
    pub(crate) fn of<O: Operation, B>(response: &'a http::Response<B>, body: &'a [u8]) -> Self {
        Self {
            status: response.status(),
            headers: response.headers(),
            body,
            spec: const { &O::Protocol::SPEC },
            schema: O::SCHEMA,
            errors: O::ERRORS,
        }
    }

    /// Whether the model has such a thing said of the operation.
    pub(crate) fn has(&self, customization: Customization) -> bool {
        self.schema.customizations.contains(&customization)
    }

    /// Whether the status is that of a success.
    fn is_success(&self) -> bool {
        match self.spec.smithy_protocol {
            // The rpc protocols of Smithy know one success.
            Some(_) => self.status == StatusCode::OK,
            None => self.status.is_success() || self.status.as_u16() == self.schema.status,
        }
    }

    /// Makes sure that the response is one of the protocol.
    fn check_protocol(&self) -> Result<(), Error> {
        let Some(expected) = self.spec.smithy_protocol else {
            return Ok(());
        };
        match self.headers.get("smithy-protocol") {
            Some(found) if found.as_bytes() == expected.as_bytes() => Ok(()),
            // The status of a success says enough; an error without the header is somebody else's.
            None if self.is_success() => Ok(()),
            _ => Err(Error::new(ErrorKind::Format {
                expected: "of the protocol: the header `smithy-protocol` says another or nothing",
            })),
        }
    }

    /// Whether the output has a member in the body that is in the format of the protocol.
    fn is_body_read(&self, output: &Schema) -> bool {
        let is_read = |location, kind: &Kind| match location {
            _ if !self.spec.binds() => true,
            Location::Header(_) | Location::PrefixHeaders(_) | Location::StatusCode => false,
            Location::Payload => !matches!(kind, Kind::Blob | Kind::String | Kind::Enum(_)),
            Location::Body | Location::Label | Location::Query(_) | Location::QueryParams => true,
        };
        let mut members = output.members().iter();
        self.has(Customization::ErrorInSuccess)
            || members.any(|member| is_read(member.location, &member.target.kind))
    }
}

/// A body that was parsed, and where the output or the error stands in it.
pub(crate) struct Opened<M> {
    pub(crate) message: M,
    pub(crate) node: Node,
    /// That it is a success that can be read, or the reason why not, if it is not the service's own error.
    pub(crate) verdict: Verdict,
}

/// What a response is before its members are read.
pub(crate) enum Verdict {
    /// An output.
    Output,
    /// The error of the service.
    Error,
    /// Nothing that can be read.
    Unreadable(Error),
}

/// Parses the body of a response, as far as it is to be read.
#[inline]
pub(crate) fn open<'a, D: Decode>(
    reply: &Reply<'a>,
    output: &'static Schema,
    options: &Options,
) -> Opened<D::Message<'a>> {
    let success = reply.is_success();
    let options = options.format(reply.spec);
    let mut opened = Opened {
        message: D::absent(output, options),
        node: Node::NONE,
        verdict: if success {
            Verdict::Output
        } else {
            Verdict::Error
        },
    };
    if let Err(error) = reply.check_protocol() {
        opened.verdict = Verdict::Unreadable(error);
        return opened;
    }
    if D::is_empty(reply.body) || (success && !reply.is_body_read(output)) {
        return opened;
    }
    match D::parse(reply.body, output, options) {
        Ok(message) => {
            opened.node = message.root();
            opened.message = message;
        }
        Err(error) => {
            opened.verdict = Verdict::Unreadable(error);
            return opened;
        }
    }
    if success && reply.spec.codes == Codes::Element {
        let (node, verdict) = reply.locate(&opened.message);
        opened.node = node;
        opened.verdict = verdict;
        opened.message.begin(node, output);
    }
    opened
}

impl Reply<'_> {
    /// Where the output stands in an XML document.
    fn locate(&self, message: &dyn Message) -> (Node, Verdict) {
        let root = message.root();
        if self.has(Customization::ErrorInSuccess) && message.name(root) == "Error" {
            return (root, Verdict::Error);
        }
        if !self.spec.wraps() {
            return (root, Verdict::Output);
        }
        let wrapper = match self.schema.result_wrapper {
            Some(name) => message.child(root, name),
            None => message.child(root, &format!("{}Result", self.schema.wire_name())),
        };
        let node = if wrapper.is_some() { wrapper } else { root };
        (node, Verdict::Output)
    }
}

/// The output or the error of a response.
pub(crate) fn response<O: Operation, B: AsRef<[u8]>>(
    response: &http::Response<B>,
    options: &Options,
) -> Result<Corrected<O::Output>, O::Error>
where
    O::Output: Shape,
{
    let reply = Reply::of::<O, B>(response, response.body().as_ref());
    let mut opened = open::<<O::Protocol as Protocol>::Decoder>(&reply, O::Output::SCHEMA, options);
    settle(&reply, &mut opened.message, opened.node, opened.verdict)
}

/// The output or the error of a response whose body was parsed.
#[inline]
pub(crate) fn settle<T: Shape, E: OperationError, M: Message + ?Sized>(
    reply: &Reply<'_>,
    message: &mut M,
    node: Node,
    verdict: Verdict,
) -> Result<Corrected<T>, E> {
    let cause = match verdict {
        Verdict::Error => None,
        Verdict::Unreadable(error) => Some(error),
        Verdict::Output => {
            let mut fault = None;
            let output = output::read(reply, message, node, &mut fault);
            match fault.or_else(|| message.take_error()) {
                Some(error) => Some(error),
                None => {
                    let paths = message.take_corrected();
                    return Ok(Corrected { output, paths });
                }
            }
        }
    };
    Err(refuse(reply, message, cause))
}

/// The output of a success that gives a stream, read out of the head alone.
pub(crate) fn response_stream<O: Operation, S>(
    response: http::Response<S>,
) -> Result<Streamed<O::Output, S>, O::Error>
where
    O::Output: Shape,
{
    let reply = Reply::of::<O, S>(&response, &[]);
    if !O::SCHEMA.streaming_output || !reply.is_success() {
        return Ok(Streamed::Whole(response));
    }
    let mut message = <<O::Protocol as Protocol>::Decoder as Decode>::absent(
        O::Output::SCHEMA,
        Options::new().format(reply.spec),
    );
    let read: Result<Corrected<O::Output>, O::Error> =
        settle(&reply, &mut message, Node::NONE, Verdict::Output);
    Ok(Streamed::Output(read?.output, response.into_body()))
}

#[cfg(all(test, feature = "cbor", feature = "proptest", feature = "xml"))]
mod properties;
#[cfg(all(test, feature = "cbor", feature = "xml"))]
pub(crate) mod specimen;
#[cfg(all(test, feature = "cbor", feature = "xml"))]
mod tests;
