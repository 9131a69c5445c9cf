//! Lossless coercions in responses.

use std::collections::BTreeMap;

use super::{answer, fault, ok, refused};
use crate::forms::Codecs as _;
use crate::http::OperationExt as _;
use crate::http::operation::OperationError as _;
use crate::http::protocol::{AwsJson1_0, AwsQuery, RestJson1, RestXml, RpcV2Cbor};
use crate::http::response::Options;
use crate::http::response::fixture::{Fetch, Glow, Light, Unbox};
use crate::types::Timestamp;

#[test]
fn a_byte_order_mark_is_read() {
    for body in ["\u{feff}{\"name\":\"n\"}", "\u{feff} {\"name\":\"n\"}"] {
        assert_eq!(ok::<Glow<RestJson1>>(&[], body).name, "n");
    }
    for body in [
        "\u{feff}<?xml version=\"1.0\"?><R><Name>n</Name></R>",
        "\u{feff}<R><Name>n</Name></R>",
    ] {
        assert_eq!(ok::<Glow<RestXml>>(&[], body).name, "n");
        assert_eq!(ok::<Glow<AwsQuery>>(&[], body).name, "n");
    }
    // The byte offset of an error is relative to the original text.
    let expected = "Count: the text is not an integer (at byte 6)";
    assert_eq!(
        fault::<Glow<RestXml>>(&[], "\u{feff}<R><Count>x</Count></R>"),
        expected
    );
    let expected = "Count: found a map, expected an integer (at byte 12)";
    assert_eq!(
        fault::<Glow<RestJson1>>(&[], "\u{feff}{\"Count\":{}}"),
        expected
    );
    assert_eq!(
        refused::<Glow<RestXml>>(400, &[], "\u{feff}<Error><Code>Gone</Code></Error>").code(),
        "Gone"
    );
}

#[test]
fn values_alone_are_read_strictly() {
    for text in [
        "\u{feff}{\"name\":\"n\"}",
        r#"{"name":5}"#,
        r#"{"name":"n","Count":"5"}"#,
        r#"{"name":"\ud83d"}"#,
        r#"{"name":"n","Date":"2024-02-03T04:05:06"}"#,
    ] {
        assert!(Light::from_json(text).is_err(), "{text}");
        assert!(Light::from_json_lenient(text).is_err(), "{text}");
        assert!(ok::<Glow<AwsJson1_0>>(&[], text).status.is_none(), "{text}");
    }
    for text in [
        "\u{feff}<R><Name>n</Name></R>",
        "<R><Name>n</Name><Flag>True</Flag></R>",
        "<R><Name>n</Name><Count>5.0</Count></R>",
        "<R><Name>n</Name><Date>2024-02-03T04:05:06</Date></R>",
    ] {
        assert!(Light::from_xml(text).is_err(), "{text}");
        assert!(Light::from_xml_lenient(text).is_err(), "{text}");
        ok::<Glow<AwsQuery>>(&[], text);
    }
}

#[test]
fn scalars_of_json_are_read_in_each_other_s_place() {
    let body = r#"{"name":12345678901234567890.10,"Count":"7","Secrets":{"a":"1"}}"#;
    let read = ok::<Glow<RestJson1>>(&[], body);
    assert_eq!(
        (&*read.name, read.count),
        ("12345678901234567890.10", Some(7))
    );
    assert_eq!(read.secrets, Some(BTreeMap::from([("a".to_owned(), 1)])));
    let body = r#"{"Name":true,"Texts":[1,"a",false],"Numbers":["1e1"],"Flag":"false","Ratio":"-1.5","Epoch":"1706933106","Date":1706933106}"#;
    let read = ok::<Glow<AwsJson1_0>>(&[], body);
    let texts = ["1", "a", "false"].map(str::to_owned);
    assert_eq!((&*read.name, read.texts), ("true", Some(texts.to_vec())));
    assert_eq!((read.numbers, read.flag), (Some(vec![10]), Some(false)));
    let instant = Some(Timestamp::from_secs(1_706_933_106));
    assert_eq!(
        (read.ratio, read.epoch, read.date),
        (Some(-1.5), instant, instant)
    );
    for member in [
        r#""Count":"""#,
        r#""Count":" 7""#,
        r#""Count":"7.5""#,
        r#""Count":"1e10""#,
        r#""Count":true"#,
        r#""Flag":"yes""#,
        r#""Flag":1"#,
        r#""Ratio":"1e999""#,
        r#""Ratio":"inf""#,
        r#""Name":{}"#,
        r#""Date":"2024-02-03""#,
    ] {
        let error = refused::<Glow<AwsJson1_0>>(200, &[], format!("{{{member}}}"));
        assert!(error.cause().is_some(), "{member}");
    }
}

