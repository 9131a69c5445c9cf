use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::fixture::{Choice, EVERYTHING, Everything, Point, full};
use crate::types::{Document, ErrorKind, Timestamp, UnknownMember, Value};

/// A map with one member.
fn one(name: &str, value: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xa1, 0x60 | u8::try_from(name.len()).unwrap()];
    bytes.extend_from_slice(name.as_bytes());
    bytes.extend_from_slice(value);
    bytes
}

fn read_one(name: &str, value: &[u8]) -> Everything {
    from_cbor(&one(name, value)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_kind_comes_back() {
    let value = Everything {
        document: Some(Document::from(BTreeMap::from([(
            "d".to_owned(),
            Document::from_iter([
                Document::from(u64::MAX),
                Document::Null,
                Document::from(0.5),
            ]),
        )]))),
        ..full()
    };
    assert_eq!(from_cbor(&to_cbor(&value)), Ok(value));
}

#[test]
fn each_kind_has_its_bytes() {
    let empty = Everything::default;
    let check = |value: Everything, name: &str, bytes: &[u8]| {
        let bytes = one(name, bytes);
        assert_eq!(to_cbor(&value), bytes);
        let read = from_cbor::<Everything>(&bytes).unwrap();
        assert_eq!(format!("{read:?}"), format!("{value:?}"));
    };
    let integer = Some(100);
    check(Everything { integer, ..empty() }, "Integer", b"\x18\x64");
    let float = Some(7.625);
    check(
        Everything { float, ..empty() },
        "Float",
        b"\xfa\x40\xf4\0\0",
    );
    let double = Some(f64::NAN);
    check(
        Everything { double, ..empty() },
        "Double",
        b"\xfb\x7f\xf8\0\0\0\0\0\0",
    );
    let blob = Some("foo".into());
    check(Everything { blob, ..empty() }, "Blob", b"\x43foo");
    let instant = Some(Timestamp::from_secs(-1));
    check(Everything { instant, ..empty() }, "Instant", b"\xc1\x20");
    let date = Some(Timestamp::from_millis(946_845_296_123));
    let bytes = b"\xc1\xfb\x41\xcc\x37\xdb\x38\x0f\xbe\x77";
    check(Everything { date, ..empty() }, "Date", bytes);
    let holes = Some(vec![None, Some(-1)]);
    check(Everything { holes, ..empty() }, "Holes", b"\x82\xf6\x20");
    let choice = Some(Choice::Text("a".into()));
    check(
        Everything { choice, ..empty() },
        "Choice",
        b"\xa1\x64text\x61a",
    );
}

#[test]
fn indefinite_lengths_and_half_floats_are_read() {
    assert_eq!(
        read_one("text", b"\x7f\x62ab\x61c\xff").text.as_deref(),
        Some("abc")
    );
    assert_eq!(
        read_one("Blob", b"\x5f\x41a\x40\x41b\xff").blob,
        Some("ab".into())
    );
    assert_eq!(
        read_one("Texts", b"\x9f\x61a\x7f\x61b\xff\xff").texts,
        Some(vec!["a".into(), "b".into()])
    );
    let map = from_cbor::<Everything>(b"\xbf\x64text\x61a\xff").unwrap();
    assert_eq!(map.text.as_deref(), Some("a"));
    for (half, value) in [
        (b"\xf9\x3e\x00", 1.5),
        (b"\xf9\x47\xa0", 7.625),
        (b"\xf9\x00\x50", 4.768_371_6e-6),
        (b"\xf9\x7c\x00", f32::INFINITY),
        (b"\xf9\xfc\x00", f32::NEG_INFINITY),
        (b"\xf9\x80\x00", -0.0),
    ] {
        assert_eq!(
            read_one("Float", half).float.map(f32::to_bits),
            Some(value.to_bits())
        );
    }
    assert!(
        read_one("Float", b"\xf9\x7c\x01")
            .float
            .is_some_and(f32::is_nan)
    );
}

#[test]
fn numbers_are_read_as_their_member_says() {
    assert_eq!(read_one("Double", b"\x18\x64").double, Some(100.0));
    assert_eq!(read_one("Integer", b"\xf9\x3c\x00").integer, Some(1));
    assert_eq!(
        read_one("Instant", b"\x01").instant,
        Some(Timestamp::from_secs(1))
    );
    assert_eq!(
        read_one("Instant", b"\xc1\xfb\x41\xcc\x37\xdb\x38\x0f\xbe\x77").instant,
        Some(Timestamp::from_millis(946_845_296_123))
    );
}

#[test]
fn an_instant_before_1970_is_rounded_once() {
    let value = Everything {
        instant: Some(Timestamp::new(-7, 262_000_000)),
        ..Everything::default()
    };
    assert_eq!(from_cbor(&to_cbor(&value)), Ok(value));
}

#[test]
fn nulls_and_unknown_members_and_repeated_keys_are_no_harm() {
    let bytes = b"\xa5\x64text\xf6\x64text\x61b\x65Other\x82\x01\xa1\x02\x03\x07\x08\x66Double\xf7";
    let read = from_cbor::<Everything>(bytes).unwrap();
    assert_eq!(read.text.as_deref(), Some("b"));
    assert_eq!(read.double, None);
}

#[test]
fn an_unknown_member_of_a_union_is_kept() {
    let unknown = Value::structure([
        ("A", Value::from(1)),
        ("B", Value::list([Value::from("x")])),
    ]);
    let value = Everything {
        choice: Some(Choice::Unknown(UnknownMember::new("New", unknown))),
        ..Everything::default()
    };
    assert_eq!(from_cbor(&to_cbor(&value)), Ok(value));
    let point = read_one(
        "Choice",
        b"\xa3\x66__type\x61c\x64text\xf6\x65Point\xa1\x61X\x01",
    );
    assert_eq!(
        point.choice,
        Some(Choice::Point(Point { x: 1, unit: None }))
    );
    let none = read_one("Choice", b"\xa1\x66__type\x61c");
    assert_eq!(none.choice, Some(Choice::Unknown(UnknownMember::default())));
}

#[test]
fn errors_say_where() {
    for (bytes, expected) in [
        (&b""[..], "expected more bytes (at byte 0)"),
        (b"\xa0\x00", "expected the end (at byte 1)"),
        (b"\x01", "found a number, expected a structure (at byte 0)"),
        (b"\xa1\x64text\x62a", "expected more bytes (at byte 6)"),
        (b"\xa1\x64text\x61\xff", "the text is not UTF-8 (at byte 6)"),
        (
            b"\xa1\x64text\x41a",
            "text: found bytes, expected text (at byte 6)",
        ),
        (
            b"\xa1\x64Byte\x19\x01\x00",
            "Byte: 256 does not fit the type `byte` (at byte 6)",
        ),
        (
            b"\xa1\x64Long\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
            "Long: 18446744073709551615 does not fit the type `long` (at byte 6)",
        ),
        (
            b"\xa1\x65Texts\x82\x61a\x01",
            "Texts[1]: found a number, expected text (at byte 10)",
        ),
        (
            b"\xa1\x63Map\xa1\x63a.b\x81\x01",
            "Map[\"a.b\"][0]: found a number, expected text (at byte 11)",
        ),
        (
            b"\xa1\x65Point\xa0",
            "Point: the required member `X` is missing (at byte 7)",
        ),
        (
            b"\xbf\x64text\xff",
            "expected the value of a key (at byte 6)",
        ),
        (b"\xff", "expected an item (at byte 0)"),
        (b"\xa1\x80\x01", "found a list, expected a key (at byte 2)"),
        (
            b"\xa1\x69SecretMap\xa1\x63key\x01",
            "SecretMap[***]: found a number, expected text (at byte 16)",
        ),
        (
            b"\xa1\x64Long\xc2\x41\x01",
            "Long: found text, expected an integer (at byte 6)",
        ),
    ] {
        let error = from_cbor::<Everything>(bytes).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), expected, "{bytes:x?}");
    }
}

