#![expect(clippy::unnecessary_box_returns, reason = "expressions hold boxes")]

use serde_json::json;

use super::expression_of;
use crate::ir::{Comparison, PathExpression as Expression, PathFunction};

fn field(name: &str) -> Box<Expression> {
    Box::new(Expression::Field(name.to_owned()))
}

fn literal(value: serde_json::Value) -> Box<Expression> {
    Box::new(Expression::Literal(value.into()))
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of expressions")]
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
            "a[1:-1].b",
            chain(
                field("a"),
                Box::new(Expression::Each(
                    Box::new(Expression::Slice(Some(1), Some(-1), 1)),
                    field("b"),
                )),
            ),
        ),
        (
            "max_by(@, &{x: a})",
            Expression::Call(
                PathFunction::MaxBy,
                vec![
                    Expression::Current,
                    Expression::Reference(Box::new(Expression::Object(vec![(
                        "x".to_owned(),
                        *field("a"),
                    )]))),
                ],
            ),
        ),
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
        assert_eq!(expression_of(text), Ok(expected), "{text}");
    }
}

#[test]
fn faults_are_named() {
    let deep = "(".repeat(201);
    for (text, expected) in [
        ("a.", "at byte 2"),
        ("a[::0]", "the step of a slice cannot be 0"),
        ("map(a, @)", "`map` needs an expression after `&`"),
        ("lenght(a)", "unknown function `lenght`"),
        (
            "contains(&a, @)",
            "an expression after `&` is not the argument of a function",
        ),
        ("merge()", "wrong number of arguments of `merge`"),
        ("length()", "wrong number of arguments of `length`"),
        ("length(a, b)", "wrong number of arguments of `length`"),
        (deep.as_str(), "nests more than 200 deep"),
    ] {
        let why = expression_of(text).unwrap_err();
        assert!(why.contains(expected), "{text}: {why}");
    }
}

#[test]
fn a_literal_without_quotes_is_text() {
    assert_eq!(expression_of("`ACTIVE`"), expression_of("'ACTIVE'"));
    assert_eq!(expression_of("`{\"a\": [1, null]}`").map(|_| ()), Ok(()));
}
