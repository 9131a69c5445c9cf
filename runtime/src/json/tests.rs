//! JSON against the specimen, at the edges of the grammar, and beside another parser.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::error::ErrorKind;
use crate::fixture::{Choice, EVERYTHING, Everything, Point, full};
use crate::shape::Shape;
use crate::tree::{self, ShapeDeserializer};
use crate::{BigDecimal, BigInteger, Document, Number, UnknownMember, Value};

/// What `full` is on the wire.
const FULL: &str = r#"{"boolean":true,"Byte":-128,"Short":32767,"Integer":256,"Long":-9223372036854775808,"Float":7.625,"Double":-0.5,"text":"a & <b>","Secret":"abcd","Blob":"aGk=","Instant":1398796238.5,"Epoch":1398796238,"Date":"Tue, 29 Apr 2014 18:30:38 GMT","Color":"light green","Texts":["a","é"],"Flat":["b","c"],"FlatRenamed":["d","e"],"Renamed":["f"],"Nested":[["g"],[]],"Holes":[1,null,-3],"Map":{"red":["h"],"x":[]},"FlatMap":{"i":1,"j":2},"SecretMap":{"k":"l"},"Nulls":{"m":null,"n":false},"Point":{"X":-5,"unit":"\"mm\""},"Choice":{"Again":{"text":"o"}},"Itself":{},"Attribute":"q\n<&"}"#;

/// The error of a text that is no `T`.
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
fn a_null_is_no_element_of_a_dense_list_or_map() {
    let text = br#"{"Texts":["a",null],"Map":{"red":null,"x":[]},"Holes":[null]}"#;
    let (read, _) = from_json_lenient::<Everything>(text).unwrap();
    assert_eq!(read.texts, Some(vec!["a".to_owned()]));
    assert_eq!(read.map, Some(BTreeMap::from([("x".into(), Vec::new())])));
    assert_eq!(read.holes, Some(vec![None]));
}

