//! Bodies and content types.

use super::super::Stream;
use super::super::fixture::{
    Bind, Blank, Bound, Idle, Light, Nothing, OfBlob, OfDocument, OfList, OfMedia, OfStructure,
    OfText, OfUnion, SendBlob, SendDocument, SendList, SendMedia, SendStructure, SendText,
    SendUnion, Tag, Tagged, operation,
};
use super::*;
use crate::fixture::Choice;
use crate::http::OperationExt as _;
use crate::http::operation::Schema;
use crate::http::protocol::{AwsQuery, Ec2Query, Protocol, RestXml, RpcV2Cbor, RpcV2Json};
use crate::model::schema::MemberTraits;
use crate::types::{Blob, Document};

fn tagged() -> Tagged {
    Tagged {
        name: Some("é".to_owned()),
        token: None,
    }
}

#[test]
fn every_protocol_has_its_form() {
    let json = format!("{{\"Name\":\"é\",\"Token\":\"{TOKEN}\"}}");
    assert_eq!(
        sent::<Tag<RestJson1>>(&tagged()),
        format!("POST /tag\ncontent-type: application/json\ncontent-length: 60\n\n{json}")
    );
    assert_eq!(
        sent::<Tag<AwsJson1_0>>(&tagged()),
        format!(
            "POST /\nx-amz-target: LampService.Tag\nx-amzn-query-mode: true\ncontent-type: \
             application/x-amz-json-1.0\ncontent-length: 60\n\n{json}"
        )
    );
    assert_eq!(
        sent::<Tag<RpcV2Json>>(&tagged()),
        format!(
            "POST /service/LampService/operation/Tag\nsmithy-protocol: rpc-v2-json\naccept: \
             application/json\nx-amzn-query-mode: true\ncontent-type: application/json\n\
             content-length: 60\n\n{json}"
        )
    );
    assert_eq!(
        sent::<Tag<RestXml>>(&tagged()),
        format!(
            "POST /tag\ncontent-type: application/xml\ncontent-length: 83\n\n\
             <Tagged><Name>é</Name><Token>{TOKEN}</Token></Tagged>"
        )
    );
    for body in [
        sent::<Tag<AwsQuery>>(&tagged()),
        sent::<Tag<Ec2Query>>(&tagged()),
    ] {
        assert_eq!(
            body,
            format!(
                "POST /\ncontent-type: application/x-www-form-urlencoded\ncontent-length: 84\n\n\
                 Action=Tag&Version=2026-01-01&Name=%C3%A9&Token={TOKEN}"
            )
        );
    }
}

#[test]
fn a_token_counts_among_the_members() {
    let request = send::<Tag<RpcV2Cbor>>(&tagged()).unwrap();
    assert_eq!(request.http.headers()["accept"], "application/cbor");
    let body = request.http.body().as_bytes().unwrap();
    assert_eq!(body.first(), Some(&0xa2));
    let read = crate::codec::cbor::from_cbor::<Tagged>(body).unwrap();
    assert_eq!(read.token.as_deref(), Some(TOKEN));
}

#[test]
fn an_operation_without_a_body_has_no_header_of_one() {
    fn none<P: Protocol>() -> [String; 3] {
        [
            sent::<Idle<P>>(&Nothing {}),
            sent::<Blank<P>>(&Nothing {}),
            sent::<Bind<P>>(&Bound::default()),
        ]
    }
    let query = format!("DELETE /?token={TOKEN}");
    assert_eq!(none::<RestJson1>(), ["GET /idle", "GET /blank", &query]);
    assert_eq!(none::<RestXml>(), ["GET /idle", "GET /blank", &query]);
    assert_eq!(
        sent::<Idle<RpcV2Json>>(&Nothing {}),
        "POST /service/LampService/operation/Idle\nsmithy-protocol: rpc-v2-json\naccept: application/json\ncontent-length: 0"
    );
    assert!(sent::<Blank<RpcV2Json>>(&Nothing {}).ends_with("\ncontent-length: 2\n\n{}"));
    assert!(sent::<Idle<AwsJson1_0>>(&Nothing {}).ends_with("\ncontent-length: 2\n\n{}"));
    assert!(sent::<Idle<AwsQuery>>(&Nothing {}).ends_with("\n\nAction=Idle&Version=2026-01-01"));
    let light = Light {
        lamp: "a".to_owned(),
        ..Light::default()
    };
    assert_eq!(
        sent::<Glow<RestXml>>(&light),
        "PUT /lamps/a?now\ncontent-length: 0"
    );
}

/// Headers and body of a payload.
fn payload<O: Operation>(input: &O::Input) -> String
where
    O::Input: crate::shape::Shape,
{
    let text = sent::<O>(input);
    text.strip_prefix("POST /").unwrap().trim_start().to_owned()
}

#[test]
fn a_raw_payload_has_a_type_by_its_kind() {
    let blob = |body: &str| OfBlob {
        body: Some(Blob::from(body)),
        text: None,
    };
    assert_eq!(
        payload::<SendBlob<RestJson1>>(&blob("{")),
        "content-type: application/octet-stream\ncontent-length: 1\n\n{"
    );
    assert_eq!(
        payload::<SendBlob<RestJson1>>(&blob("")),
        "content-type: application/octet-stream\ncontent-length: 0\n\n"
    );
    let media = OfMedia {
        body: Some(Blob::from("<")),
        text: Some("t".to_owned()),
    };
    assert_eq!(
        payload::<SendMedia<RestXml>>(&media),
        "x-text: t\ncontent-type: image/png\ncontent-length: 1\n\n<"
    );
    let text = OfText {
        body: Some("<".to_owned()),
        text: None,
    };
    assert_eq!(
        payload::<SendText<RestXml>>(&text),
        "content-type: text/plain\ncontent-length: 1\n\n<"
    );
}

