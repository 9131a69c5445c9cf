//! Unknown members, and names in another case.

use crate::codec::json::Options;
use crate::forms::Codecs as _;
use crate::http::request::fixture::{Light, OfStructure};
use crate::types::Value;

#[test]
fn unknown_members_are_refused_where_they_are() {
    let strict = Options::new().deny_unknown();
    let read = |text: &str| OfStructure::from_json_with(text, strict).map(|_| ());
    assert_eq!(read(r#"{"Body":{"Name":"a"},"Text":"b"}"#), Ok(()));
    let error = read(r#"{"Body":{"Name":"a","token":"b"}}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Body: the member `token` is unknown; did you mean `Token`? (at byte 20)"
    );
    let error = read(r#"{"Elsewhere":null}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the member `Elsewhere` is unknown (at byte 1)"
    );
    assert!(OfStructure::from_json(r#"{"Elsewhere":null}"#).is_ok());
    let tree = Value::structure([("Txet", Value::from("a"))]);
    assert!(OfStructure::from_value_with(&tree, strict).is_err());
    assert!(OfStructure::from_cbor_with(b"\xa1\x61a\x01", strict).is_err());
    let error = OfStructure::from_xml_with("<a><Txet>b</Txet></a>", strict).unwrap_err();
    assert!(
        error.to_string().contains("did you mean `Text`?"),
        "{error}"
    );
}

#[test]
fn the_case_of_the_first_letter_may_differ() {
    let lax = Options::new().any_first_case().deny_unknown();
    let text = r#"{"body":{"name":"a","Token":"b"},"text":"c"}"#;
    let (read, _) = OfStructure::from_json_with(text, lax).unwrap();
    let exact = r#"{"Body":{"Name":"a","Token":"b"},"Text":"c"}"#;
    assert_eq!(read, OfStructure::from_json(exact).unwrap());
    assert!(OfStructure::from_json_with(r#"{"tExt":"c"}"#, lax).is_err());
    // The last duplicate applies, as usual.
    let both = r#"{"Lamp":"a","lamp":"b"}"#;
    let (read, _) = Light::from_json_with(both, lax).unwrap();
    assert_eq!(read.lamp, "b");
    let xml = "<a><root><name>a</name></root></a>";
    let (read, _) = OfStructure::from_xml_with(xml, lax).unwrap();
    assert_eq!(read.body.and_then(|body| body.name).as_deref(), Some("a"));
    let error = OfStructure::from_json_with(r#"{"body":{"name":1}}"#, lax).unwrap_err();
    assert_eq!(error.path(), "body.name");
}
