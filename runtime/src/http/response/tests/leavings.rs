//! Responses parsed with `keep_going`.

use super::{answer, refused};
use crate::http::OperationExt as _;
use crate::http::operation::{Operation, OperationError as _};
use crate::http::protocol::{AwsJson1_0, AwsQuery, Protocol, RestJson1, RestXml, RpcV2Cbor};
use crate::http::response::fixture::{Glow, Light, Unbox};
use crate::http::response::{Corrected, Options};
use crate::types::Error;

/// Parses a success.
fn read<O: Operation<Output = Light>>(headers: &[(&str, &str)], body: &[u8]) -> Corrected<Light> {
    let options = Options::new().keep_going();
    O::response_with(&answer(200, headers, body), &options)
        .unwrap_or_else(|error| panic!("{error:?}"))
}

/// Paths of skipped parts.
fn paths(read: &Corrected<Light>) -> Vec<&str> {
    read.unread.iter().map(Error::path).collect()
}

#[test]
fn members_elements_and_entries_are_left_out_of_json() {
    let body = br#"{"Name":{},"Count":"x","Flag":true,"Texts":["a",{},"c"],"Numbers":5,"Secrets":{"a":1,"b":"y","c":3},"Date":"never"}"#;
    let read = read::<Glow<AwsJson1_0>>(&[], body);
    assert_eq!(
        paths(&read),
        [
            "Name",
            "Count",
            "Texts[1]",
            "Numbers",
            "Date",
            "Secrets[***]"
        ]
    );
    assert_eq!(read.paths, ["Name"]);
    let light = read.output;
    assert_eq!(
        (&*light.name, light.count, light.flag),
        ("", None, Some(true))
    );
    assert_eq!((light.numbers, light.date), (None, None));
    assert_eq!(light.texts, Some(vec!["a".to_owned(), "c".to_owned()]));
    let secrets: Vec<_> = light.secrets.unwrap().into_iter().collect();
    assert_eq!(secrets, [("a".to_owned(), 1), ("c".to_owned(), 3)]);
    assert!(
        read.unread[1]
            .to_string()
            .starts_with("Count: found text, expected an integer")
    );
}

#[test]
fn members_elements_and_entries_are_left_out_of_xml() {
    let body = "<R><Name><A/></Name><Count>x</Count><Flag>true</Flag><Items><B/></Items><Items>b</Items>\
        <Secrets><entry><key>a</key></entry><entry><key>b</key><value>y</value></entry>\
        <entry><key>c</key><value>3</value></entry></Secrets></R>";
    let read = read::<Glow<AwsQuery>>(&[], body.as_bytes());
    assert_eq!(read.unread.len(), 5, "{:?}", read.unread);
    assert_eq!(read.paths, ["Name"]);
    let light = read.output;
    assert_eq!(
        (&*light.name, light.count, light.flag),
        ("", None, Some(true))
    );
    assert_eq!(light.items, Some(vec!["b".to_owned()]));
    let secrets: Vec<_> = light.secrets.unwrap().into_iter().collect();
    assert_eq!(secrets, [("c".to_owned(), 3)]);
}

#[test]
fn headers_are_left_out() {
    let headers = [("x-secret", "-"), ("x-numbers", "1, x"), ("x-flag", "true")];
    let read = read::<Glow<RestJson1>>(&headers, br#"{"name":"n","Count":"x"}"#);
    let mut found = paths(&read);
    found.sort_unstable();
    assert_eq!(found, ["Count", "Numbers[1]", "Secret"]);
    assert!(read.paths.is_empty());
    let light = read.output;
    assert_eq!(
        (light.secret, light.numbers, light.flag),
        (None, None, Some(true))
    );
}

#[test]
fn members_are_left_out_of_payloads() {
    fn light<P: Protocol>(body: &str) -> Light {
        let options = Options::new().keep_going();
        let read = Unbox::<P>::response_with(&answer(200, &[], body), &options).unwrap();
        assert_eq!(
            read.unread.iter().map(Error::path).collect::<Vec<_>>(),
            ["Count"]
        );
        read.output.light.unwrap()
    }
    let read = light::<RestJson1>(r#"{"name":"n","Count":"x"}"#);
    assert_eq!((&*read.name, read.count), ("n", None));
    let read = light::<RestXml>("<Light><Name>n</Name><Count>x</Count></Light>");
    assert_eq!((&*read.name, read.count), ("n", None));
}

#[test]
fn what_is_no_part_is_an_error() {
    let options = Options::new().keep_going();
    for body in ["[]", "5", "{", "<html>"] {
        let response = answer(200, &[], body);
        let error = Glow::<RestJson1>::response_with(&response, &options).unwrap_err();
        assert!(error.cause().is_some(), "{body}");
        let raw = error.raw_response().unwrap();
        assert_eq!(raw.body(), body.as_bytes());
    }
    let headers = [("smithy-protocol", "rpc-v2-cbor")];
    let response = answer(200, &headers, b"\xa1\x64Name");
    assert!(Glow::<RpcV2Cbor>::response_with(&response, &options).is_err());
    // The maximum number of skipped parts, and one more.
    let many = |count| format!("{{\"Numbers\":[{}]}}", vec!["{}"; count].join(","));
    let response = answer(200, &[], many(1000));
    let read = Glow::<AwsJson1_0>::response_with(&response, &options).unwrap();
    assert_eq!(
        (read.unread.len(), read.output.numbers),
        (1000, Some(vec![]))
    );
    let response = answer(200, &[], many(1001));
    assert!(Glow::<AwsJson1_0>::response_with(&response, &options).is_err());
}

#[test]
fn without_the_option_one_member_costs_the_answer() {
    let error = refused::<Glow<AwsJson1_0>>(200, &[], r#"{"Count":"x"}"#);
    assert_eq!(error.cause().map(Error::path), Some("Count"));
    assert!(error.raw_response().is_some());
    // A service error only includes the raw response if it is not identified.
    let error = refused::<Glow<AwsJson1_0>>(400, &[], r#"{"__type":"Gone"}"#);
    assert!(error.raw_response().is_none());
}
