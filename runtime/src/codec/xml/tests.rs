use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Default maximum nesting.
const DEPTH: usize = 128;
use crate::fixture::{Choice, Everything, Point, full};
use crate::model::schema::{Member, MemberTraits, Schema, Traits};
use crate::types::{BigInteger, Document, ErrorKind, Timestamp, UnknownMember, Value};

fn round_trip(value: &Everything) -> Everything {
    let text = to_xml(value);
    from_xml(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn inside(text: &str) -> String {
    format!("<Everything xmlns=\"http://root.example\"{text}</Everything>")
}

#[test]
fn every_kind_has_its_element() {
    let expected = inside(concat!(
        " attr=\"q&#xA;&lt;&amp;\">",
        "<boolean>true</boolean><Byte>-128</Byte><Short>32767</Short><Integer>256</Integer>",
        "<Long>-9223372036854775808</Long><Float>7.625</Float><Double>-0.5</Double>",
        "<Text>a &amp; &lt;b&gt;</Text><Secret>abcd</Secret><Blob>aGk=</Blob>",
        "<Instant>2014-04-29T18:30:38.5Z</Instant><Epoch>1398796238</Epoch>",
        "<Date>Tue, 29 Apr 2014 18:30:38 GMT</Date><Color>light green</Color>",
        "<Texts><member>a</member><member>é</member></Texts>",
        "<Flat>b</Flat><Flat>c</Flat><Hi>d</Hi><Hi>e</Hi>",
        "<Renamed xmlns=\"http://list.example\"><item>f</item></Renamed>",
        "<Nested><member><member>g</member></member><member></member></Nested>",
        "<Holes><member>1</member>",
        "<member xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"></member>",
        "<member>-3</member></Holes>",
        "<Map><entry><key>red</key><value><member>h</member></value></entry>",
        "<entry><key>x</key><value></value></entry></Map>",
        "<FlatMap><K>i</K><V>1</V></FlatMap><FlatMap><K>j</K><V>2</V></FlatMap>",
        "<SecretMap><entry><key>k</key><value>l</value></entry></SecretMap>",
        "<Nulls><entry><key>m</key>",
        "<value xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"></value></entry>",
        "<entry><key>n</key><value>false</value></entry></Nulls>",
        "<Point xmlns:p=\"http://point.example\" p:unit=\"&quot;mm&quot;\"><X>-5</X></Point>",
        "<Choice><Again><Words>o</Words></Again></Choice>",
        // The namespace of the shape applies.
        "<Itself xmlns=\"http://root.example\"></Itself>",
    ));
    assert_eq!(to_xml(&full()), expected);
    assert_eq!(round_trip(&full()), full());
}

#[test]
fn the_root_is_named_after_the_shape_unless_something_says_otherwise() {
    static NAMED: Schema = Schema::structure("Shape", &[]).with(&Traits::new().xml_name("Named"));
    const OWN: &MemberTraits = &MemberTraits::new().xml_name("Own");
    let named = |at: &Member| {
        let mut writer = XmlWriter::default();
        crate::shape::serializer::ShapeSerializer::begin_structure(&mut writer, at, 0);
        crate::shape::serializer::ShapeSerializer::end_structure(&mut writer, at);
        writer.finish()
    };
    assert_eq!(named(&Member::new("member", &NAMED)), "<Named></Named>");
    assert_eq!(
        named(&Member::new("member", &NAMED).with(OWN)),
        "<Own></Own>"
    );
}

#[test]
fn members_come_in_any_order_under_any_prefix_with_space_around_scalars() {
    let text = "<?xml version=\"1.0\"?><!-- c --><x:Any xmlns:x='u' attr='a\tb&#9;'>\n \
        <x:Integer> 7 </x:Integer><Other><deep/></Other><Flat>1</Flat><boolean>\ntrue\n</boolean>\
        <Flat>2</Flat><Point q:unit='m'><X>1</X></Point><Text>  <![CDATA[<&]]>&#65;&amp; </Text>\
        <Blob>aG\n k=</Blob><Integer>8</Integer></x:Any>";
    let expected = Everything {
        boolean: Some(true),
        integer: Some(8),
        text: Some("  <&A& ".into()),
        blob: Some("hi".into()),
        flat: Some(vec!["1".into(), "2".into()]),
        point: Some(Point {
            x: 1,
            unit: Some("m".into()),
        }),
        attribute: Some("a b\t".into()),
        ..Everything::default()
    };
    assert_eq!(from_xml::<Everything>(text), Ok(expected));
}

#[test]
fn an_empty_list_is_there_and_an_absent_one_is_not() {
    let read = from_xml::<Everything>("<E><Texts/><Map></Map></E>").unwrap();
    assert_eq!(read.texts, Some(vec![]));
    assert_eq!(read.map, Some(BTreeMap::new()));
    assert_eq!((read.renamed, read.flat), (None, None));
}

#[test]
fn an_unknown_member_of_a_union_is_kept() {
    let unknown = Value::structure([("A", Value::from("1")), ("B", Value::from("x<"))]);
    let value = Everything {
        choice: Some(Choice::Unknown(UnknownMember::new("New", unknown))),
        ..Everything::default()
    };
    assert_eq!(round_trip(&value), value);
    let empty = from_xml::<Everything>("<E><Choice/></E>").unwrap();
    assert_eq!(
        empty.choice,
        Some(Choice::Unknown(UnknownMember::default()))
    );
}

#[test]
fn a_name_from_outside_stays_a_name() {
    let value = Everything {
        choice: Some(Choice::Unknown(UnknownMember::new("a><b", "x"))),
        document: Some(Document::from(BTreeMap::from([(
            "<k>".to_owned(),
            Document::from(true),
        )]))),
        ..Everything::default()
    };
    let text = to_xml(&value);
    assert!(text.contains("<Choice><a__b>x</a__b></Choice>"), "{text}");
    assert!(
        text.contains(
            "<Document><entry><key>&lt;k&gt;</key><value>true</value></entry></Document>"
        ),
        "{text}"
    );
}

/// Texts that are not `Everything`, with the errors.
const FAULTS: &[(&str, &str)] = &[
    ("", "expected an element (at byte 0)"),
    ("<E>", "expected the end of an element (at byte 3)"),
    (
        "<E></F>",
        "expected the end tag of the element that is open (at byte 3)",
    ),
    ("<E/>x", "expected an element (at byte 4)"),
    (
        "<E/><E/>",
        "expected the end after the root element (at byte 4)",
    ),
    (
        "<!DOCTYPE E [<!ENTITY a 'b'>]><E/>",
        "expected no document type declaration (at byte 0)",
    ),
    (
        "<E><Text>&a;</Text></E>",
        "Text: expected a character reference or a predefined entity (at byte 9)",
    ),
    (
        "<E><Point/></E>",
        "Point: the required member `X` is missing (at byte 3)",
    ),
    (
        "<E><Texts><member>a</member><member><x/></member></Texts></E>",
        "Texts[1]: found elements, expected text (at byte 28)",
    ),
    (
        "<E><Byte>300</Byte></E>",
        "Byte: 300 does not fit the type `byte` (at byte 3)",
    ),
    (
        "<E><Long>1.5</Long></E>",
        "Long: the text is not an integer (at byte 3)",
    ),
    (
        "<E><Choice><Words>a</Words><Point><X>1</X></Point></Choice></E>",
        "Choice.Words: found two members, expected one of a union (at byte 11)",
    ),
    (
        "<E><Map><entry><key>a</key></entry></Map></E>",
        "Map: found an entry without both, expected a key and a value (at byte 8)",
    ),
    (
        "<E><Map><entry><key>a.b</key><value><member><x/></member></value></entry></Map></E>",
        "Map[\"a.b\"][0]: found elements, expected text (at byte 36)",
    ),
    (
        "<E><SecretMap><entry><key>k</key><value><x/></value></entry></SecretMap></E>",
        "SecretMap[***]: found elements, expected text (at byte 33)",
    ),
    (
        "<E><FlatMap><K>a</K><V>1</V></FlatMap><FlatMap><K>b</K><V>x</V></FlatMap></E>",
        "FlatMap[\"b\"]: the text is not an integer (at byte 55)",
    ),
    (
        "<E><Hi>a</Hi><Hi><x/></Hi></E>",
        "Hi[1]: found elements, expected text (at byte 13)",
    ),
    (
        "<E><Texts><member xmlns:i='i' i:nil='true'/></Texts></E>",
        "Texts[0]: found null, expected a value (at byte 10)",
    ),
];

#[test]
fn errors_say_where() {
    for (text, expected) in FAULTS {
        let error = from_xml::<Everything>(text).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), *expected, "{text}");
    }
}