/// Texts that are no `Everything`, and why.
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
fn errors_say_what_and_where() {
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

/// Texts that are no JSON.
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
fn numbers_are_read_by_value() {
    let text = r#"{"Long":1.0,"Integer":2e2,"Float":1,"Double":"-Infinity","Instant":1e3,"Epoch":"1970-01-01T00:00:01Z"}"#;
    let read: Everything = from_json(text.as_bytes()).unwrap();
    assert_eq!(
        (read.long, read.integer, read.float),
        (Some(1), Some(200), Some(1.0))
    );
    assert_eq!(read.double, Some(f64::NEG_INFINITY));
    assert_eq!(read.instant.unwrap().seconds(), 1000);
    assert_eq!(read.epoch.unwrap().seconds(), 1);
    let document: Document = from_json(b"[18446744073709551615,-9223372036854775808,1.0]").unwrap();
    let numbers: Vec<_> = document
        .as_list()
        .unwrap()
        .iter()
        .filter_map(Document::as_number)
        .collect();
    assert_eq!(
        numbers,
        [
            Number::from(u64::MAX),
            Number::from(i64::MIN),
            Number::from(1.0)
        ]
    );
    assert_eq!(
        to_json(&document),
        "[18446744073709551615,-9223372036854775808,1.0]"
    );
    for (value, text) in [
        (f64::NAN, "\"NaN\""),
        (f64::INFINITY, "\"Infinity\""),
        (1e300, "1e+300"),
        (-0.0, "-0.0"),
    ] {
        assert_eq!(to_json(&value), text);
        assert_eq!(
            from_json::<f64>(text.as_bytes()).unwrap().to_bits(),
            value.to_bits()
        );
    }
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
fn a_lenient_reading_remembers_what_it_made_up() {
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

/// What another parser makes of a text, in our terms.
fn theirs(text: &[u8]) -> Option<Document> {
    fn document(value: &serde_json::Value) -> Document {
        use serde_json::Value;
        match value {
            Value::Null => Document::Null,
            Value::Bool(value) => Document::Boolean(*value),
            Value::Number(number) => {
                let integer = number
                    .as_i64()
                    .map(Number::from)
                    .or(number.as_u64().map(Number::from));
                Document::Number(integer.unwrap_or_else(|| number.as_f64().unwrap().into()))
            }
            Value::String(text) => Document::String(text.clone()),
            Value::Array(elements) => elements.iter().map(document).collect(),
            Value::Object(entries) => {
                Document::map(entries.iter().map(|(key, value)| (key, document(value))))
            }
        }
    }
    serde_json::from_slice(text).ok().as_ref().map(document)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_are_read_as_by_another_parser(text in r#"([\[\]{}:,"0-9eE.+\-\\untrfalse \u{e9}]|"a"|[1-9]|\\u[0-9a-fd]{4}|\{"|":|true){0,24}"#) {
        let ours = from_json::<Document>(text.as_bytes()).ok();
        match theirs(text.as_bytes()) {
            None => prop_assert!(ours.is_none(), "{}", text),
            // Integers of more than 64 bits and `-0` are floats there.
            theirs => prop_assert!(ours == theirs || text.contains("-0") || text.len() > 18, "{}", text),
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = from_json::<Everything>(&bytes);
    }

    #[test]
    fn a_damaged_message_is_read_without_a_panic(at in 0..FULL.len(), byte: u8, length in 0..FULL.len()) {
        let mut text = FULL.as_bytes().to_vec();
        text[at] = byte;
        let _ = from_json::<Everything>(&text);
        let _ = from_json::<Everything>(text.get(..length).unwrap());
    }

    #[test]
    fn any_text_comes_back(text: String) {
        let written = to_json(&text);
        prop_assert_eq!(&serde_json::from_str::<String>(&written).unwrap(), &text);
        prop_assert_eq!(from_json::<String>(written.as_bytes()), Ok(text));
    }

    #[test]
    fn any_number_comes_back(double: f64, float: f32, long: i64) {
        prop_assert_eq!(from_json::<f64>(to_json(&double).as_bytes()).unwrap().to_bits(), double.to_bits());
        prop_assert_eq!(from_json::<f32>(to_json(&float).as_bytes()).unwrap().to_bits(), float.to_bits());
        prop_assert_eq!(from_json::<i64>(to_json(&long).as_bytes()), Ok(long));
    }
}

#[test]
fn a_number_beyond_every_float_is_refused() {
    for (text, expected) in [
        (
            "[1,-1e999]",
            "[1]: -1e999 does not fit the type `double` (at byte 3)",
        ),
        (
            r#"{"a":{"b":1e309}}"#,
            r#"["a"]["b"]: 1e309 does not fit the type `double` (at byte 10)"#,
        ),
    ] {
        let error = from_json::<Document>(text.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let long = "9".repeat(400);
    let error = from_json::<Document>(long.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the number does not fit the type `double` (at byte 0)"
    );
    let unknown = from_json::<Everything>(br#"{"Choice":{"New":[1e999]}}"#).unwrap_err();
    assert_eq!(unknown.path(), "Choice.New[0]");
    assert_eq!(from_json(b"1e308"), Ok(Document::from(1e308)));
    assert_eq!(from_json(b"1e-999"), Ok(Document::from(0.0)));
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
    let _: Everything = tree::read(&mut tree, root);
    assert!(!tree.failed());
}

#[test]
fn a_big_number_is_a_number_or_a_string_and_is_read_from_both() {
    let text = "-0.100000000000000000000001";
    let number: BigDecimal = text.parse().unwrap();
    let write = |mut writer: JsonWriter| {
        crate::writer::write(&number, &mut writer);
        writer.finish()
    };
    assert_eq!(write(JsonWriter::new(Names::Model)), text);
    let quoted = write(JsonWriter::new(Names::Model).quoting_big_numbers());
    assert_eq!(quoted, format!("\"{text}\""));
    for text in [text, &quoted] {
        assert_eq!(from_json(text.as_bytes()).as_ref(), Ok(&number));
    }
}

#[test]
fn the_paths_of_corrections_have_a_limit() {
    let text = format!("[{}{{}}]", "{},".repeat(1_500));
    let (read, corrected) = from_json_lenient::<Vec<Point>>(text.as_bytes()).unwrap();
    assert_eq!((read.len(), corrected.len()), (1_501, 1_000));
    assert_eq!(corrected.last().map(String::as_str), Some("[999].X"));
}

#[test]
fn an_integer_of_any_size_may_be_written_otherwise() {
    let read: Vec<BigInteger> =
        from_json(b"[5.0, 1E3, -12.50e1, 123456789012345678901234567890.00]").unwrap();
    let texts: Vec<_> = read.iter().map(BigInteger::as_str).collect();
    assert_eq!(
        texts,
        ["5", "1000", "-125", "123456789012345678901234567890"]
    );
    for text in ["[5.5]", "[1e-1]", "[1e999999999]", "[\"5.0\"]", "[\"1.5\"]"] {
        assert!(
            from_json::<Vec<BigInteger>>(text.as_bytes()).is_err(),
            "{text}"
        );
    }
    let lax = from_json_with::<Vec<BigInteger>>(b"[\"5.0\", \"7\"]", Options::new().coercing());
    let (read, _) = lax.unwrap();
    assert_eq!(read, [5, 7].map(BigInteger::from));
    // A decimal keeps its spelling.
    let read: Vec<BigDecimal> = from_json(b"[5.0, 1E3]").unwrap();
    assert_eq!(
        read.iter().map(BigDecimal::as_str).collect::<Vec<_>>(),
        ["5.0", "1E3"]
    );
}
