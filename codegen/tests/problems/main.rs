//! The page of problems is true and complete: every code has a section, and every report in it is what is said.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod page;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use miette::{GraphicalReportHandler, GraphicalTheme};
use sansmith_codegen::{Bundle, Config, Report, Source, generate};

use page::{Section, sections};

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The report of a section's model.
fn report(section: &Section) -> String {
    let mut texts = section.texts.iter();
    let (_, model) = texts
        .next()
        .unwrap_or_else(|| panic!("{} has no model", section.code));
    let mut bundle = Bundle::new(Source::new("lamp.json", model.as_str()));
    bundle.sidecars = texts
        .map(|(name, text)| Source::new(name, text.as_str()))
        .collect();
    let config = Config {
        operations: section.operations.clone().map(|name| vec![name]),
        ..Config::default()
    };
    let report = match generate(&bundle, &config) {
        Ok(output) => Report::new(&bundle, output.warnings),
        Err(report) => report,
    };
    let codes: BTreeSet<_> = report
        .entries()
        .iter()
        .map(|entry| entry.problem().kind.code())
        .collect();
    assert!(
        codes.contains(section.code.as_str()),
        "{}: {codes:?}",
        section.code
    );
    let mut text = String::new();
    // No colour, no width of a terminal: the same bytes on every machine.
    GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
        .with_width(100)
        .with_links(false)
        .render_report(&mut text, &report)
        .unwrap();
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the page is written anew where somebody asks for it"
)]
fn the_page_shows_what_is_reported() {
    let place = root().join("docs/problems.md");
    let page = fs::read_to_string(&place).unwrap();
    let (intro, sections) = sections(&page);
    let mut expected = intro;
    for section in &sections {
        expected.push_str("\n## ");
        expected.push_str(&section.with(&report(section)));
    }
    if env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::write(place, expected).unwrap();
    } else {
        let mut lines = page.lines().zip(expected.lines()).enumerate();
        let different = lines.find(|(_, (found, expected))| found != expected);
        assert_eq!(
            different, None,
            "`cargo xtask bless` writes docs/problems.md anew"
        );
        assert_eq!(
            page.len(),
            expected.len(),
            "`cargo xtask bless` writes docs/problems.md anew"
        );
    }
}

#[test]
fn every_code_has_a_section() {
    let source = fs::read_to_string(root().join("codegen/src/problem/kind.rs")).unwrap();
    let codes: BTreeSet<_> = source
        .split('"')
        .filter(|text| text.split("::").count() == 2)
        .filter(|text| {
            text.chars()
                .all(|c| c.is_ascii_lowercase() || c == '_' || c == ':')
        })
        .collect();
    assert!(codes.len() > 20, "{codes:?}");
    let page = fs::read_to_string(root().join("docs/problems.md")).unwrap();
    let (_, sections) = sections(&page);
    let listed: BTreeSet<_> = sections
        .iter()
        .map(|section| section.code.as_str())
        .collect();
    assert_eq!(listed.len(), sections.len(), "a code has two sections");
    assert_eq!(codes, listed);
}

#[test]
fn every_report_says_what_to_do() {
    let page = fs::read_to_string(root().join("docs/problems.md")).unwrap();
    let (_, sections) = sections(&page);
    for section in sections {
        let report = section.report.unwrap_or_default();
        let helps = report.matches("\n  help: ").count();
        let problems = report.matches("[lamp.json:").count() + report.matches(".json:").count();
        assert!(helps > 0 && problems > 0, "{}:\n{report}", section.code);
    }
}
