use std::collections::BTreeMap;

use super::*;
use crate::fixture::{Choice, Everything, full};
use crate::types::{Document, UnknownMember, Value};

fn pairs(value: &Everything, dialect: Dialect) -> Vec<String> {
    to_query(value, dialect)
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect()
}

#[test]
fn every_kind_has_its_key_and_its_text() {
    let expected = [
        "boolean=true",
        "Byte=-128",
        "Short=32767",
        "Integer=256",
        "Long=-9223372036854775808",
        "Float=7.625",
        "Double=-0.5",
        "Text=a & <b>",
        "Secret=abcd",
        "Blob=aGk=",
        "Instant=2014-04-29T18:30:38.5Z",
        "Epoch=1398796238",
        "Date=Tue, 29 Apr 2014 18:30:38 GMT",
        "Color=light green",
        "Texts.member.1=a",
        "Texts.member.2=é",
        "Flat.1=b",
        "Flat.2=c",
        "Hi.1=d",
        "Hi.2=e",
        "Renamed.item.1=f",
        "Nested.member.1.member.1=g",
        "Nested.member.2=",
        "Holes.member.1=1",
        "Holes.member.3=-3",
        "Map.entry.1.key=red",
        "Map.entry.1.value.member.1=h",
        "Map.entry.2.key=x",
        "Map.entry.2.value=",
        "FlatMap.1.K=i",
        "FlatMap.1.V=1",
        "FlatMap.2.K=j",
        "FlatMap.2.V=2",
        "SecretMap.entry.1.key=k",
        "SecretMap.entry.1.value=l",
        "Nulls.entry.1.key=m",
        "Nulls.entry.2.key=n",
        "Nulls.entry.2.value=false",
        "Point.X=-5",
        "Point.p:unit=\"mm\"",
        "Choice.Again.Words=o",
        "attr=q\n<&",
    ];
    assert_eq!(pairs(&full(), Dialect::Aws), expected);
}

#[test]
fn ec2_capitalizes_and_flattens_and_leaves_empty_lists_out() {
    let value = Everything {
        boolean: Some(false),
        text: Some("t".into()),
        texts: Some(vec!["a".into()]),
        flat_renamed: Some(vec!["b".into()]),
        renamed: Some(vec![]),
        nested: Some(vec![vec!["g".into()], vec![]]),
        attribute: Some("q".into()),
        ..Everything::default()
    };
    let expected = [
        "Boolean=false",
        "T=t",
        "Texts.1=a",
        "Hi.1=b",
        "Nested.1.1=g",
        "Attr=q",
    ];
    assert_eq!(pairs(&value, Dialect::Ec2), expected);
}

#[test]
fn empty_lists_are_written_and_empty_maps_are_not() {
    let value = Everything {
        texts: Some(vec![]),
        flat: Some(vec![]),
        map: Some(BTreeMap::new()),
        ..Everything::default()
    };
    assert_eq!(pairs(&value, Dialect::Aws), ["Texts=", "Flat="]);
    assert_eq!(pairs(&value, Dialect::Ec2), [""; 0]);
}

#[test]
fn floats_that_are_no_numbers_have_names() {
    let value = Everything {
        float: Some(f32::NAN),
        double: Some(f64::NEG_INFINITY),
        ..Everything::default()
    };
    assert_eq!(
        pairs(&value, Dialect::Aws),
        ["Float=NaN", "Double=-Infinity"]
    );
}

#[test]
fn what_no_schema_describes_takes_the_form_of_its_kind() {
    let unknown = Value::structure([
        ("List", Value::list([Value::from(1), Value::from("a")])),
        ("Map", Value::map([("k", Value::from(true))])),
    ]);
    let value = Everything {
        choice: Some(Choice::Unknown(UnknownMember::new("New", unknown))),
        document: Some(Document::from(BTreeMap::from([(
            "d".to_owned(),
            Document::from_iter([1, 2]),
        )]))),
        ..Everything::default()
    };
    let expected = [
        "Choice.New.List.member.1=1",
        "Choice.New.List.member.2=a",
        "Choice.New.Map.entry.1.key=k",
        "Choice.New.Map.entry.1.value=true",
        "Document.entry.1.key=d",
        "Document.entry.1.value.member.1=1",
        "Document.entry.1.value.member.2=2",
    ];
    assert_eq!(pairs(&value, Dialect::Aws), expected);
}

#[test]
fn the_body_escapes_all_but_unreserved_characters() {
    let mut query = Query::default();
    query.push("a b", "-._~ +*/é&=%");
    assert_eq!(query.to_string(), "a%20b=-._~%20%2B%2A%2F%C3%A9%26%3D%25");
}
