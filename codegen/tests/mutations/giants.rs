//! Models that are large or deep, made to use up time, memory or stack.

use std::fmt::Write;
use std::time::Instant;

use sansmith_codegen::report::Entry;
use sansmith_codegen::{Bundle, Config, Source};

use crate::judge::{Verdict, judge};

fn model(shapes: &str) -> Bundle {
    let text = format!(
        r#"{{"metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}},
        "operations": {{"Glow": {{"http": {{"method": "POST", "requestUri": "/"}}, "input": {{"shape": "In"}}}}}},
        "shapes": {{{shapes}}}}}"#
    );
    Bundle::new(Source::new("service-2.json", text))
}

#[track_caller]
fn becomes(shapes: &str, expected: Verdict) {
    let start = Instant::now();
    let bundle = model(shapes);
    assert_eq!(judge(&bundle, &Config::default()), expected);
    println!(
        "{} bytes in {:?}",
        bundle.service.text.len(),
        start.elapsed()
    );
}

/// `count` shapes, each made from its number and the name of the next.
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

#[test]
fn structures_nest_as_deep_as_they_like() {
    becomes(
        &chain(10_000, |_, next| {
            format!(
                r#"{{"type": "structure", "required": ["A"], "members": {{"A": {{"shape": "{next}"}}}}}}"#
            )
        }),
        Verdict::Made,
    );
}

#[test]
fn a_cycle_of_thousands_is_cut() {
    let ring = chain(1_500, |_, next| {
        format!(
            r#"{{"type": "structure", "required": ["A"], "members": {{"A": {{"shape": "{next}"}}, "B": {{"shape": "In"}}}}}}"#
        )
    });
    becomes(&ring, Verdict::Made);
    let shapes = ring.replace(
        r#""S1500": {"type": "string"}"#,
        r#""S1500": {"type": "structure", "required": ["A"], "members": {"A": {"shape": "In"}}}"#,
    );
    becomes(&shapes, Verdict::Made);
}

#[test]
fn unions_nest_as_deep_as_they_like() {
    becomes(
        &chain(1_500, |number, next| {
            let union = number > 0;
            format!(
                r#"{{"type": "structure", "union": {union}, "members": {{"A": {{"shape": "{next}"}}}}}}"#
            )
        }),
        Verdict::Made,
    );
}

#[test]
fn lists_nest_to_a_limit() {
    let input = r#""In": {"type": "structure", "members": {"A": {"shape": "S1"}}},"#;
    for (depth, expected) in [(100, Verdict::Made), (10_000, Verdict::Refused)] {
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

#[test]
fn a_structure_may_have_thousands_of_members() {
    let mut members = String::new();
    for number in 0..3_000 {
        let _ = write!(members, r#""Member{number}": {{"shape": "T"}},"#);
    }
    becomes(
        &format!(
            r#""In": {{"type": "structure", "members": {{{members} "Last": {{"shape": "T"}}}}}}, "T": {{"type": "string"}}"#
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
    // Reading, lowering and checking, each with two kinds of problems.
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

#[test]
#[ignore = "takes a minute and a gigabyte"]
fn a_structure_may_have_a_hundred_thousand_members() {
    let mut members = String::new();
    for number in 0..100_000 {
        let _ = write!(members, r#""Member{number}": {{"shape": "T"}},"#);
    }
    becomes(
        &format!(
            r#""In": {{"type": "structure", "members": {{{members} "Last": {{"shape": "T"}}}}}}, "T": {{"type": "string"}}"#
        ),
        Verdict::Made,
    );
}
