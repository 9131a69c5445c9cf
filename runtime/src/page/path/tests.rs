use std::collections::BTreeMap;

use super::{Comparison, Found, Function, Path, Step};
use crate::fixture::{Choice, Everything, Point, full};
use crate::types::Document;

fn found(steps: &[Step<'_>], value: &Everything) -> Document {
    Path::new(steps).find(value).unwrap().to_document()
}

#[test]
fn members_of_all_kinds_are_seen() {
    let value = full();
    for (name, expected) in [
        ("boolean", Document::from(true)),
        ("Byte", Document::from(-128)),
        ("Double", Document::from(-0.5)),
        ("text", Document::from("a & <b>")),
        ("Blob", Document::from("aGk=")),
        ("Instant", Document::from(1_398_796_238.5)),
        ("Epoch", Document::from(1_398_796_238)),
        ("Color", Document::from("light green")),
        ("Texts", Document::from_iter(["a", "é"])),
        ("Holes", Document::from_iter([Some(1), None, Some(-3)])),
        ("Nulls", Document::map([("m", None), ("n", Some(false))])),
        (
            "Point",
            Document::map([("X", Document::from(-5)), ("unit", "\"mm\"".into())]),
        ),
        (
            "Choice",
            Document::map([("Again", Document::map([("text", "o")]))]),
        ),
        ("Document", Document::Null),
        ("Unknown", Document::Null),
    ] {
        assert_eq!(found(&[Step::Field(name)], &value), expected, "{name}");
    }
}

#[test]
fn documents_are_walked_like_structures() {
    let value = Everything {
        document: Some(Document::map([("a", Document::from_iter([1, 2]))])),
        ..Everything::default()
    };
    let steps = [
        Step::Field("Document"),
        Step::Field("a"),
        Step::Chain(0, 1),
        Step::Index(-1),
        Step::Chain(2, 3),
    ];
    assert_eq!(found(&steps, &value), Document::from(2));
}

#[test]
fn projections_drop_nulls_and_flatten_one_level() {
    let value = Everything {
        nested: Some(vec![vec!["a".into()], vec![], vec!["b".into(), "c".into()]]),
        holes: Some(vec![Some(1), None]),
        ..Everything::default()
    };
    let steps = [
        Step::Field("Nested"),
        Step::Current,
        Step::Flatten(0, 1),
        Step::Field("Holes"),
        Step::Each(3, 1),
        Step::List(&[2, 4]),
    ];
    let expected = [
        Document::from_iter(["a", "b", "c"]),
        Document::from_iter([1]),
    ];
    assert_eq!(found(&steps, &value), Document::from_iter(expected));
}

#[test]
fn maps_with_keys_of_an_enum_are_found_by_text() {
    let map = BTreeMap::from([("red".into(), vec!["r".into()])]);
    let value = Everything {
        map: Some(map),
        ..Everything::default()
    };
    let steps = [Step::Field("Map"), Step::Field("red"), Step::Chain(0, 1)];
    assert_eq!(found(&steps, &value), Document::from_iter(["r"]));
}

#[test]
fn operands_after_their_user_are_null() {
    let steps = [Step::Not(0), Step::Chain(1, 2)];
    assert_eq!(found(&steps, &full()), Document::Null);
    assert_eq!(found(&[Step::Not(7)], &full()), Document::from(true));
}

#[test]
fn a_function_refuses_wrong_types() {
    let steps = [Step::Field("Long"), Step::Call(Function::Length, &[0])];
    let error = Path::new(&steps).find(&full()).map(|_| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "an argument of `length` has the wrong type"
    );
}

#[test]
fn numbers_are_compared_by_value() {
    let value = Everything {
        long: Some(i64::MAX),
        double: Some(2.0),
        byte: Some(2),
        ..Everything::default()
    };
    let compare = |comparison, one, other| {
        let steps = [
            Step::Field(one),
            Step::Field(other),
            Step::Compare(comparison, 0, 1),
        ];
        let path = Path::new(&steps);
        matches!(path.find(&value), Ok(Found::Boolean(true)))
    };
    assert!(compare(Comparison::Equal, "Double", "Byte"));
    assert!(compare(Comparison::GreaterOrEqual, "Long", "Byte"));
    assert!(!compare(Comparison::Less, "Long", "Short"));
}

#[test]
fn large_integers_are_equal_if_neither_is_less() {
    let largest = i64::MAX;
    let value = Document::map([
        ("one", Document::from(largest)),
        ("next", Document::from(largest.unsigned_abs() + 1)),
    ]);
    let compare = |comparison| {
        let steps = [
            Step::Field("one"),
            Step::Field("next"),
            Step::Compare(comparison, 0, 1),
        ];
        Path::new(&steps).find(&value).unwrap().to_document()
    };
    assert_eq!(compare(Comparison::Less), Document::from(true));
    assert_eq!(compare(Comparison::Equal), Document::from(false));
    assert_eq!(compare(Comparison::GreaterOrEqual), Document::from(false));
}

#[test]
fn a_union_and_boxes_are_opened() {
    let value = Everything {
        choice: Some(Choice::Point(Point { x: 3, unit: None })),
        itself: Some(Box::new(full())),
        ..Everything::default()
    };
    let steps = [
        Step::Field("Choice"),
        Step::Field("Point"),
        Step::Chain(0, 1),
        Step::Field("X"),
        Step::Chain(2, 3),
        Step::Field("itself"),
        Step::Field("Itself"),
        Step::Field("Short"),
        Step::Chain(6, 7),
        Step::List(&[4, 5, 8]),
    ];
    let expected = [
        Document::from(3),
        Document::Null,
        Document::from(i64::from(i16::MAX)),
    ];
    assert_eq!(found(&steps, &value), Document::from_iter(expected));
}
