//! Headers as sent by services.

use std::collections::BTreeMap;

use super::{answer, fault, ok};
use crate::http::OperationExt as _;
use crate::http::protocol::RestJson1;
use crate::http::response::fixture::{Glow, Light};
use crate::types::Timestamp;

/// The output for a response with the given headers.
fn light(headers: &[(&str, &str)]) -> Light {
    ok::<Glow<RestJson1>>(headers, r#"{"name":"n"}"#)
}

#[test]
fn a_number_has_a_digit() {
    for value in ["-", ".", "e", "-.", "5 6"] {
        let expected = "Secret: the text is not an integer";
        assert_eq!(
            fault::<Glow<RestJson1>>(&[("x-secret", value)], "{}"),
            expected
        );
        let list = format!("1, {value}, 3");
        let expected = "Numbers[1]: the text is not an integer";
        assert_eq!(
            fault::<Glow<RestJson1>>(&[("x-numbers", &list)], "{}"),
            expected
        );
        let expected = "Ratio: the text is not a number";
        assert_eq!(
            fault::<Glow<RestJson1>>(&[("x-ratio", value)], "{}"),
            expected
        );
    }
    assert_eq!(light(&[("x-secret", "5.0")]).secret, Some(5));
    assert_eq!(
        light(&[("x-numbers", "1e1, -2")]).numbers,
        Some(vec![10, -2])
    );
}

#[test]
fn an_empty_header_is_no_number() {
    let read = light(&[
        ("x-secret", ""),
        ("x-ratio", " "),
        ("x-flag", ""),
        ("x-date", ""),
        ("x-epoch", ""),
        ("x-text", ""),
        ("x-numbers", ""),
    ]);
    let expected = Light {
        name: "n".to_owned(),
        text: Some(String::new()),
        numbers: Some(Vec::new()),
        status: Some(200),
        meta: Some(BTreeMap::new()),
        ..Light::default()
    };
    let meta = read.meta.clone().unwrap_or_default();
    assert_eq!(
        Light {
            meta: Some(meta),
            ..read
        },
        expected
    );
}

#[test]
fn several_headers_of_one_name_are_one_value() {
    let read = light(&[
        ("x-meta-k", "1"),
        ("x-meta-other", "3"),
        ("X-Meta-K", "2"),
        ("x-text", "a"),
        ("x-text", "b"),
    ]);
    let expected = [("k", "1, 2"), ("other", "3")];
    let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(read.meta, Some(BTreeMap::from(expected)));
    assert_eq!(read.text.as_deref(), Some("a, b"));
}

#[test]
fn bytes_that_are_not_utf_8_are_latin_1() {
    let mut response = answer(200, &[], "{}");
    for (name, value) in [
        ("x-text", &b"caf\xe9"[..]),
        ("x-texts", b"\xe0, \"\xe9, b\""),
        ("x-meta-k", b"\xff"),
        ("x-meta-u", "é".as_bytes()),
    ] {
        let value = http::HeaderValue::from_bytes(value).unwrap();
        response.headers_mut().insert(name, value);
    }
    let read = Glow::<RestJson1>::response(response).unwrap();
    assert_eq!(read.text.as_deref(), Some("café"));
    assert_eq!(read.texts, Some(vec!["à".to_owned(), "é, b".to_owned()]));
    let meta = [("k", "ÿ"), ("u", "é")];
    let meta = meta.map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(read.meta, Some(BTreeMap::from(meta)));
}

#[test]
fn scalars_are_read_however_they_are_spelt() {
    let instant = Timestamp::from_secs(1_706_933_106);
    for date in [
        "Sat, 03 Feb 2024 04:05:06 UTC",
        "sat, 03 feb 2024 04:05:06 gmt",
        "2024-02-03T04:05:06Z",
        "2024-02-03T04:05:06",
        "1706933106",
    ] {
        let list = format!("{date}, {date}");
        let read = light(&[
            ("x-date", date),
            ("x-epoch", date),
            ("x-dates", &list),
            ("x-flag", "True"),
        ]);
        assert_eq!(
            (read.date, read.epoch),
            (Some(instant), Some(instant)),
            "{date}"
        );
        assert_eq!(read.dates, Some(vec![instant, instant]), "{date}");
        assert_eq!(read.flag, Some(true));
    }
}
