//! JSON tests: the fixture, and edge cases of the grammar.

mod numbers;
mod properties;

use std::collections::BTreeMap;

use super::*;
use crate::fixture::{Choice, EVERYTHING, Everything, Point, full};
use crate::shape::Shape;
use crate::shape::deserializer::{self, ShapeDeserializer};
use crate::types::{Document, ErrorKind, UnknownMember, Value};

/// Wire form of `full`.
const FULL: &str = r#"{"boolean":true,"Byte":-128,"Short":32767,"Integer":256,"Long":-9223372036854775808,"Float":7.625,"Double":-0.5,"text":"a & <b>","Secret":"abcd","Blob":"aGk=","Instant":1398796238.5,"Epoch":1398796238,"Date":"Tue, 29 Apr 2014 18:30:38 GMT","Color":"light green","Texts":["a","é"],"Flat":["b","c"],"FlatRenamed":["d","e"],"Renamed":["f"],"Nested":[["g"],[]],"Holes":[1,null,-3],"Map":{"red":["h"],"x":[]},"FlatMap":{"i":1,"j":2},"SecretMap":{"k":"l"},"Nulls":{"m":null,"n":false},"Point":{"X":-5,"unit":"\"mm\""},"Choice":{"Again":{"text":"o"}},"Itself":{},"Attribute":"q\n<&"}"#;

