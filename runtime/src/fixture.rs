//! A hand-written model with members of every kind in the style of generated code, for codec tests.

use std::collections::BTreeMap;

use crate::model::schema::{self, Kind, Member, MemberTraits, Schema, TimestampFormat, Traits};
use crate::shape::deserializer::{MemberSource, ShapeDeserializer, Source};
use crate::shape::{MemberVisitor, Shape, ValueSerializer};
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// Declares a structure in the style of generated code.
macro_rules! structure {
    ($(#[$meta:meta])* $name:ident = $schema:path { $($index:literal $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }

        impl Shape for $name {
            const SCHEMA: &'static Schema = &$schema;

            fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
                $(visitor.member($index, &self.$field);)*
            }

            fn build<S: MemberSource>(source: &mut S) -> Self {
                Self { $($field: source.get($index),)* }
            }
        }
    };
}

static TEXT: Schema = Schema::new("Text", Kind::String)
    .length(Some(1), Some(8))
    .pattern("^[^!]*$");
static SECRET: Schema = Schema::new("Secret", Kind::String)
    .sensitive()
    .length(None, Some(4))
    .pattern("^[a-z]*$");
static SMALL: Schema =
    Schema::new("Small", Kind::Integer).with(&Traits::new().range(Some(-5), Some(500)));
static RATIO: Schema =
    Schema::new("Ratio", Kind::Double).with(&Traits::new().float_range(Some(-1.5), None));
static COLOR: Schema = Schema::enumeration("Color", &["red", "light green"]);
static EPOCH: Schema = Schema::new("Epoch", Kind::Timestamp)
    .with(&Traits::new().timestamp_format(TimestampFormat::EpochSeconds));
static TEXTS: Schema = Schema::list("Texts", &Member::new("member", &TEXT))
    .length(None, Some(3))
    .with(&Traits::new().unique_items());
static RENAMED: Schema = Schema::list(
    "Renamed",
    &Member::new("member", &TEXT).with(&MemberTraits::new().xml_name("item")),
);
static HOLES: Schema =
    Schema::list("Holes", &Member::new("member", &schema::INTEGER)).with(&Traits::new().sparse());
static NESTED_TEXTS: Schema = Schema::list("NestedTexts", &Member::new("member", &TEXTS));
static COLORED: Schema = Schema::map(
    "Colored",
    &Member::new("key", &COLOR),
    &Member::new("value", &TEXTS),
);
static RENAMED_MAP: Schema = Schema::map(
    "RenamedMap",
    &Member::new("key", &TEXT).with(&MemberTraits::new().xml_name("K")),
    &Member::new("value", &schema::INTEGER).with(&MemberTraits::new().xml_name("V")),
);
static SECRET_MAP: Schema = Schema::map(
    "SecretMap",
    &Member::new("key", &SECRET),
    &Member::new("value", &TEXT),
)
.length(Some(1), None);
static NULLS: Schema = Schema::map(
    "Nulls",
    &Member::new("key", &schema::STRING),
    &Member::new("value", &schema::BOOLEAN),
)
.with(&Traits::new().sparse());

/// A blob with a length constraint, for a list.
static BYTES: Schema = Schema::new("Bytes", Kind::Blob).length(None, Some(3));

pub(crate) static POINT: Schema = Schema::structure(
    "Point",
    &[
        Member::required("X", &SMALL),
        Member::new("unit", &TEXT).with(&MemberTraits::new().xml_name("p:unit").xml_attribute()),
    ],
);
pub(crate) static CHOICE: Schema = Schema::union(
    "Choice",
    &[
        Member::new("Point", &POINT),
        Member::new("text", &TEXT).with(&MemberTraits::new().xml_name("Words")),
        Member::new("Again", &CHOICE),
    ],
);
pub(crate) static EVERYTHING: Schema = Schema::structure(
    "Everything",
    &[
        Member::new("boolean", &schema::BOOLEAN),
        Member::new("Byte", &schema::BYTE),
        Member::new("Short", &schema::SHORT),
        Member::new("Integer", &SMALL),
        Member::new("Long", &schema::LONG),
        Member::new("Float", &schema::FLOAT),
        Member::new("Double", &RATIO),
        Member::new("text", &TEXT).with(&MemberTraits::new().xml_name("Text").ec2_name("T")),
        Member::new("Secret", &SECRET),
        Member::new("Blob", &BYTES),
        Member::new("Instant", &schema::TIMESTAMP),
        Member::new("Epoch", &EPOCH),
        Member::new("Date", &EPOCH)
            .with(&MemberTraits::new().timestamp_format(TimestampFormat::HttpDate)),
        Member::new("Color", &COLOR),
        Member::new("Texts", &TEXTS),
        Member::new("Flat", &TEXTS).with(&MemberTraits::new().xml_flattened()),
        Member::new("FlatRenamed", &RENAMED)
            .with(&MemberTraits::new().xml_flattened().xml_name("Hi")),
        Member::new("Renamed", &RENAMED)
            .with(&MemberTraits::new().xml_namespace("http://list.example", None)),
        Member::new("Nested", &NESTED_TEXTS),
        Member::new("Holes", &HOLES),
        Member::new("Map", &COLORED),
        Member::new("FlatMap", &RENAMED_MAP).with(&MemberTraits::new().xml_flattened()),
        Member::new("SecretMap", &SECRET_MAP),
        Member::new("Nulls", &NULLS),
        Member::new("Point", &POINT)
            .with(&MemberTraits::new().xml_namespace("http://point.example", Some("p"))),
        Member::new("Choice", &CHOICE),
        Member::new("Itself", &EVERYTHING),
        Member::new("Document", &schema::DOCUMENT),
        Member::new("Attribute", &TEXT).with(&MemberTraits::new().xml_name("attr").xml_attribute()),
    ],
)
.with(&Traits::new().xml_namespace("http://root.example", None));