#[test]
fn a_missing_member_can_be_a_zero() {
    let (read, corrected) =
        from_xml_lenient::<Everything>("<E><Choice><Point/></Choice></E>").unwrap();
    assert_eq!(read.choice, Some(Choice::Point(Point::default())));
    assert_eq!(corrected, ["Choice.Point.X"]);
}

#[test]
fn the_paths_of_corrections_have_a_limit() {
    let text = format!("<L>{}</L>", "<member/>".repeat(1_500));
    let (read, corrected) = from_xml_lenient::<Vec<Point>>(&text).unwrap();
    assert_eq!((read.len(), corrected.len()), (1_500, 1_000));
    assert_eq!(corrected.last().map(String::as_str), Some("[999].X"));
}

#[test]
fn an_integer_of_any_size_may_be_written_otherwise_in_a_response() {
    let text = "<L><member> 5.0 </member><member>1E3</member></L>";
    let (read, _) = from_xml_with::<Vec<BigInteger>>(text, Options::new().coercing()).unwrap();
    assert_eq!(read, [5, 1000].map(BigInteger::from));
    assert!(from_xml::<Vec<BigInteger>>(text).is_err());
}

#[test]
fn depth_has_a_limit() {
    let nested = |depth: usize| "<Itself>".repeat(depth) + &"</Itself>".repeat(depth);
    assert!(from_xml::<Everything>(&nested(DEPTH)).is_ok());
    let error = from_xml::<Everything>(&nested(DEPTH + 1)).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::TooDeep { limit: DEPTH });
    assert!(from_xml::<Everything>(&"<a>".repeat(1_000_000)).is_err());
}

