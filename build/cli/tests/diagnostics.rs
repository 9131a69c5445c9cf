//! Verifies docs/smithy-diagnostics.md: every validator has a section, and every report matches.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use miette::{GraphicalReportHandler, GraphicalTheme};
use sansmith_cli::events::to_report;
use sansmith_smithy::load::{Options, load};
use sansmith_smithy::validate::{names, validate};
use sansmith_smithy::{Severity, Source};

/// Sections whose events have other names: those that a model gives, or an older one.
const OTHER_NAMES: [(&str, &str); 4] = [
    ("EmitEachSelector", "NoBlobs"),
    ("EmitNoneSelector", "NeedsService"),
    ("Set", "ModelDeprecation"),
    ("TraitValidators", "Bright"),
];

/// Names of events that come from loading, before any validator runs.
const OF_LOADER: [&str; 4] = [
    "Model.BadDocumentationComment",
    "Model.IgnoredDuplicateDefinition",
    "Model.UnresolvedTrait",
    "SyntacticShapeIdTarget",
];

fn place() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/smithy-diagnostics.md")
}

/// The text between a line and the next line of three backticks.
fn block<'t>(section: &'t str, start: &str) -> &'t str {
    let (_, rest) = section.split_once(start).expect(start);
    rest.split_once("```").expect("a block ends").0
}

/// The reports on a model, and the names of their events.
fn report(model: &str) -> (String, Vec<String>) {
    let sources = vec![Source::new("lamp.smithy", model)];
    let loaded = load(sources, &Options::default());
    let (mut text, mut ids) = (String::new(), Vec::new());
    for event in validate(&loaded) {
        if event.severity == Severity::Suppressed {
            continue;
        }
        let report = to_report(loaded.model.files(), &event);
        // No colours and fixed width: the same bytes on every machine.
        GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
            .with_width(100)
            .with_links(false)
            .render_report(&mut text, report.as_ref())
            .unwrap();
        ids.push(event.id.into_owned());
    }
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    (lines.join("\n").trim_matches('\n').to_owned(), ids)
}

#[test]
fn the_page_shows_what_is_reported() {
    let page = fs::read_to_string(place()).unwrap();
    let mut sections = page.split("\n## ");
    let mut expected = sections.next().unwrap().to_owned();
    for section in sections {
        let (name, _) = section.split_once('\n').unwrap();
        let (report, ids) = report(block(section, "```smithy\n"));
        let other = OTHER_NAMES.iter().find(|(known, _)| *known == name);
        let wanted = other.map_or(name, |(_, other)| other);
        assert!(
            ids.iter().any(|id| id.starts_with(wanted)),
            "{name}: {ids:?}"
        );
        let (head, _) = section.split_once("```text\n").unwrap();
        write!(expected, "\n## {head}```text\n{report}\n```\n").unwrap();
    }
    if env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::write(place(), expected).unwrap();
        return;
    }
    let how = "`cargo xtask bless` writes docs/smithy-diagnostics.md anew";
    let mut lines = page.lines().zip(expected.lines()).enumerate();
    let different = lines.find(|(_, (found, expected))| found != expected);
    assert_eq!(different, None, "{how}");
    assert_eq!(page.len(), expected.len(), "{how}");
}

#[test]
fn every_validator_has_a_section() {
    let page = fs::read_to_string(place()).unwrap();
    let listed = page.split("\n## ").skip(1);
    let listed: Vec<_> = listed.filter_map(|text| text.lines().next()).collect();
    let unique: BTreeSet<_> = listed.iter().copied().collect();
    assert_eq!(unique.len(), listed.len(), "a validator has two sections");
    let known: BTreeSet<_> = names().chain(OF_LOADER).collect();
    assert!(known.len() > 100, "{known:?}");
    assert_eq!(known, unique);
}
