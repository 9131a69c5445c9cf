//! Verifies the documentation of problems: every code has a section, every report matches, and every fix works.

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
use sansmith_codegen::report::Entry;
use sansmith_codegen::{Bundle, Config, Report, Source, generate};

use page::{Section, sections};

/// The workspace folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The report for a section's model, and the codes in it.
fn report(section: &Section) -> (String, BTreeSet<&'static str>) {
    let mut texts = section.texts.iter();
    let (_, model) = texts
        .next()
        .unwrap_or_else(|| panic!("{} has no model", section.code));
    let is_idl = model.contains("namespace ");
    let name = if is_idl { "lamp.smithy" } else { "lamp.json" };
    let mut bundle = Bundle::new(Source::new(name, model.as_str()));
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
    let mut text = String::new();
    // No colours and fixed width: the same bytes on every machine.
    GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
        .with_width(100)
        .with_links(false)
        .render_report(&mut text, &report)
        .unwrap();
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    (lines.join("\n"), codes)
}

/// The sections of a page.
fn page(name: &str) -> Vec<Section> {
    let text = fs::read_to_string(root().join("docs").join(name)).unwrap();
    sections(&text).1
}

/// Compares the reports on a page with actual ones, or updates the page if requested.
#[expect(
    clippy::disallowed_methods,
    reason = "the page is written anew where somebody asks for it"
)]
#[track_caller]
fn assert_true(name: &str, is_code: bool) {
    let place = root().join("docs").join(name);
    let page = fs::read_to_string(&place).unwrap();
    let (intro, sections) = sections(&page);
    let mut expected = intro;
    for section in &sections {
        let (report, codes) = report(section);
        if is_code {
            let code = section.code.as_str();
            assert!(codes.contains(code), "{code}: {codes:?}");
        }
        expected.push_str("\n## ");
        expected.push_str(&section.with(&report));
    }
    if env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::write(place, expected).unwrap();
        return;
    }
    let how = format!("`cargo xtask bless` writes docs/{name} anew");
    let mut lines = page.lines().zip(expected.lines()).enumerate();
    let different = lines.find(|(_, (found, expected))| found != expected);
    assert_eq!(different, None, "{how}");
    assert_eq!(page.len(), expected.len(), "{how}");
}

#[test]
fn documented_reports_are_current() {
    assert_true("problems.md", true);
    assert_true("broken-models.md", false);
}

#[test]
fn suggested_fixes_solve_the_problem() {
    let mut codes = BTreeSet::new();
    let mut of_smithy = 0;
    for section in page("broken-models.md") {
        let (_, found) = report(&section);
        codes.extend(found);
        let mended = section
            .mended()
            .expect("a section says what mends the model");
        of_smithy += usize::from(mended.contains("\"smithy\""));
        let bundle = Bundle::new(Source::new("lamp.json", mended));
        let title = &section.code;
        match generate(&bundle, &Config::default()) {
            Ok(output) => assert_eq!(output.warnings, [], "{title}"),
            Err(report) => {
                let lines: Vec<_> = report.entries().iter().map(Entry::one_line).collect();
                panic!("{title}: {lines:#?}");
            }
        }
    }
    // Ten kinds of mistakes, in both formats.
    assert!(
        codes.len() >= 10 && of_smithy >= 5,
        "{codes:?}, {of_smithy} of Smithy"
    );
}

#[test]
fn every_code_has_a_section() {
    let source = fs::read_to_string(root().join("codegen/src/problem/code.rs")).unwrap();
    let codes: BTreeSet<_> = source
        .split('"')
        .filter(|text| text.split("::").count() == 2)
        .filter(|text| {
            text.chars()
                .all(|c| c.is_ascii_lowercase() || c == '_' || c == ':')
        })
        .collect();
    assert!(codes.len() > 20, "{codes:?}");
    let sections = page("problems.md");
    let listed: BTreeSet<_> = sections
        .iter()
        .map(|section| section.code.as_str())
        .collect();
    assert_eq!(listed.len(), sections.len(), "a code has two sections");
    assert_eq!(codes, listed);
}

#[test]
fn every_report_has_help() {
    for section in page("problems.md")
        .into_iter()
        .chain(page("broken-models.md"))
    {
        let report = section.report.unwrap_or_default();
        let helps = report.matches("\n  help: ").count();
        let problems = report.matches(".json:").count() + report.matches(".smithy:").count();
        assert!(helps > 0 && problems > 0, "{}:\n{report}", section.code);
    }
}
