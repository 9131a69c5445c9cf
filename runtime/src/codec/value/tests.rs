//! Value tree tests with the fixture.

use crate::fixture::{Everything, full};
use crate::forms::Codecs as _;
use crate::shape::debug::REDACTED;
use crate::types::Document;
use crate::types::Value;

#[test]
fn a_tree_has_members_in_order_and_tells_kinds_apart() {
    let tree = full().to_value();
    assert_eq!(tree.pointer("/Byte"), Some(&Value::Integer(-128)));
    assert_eq!(tree.pointer("/Long"), Some(&Value::Long(i64::MIN)));
    assert_eq!(tree.pointer("/Float"), Some(&Value::Float(7.625)));
    assert_eq!(
        tree.pointer("/Color"),
        Some(&Value::Enum("light green".into()))
    );
    assert_eq!(tree.pointer("/Blob"), Some(&Value::Blob("hi".into())));
    assert_eq!(tree.pointer("/Holes/1"), Some(&Value::Null));
    assert_eq!(tree.pointer("/Itself"), Some(&Value::Structure(Vec::new())));
    assert_eq!(tree.pointer("/Document"), None);
    let Some(Value::Map(entries)) = tree.get("Map") else {
        panic!("{tree:?}");
    };
    assert_eq!(entries[0].0, Value::Enum("red".into()));
    let Value::Structure(members) = &tree else {
        panic!("{tree:?}");
    };
    assert_eq!(
        (members[0].0.as_str(), members[1].0.as_str()),
        ("boolean", "Byte")
    );
}

#[test]
fn a_tree_is_read_back() {
    let mut value = full();
    value.document = Some(Document::map([(
        "a",
        Document::from(vec![Document::Null, Document::from(u64::MAX)]),
    )]));
    assert_eq!(Everything::from_value(&value.to_value()), Ok(value));
}

#[test]
fn a_tree_of_another_shape_is_an_error() {
    let tree = Value::structure([(
        "Map",
        Value::map([("a", Value::list([Value::Boolean(true)]))]),
    )]);
    assert_eq!(
        Everything::from_value(&tree).unwrap_err().to_string(),
        "Map[\"a\"][0]: found a boolean, expected text"
    );
    let tree = Value::Map(vec![(Value::Null, Value::Null)]);
    assert!(Everything::from_value(&tree).is_err());
    let deep = (0..200).fold(Value::Null, |inner, _| Value::list([inner]));
    assert!(Everything::from_value(&deep).is_err());
}

#[test]
fn a_redacted_tree_hides_members_and_keys() {
    let tree = full().to_value_redacted();
    let hidden = Value::from(REDACTED);
    assert_eq!(tree.get("Secret"), Some(&hidden));
    assert_eq!(
        tree.get("SecretMap"),
        Some(&Value::Map(vec![(hidden, Value::from("l"))]))
    );
    let plain = full().to_value();
    assert_eq!(tree.get("Choice"), plain.get("Choice"));
    let text = format!("{tree:?}");
    assert!(!text.contains("abcd") && !text.contains("\"k\""), "{text}");
}

#[test]
fn pointers_reach_members_keys_and_elements() {
    let map = Value::map([("a/b~", Value::list([Value::Null, Value::from(7)]))]);
    let value = Value::structure([("Map", map)]);
    assert_eq!(value.pointer("/Map/a~1b~0/1"), Some(&Value::Integer(7)));
    assert_eq!(value.pointer(""), Some(&value));
    for missing in [
        "Map",
        "/Map/a",
        "/Map/a~1b~0/2",
        "/Map/a~1b~0/-1",
        "/Map/a~1b~0/1/x",
    ] {
        assert_eq!(value.pointer(missing), None, "{missing}");
    }
}

#[test]
fn floats_are_equal_by_bits_and_kinds_are_told_apart() {
    assert_eq!(Value::from(f64::NAN), Value::from(f64::NAN));
    assert_ne!(Value::Float(0.0), Value::Float(-0.0));
    assert_ne!(Value::from("a"), Value::Enum("a".into()));
    assert_ne!(Value::from(1_i32), Value::from(1_i64));
}
