//! Serde tests with the fixture and JSON.

use super::{deserialize, serialize};
use crate::fixture::{Choice, Everything, Point, full};
use crate::shape::Shape;
use crate::types::{Blob, Document, Timestamp, UnknownMember, Value};

fn to_json<T: Shape>(value: &T) -> String {
    let mut text = Vec::new();
    serialize(value, &mut serde_json::Serializer::new(&mut text)).unwrap();
    String::from_utf8(text).unwrap()
}

fn from_json<T: Shape>(text: &str) -> Result<T, String> {
    deserialize(&mut serde_json::Deserializer::from_str(text)).map_err(|error| error.to_string())
}

#[test]
fn every_kind_is_written_and_read_back() {
    let value = full();
    let text = to_json(&value);
    assert_eq!(from_json(&text), Ok(value));
    for part in [
        r#""Instant":"2014-04-29T18:30:38.5Z","Epoch":"2014-04-29T18:30:38Z","Date":"2014-04-29T18:30:38Z""#,
        r#""Blob":"aGk=""#,
        r#""Holes":[1,null,-3]"#,
        r#""Choice":{"Again":{"text":"o"}}"#,
        r#""Itself":{}"#,
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("Document"), "{text}");
}

#[test]
fn floats_that_are_no_numbers_have_names() {
    for (value, text) in [
        (f64::NAN, r#""NaN""#),
        (f64::NEG_INFINITY, r#""-Infinity""#),
        (0.1, "0.1"),
    ] {
        assert_eq!(to_json(&value), text);
        assert_eq!(
            from_json::<f64>(text).map(f64::to_bits),
            Ok(value.to_bits())
        );
    }
    assert_eq!(to_json(&f32::INFINITY), r#""Infinity""#);
}

#[test]
fn timestamps_are_read_as_seconds_too() {
    for text in ["1705636130.804", r#""2024-01-19T03:48:50.804Z""#] {
        assert_eq!(
            from_json(text),
            Ok(Timestamp::new(1_705_636_130, 804_000_000))
        );
    }
    assert_eq!(from_json("-5"), Ok(Timestamp::from_secs(-5)));
}

#[test]
fn an_unknown_member_of_a_union_comes_back() {
    let text = r#"{"New":{"a":[1,2.5,null]}}"#;
    let union: Choice = from_json(text).unwrap();
    assert_eq!(to_json(&union), text);
    let Choice::Unknown(member) = union else {
        panic!("{union:?}");
    };
    assert_eq!(serde_json::to_string(&member).unwrap(), text);
    assert_eq!(serde_json::from_str::<UnknownMember>(text).unwrap(), member);
}

#[test]
fn errors_say_where() {
    assert_eq!(
        from_json::<Everything>(r#"{"Texts":["a",{}]}"#),
        Err("Texts[1]: found a map, expected text".to_owned())
    );
    assert_eq!(
        from_json::<Point>("{}"),
        Err("the required member `X` is missing".to_owned())
    );
    let deep = format!("{}{}", "[".repeat(127), "]".repeat(127));
    assert!(from_json::<Everything>(&deep).is_err());
}

#[test]
fn the_runtime_types_are_serde_types() {
    let document: Document = serde_json::from_str(r#"{"a":[18446744073709551615,null]}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&document).unwrap(),
        r#"{"a":[18446744073709551615,null]}"#
    );
    let blob: Blob = serde_json::from_str(r#""aGk=""#).unwrap();
    assert_eq!(blob, Blob::from("hi"));
    let value: Value = serde_json::from_str(r#"{"a":1}"#).unwrap();
    assert_eq!(value, Value::structure([("a", Value::Integer(1))]));
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"a":1}"#);
}
