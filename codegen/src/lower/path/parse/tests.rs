#![expect(clippy::unnecessary_box_returns, reason = "expressions hold boxes")]

use serde_json::json;

use super::parse;
use crate::ir::{Comparison, PathExpression as Expression, PathFunction};

fn field(name: &str) -> Box<Expression> {
    Box::new(Expression::Field(name.to_owned()))
}

fn literal(value: serde_json::Value) -> Box<Expression> {
    Box::new(Expression::Literal(value.into()))
}

#[test]
fn paths_of_models_have_a_form() {
    let current = || Box::new(Expression::Current);
    let chain = |left, right| Expression::Chain(left, right);
    for (text, expected) in [
        ("a.b", chain(field("a"), field("b"))),
        ("\"a b\"", *field("a b")),
        (
            "a[-1].b",
            chain(
                Box::new(chain(field("a"), Box::new(Expression::Index(-1)))),
                field("b"),
            ),
        ),
        ("a[*].b", Expression::Each(field("a"), field("b"))),
        ("a[].b", Expression::Flatten(field("a"), field("b"))),
        ("a.*", Expression::Values(field("a"), current())),
        ("a || b", Expression::Or(field("a"), field("b"))),
        (
            "keys(a)",
            Expression::Call(PathFunction::Keys, vec![*field("a")]),
        ),
        (
            "a[*].[b, c.d][]",
            Expression::Flatten(
                Box::new(Expression::Each(
                    field("a"),
                    Box::new(Expression::List(vec![
                        *field("b"),
                        chain(field("c"), field("d")),
                    ])),
                )),
                current(),
            ),
        ),
        (
            "length(a[?b == 'x' || !c]) > `0`",
            Expression::Compare(
                Comparison::Greater,
                Box::new(Expression::Call(
                    PathFunction::Length,
                    vec![Expression::Filter(
                        field("a"),
                        Box::new(Expression::Or(
                            Box::new(Expression::Compare(
                                Comparison::Equal,
                                field("b"),
                                literal(json!("x")),
                            )),
                            Box::new(Expression::Not(field("c"))),
                        )),
                        current(),
                    )],
                )),
                literal(json!(0)),
            ),
        ),
    ] {
        assert_eq!(parse(text), Ok(expected), "{text}");
    }
}

#[test]
fn errors_have_locations() {
    let deep = "(".repeat(100);
    for (text, offset) in [
        ("", 0),
        ("a.", 2),
        ("a b", 2),
        ("a[", 2),
        ("a[x]", 2),
        ("a[1:2]", 3),
        ("{a: b}", 0),
        ("sum(a)", 0),
        ("length()", 7),
        ("length(a, b)", 0),
        ("'a", 0),
        ("`{`", 0),
        ("a # b", 2),
        ("99999999999999999999", 0),
        (deep.as_str(), 32),
    ] {
        let fault = parse(text).unwrap_err();
        assert_eq!(fault.offset, offset, "{text}: {fault:?}");
    }
}
