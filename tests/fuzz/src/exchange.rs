//! Fuzzes requests and responses in every protocol, with the same three operations.
//!
//! Response input: a line with digits for protocol and operation and the status, a line per header, an empty line, and the
//! body.

use std::fmt::Debug;
use std::marker::PhantomData;

use http::Response;
use sansmith::operation::{Operation, Schema};
use sansmith::protocol::{
    AwsJson1_0, AwsJson1_1, AwsQuery, Ec2Query, Protocol, RestJson1, RestXml, RpcV2Cbor, RpcV2Json,
};
use sansmith::request::Options;
use sansmith::{Codecs, OperationExt as _, Shape};

use crate::lamp::operation::{Carry, Glow, Shine};

/// An operation with a selectable protocol.
struct Via<O, P>(PhantomData<(O, P)>);

impl<O: Operation, P: Protocol> Operation for Via<O, P> {
    type Protocol = P;
    type Input = O::Input;
    type Output = O::Output;
    type Error = O::Error;
    const SCHEMA: &'static Schema = O::SCHEMA;
}

/// Calls a generic function with each protocol, or with a selected one.
macro_rules! with_protocol {
    ($number:expr, $function:ident::<$operation:ty>($($argument:expr),*)) => {
        match $number % 8 {
            0 => $function::<Via<$operation, RestJson1>>($($argument),*),
            1 => $function::<Via<$operation, RestXml>>($($argument),*),
            2 => $function::<Via<$operation, AwsJson1_0>>($($argument),*),
            3 => $function::<Via<$operation, AwsJson1_1>>($($argument),*),
            4 => $function::<Via<$operation, AwsQuery>>($($argument),*),
            5 => $function::<Via<$operation, Ec2Query>>($($argument),*),
            6 => $function::<Via<$operation, RpcV2Cbor>>($($argument),*),
            _ => $function::<Via<$operation, RpcV2Json>>($($argument),*),
        }
    };
}

/// Parses responses.
pub fn response(data: &[u8]) {
    if let Some(parts) = Parts::of(data) {
        answer(&parts, parts.status);
    }
}

/// Parses error responses.
pub fn error(data: &[u8]) {
    if let Some(parts) = Parts::of(data) {
        answer(&parts, 400 + parts.status % 200);
    }
}

/// Parses responses that consist of headers.
pub fn headers(data: &[u8]) {
    let mut text = b"00200\n".to_vec();
    text.extend_from_slice(data);
    if let Some(parts) = Parts::of(&text) {
        answer(&parts, 200);
    }
}

fn answer(parts: &Parts<'_>, status: u16) {
    match parts.operation % 3 {
        0 => with_protocol!(parts.protocol, read::<Glow>(parts, status)),
        1 => with_protocol!(parts.protocol, read::<Shine>(parts, status)),
        _ => with_protocol!(parts.protocol, read::<Carry>(parts, status)),
    }
}

fn read<O: Operation>(parts: &Parts<'_>, status: u16)
where
    O::Output: Shape,
    O::Error: Debug,
{
    let mut builder = Response::builder().status(status);
    for (name, value) in &parts.headers {
        builder = builder.header(*name, *value);
    }
    let Ok(response) = builder.body(parts.body) else {
        return;
    };
    match O::response_corrected(response) {
        Ok(corrected) => {
            let _ = format!("{:?} {:?}", corrected.output, corrected.paths);
            let text = corrected.output.to_json();
            // Error correction fills required members, so strict parsing must succeed.
            let again = O::Output::from_json(&text);
            assert!(again.is_ok(), "{again:?}: {text}");
        }
        Err(error) => drop(format!("{error} {error:?}")),
    }
}

/// Serializes inputs to requests.
pub fn request(data: &[u8]) {
    let (number, text) = data.split_first().unwrap_or((&0, data));
    match number / 8 % 3 {
        0 => with_protocol!(number, send::<Glow>(text)),
        1 => with_protocol!(number, send::<Shine>(text)),
        _ => with_protocol!(number, send::<Carry>(text)),
    }
}

fn send<O: Operation>(text: &[u8])
where
    O::Input: Shape,
{
    let Ok((input, _)) = O::Input::from_json_lenient(text) else {
        return;
    };
    let options = Options::new().token("00000000-0000-4000-8000-000000000000");
    let request = match O::request_with(&input, &options) {
        Ok(request) => request,
        Err(error) => return drop(error.to_string()),
    };
    let uri = request.http.uri().to_string();
    assert!(uri.starts_with('/') && uri.len() <= 65_534, "{uri}");
    assert!(request.http.uri().host().is_none(), "{uri}");
    if let Some(prefix) = &request.host_prefix {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        assert!(prefix.chars().all(plain), "{prefix:?}");
    }
    let again = O::request_with(&input, &options).expect("what was sent can be sent again");
    assert_eq!(again.http.uri(), request.http.uri());
    assert_eq!(again.http.headers(), request.http.headers());
    assert_eq!(again.http.body().as_bytes(), request.http.body().as_bytes());
}

/// A response in parts.
struct Parts<'a> {
    protocol: u8,
    operation: u8,
    status: u16,
    headers: Vec<(&'a [u8], &'a [u8])>,
    body: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(data: &'a [u8]) -> Option<Self> {
        let (first, mut rest) = line(data);
        let [protocol, operation, status @ ..] = first else {
            return None;
        };
        let status = std::str::from_utf8(status).ok()?.parse().unwrap_or(200);
        let mut headers = Vec::new();
        loop {
            let (header, after) = line(rest);
            rest = after;
            if header.is_empty() {
                break;
            }
            let mut parts = header.splitn(2, |byte| *byte == b':');
            let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            headers.push((name, value.trim_ascii()));
        }
        Some(Self {
            protocol: protocol.wrapping_sub(b'0'),
            operation: operation.wrapping_sub(b'0'),
            status,
            headers,
            body: rest,
        })
    }
}

/// The first line, and the rest.
fn line(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (data, &[]),
    }
}