structure!(
    /// A required member and an attribute.
    Point = POINT {
        0 x: i32,
        1 unit: Option<String>,
    }
);

structure!(
    /// A member of every kind.
    Everything = EVERYTHING {
        0 boolean: Option<bool>,
        1 byte: Option<i8>,
        2 short: Option<i16>,
        3 integer: Option<i32>,
        4 long: Option<i64>,
        5 float: Option<f32>,
        6 double: Option<f64>,
        7 text: Option<String>,
        8 secret: Option<String>,
        9 blob: Option<Blob>,
        10 instant: Option<Timestamp>,
        11 epoch: Option<Timestamp>,
        12 date: Option<Timestamp>,
        13 color: Option<Color>,
        14 texts: Option<Vec<String>>,
        15 flat: Option<Vec<String>>,
        16 flat_renamed: Option<Vec<String>>,
        17 renamed: Option<Vec<String>>,
        18 nested: Option<Vec<Vec<String>>>,
        19 holes: Option<Vec<Option<i32>>>,
        20 map: Option<BTreeMap<Color, Vec<String>>>,
        21 flat_map: Option<BTreeMap<String, i32>>,
        22 secret_map: Option<BTreeMap<String, String>>,
        23 nulls: Option<BTreeMap<String, Option<bool>>>,
        24 point: Option<Point>,
        25 choice: Option<Choice>,
        26 itself: Option<Box<Everything>>,
        27 document: Option<Document>,
        28 attribute: Option<String>,
    }
);

/// A string enum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Color(String);

impl From<&str> for Color {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Shape for Color {
    const SCHEMA: &'static Schema = &COLOR;

    fn write<S: ValueSerializer>(&self, serializer: S) -> S::Out {
        serializer.enumeration(&self.0)
    }

    fn read<T: ShapeDeserializer + ?Sized>(mut from: Source<'_, T>) -> Self {
        from.enumeration()
    }

    fn build<S: MemberSource>(_: &mut S) -> Self {
        Self::from("")
    }
}

impl AsRef<str> for Color {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A union.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Choice {
    Point(Point),
    Text(String),
    Again(Box<Choice>),
    Unknown(UnknownMember),
}

impl Shape for Choice {
    const SCHEMA: &'static Schema = &CHOICE;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        match self {
            Self::Point(value) => visitor.member(0, value),
            Self::Text(value) => visitor.member(1, value),
            Self::Again(value) => visitor.member(2, value),
            Self::Unknown(value) => visitor.unknown(value),
        }
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        match source.variant() {
            Some(0) => Self::Point(source.get(0)),
            Some(1) => Self::Text(source.get(1)),
            Some(2) => Self::Again(source.get(2)),
            _ => Self::Unknown(source.unknown()),
        }
    }
}

/// A value with all members set.
pub(crate) fn full() -> Everything {
    let texts = |texts: &[&str]| {
        Some(
            texts
                .iter()
                .map(|&text| text.to_owned())
                .collect::<Vec<_>>(),
        )
    };
    Everything {
        boolean: Some(true),
        byte: Some(i8::MIN),
        short: Some(i16::MAX),
        integer: Some(256),
        long: Some(i64::MIN),
        float: Some(7.625),
        double: Some(-0.5),
        text: Some("a & <b>".into()),
        secret: Some("abcd".into()),
        blob: Some("hi".into()),
        instant: Some(Timestamp::new(1_398_796_238, 500_000_000)),
        epoch: Some(Timestamp::from_secs(1_398_796_238)),
        date: Some(Timestamp::from_secs(1_398_796_238)),
        color: Some("light green".into()),
        texts: texts(&["a", "é"]),
        flat: texts(&["b", "c"]),
        flat_renamed: texts(&["d", "e"]),
        renamed: texts(&["f"]),
        nested: Some(vec![vec!["g".into()], vec![]]),
        holes: Some(vec![Some(1), None, Some(-3)]),
        map: Some(BTreeMap::from([
            ("red".into(), vec!["h".into()]),
            ("x".into(), vec![]),
        ])),
        flat_map: Some(BTreeMap::from([("i".into(), 1), ("j".into(), 2)])),
        secret_map: Some(BTreeMap::from([("k".into(), "l".into())])),
        nulls: Some(BTreeMap::from([
            ("m".into(), None),
            ("n".into(), Some(false)),
        ])),
        point: Some(Point {
            x: -5,
            unit: Some("\"mm\"".into()),
        }),
        choice: Some(Choice::Again(Box::new(Choice::Text("o".into())))),
        itself: Some(Box::default()),
        document: None,
        attribute: Some("q\n<&".into()),
    }
}
