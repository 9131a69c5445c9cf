#![cfg(feature = "proptest")]

use std::marker::PhantomData;

use proptest::prelude::*;

use super::*;
use crate::arbitrary::{Codec, Range, ValueOptions, strategy};
use crate::fixture::{Everything, full};
use crate::http::protocol::{
    AwsJson1_0, AwsJson1_1, AwsQuery, Ec2Query, Protocol, RestJson1, RestXml, RpcV2Cbor, RpcV2Json,
};
use crate::http::request::fixture::{Refused, SERVICE};
use crate::http::{OperationExt as _, operation};
use crate::types::{Document, Timestamp};

/// An operation whose input and output have members of every kind.
struct Echo<P>(PhantomData<P>);

impl<P: Protocol> Operation for Echo<P> {
    type Protocol = P;
    type Input = Everything;
    type Output = Everything;
    type Error = Refused;
    const SCHEMA: &'static operation::Schema =
        &operation::Schema::new(&SERVICE, "Echo", "POST", "/echo");
}

/// The head and the body of a request for an input.
fn request<P: Protocol>(input: &Everything) -> (request::Parts, Bytes) {
    let (head, body) = Echo::<P>::request(input).unwrap().http.into_parts();
    (head, Bytes::from(body))
}

fn parse<P: Protocol>(head: &request::Parts, body: &[u8]) -> Result<Everything, Rejection> {
    parse_request::<Echo<P>>(head, body, &Options::new().unvalidated())
}

/// Both directions of a protocol, through both sides.
fn round_trip<P: Protocol>(value: &Everything) {
    let (head, body) = request::<P>(value);
    let read = parse::<P>(&head, &body).map_err(|rejection| rejection.to_string());
    assert_eq!(format!("{read:?}"), format!("{:?}", Ok::<_, String>(value)));
    let response = write_response::<Echo<P>>(value, &ResponseOptions::new().request_id("r"));
    let read = Echo::<P>::response(response).map_err(|error| error.to_string());
    assert_eq!(format!("{read:?}"), format!("{:?}", Ok::<_, String>(value)));
}

/// A value that forms and XML hold: neither has nulls in lists, and forms have no empty lists.
fn simple() -> Everything {
    Everything {
        holes: None,
        nulls: None,
        nested: None,
        map: None,
        itself: None,
        choice: None,
        ..full()
    }
}

#[test]
fn what_one_side_writes_the_other_reads() {
    round_trip::<RestJson1>(&full());
    round_trip::<RestXml>(&full());
    round_trip::<AwsJson1_0>(&full());
    round_trip::<AwsJson1_1>(&full());
    round_trip::<RpcV2Json>(&full());
    round_trip::<RpcV2Cbor>(&full());
    round_trip::<AwsQuery>(&simple());
    round_trip::<Ec2Query>(&simple());
}

