//! Numbers of every kind and size.

use super::*;
use crate::types::{BigDecimal, BigInteger, Number};

#[test]
fn numbers_are_read_by_value() {
    let text = r#"{"Long":1.0,"Integer":2e2,"Float":1,"Double":"-Infinity","Instant":1e3,"Epoch":"1970-01-01T00:00:01Z"}"#;
    let read: Everything = from_json(text.as_bytes()).unwrap();
    assert_eq!(
        (read.long, read.integer, read.float),
        (Some(1), Some(200), Some(1.0))
    );
    assert_eq!(read.double, Some(f64::NEG_INFINITY));
    assert_eq!(read.instant.unwrap().seconds(), 1000);
    assert_eq!(read.epoch.unwrap().seconds(), 1);
    let document: Document = from_json(b"[18446744073709551615,-9223372036854775808,1.0]").unwrap();
    let numbers: Vec<_> = document
        .as_list()
        .unwrap()
        .iter()
        .filter_map(Document::as_number)
        .collect();
    assert_eq!(
        numbers,
        [
            Number::from(u64::MAX),
            Number::from(i64::MIN),
            Number::from(1.0)
        ]
    );
    assert_eq!(
        to_json(&document),
        "[18446744073709551615,-9223372036854775808,1.0]"
    );
    for (value, text) in [
        (f64::NAN, "\"NaN\""),
        (f64::INFINITY, "\"Infinity\""),
        (1e300, "1e+300"),
        (-0.0, "-0.0"),
    ] {
        assert_eq!(to_json(&value), text);
        assert_eq!(
            from_json::<f64>(text.as_bytes()).unwrap().to_bits(),
            value.to_bits()
        );
    }
}

#[test]
fn a_number_beyond_every_float_is_refused() {
    for (text, expected) in [
        (
            "[1,-1e999]",
            "[1]: -1e999 does not fit the type `double` (at byte 3)",
        ),
        (
            r#"{"a":{"b":1e309}}"#,
            r#"["a"]["b"]: 1e309 does not fit the type `double` (at byte 10)"#,
        ),
    ] {
        let error = from_json::<Document>(text.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let long = "9".repeat(400);
    let error = from_json::<Document>(long.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the number does not fit the type `double` (at byte 0)"
    );
    let unknown = from_json::<Everything>(br#"{"Choice":{"New":[1e999]}}"#).unwrap_err();
    assert_eq!(unknown.path(), "Choice.New[0]");
    assert_eq!(from_json(b"1e308"), Ok(Document::from(1e308)));
    assert_eq!(from_json(b"1e-999"), Ok(Document::from(0.0)));
}

#[test]
fn a_big_number_is_a_number_or_a_string_and_is_read_from_both() {
    let text = "-0.100000000000000000000001";
    let number: BigDecimal = text.parse().unwrap();
    let write = |mut writer: JsonWriter| {
        crate::shape::serializer::write(&number, &mut writer);
        writer.finish()
    };
    assert_eq!(write(JsonWriter::new(Names::Model)), text);
    let quoted = write(JsonWriter::new(Names::Model).quoting_big_numbers());
    assert_eq!(quoted, format!("\"{text}\""));
    for text in [text, &quoted] {
        assert_eq!(from_json(text.as_bytes()).as_ref(), Ok(&number));
    }
}

#[test]
fn an_integer_of_any_size_may_be_written_otherwise() {
    let read: Vec<BigInteger> =
        from_json(b"[5.0, 1E3, -12.50e1, 123456789012345678901234567890.00]").unwrap();
    let texts: Vec<_> = read.iter().map(BigInteger::as_str).collect();
    assert_eq!(
        texts,
        ["5", "1000", "-125", "123456789012345678901234567890"]
    );
    for text in ["[5.5]", "[1e-1]", "[1e999999999]", "[\"5.0\"]", "[\"1.5\"]"] {
        assert!(
            from_json::<Vec<BigInteger>>(text.as_bytes()).is_err(),
            "{text}"
        );
    }
    let lax = from_json_with::<Vec<BigInteger>>(b"[\"5.0\", \"7\"]", Options::new().coercing());
    let (read, _) = lax.unwrap();
    assert_eq!(read, [5, 7].map(BigInteger::from));
    // Decimals keep their spelling.
    let read: Vec<BigDecimal> = from_json(b"[5.0, 1E3]").unwrap();
    assert_eq!(
        read.iter().map(BigDecimal::as_str).collect::<Vec<_>>(),
        ["5.0", "1E3"]
    );
}
