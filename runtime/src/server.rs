//! Requests parsed and responses written, for servers, proxies and mocks, without IO.
//!
//! The same walks serve both ends of the wire: [`RequestTree`] is a
//! [`ShapeDeserializer`](crate::ShapeDeserializer) over a whole request, [`ResponseWriter`] a
//! [`ShapeSerializer`](crate::serializer::ShapeSerializer) of a whole response. Both work from schemas alone, so values whose
//! types are only known at run time go the same way as generated types.
//!
//! **Invariants**
//! - Any request gives an input or a [`Rejection`]; nothing panics, and memory is bounded by [`Options`].
//! - Reading is strict: no coercions, unions with exactly one known member, timestamps in their own format.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html>

mod body;
mod bound;
mod error;
mod facts;
mod labels;
mod message;
mod negotiate;
mod options;
mod rejection;
mod response;
mod served;
mod sums;
mod tree;
mod validation;
mod writer;

#[cfg(test)]
mod tests;

use bytes::Bytes;
use http::request;

pub use self::error::ErrorReply;
pub use self::facts::Facts;
pub use self::labels::match_path;
pub use self::options::Options;
pub use self::rejection::{Rejection, RejectionKind};
pub use self::response::{Reply, ResponseOptions};
pub use self::served::ServedOperation;
pub use self::tree::RequestTree;
pub use self::validation::{Invalid, violations};
pub use self::writer::ResponseWriter;
use crate::http::{Operation, OperationError};
use crate::shape::{Shape, deserializer};

/// Parses a request to the input of an operation.
///
/// The caller has found the operation. The body is compared with its checksums, and decompressed.
///
/// # Errors
///
/// The request is malformed, or the input breaks constraints of the model.
pub fn parse_request<O: Operation>(
    head: &request::Parts,
    body: &[u8],
    options: &Options,
) -> Result<O::Input, Rejection>
where
    O::Input: Shape,
{
    parse_with(
        Facts::bare::<O>().taking(O::Input::SCHEMA),
        head,
        body,
        options,
        &mut |tree| deserializer::read::<O::Input, _>(tree, RequestTree::ROOT),
        |input| violations(input, options),
    )
}

/// Parses the head of a request whose payload is a stream of bytes, and returns the stream beside the input, whose payload
/// is empty. The caller compares checksums.
///
/// # Errors
///
/// The head is malformed, or the input breaks constraints of the model.
pub fn parse_request_streaming<O: Operation, S>(
    request: http::Request<S>,
    options: &Options,
) -> Result<(O::Input, S), Rejection>
where
    O::Input: Shape,
{
    const {
        assert!(
            O::SCHEMA.streaming_input,
            "the operation takes no stream of bytes: use `parse_request`"
        );
    }
    let (head, stream) = request.into_parts();
    let options = options.clone().without_sums();
    let input = parse_request::<O>(&head, &[], &options)?;
    Ok((input, stream))
}

/// Parses a request to any value: `read` builds it from the tree, starting at [`RequestTree::ROOT`], and `validate` lists the
/// violations of its constraints, usually with [`violations`].
///
/// # Errors
///
/// The request is malformed, lacks a required member, or `validate` returned violations.
pub fn parse_with<T>(
    facts: Facts,
    head: &request::Parts,
    body: &[u8],
    options: &Options,
    read: &mut dyn FnMut(&mut RequestTree<'_>) -> T,
    validate: impl FnOnce(&T) -> Vec<Invalid>,
) -> Result<T, Rejection> {
    negotiate::check(facts, head, body, options)?;
    let body = body::decode(facts, head, body, options)?;
    let mut tree = RequestTree::parse(facts, head, &body, options)?;
    let value = read(&mut tree);
    let missing = tree.finish()?;
    let mut invalid = validate(&value);
    if missing.is_empty() && invalid.is_empty() {
        return Ok(value);
    }
    let missing: Vec<_> = missing.iter().map(|path| Invalid::missing(path)).collect();
    // A missing value is replaced by a zero value, which may break other constraints.
    invalid.retain(|found| missing.iter().all(|lack| !found.is_within(lack)));
    let invalid = missing.into_iter().chain(invalid).collect();
    Err(Rejection::invalid(invalid))
}

/// Writes the response of an operation.
pub fn write_response<O: Operation>(
    output: &O::Output,
    options: &ResponseOptions,
) -> http::Response<Bytes>
where
    O::Output: Shape,
{
    let mut writer = ResponseWriter::new(Facts::bare::<O>().returning(O::Output::SCHEMA), options);
    crate::shape::serializer::write(output, &mut writer);
    writer.finish()
}

/// Writes an error of an operation; an unmodelled one has a code, a message and a status only.
pub fn write_error<O: Operation>(
    error: &O::Error,
    options: &ResponseOptions,
) -> http::Response<Bytes> {
    let failure = error.failure();
    let meta = failure.meta();
    let mut reply = ErrorReply::new(meta.code());
    if let Some(message) = meta.message() {
        reply = reply.message(message);
    }
    if meta.status() != 0 {
        reply = reply.status(meta.status());
    }
    reply.write(Facts::bare::<O>(), Some(failure.content()), options)
}

/// Writes the response to a request that was rejected.
pub fn write_rejection<O: Operation>(
    rejection: &Rejection,
    options: &ResponseOptions,
) -> http::Response<Bytes> {
    rejection.write(Facts::bare::<O>(), options)
}
