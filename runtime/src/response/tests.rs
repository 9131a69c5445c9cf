use std::collections::BTreeMap;

use super::specimen::{
    Anything, Copy, Dated, Fetch, Glow, Guess, LampError, Light, Locate, Old, Peek, Place, Say,
    Unbox,
};
use super::*;
use crate::error::Error;
use crate::protocol::{AwsJson1_0, AwsQuery, Ec2Query, RestJson1, RestXml, RpcV2Cbor, RpcV2Json};
use crate::{Document, Timestamp};

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

/// Why a success could not be read.
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
fn headers_that_cannot_be_read_say_where() {
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
    let error = Glow::<RestJson1>::response(response).unwrap_err();
    assert_eq!(
        error.cause().unwrap().to_string(),
        "Text: the text is not UTF-8"
    );
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
fn bodies_that_cannot_be_read_say_where() {
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
fn an_error_is_known_by_its_name() {
    for (headers, body) in [
        (&[("x-amzn-errortype", "Gone")][..], "{}"),
        (&[("x-amzn-errortype", "Gone:http://internal/")], ""),
        (
            &[("x-amzn-errortype", "lamp#Gone:http://internal/")],
            r#"{"__type":"Quota"}"#,
        ),
        (&[], r#"{"__type":"lamp#Gone","code":"Quota"}"#),
        (&[], r#"{"code":"lamp#Gone:http://x#y"}"#),
    ] {
        let error = refused::<Glow<RestJson1>>(404, headers, body);
        assert!(matches!(error, LampError::Gone(_)), "{headers:?} {body}");
        assert_eq!((error.code(), error.status()), ("Gone", 404));
        assert!(matches!(
            refused::<Glow<AwsJson1_0>>(404, headers, body),
            LampError::Gone(_)
        ));
    }
    // The rpc protocols look at the body's `__type` alone.
    let rpc = [
        ("smithy-protocol", "rpc-v2-json"),
        ("x-amzn-errortype", "Gone"),
    ];
    let error = refused::<Glow<RpcV2Json>>(404, &rpc, r#"{"code":"Gone"}"#);
    assert!(matches!(error, LampError::Unhandled(_)));
    assert_eq!(error.code(), "404");
    let error = refused::<Glow<RpcV2Json>>(404, &rpc, r#"{"__type":"Gone"}"#);
    assert!(matches!(error, LampError::Gone(_)));
}

#[test]
fn xml_errors_stand_in_elements_of_their_own() {
    let error =
        "<Error><Code>Gone</Code><Message>m</Message><Count>1</Count><HostId>h</HostId></Error>";
    for body in [
        format!("<ErrorResponse>{error}<RequestId>r</RequestId></ErrorResponse>"),
        format!("<Response><Errors>{error}</Errors><RequestID>r</RequestID></Response>"),
        error.replace("</Error>", "<RequestId>r</RequestId></Error>"),
        format!("<E>{error}<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></E>"),
    ] {
        let refused = [
            refused::<Glow<RestXml>>(404, &[("x-text", "t")], &body),
            refused::<Glow<AwsQuery>>(404, &[("x-text", "t")], &body),
            refused::<Glow<Ec2Query>>(404, &[("x-text", "t")], &body),
        ];
        for error in refused {
            assert_eq!(error.to_string(), "Gone: m (request id r)");
            assert_eq!(error.extended_request_id(), Some("h"));
            let LampError::Gone(gone) = error else {
                panic!("{error}");
            };
            assert_eq!((gone.message(), gone.count), (Some("m"), Some(1)));
        }
    }
    let code = "<E><Error><Code>Lamp.Quota</Code></Error></E>";
    assert!(matches!(
        refused::<Glow<AwsQuery>>(400, &[], code),
        LampError::Quota(_)
    ));
}

#[test]
fn members_of_errors_are_bound_too() {
    let headers = [
        ("x-amzn-errortype", "Gone"),
        ("x-text", "t"),
        ("x-amzn-requestid", "r"),
    ];
    let LampError::Gone(gone) =
        refused::<Glow<RestJson1>>(410, &headers, r#"{"Message":"m","Count":2}"#)
    else {
        panic!("another error");
    };
    assert_eq!((gone.text.as_deref(), gone.status), (Some("t"), Some(410)));
    assert_eq!((gone.message.as_deref(), gone.count), (Some("m"), Some(2)));
    assert_eq!((gone.message(), gone.request_id()), (Some("m"), Some("r")));
}

#[test]
fn an_error_with_wrong_content_is_unhandled_with_its_code() {
    let body = r#"{"__type":"Gone","Message":"m","Count":"many"}"#;
    let error = refused::<Glow<RestJson1>>(404, &[], body);
    assert!(matches!(error, LampError::Unhandled(_)));
    assert_eq!((error.code(), error.message()), ("Gone", Some("m")));
    let cause = error.cause().unwrap().to_string();
    assert_eq!(cause, "Count: found text, expected an integer (at byte 39)");
    let LampError::Unhandled(failure) = error else {
        panic!("another error");
    };
    assert_eq!(failure.get("Count"), Some(&Document::from("many")));
}

#[test]
fn what_is_no_error_of_the_service_is_unhandled() {
    for body in [
        "<html><body>Service Unavailable</body></html>",
        "",
        "\u{feff}",
        "{",
    ] {
        let error = refused::<Glow<RestJson1>>(503, &[("x-amzn-request-id", "r")], body);
        assert!(matches!(error, LampError::Unhandled(_)), "{body}");
        assert_eq!((error.code(), error.request_id()), ("503", Some("r")));
        assert!(error.retryable() && !error.is_throttle());
        assert_eq!(error.cause().is_some(), !body.is_empty());
    }
    let error = refused::<Glow<RestXml>>(503, &[], "<html><body>x</body></html>");
    assert_eq!((error.code(), error.cause()), ("503", None));
    let error = refused::<Glow<RestJson1>>(400, &[], r#"{"__type":"Newer","message":"m"}"#);
    assert_eq!(error.to_string(), "Newer: m");
    assert!(!format!("{error:?}").contains("__type"));
}

#[test]
fn an_answer_to_head_is_told_by_its_status() {
    let error =
        refused::<Peek<RestXml>>(404, &[("x-amz-request-id", "r"), ("x-amz-id-2", "h")], "");
    assert!(matches!(error, LampError::Gone(_)));
    assert_eq!((error.code(), error.request_id()), ("Gone", Some("r")));
    assert_eq!(error.extended_request_id(), Some("h"));
    assert_eq!(refused::<Peek<RestXml>>(403, &[], "").code(), "403");
    assert!(matches!(
        refused::<Glow<RestXml>>(404, &[], ""),
        LampError::Unhandled(_)
    ));
}

#[test]
fn an_error_may_stand_in_a_success() {
    let body =
        " <?xml version='1.0'?><Error><Code>InternalError</Code><Message>m</Message></Error>";
    let error = refused::<Copy<RestXml>>(200, &[], body);
    assert_eq!(
        (error.code(), error.message(), error.status()),
        ("InternalError", Some("m"), 200)
    );
    assert!(error.retryable());
    let light = ok::<Copy<RestXml>>(&[], "<Result><Name>n</Name></Result>").light;
    assert_eq!(light.map(|light| light.name).as_deref(), Some("n"));
    let error = refused::<Copy<RestXml>>(200, &[], "<Res");
    assert!(error.cause().is_some() && error.retryable());
    // Elsewhere it is an output like any other.
    assert_eq!(ok::<Glow<RestXml>>(&[], body).name, "");
}

#[test]
fn codes_of_awsquery_days_are_the_ones_a_caller_sees() {
    let headers = [("x-amzn-query-error", "Lamp.Gone;Sender")];
    let body = r#"{"__type":"lamp#Gone","message":"m"}"#;
    let error = refused::<Old<AwsJson1_0>>(400, &headers, body);
    assert!(matches!(error, LampError::Gone(_)));
    assert_eq!((error.code(), error.message()), ("Lamp.Gone", Some("m")));
    assert_eq!(
        refused::<Glow<AwsJson1_0>>(400, &headers, body).code(),
        "Gone"
    );
    let headers = [("x-amzn-query-error", "Lamp.Quota;Sender")];
    let error = refused::<Old<AwsJson1_0>>(400, &headers, r#"{"__type":"QuotaException"}"#);
    assert!(matches!(error, LampError::Quota(_)));
}

#[test]
fn the_protocol_of_an_rpc_must_be_its_own() {
    let right = [("smithy-protocol", "rpc-v2-cbor")];
    let wrong = [("smithy-protocol", "rpc-v2-json")];
    let body = b"\xa1\x66__type\x69lamp#Gone";
    assert!(matches!(
        refused::<Glow<RpcV2Cbor>>(400, &right, body),
        LampError::Gone(_)
    ));
    for headers in [&wrong[..], &[]] {
        let error = refused::<Glow<RpcV2Cbor>>(400, headers, body);
        assert!(matches!(error, LampError::Unhandled(_)));
        assert_eq!(error.code(), "400");
        assert!(error.cause().is_some());
    }
    let name = b"\xa1\x64Name\x61n";
    assert_eq!(ok::<Glow<RpcV2Cbor>>(&right, name).name, "n");
    assert_eq!(ok::<Glow<RpcV2Cbor>>(&[], name).name, "n");
    assert!(
        refused::<Glow<RpcV2Cbor>>(200, &wrong, name)
            .cause()
            .is_some()
    );
}

#[test]
fn retries_follow_the_model_the_code_and_the_status() {
    let error = |status, code| {
        let error = refused::<Glow<RestJson1>>(status, &[("x-amzn-errortype", code)], "");
        (error.retryable(), error.is_throttle())
    };
    assert_eq!(error(409, "Quota"), (true, true));
    assert_eq!(error(404, "Gone"), (false, false));
    assert_eq!(error(500, "Gone"), (true, false));
    assert_eq!(error(400, "ThrottlingException"), (true, true));
    assert_eq!(error(429, "Newer"), (true, true));
}

#[test]
fn secrets_are_not_shown() {
    let body = r#"{"__type":"Secretive","message":"password"}"#;
    let error = refused::<Glow<RestJson1>>(400, &[], body);
    assert_eq!(error.message(), Some("password"));
    assert_eq!(error.to_string(), "Secretive: ***");
    assert!(!format!("{error:?}").contains("password"), "{error:?}");
    // Nor where the error turns out to be none that can be read.
    let body = r#"{"__type":"Secretive","message":"password","Count":"many"}"#;
    let error = refused::<Glow<RestJson1>>(400, &[], body);
    assert!(matches!(error, LampError::Unhandled(_)));
    assert_eq!(error.to_string(), "Secretive: ***");
    assert!(!format!("{error:?}").contains("password"), "{error:?}");
}
