mod coercions;
mod errors;
mod headers;
mod leavings;

use std::collections::BTreeMap;

use super::fixture::{Anything, Dated, Fetch, Glow, Guess, Light, Locate, Place, Say, Unbox};
use super::*;
use crate::http::OperationExt as _;
use crate::http::protocol::{
    AwsJson1_0, AwsQuery, Ec2Query, RestJson1, RestXml, RpcV2Cbor, RpcV2Json,
};
use crate::types::{Document, Error, Timestamp};

/// A response.
fn answer(
    status: u16,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> http::Response<Vec<u8>> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.as_ref().to_vec()).unwrap()
}

fn ok<O: Operation>(headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> O::Output
where
    O::Output: Shape,
{
    O::response(answer(200, headers, body)).unwrap_or_else(|error| panic!("{error:?}"))
}

fn refused<O: Operation>(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> O::Error
where
    O::Output: Shape,
{
    let read = O::response(answer(status, headers, body));
    read.map(|_| ()).unwrap_err()
}

/// The reason why a success is unreadable.
fn fault<O: Operation>(headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> String
where
    O::Output: Shape,
{
    let error = refused::<O>(200, headers, body);
    assert_eq!(error.code(), "200");
    error.cause().map(Error::to_string).unwrap()
}

#[test]
fn members_come_from_where_the_model_binds_them() {
    let date = "Mon, 16 Dec 2019 23:48:18 GMT";
    let light = ok::<Glow<RestJson1>>(
        &[
            ("x-text", " a "),
            ("x-texts", r#"b,"c,d""#),
            ("x-texts", r#""\"e\"""#),
            ("x-numbers", "1, -2"),
            ("x-dates", &format!("{date}, {date}")),
            ("x-date", date),
            ("x-epoch", "1576540098.5"),
            ("x-flag", "true"),
            ("x-ratio", "-Infinity"),
            ("x-secret", "7"),
            ("x-media", "dHJ1ZQ=="),
            ("x-meta-one", "1"),
            ("X-META-Two", "2"),
        ],
        br#"{"name":"n","Name":"x","Count":3,"Text":"not here","Newer":[{}]}"#,
    );
    let instant = Timestamp::from_secs(1_576_540_098);
    let expected = Light {
        name: "n".into(),
        count: Some(3),
        text: Some("a".into()),
        texts: Some(vec!["b".into(), "c,d".into(), "\"e\"".into()]),
        numbers: Some(vec![1, -2]),
        dates: Some(vec![instant, instant]),
        date: Some(instant),
        epoch: Some(Timestamp::new(1_576_540_098, 500_000_000)),
        flag: Some(true),
        ratio: Some(f64::NEG_INFINITY),
        secret: Some(7),
        media: Some("true".into()),
        meta: Some(BTreeMap::from([
            ("one".into(), "1".into()),
            ("two".into(), "2".into()),
        ])),
        status: Some(200),
        ..Light::default()
    };
    assert_eq!(light, expected);
}

#[test]
fn bindings_mean_nothing_to_protocols_without_them() {
    let headers = [("x-text", "a"), ("smithy-protocol", "rpc-v2-json")];
    let body = br#"{"Name":"n","name":"x","Text":"b","Texts":["c"],"Status":7,"Meta":{}}"#;
    for light in [
        ok::<Glow<AwsJson1_0>>(&headers, body),
        ok::<Glow<RpcV2Json>>(&headers, body),
    ] {
        assert_eq!((&*light.name, light.status), ("n", Some(7)));
        assert_eq!(light.text.as_deref(), Some("b"));
        assert_eq!(light.texts, Some(vec!["c".to_owned()]));
    }
}

#[test]
fn what_a_response_lacks_is_corrected() {
    let read = Glow::<RestJson1>::response_corrected(answer(202, &[], " \n")).unwrap();
    assert_eq!((&*read.output.name, read.output.status), ("", Some(202)));
    assert_eq!(read.paths, ["name"]);
    let read = Unbox::<RestJson1>::response_corrected(answer(200, &[], "{}")).unwrap();
    assert_eq!(
        read.output.light.map(|light| light.name),
        Some(String::new())
    );
    assert_eq!(read.paths, ["name"]);
    assert_eq!(
        Glow::<RestJson1>::response_corrected(answer(200, &[], r#"{"name":""}"#))
            .unwrap()
            .paths,
        [""; 0]
    );
    assert_eq!(ok::<Unbox<RestJson1>>(&[], "").light, None);
    assert_eq!(ok::<Unbox<RestXml>>(&[], "").light, None);
    assert_eq!(ok::<Glow<RestXml>>(&[], "").name, "");
    assert_eq!(ok::<Glow<AwsQuery>>(&[], "").name, "");
    assert_eq!(ok::<Glow<AwsJson1_0>>(&[], "null").name, "");
    let cbor = [("smithy-protocol", "rpc-v2-cbor")];
    assert_eq!(ok::<Glow<RpcV2Cbor>>(&cbor, "").name, "");
}

#[test]
fn payloads_are_whole_bodies() {
    let raw = ok::<Fetch<RestJson1>>(&[("x-text", "a")], b"{\xff");
    assert_eq!(raw.body.as_deref(), Some(&b"{\xff"[..]));
    assert_eq!(raw.text.as_deref(), Some("a"));
    assert_eq!(ok::<Fetch<RestXml>>(&[], "").body, None);
    assert_eq!(ok::<Say<RestJson1>>(&[], " a ").body, " a ");
    assert_eq!(ok::<Say<RestXml>>(&[], "").body, "");
    assert_eq!(
        fault::<Say<RestXml>>(&[], b"\xff"),
        "Body: the text is not UTF-8"
    );
    let light = ok::<Unbox<RestJson1>>(&[], r#"{"name":"n"}"#)
        .light
        .unwrap();
    assert_eq!((&*light.name, light.meta), ("n", None));
    let light = ok::<Unbox<RestXml>>(&[], "<Any><Name>n</Name></Any>")
        .light
        .unwrap();
    assert_eq!(light.name, "n");
    let body = Some(Document::from("a"));
    assert_eq!(ok::<Guess<RestJson1>>(&[], "\"a\""), Anything { body });
    let body = Some(Document::Null);
    assert_eq!(ok::<Guess<RestJson1>>(&[], "null"), Anything { body });
}

#[test]
fn streams_are_left_alone() {
    #[derive(Debug, PartialEq)]
    struct Socket;
    let open = |status| {
        let response = http::Response::builder()
            .status(status)
            .header("x-text", "a");
        Fetch::<RestJson1>::response_stream(response.body(Socket).unwrap())
    };
    match open(200) {
        Ok(Streamed::Output(raw, Socket)) => {
            assert_eq!((raw.text.as_deref(), raw.body), (Some("a"), None));
        }
        other => panic!("{other:?}"),
    }
    match open(404) {
        Ok(Streamed::Whole(response)) => assert_eq!(response.status(), 404),
        other => panic!("{other:?}"),
    }
    let whole = Say::<RestJson1>::response_stream(http::Response::new(Socket));
    assert!(matches!(whole, Ok(Streamed::Whole(_))));
}

#[test]
fn xml_answers_have_their_wrappers() {
    let inner = "<Name>n</Name><Items>a</Items><Items>b</Items>";
    let named = "<Name>n</Name><Item>a</Item><Count>1</Count><Item>b</Item>";
    for members in [inner, named] {
        let wrapped = format!("<R><GlowResult>{members}</GlowResult><ResponseMetadata/></R>");
        let plain = format!("<R>{members}<requestId>r</requestId></R>");
        for light in [
            ok::<Glow<AwsQuery>>(&[], wrapped),
            ok::<Glow<AwsQuery>>(&[], &plain),
            ok::<Glow<Ec2Query>>(&[], &plain),
            ok::<Glow<RestXml>>(&[], &plain),
        ] {
            assert_eq!(light.name, "n");
            assert_eq!(light.items, Some(vec!["a".to_owned(), "b".to_owned()]));
        }
    }
    let region = |body| ok::<Locate<RestXml>>(&[], body);
    let eu = Some("eu-west-1".to_owned());
    assert_eq!(
        region("<LocationConstraint xmlns='x'>eu-west-1</LocationConstraint>"),
        Place { region: eu }
    );
    assert_eq!(region("<LocationConstraint/>"), Place { region: None });
}

#[test]
fn unreadable_headers_are_named() {
    for (header, value, expected) in [
        (
            "x-numbers",
            "1, x",
            "Numbers[1]: the text is not an integer",
        ),
        (
            "x-texts",
            "\"a",
            "Texts: the text is not a list of a header",
        ),
        ("x-date", "today", "Date: the text is not a timestamp"),
        ("x-flag", "yes", "Flag: the text is not a boolean"),
        ("x-ratio", "inf", "Ratio: the text is not a number"),
        ("x-media", "*", "Media: the text is not base64"),
        (
            "x-secret",
            "5000000000",
            "Secret: the number does not fit the type `integer`",
        ),
        (
            "x-numbers",
            "5000000000",
            "Numbers[0]: 5000000000 does not fit the type `integer`",
        ),
    ] {
        assert_eq!(fault::<Glow<RestJson1>>(&[(header, value)], "{}"), expected);
    }
    assert_eq!(
        ok::<Dated<RestJson1>>(&[("x-date", "today")], "{}").date,
        None
    );
    let bytes = http::HeaderValue::from_bytes(b"a\xff").unwrap();
    let mut response = answer(200, &[], "{}");
    response.headers_mut().insert("x-text", bytes);
    let read = Glow::<RestJson1>::response(response).unwrap();
    assert_eq!(read.text.as_deref(), Some("aÿ"));
    let long = "7,".repeat(100_000);
    assert_eq!(
        ok::<Glow<RestJson1>>(&[("x-numbers", &long)], "{}")
            .numbers
            .unwrap()
            .len(),
        100_000
    );
}

#[test]
fn unreadable_bodies_report_the_location() {
    assert_eq!(
        fault::<Glow<RestJson1>>(&[], "<html>"),
        "expected a value (at byte 0)"
    );
    assert_eq!(
        fault::<Glow<RestJson1>>(&[], r#"{"Count":"x"}"#),
        "Count: found text, expected an integer (at byte 9)"
    );
    assert_eq!(
        fault::<Glow<RestJson1>>(&[], b"{\"\xff"),
        "the text is not UTF-8 (at byte 2)"
    );
    assert_eq!(
        fault::<Glow<RestXml>>(&[], b"<a>\xff"),
        "the text is not UTF-8 (at byte 3)"
    );
    assert_eq!(
        fault::<Glow<AwsQuery>>(&[], "<R><GlowResult><Count>x</Count></GlowResult></R>"),
        "Count: the text is not an integer (at byte 15)"
    );
    assert_eq!(
        fault::<Glow<RestXml>>(
            &[],
            "<R><Secrets><entry><key>k</key><value>5000000000</value></entry></Secrets></R>"
        ),
        "Secrets[***]: 5000000000 does not fit the type `integer` (at byte 31)"
    );
    assert_eq!(
        fault::<Glow<RestJson1>>(&[], r#"{"Secrets":{"k":5000000000}}"#),
        "Secrets[***]: 5000000000 does not fit the type `integer` (at byte 16)"
    );
    let deep = "[".repeat(100_000);
    assert_eq!(
        fault::<Glow<RestJson1>>(&[], &deep),
        "values are nested more than 128 deep (at byte 128)"
    );
    let options = Options::new().depth(2);
    let response = answer(200, &[], r#"{"Newer":[[]]}"#);
    let error = Glow::<RestJson1>::response_with(&response, &options).unwrap_err();
    assert_eq!(
        error.cause().unwrap().kind(),
        &ErrorKind::TooDeep { limit: 2 }
    );
}

#[test]
fn a_body_that_is_too_large_is_not_read() {
    let body = r#"{"name":"n"}"#;
    let large = ErrorKind::TooLarge { limit: 11 };
    for status in [200, 404] {
        let response = answer(status, &[], body);
        let read = |size| Glow::<RestJson1>::response_with(&response, &Options::new().size(size));
        let error = read(body.len() - 1).unwrap_err();
        assert_eq!(error.cause().unwrap().kind(), &large, "{status}");
        assert_eq!(error.status(), status);
        assert_eq!(read(body.len()).is_ok(), status == 200);
    }
    let error =
        Fetch::<RestJson1>::response_with(&answer(200, &[], body), &Options::new().size(11));
    assert_eq!(error.unwrap_err().cause().unwrap().kind(), &large);
}
