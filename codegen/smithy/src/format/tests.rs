//! Tests of mistakes and limits; the layout has its cases in `tests/format`.

use super::*;

#[test]
fn a_mistake_has_a_place() {
    let error = format("namespace a\nstring 1").unwrap_err();
    assert_eq!(error.offset, 19);
    assert_eq!(error.to_string(), "expected an identifier, found a number");
    assert!(format("structure A {").is_err());
    assert!(format("namespace a\nstructure A { a: B = 1 }").is_err());
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format(&format!("metadata a = {open}{close}"))
    };
    assert!(nested(100).is_ok());
    assert!(nested(101).is_err());
    assert!(nested(1_000_000).is_err());
}

#[test]
fn a_quote_before_the_end_of_a_text_block_stays_apart() {
    let text = "namespace a\n\n@documentation(\n    \"\"\"\n    say \"a\" \"\"\"\n)\nstring S\n";
    assert_eq!(format(text).unwrap(), text);
    let block = |line: &str| format!("metadata b = \"\"\"\n{line}\"\"\"\n");
    for (line, expected) in [
        ("a ", "a"),
        ("\\\"  ", "\\\""),
        ("\\\\\"\t", "\\\\\"\t"),
        ("\\\"\"  ", "\\\"\" "),
        ("a\\ ", "a\\ "),
    ] {
        let formatted = format(&block(line)).unwrap();
        assert_eq!(formatted, block(expected));
        assert_eq!(format(&formatted).unwrap(), formatted);
    }
}
