use super::super::{Fault, Literals};
use super::Expression;

fn parse(text: &str) -> Result<Expression, Fault> {
    super::parse(text, Literals::Json)
}

#[test]
fn expressions_are_read() {
    for good in [
        "a",
        "a.b[0].c",
        "a[*].b[]",
        "a[?b=='c' && !d].e",
        "length(a) > `1`",
        "{a: b, c: d}",
        "[a, b][0]",
        "a()",
        "a(b, c, d)",
        "*.a",
        "a.* | [1:2]",
        "sort_by(@, &a)",
        "\"a b\".c",
        "[*]",
        "a[::2]",
        "(a || b).c",
        "`{\"a\": [1, 2]}`",
        "a[].[b, c]",
    ] {
        assert!(parse(good).is_ok(), "{good}: {:?}", parse(good));
    }
}

#[test]
fn faults_are_told() {
    for bad in [
        "", "a.", "a[", "||", "a b", "a.@", "'a", "`a`", "{a}", "a(b,)", "a[1 2]", "a[:::]", "#",
        "[a b]", "[a, b c]", "[a,]", "[a", "a(b c)", "a(b", "a(,b)",
    ] {
        assert!(parse(bad).is_err(), "{bad}: {:?}", parse(bad));
    }
}

#[test]
fn faults_have_offsets() {
    for (text, offset) in [
        ("", 0),
        ("a.", 2),
        ("a b", 2),
        ("a[", 2),
        ("a[x]", 2),
        ("'a", 0),
        ("`{`", 0),
        ("a # b", 2),
        ("99999999999999999999", 0),
        ("[a b]", 3),
        ("a(b c)", 4),
    ] {
        assert_eq!(parse(text).unwrap_err().offset, offset, "{text}");
    }
}

#[test]
fn faults_tell_the_byte() {
    let fault = parse("'é' b").unwrap_err();
    assert_eq!(fault.offset, 5);
    assert!(fault.to_string().ends_with(" at byte 5"), "{fault}");
}

#[test]
fn a_filter_ends_the_projection_of_another() {
    let text = "a[?b].c[?d]";
    let Ok(Expression::Filter(parts)) = parse(text) else {
        panic!("{text}: {:?}", parse(text));
    };
    assert!(matches!(parts[0], Expression::Filter(_)), "{parts:?}");
}

#[test]
fn a_literal_without_quotes_is_text_where_that_is_allowed() {
    assert!(parse("`ACTIVE`").is_err());
    let found = super::parse("`ACTIVE`", Literals::JsonOrText);
    assert!(
        matches!(&found, Ok(Expression::Literal(node)) if node.as_str() == Some("ACTIVE")),
        "{found:?}"
    );
}

#[test]
fn depth_is_limited() {
    for text in [
        "(".repeat(10_000),
        "a.".repeat(10_000),
        "!".repeat(10_000),
        "a[*]".repeat(9_999),
    ] {
        assert!(parse(&text).is_err());
    }
}
