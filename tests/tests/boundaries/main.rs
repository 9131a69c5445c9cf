//! Every constraint that the model of Amazon Connect puts on an input, with a value just inside of it and one just
//! outside: all are judged right, by the type and by the schema alone.
//!
//! The values are made from the model, not from the schemas that were made of it, and what is right is worked out
//! here, with patterns run as the model writes them: so a constraint that the generator lost, or a pattern that it
//! translated wrongly, is found too.

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

/// Patterns that no text matches, or that every text does, with the reason: of these only one side is tried.
const ONE_SIDED: [(&str, &str); 3] = [
    (".*", "every text matches nothing at all"),
    (r"^[\W\S_]*", "every text begins with nothing at all"),
    (
        r"/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$/",
        "a text does not begin behind a slash",
    ),
];

/// How many values were tried.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    inside: usize,
    outside: usize,
}

/// What violations there are, as a path and the name of a rule each.
fn told(violations: Result<(), Violations>) -> Vec<(String, &'static str)> {
    let told = |violation: Violation| (violation.path, violation.rule.name());
    let violations = violations.err().into_iter().flatten();
    violations.map(told).collect()
}

/// Judges a case in both ways; gives what is wrong with the judgement.
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
        // What is not there has no type.
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
fn every_constraint_of_connect_is_kept_and_no_more() {
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
    // A pattern that none takes is named when the crate is generated, and never checked.
    let warnings = &sansmith_tests::connect().warnings;
    let left_out: Vec<_> = warnings
        .iter()
        .filter(|warning| warning.contains("the pattern `"))
        .collect();
    assert!(left_out.is_empty(), "{left_out:#?}");
}