#[test]
fn errors_have_the_form_of_their_protocol() {
    let rejection = Rejection::new(RejectionKind::NotImplemented, "there is no handler");
    let written = |facts| {
        let response = rejection.write(facts, &ResponseOptions::new().request_id("r"));
        assert_eq!(response.status(), 501);
        String::from_utf8_lossy(response.body()).into_owned()
    };
    let message = "there is no handler";
    assert_eq!(
        written(Facts::bare::<Echo<RestJson1>>()),
        format!(r#"{{"message":"{message}"}}"#)
    );
    assert_eq!(
        written(Facts::bare::<Echo<AwsJson1_1>>()),
        format!(r#"{{"__type":"NotImplemented","message":"{message}"}}"#)
    );
    let error = format!(
        "<Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>{message}</Message></Error>"
    );
    assert_eq!(
        written(Facts::bare::<Echo<AwsQuery>>()),
        format!("<ErrorResponse>{error}<RequestId>r</RequestId></ErrorResponse>")
    );
    assert_eq!(
        written(Facts::bare::<Echo<Ec2Query>>()),
        format!(
            "<Response><Errors><Error><Code>NotImplemented</Code><Message>{message}</Message>\
             </Error></Errors><RequestID>r</RequestID></Response>"
        )
    );
}

#[test]
fn limits_are_kept() {
    let (head, body) = request::<RestJson1>(&full());
    let options = Options::new().size(10);
    let rejection = parse_request::<Echo<RestJson1>>(&head, &body, &options).unwrap_err();
    assert_eq!(rejection.kind(), RejectionKind::TooLarge);
    let deep = format!("{{\"Document\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    assert!(parse::<RestJson1>(&head, deep.as_bytes()).is_err());
    let (head, _) = request::<AwsQuery>(&full());
    let options = Options::new().fields(2);
    let rejection = parse_request::<Echo<AwsQuery>>(&head, b"a=1&b=2&c=3", &options).unwrap_err();
    assert_eq!(rejection.kind(), RejectionKind::TooLarge);
}

#[test]
fn a_violated_constraint_is_named() {
    let (head, _) = request::<RestJson1>(&full());
    let body = br#"{"text":"much too long a text"}"#;
    let rejection = parse_request::<Echo<RestJson1>>(&head, body, &Options::new()).unwrap_err();
    assert_eq!(rejection.kind(), RejectionKind::Invalid);
    assert_eq!(
        rejection.message(),
        "1 validation error detected. Value with length 20 at '/text' failed to satisfy \
         constraint: Member must have length between 1 and 8, inclusive"
    );
    let response = write_rejection::<Echo<RestJson1>>(&rejection, &ResponseOptions::new());
    assert_eq!(
        response.headers()["x-amzn-errortype"],
        "ValidationException"
    );
    let body = String::from_utf8_lossy(response.body());
    assert!(body.contains(r#""fieldList":[{"path":"/text""#), "{body}");
}

#[cfg(feature = "validate")]
#[test]
fn violations_are_counted_to_a_limit() {
    // Each of the texts is too long.
    let texts = vec![r#"["much too long a text"]"#; 2500].join(",");
    let body = format!(r#"{{"Nested":[{texts}]}}"#);
    let (head, _) = request::<RestJson1>(&full());
    let refused = |rejection: Rejection| {
        assert_eq!(rejection.kind(), RejectionKind::Invalid);
        rejection.violations().len()
    };
    let options = Options::new();
    let typed = parse_request::<Echo<RestJson1>>(&head, body.as_bytes(), &options);
    assert_eq!(typed.map_err(refused), Err(1000));
    let served = ServedOperation::of::<Echo<RestJson1>>();
    let dynamic = served.parse_request(&head, body.as_bytes(), &options);
    assert_eq!(dynamic.map_err(refused).map(|_| ()), Err(1000));
    // Others see all of them.
    let input = parse::<RestJson1>(&head, body.as_bytes()).unwrap();
    let all = crate::validate::validate(&input).unwrap_err();
    assert_eq!(all.iter().count(), 2500);
}

/// A value in the precision of messages: milliseconds, or seconds in an http-date.
fn rounded(value: Everything) -> Everything {
    let whole = |instant: Timestamp| Timestamp::from_secs(instant.seconds());
    Everything {
        instant: value.instant.map(whole),
        epoch: value.epoch.map(whole),
        date: value.date.map(whole),
        // Numbers in documents of XML are text.
        document: None::<Document>,
        // A server refuses unknown members of unions.
        choice: None,
        itself: None,
        ..value
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_value_comes_back(value in strategy::<Everything>(ValueOptions { range: Range::Any, codec: Codec::Json })) {
        let value = rounded(value);
        round_trip::<RestJson1>(&value);
        round_trip::<AwsJson1_0>(&value);
    }

    #[test]
    fn any_request_is_answered(
        target in "[ -~]{0,20}",
        body in prop_oneof![
            any::<Vec<u8>>(),
            r#"(\{|\}|\[|\]|,|:|"|"Text"|"Map"|null|1|-|a){0,30}"#.prop_map(String::into_bytes),
            "(<|>|/|Everything|Texts|entry|key|value| |a|=|\"){0,30}".prop_map(String::into_bytes),
            r"(Texts|member|\.|1|2|=|&|%|\+|Map|entry|key|value){0,40}".prop_map(String::into_bytes),
        ],
    ) {
        let mut message = http::Request::new(());
        *message.method_mut() = http::Method::POST;
        if let Ok(uri) = format!("/echo?{target}").parse() {
            *message.uri_mut() = uri;
        }
        for name in ["content-type", "accept", "content-encoding", "x-amz-content-sha256"] {
            if let Ok(value) = http::HeaderValue::from_str(&target) {
                message.headers_mut().insert(name, value);
            }
        }
        let (head, ()) = message.into_parts();
        let options = Options::new().any_media_type();
        let _ = parse_request::<Echo<RestJson1>>(&head, &body, &options);
        let _ = parse_request::<Echo<RestXml>>(&head, &body, &options);
        let _ = parse_request::<Echo<AwsQuery>>(&head, &body, &options);
        let _ = parse_request::<Echo<Ec2Query>>(&head, &body, &options);
        let _ = parse_request::<Echo<RpcV2Cbor>>(&head, &body, &options);
        let _ = parse_request::<Echo<AwsJson1_1>>(&head, &body, &options);
    }
}
