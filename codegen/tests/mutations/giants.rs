//! Large and deep models that try to exhaust time, memory or stack, in both formats.

use std::fmt::Write;
use std::time::Instant;

use sansmith_codegen::report::Entry;
use sansmith_codegen::{Bundle, Config, Source};

use crate::ast;
use crate::judge::{Verdict, judge};

fn model(shapes: &str) -> Bundle {
    let text = format!(
        r#"{{"metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}},
        "operations": {{"Glow": {{"http": {{"method": "POST", "requestUri": "/"}}, "input": {{"shape": "In"}}}}}},
        "shapes": {{{shapes}}}}}"#
    );
    Bundle::new(Source::new("service-2.json", text))
}

/// Generates the shapes as a model in each format.
#[track_caller]
fn becomes(shapes: &str, expected: Verdict) {
    let told = serde_json::from_str(&format!("{{{shapes}}}")).unwrap();
    for bundle in [model(shapes), ast::model(&told)] {
        let start = Instant::now();
        let verdict = judge(&bundle, &Config::default());
        println!(
            "{}: {} bytes in {:?}",
            bundle.service.name,
            bundle.service.text.len(),
            start.elapsed()
        );
        assert_eq!(verdict, expected, "{}", bundle.service.name);
    }
}

/// `count` shapes, each built from its number and the name of the next one.
fn chain(count: usize, shape: impl Fn(usize, &str) -> String) -> String {
    let mut text = String::new();
    for number in 0..count {
        let name = if number == 0 {
            "In".to_owned()
        } else {
            format!("S{number}")
        };
        let next = format!("S{}", number + 1);
        let _ = write!(text, "\"{name}\": {},", shape(number, &next));
    }
    let _ = write!(text, r#""S{count}": {{"type": "string"}}"#);
    text
}

/// Nesting depths: the maximum, slightly too deep, and extreme.
const DEPTHS: [(usize, Verdict); 3] = [
    (40, Verdict::Made),
    (41, Verdict::Refused),
    (10_000, Verdict::Refused),
];

/// Models of one construct each, at the maximum depth.
pub(crate) fn deepest() -> Vec<(&'static str, Bundle)> {
    let member = |next: &str| format!(r#""members": {{"A": {{"shape": "{next}"}}}}"#);
    let tower = |shape: &dyn Fn(&str) -> String| {
        chain(DEPTHS[0].0, |number, next| match number {
            0 => format!(r#"{{"type": "structure", {}}}"#, member(next)),
            _ => format!("{{{}}}", shape(next)),
        })
    };
    let shapes = [
        (
            "structures",
            tower(&|next| format!(r#""type": "structure", {}"#, member(next))),
        ),
        (
            "unions",
            tower(&|next| format!(r#""type": "structure", "union": true, {}"#, member(next))),
        ),
        (
            "lists",
            tower(&|next| format!(r#""type": "list", "member": {{"shape": "{next}"}}"#)),
        ),
        (
            "maps",
            tower(&|next| {
                format!(
                    r#""type": "map", "key": {{"shape": "S40"}}, "value": {{"shape": "{next}"}}"#
                )
            }),
        ),
    ];
    shapes.map(|(name, shapes)| (name, model(&shapes))).into()
}

#[test]
fn structures_nest_to_a_limit() {
    for required in ["", "\"A\""] {
        for (depth, expected) in DEPTHS {
            becomes(
                &chain(depth, |_, next| {
                    format!(
                        r#"{{"type": "structure", "required": [{required}], "members": {{"A": {{"shape": "{next}"}}}}}}"#
                    )
                }),
                expected,
            );
        }
    }
}

#[test]
fn unions_nest_to_a_limit() {
    for (depth, expected) in DEPTHS {
        becomes(
            &chain(depth, |number, next| {
                let union = number > 0;
                format!(
                    r#"{{"type": "structure", "union": {union}, "members": {{"A": {{"shape": "{next}"}}}}}}"#
                )
            }),
            expected,
        );
    }
}

#[test]
fn a_ring_is_as_deep_as_it_is_long() {
    for (length, expected) in DEPTHS {
        let ring = chain(length - 1, |_, next| {
            format!(
                r#"{{"type": "structure", "required": ["A"], "members": {{"A": {{"shape": "{next}"}}, "B": {{"shape": "In"}}}}}}"#
            )
        });
        let last = format!(r#""S{}": "#, length - 1);
        let closed = ring.replace(
            &(last.clone() + r#"{"type": "string"}"#),
            &(last
                + r#"{"type": "structure", "required": ["A"], "members": {"A": {"shape": "In"}}}"#),
        );
        becomes(&closed, expected);
    }
}

#[test]
fn a_union_of_thousands_may_be_in_each_of_its_values() {
    let (mut choices, mut shapes) = (Vec::new(), String::new());
    for number in 0..2_000 {
        choices.push(format!(r#""C{number}": {{"shape": "S{number}"}}"#));
        let _ = write!(
            shapes,
            r#""S{number}": {{"type": "structure", "members": {{"A": {{"shape": "Choice"}}}}}},"#
        );
    }
    becomes(
        &format!(
            r#"{shapes} "Choice": {{"type": "structure", "union": true, "members": {{{}}}}},
            "In": {{"type": "structure", "members": {{"A": {{"shape": "Choice"}}}}}}"#,
            choices.join(",")
        ),
        Verdict::Made,
    );
}

#[test]
fn lists_nest_to_a_limit() {
    let input = r#""In": {"type": "structure", "members": {"A": {"shape": "S1"}}},"#;
    for (depth, expected) in DEPTHS {
        let lists = chain(depth, |number, next| match number {
            0 => r#"{"type": "structure", "members": {"A": {"shape": "S1"}}}"#.to_owned(),
            _ => format!(r#"{{"type": "list", "member": {{"shape": "{next}"}}}}"#),
        });
        becomes(&lists, expected);
    }
    for ring in [
        r#""S1": {"type": "list", "member": {"shape": "S1"}}"#,
        r#""S1": {"type": "list", "member": {"shape": "S2"}}, "S2": {"type": "map", "key": {"shape": "S3"}, "value": {"shape": "S1"}}, "S3": {"type": "string"}"#,
    ] {
        becomes(&format!("{input}{ring}"), Verdict::Refused);
    }
}

/// A structure or union with the given numbers of members and required members.
fn wide(members: usize, required: usize, union: bool) -> String {
    let all: Vec<_> = (0..members)
        .map(|number| format!(r#""M{number}": {{"shape": "T"}}"#))
        .collect();
    let required: Vec<_> = (0..required)
        .map(|number| format!(r#""M{number}""#))
        .collect();
    format!(
        r#""In": {{"type": "structure", "members": {{"A": {{"shape": "Wide"}}}}}}, "T": {{"type": "string"}},
        "Wide": {{"type": "structure", "union": {union}, "required": [{}], "members": {{{}}}}}"#,
        required.join(","),
        all.join(",")
    )
}

/// Models of one shape each, with the maximum number of members.
pub(crate) fn widest() -> Vec<(&'static str, Bundle)> {
    let shapes = [
        ("wide_structure", wide(2_000, 0, false)),
        ("wide_union", wide(2_000, 0, true)),
        ("required", wide(128, 128, false)),
    ];
    shapes.map(|(name, shapes)| (name, model(&shapes))).into()
}

#[test]
fn members_are_as_many_as_a_compiler_takes() {
    for (members, expected) in [
        (2_000, Verdict::Made),
        (2_001, Verdict::Refused),
        (100_000, Verdict::Refused),
    ] {
        becomes(&wide(members, 0, false), expected);
        becomes(&wide(members, 0, true), expected);
    }
    for (required, expected) in [
        (128, Verdict::Made),
        (129, Verdict::Refused),
        (100_000, Verdict::Refused),
    ] {
        becomes(&wide(required, required, false), expected);
    }
}

#[test]
fn values_may_be_a_hundred_thousand() {
    let values: Vec<_> = (0..100_000)
        .map(|number| format!(r#""v{number}""#))
        .collect();
    becomes(
        &format!(
            r#""In": {{"type": "structure", "members": {{"A": {{"shape": "E"}}}}}}, "E": {{"type": "string", "enum": [{}]}}"#,
            values.join(",")
        ),
        Verdict::Made,
    );
}

#[test]
fn as_many_problems_as_there_are_places() {
    let mut members = String::new();
    for number in 0..100_000 {
        let _ = write!(
            members,
            r#""Member{number}": {{"shape": "Nowhere{number}"}},"#
        );
    }
    becomes(
        &format!(
            r#""In": {{"type": "structure", "members": {{{members} "Last": {{"shape": "T"}}}}}}, "T": {{"type": "string"}}"#
        ),
        Verdict::Refused,
    );
}

#[test]
fn all_problems_of_a_stage_come_in_one_run() {
    // Each stage (reading, lowering, checking) with two kinds of problems.
    for (shapes, expected) in [
        (
            r#""In": 1, "A": {"type": "list", "members": []}, "B": {"type": "string", "enum": 5}"#,
            3,
        ),
        (
            r#""a b": {"type": "string"}, "A": {"type": "strng"}, "B": {"type": "list"}"#,
            3,
        ),
        (
            r#""In": {"type": "structure", "members": {
                "A": {"shape": "Nowhere"}, "B": {"shape": "Elsewhere"}, "C": {"shape": "C"}}},
            "C": {"type": "list", "member": {"shape": "Gone"}}"#,
            3,
        ),
    ] {
        let report = sansmith_codegen::generate(&model(shapes), &Config::default()).unwrap_err();
        let lines: Vec<_> = report.entries().iter().map(Entry::one_line).collect();
        assert!(lines.len() >= expected, "{lines:#?}");
    }
}