#[test]
fn a_missing_member_can_be_a_zero() {
    let (read, corrected) = from_cbor_lenient::<Everything>(b"\xa1\x65Point\xa0").unwrap();
    assert_eq!(read.point, Some(Point::default()));
    assert_eq!(corrected, ["Point.X"]);
    let (point, corrected) = from_cbor_lenient::<Point>(b"\xa0").unwrap();
    assert_eq!((point.x, corrected), (0, vec!["X".to_owned()]));
}

#[test]
fn depth_and_lengths_have_limits() {
    let nested = |depth: usize| [vec![0x81; depth], vec![0x80]].concat();
    let parse = |bytes: &[u8]| CborTree::parse_cbor(bytes, &EVERYTHING, Options::new()).map(|_| ());
    assert_eq!(parse(&nested(127)), Ok(()));
    for bytes in [nested(128), vec![0x9f; 1_000_000]] {
        let error = parse(&bytes).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::TooDeep { limit: 128 });
    }
    for huge in [
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x7b\xff\xff\xff\xff\xff\xff\xff\xff",
    ] {
        assert!(parse(huge).is_err(), "{huge:x?}");
    }
    assert!(parse(&vec![0xc1; 1_000_000]).is_err());
}

#[test]
fn limits_are_the_callers() {
    let bytes = one("Document", b"\x81\x80");
    let read = |options| from_cbor_with::<Everything>(&bytes, options).map(|_| ());
    assert_eq!(read(Options::new().size(12).depth(3)), Ok(()));
    let kind = |options| read(options).unwrap_err().kind().clone();
    assert_eq!(
        kind(Options::new().size(11)),
        ErrorKind::TooLarge { limit: 11 }
    );
    assert_eq!(
        kind(Options::new().depth(2)),
        ErrorKind::TooDeep { limit: 2 }
    );
}

proptest! {
    #[test]
    fn no_bytes_are_too_much(bytes: Vec<u8>) {
        let _ = from_cbor::<Everything>(&bytes);
        let _ = from_cbor_lenient::<Everything>(&one("Choice", &bytes));
        let _ = from_cbor_lenient::<Everything>(&one("Document", &bytes));
    }

    #[test]
    fn milliseconds_come_back(millis in -62_135_596_800_000_i64..253_402_300_800_000) {
        let value = Everything {
            instant: Some(Timestamp::from_millis(millis)),
            ..Everything::default()
        };
        prop_assert_eq!(from_cbor(&to_cbor(&value)), Ok(value));
    }
}
