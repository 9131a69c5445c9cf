//! Complete requests with every HTTP binding.
#![cfg(all(feature = "cbor", feature = "xml"))]

mod bodies;
mod commands;
mod extras;
mod inventions;
mod timestamps;

use std::collections::BTreeMap;

use super::fixture::{Bind, Bound, Glow, Light, Whisper, Whispered};
use super::{Body, Options, Request};
use crate::http::OperationExt as _;
use crate::http::operation::Operation;
use crate::http::protocol::{AwsJson1_0, RestJson1};
use crate::types::{Error, Timestamp};

/// The token used in all tests.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// A request with a constant token.
fn send<O: Operation>(input: &O::Input) -> Result<Request, Error>
where
    O::Input: crate::shape::Shape,
{
    O::request_with(input, &Options::new().token(TOKEN))
}

/// A request as text.
fn show(request: &Request) -> String {
    let http = &request.http;
    let mut text = format!("{} {}", http.method(), http.uri());
    for (name, value) in http.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        text.extend(["\n", name.as_str(), ": ", &value]);
    }
    match http.body() {
        Body::Empty => {}
        Body::Bytes(bytes) => {
            text.push_str("\n\n");
            text.push_str(&String::from_utf8_lossy(bytes));
        }
        Body::Stream(never) => match *never {},
    }
    text
}

/// A request for a valid input, as text.
fn sent<O: Operation>(input: &O::Input) -> String
where
    O::Input: crate::shape::Shape,
{
    show(&send::<O>(input).unwrap())
}

/// Path and message of the error for an invalid input.
fn refused<O: Operation>(input: &O::Input) -> String
where
    O::Input: crate::shape::Shape,
{
    send::<O>(input).unwrap_err().to_string()
}