#[test]
fn scalars_of_cbor_are_read_in_each_other_s_place() {
    let headers = [("smithy-protocol", "rpc-v2-cbor")];
    // {"Name": 5, "Text": 1.5, "Count": "7", "Flag": "true", "Texts": [false]}
    let body = b"\xa5\x64Name\x05\x64Text\xfb\x3f\xf8\0\0\0\0\0\0\x65Count\x617\x64Flag\x64true\x65Texts\x81\xf4";
    let read = ok::<Glow<RpcV2Cbor>>(&headers, body);
    assert_eq!((&*read.name, read.text.as_deref()), ("5", Some("1.5")));
    assert_eq!((read.count, read.flag), (Some(7), Some(true)));
    assert_eq!(read.texts, Some(vec!["false".to_owned()]));
}

#[test]
fn lone_surrogates_are_replaced_and_reported() {
    let body = r#"{"name":"a\ud83d b","Secrets":{"\udc00":1}}"#;
    let read = Glow::<RestJson1>::response_corrected(answer(200, &[], body)).unwrap();
    assert_eq!(read.output.name, "a\u{fffd} b");
    let secrets = BTreeMap::from([("\u{fffd}".to_owned(), 1)]);
    assert_eq!(read.output.secrets, Some(secrets));
    assert_eq!(read.paths.first().map(String::as_str), Some("name"));
    assert_eq!(read.paths.len(), 2);
    let body = r#"{"name":"\ud83d\ude00"}"#;
    let read = Glow::<RestJson1>::response_corrected(answer(200, &[], body)).unwrap();
    assert_eq!((&*read.output.name, read.paths.len()), ("😀", 0));
}

#[test]
fn texts_that_stand_for_bytes_or_instants_have_other_spellings() {
    let instant = Some(Timestamp::from_secs(1_706_933_106));
    for date in [
        "2024-02-03T04:05:06",
        "sat, 03 feb 2024 04:05:06 utc",
        "1706933106",
        "2024-02-03T05:05:06+0100",
    ] {
        let body = format!("{{\"Date\":\"{date}\",\"Dates\":[\"{date}\"]}}");
        let read = ok::<Glow<AwsJson1_0>>(&[], body);
        assert_eq!(
            (read.date, read.dates),
            (instant, instant.map(|at| vec![at]))
        );
        let body = format!("<R><Date>{date}</Date><Epoch> {date}\n</Epoch></R>");
        let read = ok::<Glow<AwsQuery>>(&[], body);
        assert_eq!((read.date, read.epoch), (instant, instant));
    }
    for (text, flag) in [("True", true), ("FALSE", false)] {
        let read = ok::<Glow<AwsQuery>>(&[], format!("<R><Flag>{text}</Flag></R>"));
        assert_eq!(read.flag, Some(flag));
    }
    let body = r#"{"Text":"t","Body":"YWJj\r\nZGVm\n"}"#;
    let read = ok::<Fetch<AwsJson1_0>>(&[], body);
    assert_eq!(read.body.as_deref(), Some(&b"abcdef"[..]));
}

#[test]
fn a_page_is_no_answer() {
    let page = "<html><body>log in</body></html>";
    for error in [
        refused::<Glow<RestXml>>(200, &[], page),
        refused::<Glow<RestJson1>>(200, &[], page),
        refused::<Unbox<RestXml>>(502, &[], page),
        refused::<Unbox<RestJson1>>(502, &[], page),
        refused::<Glow<RpcV2Cbor>>(502, &[], page),
    ] {
        assert_eq!(error.message(), Some(page));
        assert_eq!(
            error
                .raw_response()
                .map(crate::http::operation::RawResponse::body),
            Some(page.as_bytes())
        );
    }
    let long = format!("<html>{}", "x".repeat(100_000));
    let error = refused::<Glow<RestJson1>>(502, &[], &long);
    assert_eq!(error.message(), None);
    let raw = error.raw_response().unwrap();
    assert_eq!((raw.body().len(), raw.length()), (65_536, long.len()));
    assert!(!format!("{error:?}").contains("xxx"), "{error:?}");
    // Part of a response may be secret.
    let error = refused::<Glow<RestJson1>>(500, &[], r#"{"name":"secret"#);
    assert_eq!(error.message(), None);
    assert!(!format!("{error:?}{error}").contains("secret"));
    // A raw payload has no format.
    let response = answer(200, &[], "secret");
    let error = Fetch::<RestJson1>::response_with(&response, &Options::new().size(3)).unwrap_err();
    assert_eq!(error.message(), None);
}
