//! Round trips of every Amazon Connect shape through every codec.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod row;

use arbitrary::Unstructured;
use sansmith::arbitrary::{Codec, RandomTree, Range, ValueOptions};
use sansmith::cbor::{CborTree, CborWriter};
use sansmith::json::{JsonTree, JsonWriter, Names, Options};
use sansmith::validate::validate_document;
use sansmith::xml::{XmlTree, XmlWriter};
use sansmith::{Codecs as _, Document, DynShape, ValueWriter};

use row::{ROWS, Row};

/// Number of values per shape.
const CASES: u64 = 24;

/// The round-tripped value, and the serialized text.
type Echo = fn(&Row, &dyn DynShape) -> (String, Result<Box<dyn DynShape>, String>);

/// Round-trips values of every shape, and reports the smallest failure.
fn assert_echo(codec: Codec, echo: Echo) {
    let wish = |range| ValueOptions { range, codec };
    for row in &ROWS {
        for seed in 0..CASES {
            let range = if seed % 2 == 0 {
                Range::Any
            } else {
                Range::Valid
            };
            let bytes = noise(seed, row.ty.schema().name);
            if let Some(found) = problem(row, &bytes, wish(range), echo) {
                let smaller = (0..bytes.len())
                    .find_map(|length| problem(row, bytes.get(..length)?, wish(range), echo));
                panic!("{}", smaller.unwrap_or(found));
            }
        }
    }
}

/// The failure for the value derived from the bytes, if any.
fn problem(row: &Row, bytes: &[u8], wish: ValueOptions, echo: Echo) -> Option<String> {
    let value = invent(row, bytes, wish);
    let (text, read) = echo(row, &*value);
    let name = row.ty.schema().name;
    match read {
        Ok(read) if value.equals(&*read) => None,
        Ok(read) => Some(format!(
            "{name}: {value:?}\n    became {read:?}\n    through {text}"
        )),
        Err(error) => Some(format!("{name}: {error}\n    in {text}")),
    }
}

fn invent(row: &Row, bytes: &[u8], wish: ValueOptions) -> Box<dyn DynShape> {
    let mut bytes = Unstructured::new(bytes);
    let mut message = RandomTree::new(&mut bytes, wish);
    let root = message.root();
    row.ty.read(&mut message, root)
}

/// Reproducible random bytes: splitmix64.
fn noise(seed: u64, name: &str) -> Vec<u8> {
    let of_name = name
        .bytes()
        .fold(0_u64, |hash, byte| hash.wrapping_mul(31) ^ u64::from(byte));
    let mut state = seed ^ of_name;
    let words = (0..64).flat_map(|_| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)).to_le_bytes()
    });
    words.collect()
}

#[test]
fn the_table_has_every_type() {
    let types = sansmith_tests::connect()
        .files
        .iter()
        .filter(|file| file.path.starts_with("src/types/"))
        .map(|file| {
            // One file per type.
            usize::from(file.text.contains("\npub struct ") || file.text.contains("\npub enum "))
        });
    assert_eq!(ROWS.len(), types.sum::<usize>());
}

#[test]
fn json_comes_back() {
    assert_echo(Codec::Json, |row, value| {
        let mut writer = JsonWriter::new(Names::Wire);
        value.write(&mut writer);
        let text = writer.finish();
        let read = JsonTree::parse(text.as_bytes(), row.ty.schema(), Options::new());
        let read = read.and_then(|mut tree| {
            let root = tree.root();
            let value = row.ty.read(&mut tree, root);
            tree.finish(value)
        });
        let read = read.map(|(value, _)| value);
        (text, read.map_err(|error| error.to_string()))
    });
}

#[test]
fn cbor_comes_back() {
    assert_echo(Codec::Cbor, |row, value| {
        let mut writer = CborWriter::new(Names::Wire);
        value.write(&mut writer);
        let bytes = writer.finish();
        let read =
            CborTree::parse_cbor(&bytes, row.ty.schema(), Options::new()).and_then(|mut tree| {
                let root = tree.root();
                let value = row.ty.read(&mut tree, root);
                tree.finish(value)
            });
        let read = read.map(|(value, _)| value);
        (
            format!("{bytes:x?}"),
            read.map_err(|error| error.to_string()),
        )
    });
}

#[test]
fn xml_comes_back() {
    assert_echo(Codec::Xml, |row, value| {
        let mut writer = XmlWriter::default();
        value.write(&mut writer);
        let text = writer.finish();
        let read = XmlTree::parse(&text, row.ty.schema(), Options::new()).and_then(|mut tree| {
            let root = tree.root();
            let value = row.ty.read(&mut tree, root);
            tree.finish(value)
        });
        let read = read.map(|(value, _)| value);
        let read = read.map_err(|error| error.to_string());
        (text, read)
    });
}

#[test]
fn value_trees_come_back() {
    assert_echo(Codec::Json, |row, value| {
        let mut writer = ValueWriter::new(false);
        value.write(&mut writer);
        let tree = writer.finish();
        let read = (row.from_value)(&tree);
        (format!("{tree:?}"), read)
    });
}

#[test]
fn serde_comes_back() {
    assert_echo(Codec::Json, |row, value| {
        let text = (row.to_serde)(value);
        let read = (row.from_serde)(&text);
        (text, read)
    });
}

#[test]
fn what_is_made_valid_is_valid() {
    let wish = ValueOptions {
        range: Range::Valid,
        codec: Codec::Json,
    };
    for row in &ROWS {
        for seed in 0..CASES {
            let value = invent(row, &noise(seed, row.ty.schema().name), wish);
            let text = (row.to_serde)(&*value);
            let document = Document::from_json(&text).unwrap();
            let violations = validate_document(&document, row.ty.schema()).err();
            let hard: Vec<_> = violations
                .iter()
                .flat_map(sansmith::validate::Violations::hard)
                .collect();
            assert!(
                hard.is_empty(),
                "{}: {hard:?} in {text}",
                row.ty.schema().name
            );
        }
    }
}
