//! Error responses.

use super::{ok, refused};
use crate::http::operation::OperationError as _;
use crate::http::protocol::{
    AwsJson1_0, AwsQuery, Ec2Query, RestJson1, RestXml, RpcV2Cbor, RpcV2Json,
};
use crate::http::response::fixture::{Copy, Erase, Find, Glow, LampError, List, Old, Peek};
use crate::types::Document;

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
    // RPC protocols only use `__type` in the body.
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
fn a_message_is_a_member_however_its_name_is_written() {
    let xml = |name: &str| format!("<E><Error><Code>Gone</Code><{name}>m</{name}></Error></E>");
    let json = |name: &str| format!(r#"{{"__type":"Gone","{name}":"m"}}"#);
    for name in ["message", "Message", "errorMessage"] {
        for error in [
            refused::<Glow<AwsQuery>>(404, &[], &xml(name)),
            refused::<Glow<RestXml>>(404, &[], &xml(name)),
            refused::<Glow<AwsJson1_0>>(404, &[], &json(name)),
        ] {
            let LampError::Gone(gone) = error else {
                panic!("{error}");
            };
            assert_eq!(gone.message.as_deref(), Some("m"), "{name}");
        }
    }
    // The modelled name takes precedence.
    let both = r#"{"__type":"Gone","message":"a","Message":"b"}"#;
    let LampError::Gone(gone) = refused::<Glow<AwsJson1_0>>(404, &[], both) else {
        panic!("no such error");
    };
    assert_eq!(gone.message.as_deref(), Some("b"));
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
    let source = std::error::Error::source(&error).map(ToString::to_string);
    assert_eq!(source, Some(cause));
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
        let says = !body.trim_start_matches('\u{feff}').is_empty();
        assert_eq!(error.cause().is_some(), says);
        let raw = error.raw_response().unwrap();
        assert_eq!((raw.status(), raw.body()), (503, body.as_bytes()));
        assert_eq!(raw.headers()["x-amzn-request-id"], "r");
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
    let error = refused::<Find<RestXml>>(404, &[("x-amzn-error-message", "m")], "");
    assert!(matches!(error, LampError::Gone(_)));
    assert_eq!((error.code(), error.message()), ("Gone", Some("m")));
    assert_eq!(refused::<Find<RestXml>>(403, &[], "").code(), "403");
    let headers = [("x-amzn-errortype", "Quota"), ("x-amzn-error-message", "m")];
    let error = refused::<Peek<RestJson1>>(400, &headers, "");
    assert_eq!((error.code(), error.message()), ("Quota", Some("m")));
}

#[test]
fn the_first_of_several_error_types_counts_and_an_empty_one_is_none() {
    let body = r#"{"__type":"","code":"x#Gone:http://x/"}"#;
    for headers in [
        &[("x-amzn-errortype", "Gone"), ("x-amzn-errortype", "Quota")][..],
        &[("x-amzn-errortype", "Gone, Quota")],
        &[("x-amzn-errortype", "Gone,Quota")],
        &[("x-amzn-errortype", ""), ("x-amzn-errortype", "Gone")],
        &[("x-amzn-errortype", "x#Gone:http://x/, Quota")],
        &[("x-amzn-errortype", "")],
        &[("x-amzn-errortype", " ")],
        &[],
    ] {
        let error = refused::<Glow<RestJson1>>(400, headers, body);
        assert_eq!(error.code(), "Gone", "{headers:?}");
    }
    let xml = "<Error><Code> </Code></Error>";
    assert_eq!(refused::<List<RestXml>>(400, &[], xml).code(), "400");
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
    for body in ["<Res", "", " \n"] {
        let error = refused::<Copy<RestXml>>(200, &[], body);
        assert!(error.cause().is_some() && error.retryable(), "{body:?}");
    }
    let error = refused::<List<RestXml>>(200, &[], &body);
    assert_eq!((error.code(), error.retryable()), ("InternalError", true));
    // An empty list is valid; a truncated body is not retried.
    assert_eq!(ok::<List<RestXml>>(&[], "").name, "");
    assert!(!refused::<List<RestXml>>(200, &[], "<Res").retryable());
    let error = refused::<Erase<RestXml>>(200, &[], &body);
    assert_eq!(error.code(), "InternalError");
    for body in ["", "<Res", "gone", "<Erased/>"] {
        ok::<Erase<RestXml>>(&[], body);
    }
    // For other operations it is an output.
    assert_eq!(ok::<Glow<RestXml>>(&[], body).name, "");
}

#[test]
fn awsquery_compatible_error_codes_are_exposed() {
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
    // Nor if the error turns out to be unreadable.
    let body = r#"{"__type":"Secretive","message":"password","Count":"many"}"#;
    let error = refused::<Glow<RestJson1>>(400, &[], body);
    assert!(matches!(error, LampError::Unhandled(_)));
    assert_eq!(error.to_string(), "Secretive: ***");
    assert!(!format!("{error:?}").contains("password"), "{error:?}");
}