fn map<V, const N: usize>(entries: [(&str, V); N]) -> BTreeMap<String, V> {
    let entries = entries.into_iter();
    entries
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn strings<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

fn full() -> Light {
    let instant = Timestamp::from_secs(1_398_796_238);
    Light {
        lamp: "a/b".to_owned(),
        count: Some(3),
        date: Some(instant),
        epoch: Some(instant),
        dates: Some(vec![instant, Timestamp::UNIX_EPOCH]),
        texts: Some(strings(["a", "b,c", "\"d\""])),
        flags: Some(vec![true, false]),
        params: Some(map([
            ("when", strings(["no"])),
            ("now", strings(["no"])),
            ("p q", strings(["1", "2"])),
            ("none", vec![]),
        ])),
        ratio: Some(f64::NEG_INFINITY),
        when: Some(instant),
        media: Some("{}".to_owned()),
        meta: Some(map([("Color", "réd".to_owned()), ("empty", String::new())])),
        secrets: None,
        content_type: None,
        length: None,
        name: Some("x".to_owned()),
    }
}

#[test]
fn each_member_goes_where_it_is_bound() {
    assert_eq!(
        sent::<Glow<RestJson1>>(&full()),
        "PUT /lamps/a%2Fb?now&flag=true&flag=false&p%20q=1&p%20q=2&ratio=-Infinity&when=2014-04-29T18%3A30%3A38Z
x-date: Tue, 29 Apr 2014 18:30:38 GMT
x-epoch: 1398796238
x-dates: Tue, 29 Apr 2014 18:30:38 GMT, Thu, 01 Jan 1970 00:00:00 GMT
x-texts: a, \"b,c\", \"\\\"d\\\"\"
x-media: e30=
x-meta-color: réd
x-meta-empty: \ncontent-type: application/json
content-length: 22

{\"Count\":3,\"name\":\"x\"}"
    );
}

#[test]
fn what_is_absent_is_not_sent_and_what_is_empty_is() {
    let input = Light {
        lamp: "a".to_owned(),
        texts: Some(vec![]),
        flags: Some(vec![]),
        params: Some(map([("k", strings([""]))])),
        ..Light::default()
    };
    assert_eq!(
        sent::<Glow<RestJson1>>(&input),
        "PUT /lamps/a?now&k=\nx-texts: \ncontent-type: application/json\ncontent-length: 2\n\n{}"
    );
}

#[test]
fn a_protocol_without_bindings_has_all_in_the_body() {
    let input = Light {
        lamp: String::new(),
        flags: Some(vec![true]),
        name: Some("x".to_owned()),
        ..Light::default()
    };
    assert_eq!(
        sent::<Glow<AwsJson1_0>>(&input),
        "POST /
x-amz-target: Lamp_20260101.Glow
content-type: application/x-amz-json-1.0
content-length: 37

{\"Lamp\":\"\",\"Flags\":[true],\"Name\":\"x\"}"
    );
}

#[test]
fn what_cannot_be_sent_is_refused_with_its_path() {
    let light = |change: fn(&mut Light)| {
        let mut light = Light {
            lamp: "a".to_owned(),
            ..Light::default()
        };
        change(&mut light);
        refused::<Glow<RestJson1>>(&light)
    };
    let control = "cannot be sent: the value of a header has a control character";
    let name = "cannot be sent: the name of a header has an invalid character";
    assert_eq!(
        light(|light| light.lamp.clear()),
        "Lamp: cannot be sent: a part of the path is empty"
    );
    assert_eq!(
        light(|light| light.content_type = Some("a\r\nx: y".to_owned())),
        format!("Type: {control}")
    );
    assert_eq!(
        light(|light| light.texts = Some(strings(["a", "\n"]))),
        format!("Texts: {control}")
    );
    assert_eq!(
        light(|light| light.meta = Some(map([("k", "\0".to_owned())]))),
        format!("Meta[\"k\"]: {control}")
    );
    assert_eq!(
        light(|light| light.meta = Some(map([("a b", String::new())]))),
        format!("Meta[\"a b\"]: {name}")
    );
    assert_eq!(
        light(|light| light.secrets = Some(map([("a b", String::new())]))),
        format!("Secrets[***]: {name}")
    );
}

#[test]
fn a_uri_has_a_longest_length() {
    let mut input = Light {
        lamp: "a".repeat(65_534 - "/lamps/?now".len()),
        ..Light::default()
    };
    assert!(send::<Glow<RestJson1>>(&input).is_ok());
    input.lamp.push('a');
    assert_eq!(
        refused::<Glow<RestJson1>>(&input),
        "the message is larger than 65534 bytes"
    );
}

#[test]
fn tokens_are_generated_only_if_absent() {
    assert_eq!(
        sent::<Bind<RestJson1>>(&Bound::default()),
        format!("DELETE /?token={TOKEN}")
    );
    let input = Bound {
        token: Some(String::new()),
        text: None,
    };
    assert_eq!(sent::<Bind<RestJson1>>(&input), "DELETE /?token=");
    let random = |_| Bind::<RestJson1>::request(&Bound::default()).unwrap();
    let [one, other] = [0, 1].map(random);
    assert_ne!(one.http.uri(), other.http.uri());
    let counted = std::sync::atomic::AtomicU8::new(7);
    let source = move || {
        let next = counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        next.to_string()
    };
    let options = Options::new().tokens(source);
    for token in ["7", "8"] {
        let request = Bind::<RestJson1>::request_with(&Bound::default(), &options).unwrap();
        assert_eq!(request.http.uri().query(), Some(&*format!("token={token}")));
    }
}

#[test]
fn the_length_is_that_of_the_body() {
    let input = Light {
        lamp: "a".to_owned(),
        length: Some(999),
        content_type: Some("text/x".to_owned()),
        ..Light::default()
    };
    let request = send::<Glow<RestJson1>>(&input).unwrap();
    assert_eq!(request.http.headers()["content-length"], "2");
    assert_eq!(request.http.headers()["content-type"], "text/x");
}

#[test]
fn debug_keeps_secrets() {
    let input = Light {
        lamp: "a".to_owned(),
        secrets: Some(map([("k", "hush".to_owned())])),
        name: Some("hush".to_owned()),
        ..Light::default()
    };
    let request = send::<Glow<RestJson1>>(&input).unwrap();
    assert_eq!(
        format!("{request:?}"),
        "Request { method: PUT, uri: /lamps/a?now, headers: {\"x-secret-k\": Sensitive, \"content-type\": \
         \"application/json\", \"content-length\": \"15\"}, body: Bytes(15), host_prefix: None, endpoint: None }"
    );
    let input = Whispered {
        secret: "hush".to_owned(),
    };
    let request = send::<Whisper<RestJson1>>(&input).unwrap();
    assert_eq!(request.http.uri(), "/hush");
    assert!(!format!("{request:?}").contains("hush"));
}