/// The error for a text that is not a `T`.
fn error<T: Shape>(text: &str) -> String {
    from_json::<T>(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn every_kind_is_written_and_read_back() {
    let value = full();
    assert_eq!(to_json(&value), FULL);
    assert_eq!(from_json(FULL.as_bytes()), Ok(value));
}

#[test]
fn spaces_order_and_unknown_members_do_not_matter() {
    let text = "\r\n{ \"unit\" : \"m\" ,\t\"Later\":[{\"a\":[[]]},{}], \"X\" : 1 , \"X\":2 } ";
    let point = Point {
        x: 2,
        unit: Some("m".into()),
    };
    assert_eq!(from_json(text.as_bytes()), Ok(point));
}

#[test]
fn a_null_is_an_absent_member() {
    let text = r#"{"text":null,"Point":null,"Document":null}"#;
    let read: Everything = from_json(text.as_bytes()).unwrap();
    assert_eq!(read.document, Some(Document::Null));
    assert_eq!((read.text, read.point), (None, None));
    assert_eq!(
        error::<Point>(r#"{"X":1,"X":null}"#),
        "the required member `X` is missing (at byte 0)"
    );
}

#[test]
fn nulls_are_rejected_in_dense_lists_and_maps() {
    let text = br#"{"Texts":["a",null],"Map":{"red":null,"x":[]},"Holes":[null]}"#;
    let (read, _) = from_json_lenient::<Everything>(text).unwrap();
    assert_eq!(read.texts, Some(vec!["a".to_owned()]));
    assert_eq!(read.map, Some(BTreeMap::from([("x".into(), Vec::new())])));
    assert_eq!(read.holes, Some(vec![None]));
}

/// Texts that are not `Everything`, with the errors.
const FAULTS: &[(&str, &str)] = &[
    (
        r#"{"Point":{}}"#,
        "Point: the required member `X` is missing (at byte 9)",
    ),
    (
        r#"{"Texts":["a",null]}"#,
        "Texts[1]: found null, expected a value",
    ),
    (
        r#"{"Map":{"red":null}}"#,
        "Map[\"red\"]: found null, expected a value",
    ),
    (
        r#"{"Texts":["a",1]}"#,
        "Texts[1]: found a number, expected text (at byte 14)",
    ),
    (
        r#"{"Map":{"a.b":{}}}"#,
        r#"Map["a.b"]: found a map, expected a list (at byte 14)"#,
    ),
    (
        r#"{"Byte":128}"#,
        "Byte: 128 does not fit the type `byte` (at byte 8)",
    ),
    (
        r#"{"Long":1e19}"#,
        "Long: 1e19 does not fit the type `long` (at byte 8)",
    ),
    (
        r#"{"Long":1.5}"#,
        "Long: found a fraction, expected an integer (at byte 8)",
    ),
    (
        r#"{"Long":"1"}"#,
        "Long: found text, expected an integer (at byte 8)",
    ),
    (
        r#"{"Float":1e39}"#,
        "Float: 1e39 does not fit the type `float` (at byte 9)",
    ),
    (
        r#"{"Double":"inf"}"#,
        "Double: found text, expected a number (at byte 10)",
    ),
    (
        r#"{"boolean":0}"#,
        "boolean: found a number, expected a boolean",
    ),
    (
        r#"{"Blob":"*"}"#,
        "Blob: the text is not base64 (at byte 8)",
    ),
    (
        r#"{"Instant":"2"}"#,
        "Instant: the text is not an RFC 3339 date-time (at byte 11)",
    ),
    (
        r#"{"Choice":{"text":"a","Point":{"X":1}}}"#,
        "Choice.text: found two members",
    ),
    (
        r#"{"Itself":[]}"#,
        "Itself: found a list, expected a structure (at byte 10)",
    ),
    ("null", "found null, expected a structure"),
];

#[test]
fn errors_have_message_and_location() {
    for (text, expected) in FAULTS {
        let error = error::<Everything>(text);
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn errors_keep_secrets() {
    let error = error::<Everything>(r#"{"SecretMap":{"mine":7}}"#);
    assert_eq!(
        error,
        "SecretMap[***]: found a number, expected text (at byte 21)"
    );
}

/// Malformed JSON.
const BROKEN: &[&str] = &[
    "",
    " ",
    "{",
    "}",
    "[",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1}",
    "{]",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{a:1}",
    "{\"a\":1 \"b\":2}",
    "{,}",
    "1 2",
    "[]]",
    "tru",
    "truex",
    "nulll",
    "True",
    "NaN",
    "Infinity",
    "-",
    "+1",
    "01",
    "-01",
    "1.",
    ".5",
    "1e",
    "1e+",
    "1.e5",
    "0x1",
    "\"",
    "\"a",
    "\"\\",
    "\"\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\ud800\"",
    "\"\\ud800\\n\"",
    "\"\\udc00\"",
    "\"\t\"",
    "\"a\nb\"",
    "\u{feff}1",
    "/**/1",
    "[1]x",
    "'a'",
];

#[test]
fn the_grammar_is_strict() {
    for text in BROKEN {
        assert!(from_json::<Document>(text.as_bytes()).is_err(), "{text}");
    }
    let error = from_json::<Document>(b"[\"\xff\"]").unwrap_err();
    assert_eq!(
        (error.kind(), error.offset()),
        (&ErrorKind::InvalidUtf8, Some(2))
    );
    let error = from_json::<Document>(b"{\"a\":tru}").unwrap_err();
    assert_eq!(error.to_string(), "expected a value (at byte 5)");
}

#[test]
fn nesting_has_a_limit_and_no_stack() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(from_json::<Document>(nested(128).as_bytes()).is_ok());
    let error = from_json::<Document>(nested(129).as_bytes()).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::TooDeep { limit: 128 });
    let long = "[".repeat(1_000_000);
    assert!(from_json::<Document>(long.as_bytes()).is_err());
    let options = Options::new().depth(2_000_000);
    let deep = nested(1_000_000);
    assert!(JsonTree::parse(deep.as_bytes(), &EVERYTHING, options).is_ok());
}

#[test]
fn an_unknown_member_of_a_union_comes_back_unchanged() {
    let text =
        r#"{"New":{"z":[1,-2.5,"é\n",null,true],"a":12345678901,"big":18446744073709551615}}"#;
    let read: Choice = from_json(text.as_bytes()).unwrap();
    assert_eq!(to_json(&read), text);
    let with_noise: Choice =
        from_json(br#"{"__type":"Choice","text":null,"Point":null,"New":1}"#).unwrap();
    assert_eq!(
        with_noise,
        Choice::Unknown(UnknownMember::new("New", Value::Integer(1)))
    );
    let known: Choice = from_json(br#"{"New":1,"text":"a"}"#).unwrap();
    assert_eq!(known, Choice::Text("a".into()));
    for text in [r#"{"__type":"Choice","text":null}"#, r#"{"":1}"#, "{}"] {
        let none: Choice = from_json(text.as_bytes()).unwrap();
        assert_eq!(none, Choice::Unknown(UnknownMember::default()), "{text}");
        assert_eq!(to_json(&none), "{}");
    }
}

#[test]
fn lenient_parsing_reports_substituted_members() {
    let text = br#"{"Point":{"unit":"m"},"Choice":{"Point":{}}}"#;
    let (value, corrected) = from_json_lenient::<Everything>(text).unwrap();
    assert_eq!(value.point.unwrap().x, 0);
    assert_eq!(corrected, ["Point.X", "Choice.Point.X"]);
}

#[test]
fn keys_may_be_escaped() {
    let read: Point = from_json(br#"{"\u0058":3,"un\u0069t":"a\/b"}"#).unwrap();
    assert_eq!((read.x, read.unit.as_deref()), (3, Some("a/b")));
}

#[test]
fn a_tree_tells_of_members_and_texts() {
    let tree = JsonTree::parse(
        br#"{"code":1,"code":"a\u0062"}"#,
        &EVERYTHING,
        Options::new(),
    )
    .unwrap();
    assert_eq!(
        tree.text(tree.member(tree.root(), "code")).as_deref(),
        Some("ab")
    );
    assert_eq!(tree.text(tree.member(tree.root(), "none")), None);
    let mut tree = tree;
    let root = tree.root();
    let _: Everything = deserializer::read(&mut tree, root);
    assert!(!tree.failed());
}

#[test]
fn the_paths_of_corrections_have_a_limit() {
    let text = format!("[{}{{}}]", "{},".repeat(1_500));
    let (read, corrected) = from_json_lenient::<Vec<Point>>(text.as_bytes()).unwrap();
    assert_eq!((read.len(), corrected.len()), (1_501, 1_000));
    assert_eq!(corrected.last().map(String::as_str), Some("[999].X"));
}
