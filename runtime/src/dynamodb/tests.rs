//! Round trips of items with every kind of value.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde_json::{Value as Json, json};

use super::*;
use crate::forms::Codecs as _;
use crate::model::schema::{self, Kind, Member, Schema};
use crate::shape::MemberVisitor;
use crate::shape::deserializer::MemberSource;
use crate::types::Blob;

/// A substitute for a generated `AttributeValue`.
#[derive(Debug, Clone, PartialEq, Default)]
struct Attr {
    s: Option<String>,
    n: Option<String>,
    b: Option<Blob>,
    ss: Option<Vec<String>>,
    ns: Option<Vec<String>>,
    bs: Option<Vec<Blob>>,
    m: Option<BTreeMap<String, Attr>>,
    l: Option<Vec<Attr>>,
    null: Option<bool>,
    boolean: Option<bool>,
}

static TEXTS: Schema = Schema::new("Texts", Kind::List(&Member::new("member", &schema::STRING)));
static BLOBS: Schema = Schema::new("Blobs", Kind::List(&Member::new("member", &schema::BLOB)));
static LIST: Schema = Schema::new("List", Kind::List(&Member::new("member", &ATTR)));
static MAP: Schema = Schema::new(
    "Map",
    Kind::Map(
        &Member::new("key", &schema::STRING),
        &Member::new("value", &ATTR),
    ),
);
static MEMBERS: &[Member] = &[
    Member::new("S", &schema::STRING),
    Member::new("N", &schema::STRING),
    Member::new("B", &schema::BLOB),
    Member::new("SS", &TEXTS),
    Member::new("NS", &TEXTS),
    Member::new("BS", &BLOBS),
    Member::new("M", &MAP),
    Member::new("L", &LIST),
    Member::new("NULL", &schema::BOOLEAN),
    Member::new("BOOL", &schema::BOOLEAN),
];
static ATTR: Schema = Schema::structure("AttributeValue", MEMBERS);

impl Shape for Attr {
    const SCHEMA: &'static Schema = &ATTR;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.s);
        visitor.member(1, &self.n);
        visitor.member(2, &self.b);
        visitor.member(3, &self.ss);
        visitor.member(4, &self.ns);
        visitor.member(5, &self.bs);
        visitor.member(6, &self.m);
        visitor.member(7, &self.l);
        visitor.member(8, &self.null);
        visitor.member(9, &self.boolean);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            s: source.get(0),
            n: source.get(1),
            b: source.get(2),
            ss: source.get(3),
            ns: source.get(4),
            bs: source.get(5),
            m: source.get(6),
            l: source.get(7),
            null: source.get(8),
            boolean: source.get(9),
        }
    }
}

/// The attribute of a value as JSON.
fn shown<T: Serialize>(value: &T) -> String {
    to_attribute::<_, Attr>(value).unwrap().to_json()
}

#[test]
fn every_kind_has_its_attribute() {
    assert_eq!(shown(&"a"), r#"{"S":"a"}"#);
    assert_eq!(shown(&1), r#"{"N":"1"}"#);
    assert_eq!(
        shown(&i128::MIN),
        r#"{"N":"-170141183460469231731687303715884105728"}"#
    );
    assert_eq!(shown(&0.1_f32), r#"{"N":"0.1"}"#);
    assert_eq!(shown(&Binary(vec![1, 2])), r#"{"B":"AQI="}"#);
    assert_eq!(shown(&Set(["a", "b"])), r#"{"SS":["a","b"]}"#);
    assert_eq!(shown(&Set(vec![1, 2])), r#"{"NS":["1","2"]}"#);
    assert_eq!(shown(&Set([Binary(vec![0])])), r#"{"BS":["AA=="]}"#);
    assert_eq!(shown(&Some(true)), r#"{"BOOL":true}"#);
    assert_eq!(shown(&None::<u8>), r#"{"NULL":true}"#);
    assert_eq!(shown(&(1, "a")), r#"{"L":[{"N":"1"},{"S":"a"}]}"#);
    assert_eq!(
        shown(&BTreeMap::from([(7, true)])),
        r#"{"M":{"7":{"BOOL":true}}}"#
    );
    assert_eq!(
        shown(&Bound::Included(1)),
        r#"{"M":{"Included":{"N":"1"}}}"#
    );
}

#[test]
fn json_goes_there_and_back() {
    let value = json!({
        "id": "u-1", "age": 41, "score": 0.25, "big": u64::MAX, "small": i64::MIN, "active": true,
        "gone": null, "tags": ["a", ["b"], {}], "nested": {"x": {"y": [1.5, "z"]}}, "huge": 1e300
    });
    let item: BTreeMap<String, Attr> = to_item(&value).unwrap();
    assert_eq!(item["age"].n.as_deref(), Some("41"));
    assert_eq!(from_item::<Json, _>(&item).unwrap(), value);
}

#[test]
fn no_digit_is_lost() {
    let digits = "3.14159265358979323846264338327950288419";
    let attribute = Attr {
        n: Some(digits.to_owned()),
        ..Attr::default()
    };
    assert_eq!(from_attribute::<String, _>(&attribute).unwrap(), digits);
    assert!(from_attribute::<Json, _>(&attribute).is_err());
    let number = |digits: &str| Attr {
        n: Some(digits.to_owned()),
        ..Attr::default()
    };
    assert_eq!(
        from_attribute::<u128, _>(&number(&u128::MAX.to_string())).unwrap(),
        u128::MAX
    );
    assert_eq!(
        from_attribute::<Json, _>(&number("1.50")).unwrap(),
        json!(1.5)
    );
    assert_eq!(
        from_attribute::<Json, _>(&number("100")).unwrap(),
        json!(100)
    );
    assert!(from_attribute::<u8, _>(&number("256")).is_err());
    assert!(from_attribute::<u8, _>(&number("abc")).is_err());
}

#[test]
fn sets_and_bytes_come_back() {
    let set = Set(vec!["a".to_owned()]);
    let attribute: Attr = to_attribute(&set).unwrap();
    assert_eq!(
        from_attribute::<Set<Vec<String>>, _>(&attribute).unwrap(),
        set
    );
    let set = Set(vec![Binary(vec![1])]);
    let attribute: Attr = to_attribute(&set).unwrap();
    assert_eq!(
        from_attribute::<Set<Vec<Binary>>, _>(&attribute).unwrap(),
        set
    );
    let variant: Attr = to_attribute(&Bound::Excluded(3)).unwrap();
    assert_eq!(
        from_attribute::<Bound<u8>, _>(&variant).unwrap(),
        Bound::Excluded(3)
    );
}

#[test]
fn what_dynamodb_cannot_hold_is_refused() {
    assert!(to_attribute::<_, Attr>(&f64::NAN).is_err());
    assert!(to_attribute::<_, Attr>(&Set(Vec::<u8>::new())).is_err());
    assert!(to_attribute::<_, Attr>(&Set((1, "a"))).is_err());
    assert!(to_item::<_, Attr>(&[1]).is_err());
    assert!(from_attribute::<Json, _>(&Attr::default()).is_err());
    let mut deep = json!(1);
    for _ in 0..1000 {
        deep = json!([deep]);
    }
    assert!(to_attribute::<_, Attr>(&deep).is_err());
}
