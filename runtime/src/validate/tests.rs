use std::collections::BTreeMap;

use super::*;
use crate::fixture::{Choice, EVERYTHING, Everything, Point, full};
use crate::model::schema::{Kind, Traits};
use crate::types::UnknownMember;

fn told(value: &Everything) -> Vec<String> {
    let violations =
        validate(value).map_or_else(Violations::into_iter, |()| Vec::new().into_iter());
    violations.map(|violation| violation.to_string()).collect()
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

#[test]
fn a_value_its_model_allows_has_no_violation() {
    let value = Everything {
        map: Some(BTreeMap::from([("red".into(), vec!["a".into()])])),
        attribute: Some("q".into()),
        point: Some(Point { x: -5, unit: None }),
        ..full()
    };
    assert_eq!(validate(&value), Ok(()));
}

#[test]
fn violations_are_reported_in_model_order() {
    let value = Everything {
        integer: Some(501),
        double: Some(f64::NAN),
        text: Some(String::new()),
        blob: Some("abcd".into()),
        color: Some("blue".into()),
        texts: Some(texts(["a", "é!", "ninechars", "b"])),
        nested: Some(vec![texts(["a"]), texts(["b", "a", "b"])]),
        map: Some(BTreeMap::from([("x".into(), vec![String::new()])])),
        point: Some(Point {
            x: -6,
            unit: Some("!".into()),
        }),
        choice: Some(Choice::Again(Box::new(Choice::Unknown(
            UnknownMember::default(),
        )))),
        ..Everything::default()
    };
    let expected = [
        "Integer: is 501, expected -5 to 500",
        "Double: is NaN, expected at least -1.5",
        "text: has 0 characters, expected 1 to 8",
        "Blob: has 4 bytes, expected up to 3",
        r#"Color: "blue" is not one of the known values: red, light green"#,
        "Texts: has 4 elements, expected up to 3",
        r#"Texts[1]: "é!" does not match ^[^!]*$"#,
        "Texts[2]: has 9 characters, expected 1 to 8",
        "Nested[1]: has the same element at 0 and 2",
        r#"Map["x"]: the key "x" is not one of the known values: red, light green"#,
        r#"Map["x"][0]: has 0 characters, expected 1 to 8"#,
        "Point.X: is -6, expected -5 to 500",
        r#"Point.unit: "!" does not match ^[^!]*$"#,
        "Choice.Again: has 0 members, expected one of a union",
    ];
    assert_eq!(told(&value), expected);
    let violations = validate(&value).unwrap_err();
    assert_eq!(violations.hard().count(), expected.len() - 4);
    assert_eq!(violations.to_string(), expected.join("\n"));
}

#[test]
fn what_is_sensitive_is_not_shown() {
    let value = Everything {
        secret: Some("PASSWORD".into()),
        secret_map: Some(BTreeMap::from([("KEYWORD".into(), "open!".into())])),
        ..Everything::default()
    };
    let expected = [
        "Secret: has 8 characters, expected up to 4",
        "Secret: a sensitive string does not match ^[a-z]*$",
        "SecretMap[***]: the key has 7 characters, expected up to 4",
        "SecretMap[***]: the key a sensitive string does not match ^[a-z]*$",
        r#"SecretMap[***]: "open!" does not match ^[^!]*$"#,
    ];
    assert_eq!(told(&value), expected);
    let shown = format!("{:?}", validate(&value));
    assert!(!shown.contains("WORD"), "{shown}");
}

#[test]
fn a_rule_can_be_read_by_a_program() {
    let value = Everything {
        integer: Some(-6),
        ..Everything::default()
    };
    let violations: Vec<_> = validate(&value).unwrap_err().into_iter().collect();
    let [violation] = violations.as_slice() else {
        panic!("{violations:?}");
    };
    assert_eq!(
        (violation.rule.name(), violation.severity()),
        ("range", Severity::Hard)
    );
    let rule = Rule::Range {
        min: Some((-5).into()),
        max: Some(500.into()),
        actual: Some("-6".to_owned()),
    };
    assert_eq!(violation.rule, rule);
}

/// A JSON object.
fn object<const N: usize>(members: [(&str, Document); N]) -> Document {
    Document::Map(members.map(|(name, value)| (name.to_owned(), value)).into())
}

fn document_told(document: &Document) -> Vec<String> {
    let violations = validate_document(document, &EVERYTHING)
        .map_or_else(Violations::into_iter, |()| Vec::new().into_iter());
    violations.map(|violation| violation.to_string()).collect()
}

#[test]
fn json_may_lack_members_and_have_wrong_types() {
    let document = object([
        ("boolean", "true".into()),
        ("Byte", 128.into()),
        ("Integer", 1.5.into()),
        ("Double", "-Infinity".into()),
        ("text", Document::Null),
        ("Blob", "?".into()),
        ("Instant", "yesterday".into()),
        ("Texts", object([])),
        ("Flat", Document::from_iter([Document::Null])),
        ("Holes", Document::from_iter([Document::Null, "x".into()])),
        ("Map", object([("red", 7.into())])),
        ("Point", object([("unit", "m".into())])),
        (
            "Choice",
            object([("text", "a".into()), ("Point", object([]))]),
        ),
        ("Itself", object([("Point", Document::from_iter([1]))])),
        ("Unknown", 1.into()),
    ]);
    let expected = [
        "boolean: is text, expected boolean",
        "Byte: is a number that does not fit, expected byte",
        "Integer: is a number that does not fit, expected integer",
        "Double: is -inf, expected at least -1.5",
        "Blob: is text that is not base64, expected blob",
        "Instant: is no instant, expected timestamp",
        "Texts: is an object, expected list",
        "Flat[0]: is null, expected string",
        "Holes[1]: is text, expected integer",
        r#"Map["red"]: is a number, expected list"#,
        "Point.X: is required and missing",
        "Choice: has 2 members, expected one of a union",
        "Itself.Point: is a list, expected structure",
    ];
    assert_eq!(document_told(&document), expected);
    let nothing = validate_document(&Document::Null, &EVERYTHING).unwrap_err();
    assert_eq!(nothing.to_string(), "is null, expected structure");
}

#[test]
fn json_that_can_be_read_is_allowed() {
    let document = object([
        ("Byte", 1e2.into()),
        ("Double", "NaN".into()),
        ("Instant", 1.5.into()),
        ("Date", "2026-11-21T04:48:00Z".into()),
        ("Blob", "aGk=".into()),
        ("Holes", Document::from_iter([Document::Null, 1.into()])),
        (
            "Choice",
            object([
                ("__type", "x".into()),
                ("New", 1.into()),
                ("text", Document::Null),
            ]),
        ),
    ]);
    assert_eq!(
        document_told(&document),
        ["Double: is NaN, expected at least -1.5"]
    );
}

#[test]
fn a_range_holds_to_the_last_digit() {
    static BIG: Schema = Schema::new("Big", Kind::BigInteger)
        .with(&Traits::new().decimal_range(Some("123456789012345678901234567890"), None));
    static CLOSE: Schema = Schema::new("Close", Kind::BigDecimal)
        .with(&Traits::new().decimal_range(None, Some("1.000000000000000000000000000001")));
    static TENTH: Schema =
        Schema::new("Tenth", Kind::Float).with(&Traits::new().float_range(None, Some(0.1)));
    static EXACT: Schema =
        Schema::new("Exact", Kind::BigDecimal).with(&Traits::new().float_range(Some(0.1), None));
    let told = |schema, value: Document| {
        let violations = validate_document(&value, schema);
        violations.map_or_else(
            |violations| violations.to_string(),
            |()| "allowed".to_owned(),
        )
    };
    for (schema, text, expected) in [
        (&BIG, "123456789012345678901234567890", "allowed"),
        (&BIG, "1E+40", "allowed"),
        (
            &BIG,
            "123456789012345678901234567889",
            "is 123456789012345678901234567889, expected at least 123456789012345678901234567890",
        ),
        (
            &BIG,
            "1.5",
            "is a number that does not fit, expected bigInteger",
        ),
        (&BIG, "many", "is text, expected bigInteger"),
        (&CLOSE, "1.0000000000000000000000000000010", "allowed"),
        (&CLOSE, "-1E+999999999", "allowed"),
        (
            &CLOSE,
            "1.0000000000000000000000000000011",
            "is 1.0000000000000000000000000000011, expected at most 1.000000000000000000000000000001",
        ),
        (&EXACT, "0.1", "allowed"),
        (
            &EXACT,
            "0.09999999999999999999999999999",
            "is 0.09999999999999999999999999999, expected at least 0.1",
        ),
    ] {
        assert_eq!(told(schema, text.into()), expected);
    }
    // The nearest float of 32 bits is above the one of 64, and is the same decimal.
    assert_eq!(told(&TENTH, 0.1.into()), "allowed");
    let mut validator = Validator::default();
    validator.float(&Member::new("float", &TENTH), 0.1_f32);
    assert_eq!(validator.finish(), Ok(()));
}