#[test]
fn any_other_payload_has_the_protocol_s_form() {
    let structure = OfStructure {
        body: Some(tagged()),
        text: None,
    };
    let json = "content-type: application/json\ncontent-length: ";
    assert_eq!(
        payload::<SendStructure<RestJson1>>(&structure),
        format!("{json}13\n\n{{\"Name\":\"é\"}}")
    );
    assert_eq!(
        payload::<SendStructure<RestXml>>(&structure),
        "content-type: application/xml\ncontent-length: 28\n\n<Root><Name>é</Name></Root>"
    );
    let document = OfDocument {
        body: Some(Document::from("a")),
        text: None,
    };
    assert_eq!(
        payload::<SendDocument<RestJson1>>(&document),
        format!("{json}3\n\n\"a\"")
    );
    let list = OfList {
        body: Some(strings(["a"])),
        text: None,
    };
    assert_eq!(
        payload::<SendList<RestJson1>>(&list),
        format!("{json}5\n\n[\"a\"]")
    );
    let union = OfUnion {
        body: Some(Choice::Text("a".to_owned())),
        text: None,
    };
    assert_eq!(
        payload::<SendUnion<RestJson1>>(&union),
        format!("{json}12\n\n{{\"text\":\"a\"}}")
    );
}

#[test]
fn an_absent_payload_is_no_body_but_of_a_structure_in_json() {
    assert_eq!(
        payload::<SendStructure<RestJson1>>(&OfStructure::default()),
        "content-type: application/json\ncontent-length: 2\n\n{}"
    );
    assert_eq!(
        payload::<SendStructure<RestXml>>(&OfStructure::default()),
        "content-length: 0"
    );
    assert_eq!(
        payload::<SendUnion<RestJson1>>(&OfUnion::default()),
        "content-length: 0"
    );
    assert_eq!(
        payload::<SendDocument<RestJson1>>(&OfDocument::default()),
        "content-length: 0"
    );
    assert_eq!(
        payload::<SendList<RestJson1>>(&OfList::default()),
        "content-length: 0"
    );
    assert_eq!(
        payload::<SendBlob<RestJson1>>(&OfBlob::default()),
        "content-length: 0"
    );
    assert_eq!(
        payload::<SendText<RestJson1>>(&OfText::default()),
        "content-length: 0"
    );
}

static NAMESPACED: crate::http::service::Service =
    crate::http::service::Service::new("Lamp", "Lamp", "1")
        .xml_namespace("http://lamp.example", None);
operation!(
    Renamed(Tagged) = Schema::new(&NAMESPACED, "Renamed", "PUT", "/")
        .input(&MemberTraits::new().xml_name("Other"))
);
operation!(
    Own(Tagged) = Schema::new(&NAMESPACED, "Own", "PUT", "/")
        .input(&MemberTraits::new().xml_namespace("http://own.example", Some("o")))
);
operation!(Payload(OfStructure) = Schema::new(&NAMESPACED, "Payload", "PUT", "/"));

#[test]
fn the_root_has_the_name_of_the_operation_and_the_namespace_of_the_service() {
    let input = Tagged {
        name: None,
        token: Some(String::new()),
    };
    let body = |text: String| text.split("\n\n").nth(1).map(str::to_owned).unwrap();
    assert_eq!(
        body(sent::<Renamed<RestXml>>(&input)),
        "<Other xmlns=\"http://lamp.example\"><Token></Token></Other>"
    );
    assert_eq!(
        body(sent::<Own<RestXml>>(&input)),
        "<Tagged xmlns:o=\"http://own.example\"><Token></Token></Tagged>"
    );
    let input = OfStructure {
        body: Some(Tagged::default()),
        text: None,
    };
    assert_eq!(
        body(sent::<Payload<RestXml>>(&input)),
        "<Root xmlns=\"http://lamp.example\"></Root>"
    );
}

operation!(Pour(OfBlob) = Schema::new(&NAMESPACED, "Pour", "PUT", "/").streaming_input());
operation!(
    PourAll(OfBlob) = Schema::new(&NAMESPACED, "PourAll", "PUT", "/")
        .streaming_input()
        .requires_length()
);

#[test]
fn a_stream_takes_the_place_of_the_payload() {
    let input = OfBlob {
        body: Some(Blob::from("left out")),
        text: Some("t".to_owned()),
    };
    let options = Options::new();
    let pour = |stream| Pour::<RestJson1>::request_streaming(&input, stream, &options).unwrap();
    let request = pour(Stream::new(7));
    assert_eq!(request.http.body(), &Body::Stream(7));
    assert_eq!(request.http.headers()["x-text"], "t");
    assert_eq!(
        request.http.headers()["content-type"],
        "application/octet-stream"
    );
    assert!(!request.http.headers().contains_key("content-length"));
    let request = pour(Stream::new(7).length(5));
    assert_eq!(request.http.headers()["content-length"], "5");
    let error = PourAll::<RestJson1>::request_streaming(&input, Stream::new(7), &options);
    assert_eq!(
        error.unwrap_err().to_string(),
        "cannot be sent: the length of the stream must be known"
    );
    let given = PourAll::<RestJson1>::request_streaming(&input, Stream::new(7).length(0), &options);
    assert_eq!(given.unwrap().http.headers()["content-length"], "0");
}
