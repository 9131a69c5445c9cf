//! An operation and its input into the facts of a call.

use std::sync::Mutex;

use bytes::Bytes;
use sansmith::OperationExt as _;
use sansmith::endpoint::Arguments;
#[cfg(feature = "events")]
use sansmith::events::{EventWriter, EventsExt as _, InputEvents};
use sansmith::request::{Checksums, Options, Stream};
use sansmith::{Body, Codecs, Operation, Request, Shape, Value};

use super::discovery::Asked;
use super::error::Problem;
use super::machine::Job;
use super::need::{Payload, StreamBody};
use super::settings::Settings;

/// The header by which requests ask for the sum of the response's body.
const CHECKSUM_MODE: &str = "x-amz-checksum-mode";

impl Job {
    /// Tells if the request asks for the sum of the response's body.
    pub(super) fn is_checked(&self) -> bool {
        self.schema.validation.is_some() && self.request.http.headers().contains_key(CHECKSUM_MODE)
    }
}

/// The facts of a call whose body is at hand.
pub(super) fn of<O: Operation>(
    input: &O::Input,
    settings: &Settings,
    random: u128,
) -> Result<Job, Problem>
where
    O::Input: Shape,
{
    let options = options::<O>(settings, random);
    whole::<O>(input, &options)
}

/// The facts of a request that is presigned: a checksum of the body at hand would hold for that body only.
pub(super) fn presigned<O: Operation>(
    input: &O::Input,
    settings: &Settings,
    random: u128,
) -> Result<Job, Problem>
where
    O::Input: Shape,
{
    let options = options::<O>(settings, random)
        .checksums(Checksums::Required)
        .response_checksums(Checksums::Required);
    whole::<O>(input, &options)
}

fn whole<O: Operation>(input: &O::Input, options: &Options) -> Result<Job, Problem>
where
    O::Input: Shape,
{
    let (request, body) = O::request_with(input, options)?.split();
    let payload = Payload::Bytes(match body {
        Body::Empty => Bytes::new(),
        Body::Bytes(bytes) => Bytes::from(bytes),
        Body::Stream(never) => match never {},
    });
    Ok(job::<O>(input, request, payload))
}

/// The facts of a call whose body is the caller's stream.
pub(super) fn streaming<O: Operation>(
    input: &O::Input,
    stream: StreamBody,
    settings: &Settings,
    random: u128,
) -> Result<Job, Problem>
where
    O::Input: Shape,
{
    let options = options::<O>(settings, random).trailers();
    let body = Stream {
        stream: (),
        length: stream.length,
    };
    let (request, _) = O::request_streaming(input, body, &options)?.split();
    Ok(job::<O>(input, request, Payload::Stream(stream)))
}

/// The facts of a call whose body is events, and their writer: both have the same tokens.
#[cfg(feature = "events")]
pub(super) fn events<O: InputEvents>(
    input: &O::Input,
    settings: &Settings,
    random: u128,
) -> Result<(Job, EventWriter<O::InputEvent>), Problem> {
    let job = streaming::<O>(input, StreamBody::default(), settings, random)?;
    let options = options::<O>(settings, random);
    Ok((job, O::event_writer(input, &options)?))
}

fn job<O: Operation>(input: &O::Input, request: Request, payload: Payload) -> Job
where
    O::Input: Shape,
{
    Job {
        schema: O::SCHEMA,
        request,
        payload,
        arguments: Arguments::of::<O>(input).into_owned(),
        discovery: O::SCHEMA.discovery.map(|discovery| Asked {
            discovery,
            identifiers: identifiers(input, discovery.identifiers),
        }),
    }
}

/// The texts of the members of an input that tell hosts apart, by name.
fn identifiers<T: Shape>(input: &T, members: &[&str]) -> Vec<(String, String)> {
    if members.is_empty() {
        return Vec::new();
    }
    let value = input.to_value();
    let texts = members.iter().filter_map(|name| {
        let text = value.get(name).and_then(Value::as_str)?;
        Some(((*name).to_owned(), text.to_owned()))
    });
    texts.collect()
}

/// The facts of a call of an operation that is only known at run time.
#[cfg(feature = "dynamic")]
pub(super) fn any<T: Shape>(
    operation: &sansmith::interpreted::AnyOperation,
    input: &T,
    stream: Option<StreamBody>,
    (settings, random): (&Settings, u128),
) -> Result<Job, Problem> {
    let options = tokens(operation.input.members(), settings, random);
    let (request, payload) = if let Some(stream) = stream {
        let options = options.trailers();
        let body = Stream {
            stream: (),
            length: stream.length,
        };
        let (request, _) = operation.request_streaming(input, body, &options)?.split();
        (request, Payload::Stream(stream))
    } else {
        let (request, body) = operation.request(input, &options)?.split();
        (request, Payload::Bytes(body.into_bytes()))
    };
    let schema = operation.facts;
    Ok(Job {
        schema,
        request,
        payload,
        arguments: operation.arguments(input).into_owned(),
        discovery: schema.discovery.map(|discovery| Asked {
            discovery,
            identifiers: identifiers(input, discovery.identifiers),
        }),
    })
}

/// The facts of a call of such an operation whose body is events, and their writer.
#[cfg(all(feature = "dynamic", feature = "events"))]
pub(super) fn any_events<T: Shape>(
    operation: &sansmith::interpreted::AnyOperation,
    input: &T,
    (settings, random): (&Settings, u128),
) -> Result<(Job, EventWriter<T>), Problem> {
    let stream = Some(StreamBody::default());
    let job = any(operation, input, stream, (settings, random))?;
    let options = tokens(operation.input.members(), settings, random);
    Ok((job, operation.event_writer(input, &options)?))
}

/// Choices about a request of a generated operation.
fn options<O: Operation>(settings: &Settings, random: u128) -> Options
where
    O::Input: Shape,
{
    tokens(O::Input::SCHEMA.members(), settings, random)
}

/// Choices about a request, with tokens of the caller's randomness: the same for every attempt.
fn tokens(members: &[sansmith::Member], settings: &Settings, random: u128) -> Options {
    let options = settings.request.clone();
    if let Some(token) = &settings.token {
        return options.token(token.as_str());
    }
    let count = members
        .iter()
        .filter(|member| member.idempotency_token)
        .count();
    match count {
        0 => options,
        1 => options.token(sansmith::request::uuid(random)),
        _ => {
            let next = Mutex::new(random);
            options.tokens(move || {
                let Ok(mut next) = next.lock() else {
                    return String::new();
                };
                // An odd step gives every member a token of its own.
                *next = next.wrapping_add(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
                sansmith::request::uuid(*next)
            })
        }
    }
}
