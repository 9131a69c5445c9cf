//! Verifies docs/smithy-changes.md: every section shows what `sansmith diff` reports on its two models.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use sansmith_smithy::diff::diff;
use sansmith_smithy::load::{Options, load};
use sansmith_smithy::model::ShapeId;
use sansmith_smithy::{Event, Model, Severity, Source};

fn model(section: &str, text: &str) -> Model {
    let loaded = load(vec![Source::new("lamp.smithy", text)], &Options::default());
    assert!(!loaded.has_errors(), "{section}: {:?}", loaded.events);
    loaded.model
}

fn line(event: &Event) -> String {
    let shape = event.shape.as_ref().map_or("-", ShapeId::as_str);
    let (severity, id, message) = (event.severity, &event.id, &event.message);
    format!("{severity} {id} {shape}: {message}")
}

#[test]
fn the_page_shows_what_is_reported() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/smithy-changes.md");
    let page = fs::read_to_string(&place).unwrap();
    let mut sections = page.split("\n## ");
    let mut expected = sections.next().unwrap().to_owned();
    let mut names: Vec<&str> = Vec::new();
    for section in sections {
        let (name, _) = section.split_once('\n').unwrap();
        let mut models = section.split("```smithy\n").skip(1).map(|rest| {
            let (text, _) = rest.split_once("```").unwrap();
            model(name, text)
        });
        let (old, new) = (models.next().unwrap(), models.next().unwrap());
        assert!(models.next().is_none(), "{name} has two models");
        let mut events = diff(&old, &new).events;
        events.retain(|event| event.severity != Severity::Suppressed);
        events.sort_by_key(|event| std::cmp::Reverse(event.severity));
        assert!(events.iter().any(|event| event.is_a(name)), "{name}");
        let lines: Vec<_> = events.iter().map(line).collect();
        let (head, _) = section.split_once("```text\n").unwrap();
        write!(expected, "\n## {head}```text\n{}\n```\n", lines.join("\n")).unwrap();
        names.push(name);
    }
    assert!(names.is_sorted(), "{names:?}");
    // One for each evaluator that reports something, and one for each of the two kinds of bindings.
    assert_eq!(names.len(), 32);
    if env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::write(place, expected).unwrap();
        return;
    }
    let mut lines = page.lines().zip(expected.lines()).enumerate();
    let different = lines.find(|(_, (found, expected))| found != expected);
    let how = "`cargo xtask bless` writes docs/smithy-changes.md anew";
    assert_eq!(different, None, "{how}");
    assert_eq!(page.len(), expected.len(), "{how}");
}