#[test]
fn limits_are_the_callers() {
    let text = "<E><Itself><Itself/></Itself></E>";
    let read = |options| from_xml_with::<Everything>(text, options).map(|_| ());
    assert_eq!(read(Options::new().size(33).depth(3)), Ok(()));
    let kind = |options| read(options).unwrap_err().kind().clone();
    assert_eq!(
        kind(Options::new().size(32)),
        ErrorKind::TooLarge { limit: 32 }
    );
    assert_eq!(
        kind(Options::new().depth(2)),
        ErrorKind::TooDeep { limit: 2 }
    );
}

#[test]
fn what_is_no_number_has_a_name() {
    let value = Everything {
        float: Some(f32::INFINITY),
        double: Some(f64::NEG_INFINITY),
        ..Everything::default()
    };
    assert_eq!(round_trip(&value), value);
    let read = from_xml::<Everything>("<E><Float>NaN</Float></E>").unwrap();
    assert!(read.float.is_some_and(f32::is_nan));
}

proptest! {
    #[test]
    fn any_text_comes_back(text in "(?s).{0,20}", attribute in "(?s).{0,20}") {
        let held = |text: String| text.replace('\0', "");
        let value = Everything {
            text: Some(held(text)),
            attribute: Some(held(attribute)),
            instant: Some(Timestamp::from_millis(-1)),
            ..Everything::default()
        };
        prop_assert_eq!(from_xml::<Everything>(&to_xml(&value)), Ok(value));
    }

    #[test]
    fn no_text_is_too_much(text in r#"(<|>|/|&|;|#|x|1|"|'|=| |E|Texts|member|Flat|!\[CDATA\[|\]\]>|--|\?|[a-z\x00-\u{10ffff}]){0,40}"#) {
        let _ = from_xml::<Everything>(&text);
        let _ = from_xml_lenient::<Everything>(&format!("<E><Choice>{text}</Choice></E>"));
    }
}
