//! Tests every constraint on Amazon Connect inputs with a value just inside and one just outside, by the type and by the schema
//! alone.
//!
//! Values and expectations are derived from the model rather than from schemas, with patterns in the model's own syntax. This
//! also finds constraints lost by the generator and mistranslated patterns.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says what it counted"
)]

mod cases;
mod model;
mod text;

use std::collections::BTreeMap;

use rayon::prelude::*;
use sansmith::json::{JsonTree, Names, Options};
use sansmith::validate::{Violation, Violations, validate_any, validate_document};
use sansmith::{Codecs as _, Document, ErrorKind, Type};

use cases::{Case, Rule};
use model::Model;

include!(concat!(env!("OUT_DIR"), "/inputs.rs"));

/// Patterns that match no text or any text, with reasons; only one side is tested.
const ONE_SIDED: [(&str, &str); 3] = [
    (".*", "every text matches nothing at all"),
    (r"^[\W\S_]*", "every text begins with nothing at all"),
    (
        r"/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$/",
        "a text does not begin behind a slash",
    ),
];

/// Number of values tested.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    inside: usize,
    outside: usize,
}

/// Violations as pairs of path and constraint name.
fn told(violations: Result<(), Violations>) -> Vec<(String, &'static str)> {
    let told = |violation: Violation| (violation.path, violation.rule.name());
    let violations = violations.err().into_iter().flatten();
    violations.map(told).collect()
}

/// Validates a case in both ways; returns the first wrong result.
fn judge(case: &Case, input: Type) -> Result<(), String> {
    let text = case.input.to_string();
    let expected: Vec<_> = case
        .rules
        .iter()
        .map(|rule| (case.path.clone(), rule.name()))
        .collect();
    let mut wrong = Vec::new();
    let document = Document::from_json(&text).unwrap();
    let found = told(validate_document(&document, input.schema()));
    if found != expected {
        wrong.push(format!("by its schema: {found:?}"));
    }
    let options = Options::new().names(Names::Model);
    let mut tree = JsonTree::parse(text.as_bytes(), input.schema(), options).unwrap();
    let root = tree.root();
    let value = input.read(&mut tree, root);
    match tree.finish(value) {
        Ok((value, _)) => {
            let found = told(validate_any(&*value));
            if found != expected {
                wrong.push(format!("by its type: {found:?}"));
            }
        }
        // Absent values have no type.
        Err(error) if matches!(error.kind(), ErrorKind::Missing { .. }) => {
            if case.rules != [Rule::Required] {
                wrong.push(format!("read as {error}"));
            }
        }
        Err(error) => wrong.push(error.to_string()),
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let shown: String = text.chars().take(600).collect();
    Err(format!(
        "{expected:?} expected; {}\n    in {shown}",
        wrong.join("; ")
    ))
}

#[test]
fn exactly_the_constraints_of_connect_are_kept() {
    let model = Model::of(&sansmith_tests::connect_bundle());
    let operations = model.operations();
    assert_eq!((operations.len(), INPUTS.len()), (405, 405));
    let judged: Vec<_> = operations
        .par_iter()
        .map(|(operation, shape)| {
            let (_, input) = INPUTS.iter().find(|(name, _)| name == operation).unwrap();
            let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
            let mut wrong = Vec::new();
            for case in cases::of(&model, shape) {
                let count = counts.entry(case.of.name()).or_default();
                if case.rules.contains(&case.of) {
                    count.outside += 1;
                } else {
                    count.inside += 1;
                }
                wrong.extend(
                    judge(&case, *input)
                        .err()
                        .map(|why| format!("{operation}: {why}")),
                );
            }
            (counts, wrong)
        })
        .collect();
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (of_one, why) in judged {
        for (rule, count) in of_one {
            let all = counts.entry(rule).or_default();
            all.inside += count.inside;
            all.outside += count.outside;
        }
        wrong.extend(why);
    }
    for (rule, count) in &counts {
        println!("{rule}: {} inside, {} outside", count.inside, count.outside);
    }
    assert_eq!(
        counts.keys().copied().collect::<Vec<_>>(),
        ["enum", "length", "pattern", "range", "required"]
    );
    let shown = wrong
        .iter()
        .take(20)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        wrong.is_empty(),
        "{} are judged wrong:\n{shown}",
        wrong.len()
    );
}

#[test]
fn the_patterns_with_one_side_are_known() {
    let model = Model::of(&sansmith_tests::connect_bundle());
    let mut found: Vec<_> = model.one_sided_patterns().collect();
    found.sort_unstable();
    found.dedup();
    let mut known = ONE_SIDED.map(|(pattern, _)| pattern).to_vec();
    known.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn an_engine_takes_every_pattern() {
    // An unsupported pattern is reported at generation, and never checked.
    let warnings = &sansmith_tests::connect().warnings;
    let left_out: Vec<_> = warnings
        .iter()
        .filter(|warning| warning.contains("the pattern `"))
        .collect();
    assert!(left_out.is_empty(), "{left_out:#?}");
}
