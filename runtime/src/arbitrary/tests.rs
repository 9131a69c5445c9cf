use proptest::prelude::*;

use super::*;
use crate::fixture::Everything;
use crate::model::schema::{Kind, Member, Schema};

const ANY: ValueOptions = ValueOptions {
    range: Range::Any,
    codec: Codec::Json,
};

fn options(codec: Codec) -> ValueOptions {
    ValueOptions { codec, ..ANY }
}

const VALID: ValueOptions = ValueOptions {
    range: Range::Valid,
    codec: Codec::Json,
};

#[test]
fn no_bytes_make_the_least_value() {
    let least: Everything = value(&mut Unstructured::new(&[]), ANY);
    assert_eq!(least, Everything::default());
}

#[test]
fn the_same_bytes_make_the_same_value() {
    let bytes: Vec<u8> = (0..=255).cycle().take(4000).collect();
    let make = || value::<Everything>(&mut Unstructured::new(&bytes), ANY);
    assert_eq!(make(), make());
    assert_ne!(make(), Everything::default());
}

#[test]
fn patterns_of_services_are_met() {
    for pattern in [
        r"^[a-zA-Z0-9_-]{1,64}$",
        r"^arn:(aws|aws-cn):connect:[a-z]+-[a-z]+-[0-9]:\d{12}:instance/.+$",
        r"^[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}$",
        r"\d+",
        r"^$|^\p{L}+$",
    ] {
        let schema = Schema::new("Text", Kind::String).pattern(pattern);
        let bytes: Vec<u8> = (0..=255).collect();
        let mut bytes = Unstructured::new(&bytes);
        let mut tree = RandomTree::new(&mut bytes, VALID);
        let text = tree.text(&schema, None);
        assert!(
            regex::Regex::new(pattern).unwrap().is_match(&text),
            "{text} for {pattern}"
        );
    }
}

#[test]
fn what_recurses_ends() {
    static LIST: Schema =
        Schema::list("List", &Member::new("member", &UNION)).length(Some(1), None);
    static UNION: Schema = Schema::union(
        "Union",
        &[
            Member::new("List", &LIST),
            Member::new("Union", &UNION),
            Member::new("Text", &crate::model::schema::STRING),
        ],
    );
    let mut bytes = Unstructured::new(&[0; 100]);
    let tree = RandomTree::new(&mut bytes, VALID);
    let mut tree = tree;
    let mut node = tree.root();
    let mut depth = 0;
    let at = Member::new("Union", &UNION);
    loop {
        let mut slots = [crate::shape::deserializer::Node::NONE; 3];
        crate::shape::deserializer::ShapeDeserializer::structure(&mut tree, node, &at, &mut slots);
        depth += 1;
        assert!(depth < 100);
        if slots[2].is_some() {
            break;
        }
        node = if slots[1].is_some() {
            slots[1]
        } else {
            let list = Member::new("List", &LIST);
            crate::shape::deserializer::ShapeDeserializer::first_element(&mut tree, slots[0], &list)
                .0
        };
    }
}

proptest! {
    #[cfg(feature = "validate")]
    #[test]
    fn what_is_valid_is_valid(value in strategy::<Everything>(VALID)) {
        prop_assert_eq!(crate::validate::validate(&value), Ok(()));
    }

    #[cfg(feature = "xml")]
    #[test]
    fn xml_comes_back(value in strategy::<Everything>(options(Codec::Xml))) {
        let text = crate::codec::xml::to_xml(&value);
        let read = crate::codec::xml::from_xml::<Everything>(&text);
        prop_assert_eq!(format!("{read:?}"), format!("{:?}", Ok::<_, crate::types::Error>(value)), "{}", text);
    }

    #[cfg(feature = "cbor")]
    #[test]
    fn cbor_comes_back(value in strategy::<Everything>(options(Codec::Cbor))) {
        let read = crate::codec::cbor::from_cbor::<Everything>(&crate::codec::cbor::to_cbor(&value));
        prop_assert_eq!(format!("{read:?}"), format!("{:?}", Ok::<_, crate::types::Error>(value)));
    }
}
