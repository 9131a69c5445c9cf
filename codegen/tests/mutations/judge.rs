//! Checks the result for a model: a printable report, or files of valid Rust without injected code.

use std::path::{Component, Path};

use miette::Diagnostic;
use proc_macro2::{TokenStream, TokenTree};
use sansmith_codegen::report::Entry;
use sansmith_codegen::{Bundle, Config, Report, SourceFile, generate};

use crate::words::PLANTED;

/// Result for a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The model was rejected.
    Refused,
    /// A crate was generated.
    Made,
}

/// Generates a crate and checks the result.
pub(crate) fn judge(bundle: &Bundle, config: &Config) -> Verdict {
    match generate(bundle, config) {
        Err(report) => {
            assert!(!report.entries().is_empty(), "a refusal without a reason");
            show(&report);
            Verdict::Refused
        }
        Ok(output) => {
            show(&Report::new(bundle, output.warnings));
            output.files.iter().for_each(look_at);
            let paths: Vec<_> = output.files.iter().map(|file| &file.path).collect();
            assert!(paths.is_sorted_by(|one, other| one < other), "{paths:?}");
            Verdict::Made
        }
    }
}

/// Renders the report in every form, to test rendering.
fn show(report: &Report) {
    let _ = report.to_string();
    for entry in report.entries() {
        let line = entry.one_line();
        assert!(line.contains(':'), "{line}");
        assert_eq!(line.lines().count(), 1, "more than one line: {line:?}");
        labels_are_in_the_text(entry);
    }
}

fn labels_are_in_the_text(entry: &Entry) {
    let Some(source) = entry.source_code() else {
        return;
    };
    for label in entry.labels().into_iter().flatten() {
        let read = source.read_span(label.inner(), 1, 1);
        assert!(read.is_ok(), "{entry}: no such place: {label:?}");
    }
}

fn look_at(file: &SourceFile) {
    let mut parts = Path::new(&file.path).components();
    assert!(
        parts.all(|part| matches!(part, Component::Normal(_))),
        "{}",
        file.path
    );
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    assert!(file.path.chars().all(plain), "{}", file.path);
    match file.path.as_str() {
        "Cargo.toml" => manifest(&file.text),
        "rustfmt.toml" => assert_eq!(file.text.lines().count(), 3, "{}", file.text),
        _ => rust(file),
    }
}

fn rust(file: &SourceFile) {
    let parsed = syn::parse_file(&file.text);
    let parsed = parsed.unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
    assert!(file.text.starts_with("// @generated "), "{}", file.path);
    let tokens: TokenStream = file.text.parse().expect("what is parsed can be read");
    if let Some(found) = planted(tokens) {
        panic!("{}: `{found}` came out of the model", file.path);
    }
    for attribute in &parsed.attrs {
        let known = [
            "doc", "forbid", "deny", "allow", "warn", "expect", "cfg_attr",
        ];
        let is_known = known.iter().any(|name| attribute.path().is_ident(name));
        assert!(is_known, "{}: an attribute of the model's", file.path);
    }
    // Bidirectional controls must not make readers see something else than the compiler.
    let turned =
        |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
    assert!(
        !file.text.contains(turned),
        "{}: text that turns around",
        file.path
    );
    assert!(
        !file.text.contains('\r'),
        "{}: a carriage return",
        file.path
    );
    assert!(!file.text.contains('\0'), "{}: a zero", file.path);
}

/// A name in code that can only come from the model.
fn planted(tokens: TokenStream) -> Option<String> {
    tokens.into_iter().find_map(|tree| match tree {
        TokenTree::Group(group) => planted(group.stream()),
        TokenTree::Ident(ident) => (ident == PLANTED).then(|| ident.to_string()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    })
}

/// Checks that a manifest has exactly the expected keys.
fn manifest(text: &str) {
    let table: toml::Table = text
        .parse()
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    let keys = |key: &str| -> Vec<String> {
        let inside = table.get(key).and_then(toml::Value::as_table);
        inside
            .into_iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .collect()
    };
    let known = [
        "package",
        "features",
        "dependencies",
        "workspace",
        "lints",
        "lib",
    ];
    for key in table.keys() {
        assert!(known.contains(&key.as_str()), "{text}");
    }
    assert!(
        keys("dependencies")
            .iter()
            .all(|name| ["sansmith", "sansmith-client", "serde"].contains(&name.as_str())),
        "{text}"
    );
    for banned in ["build", "links", "autobins", "workspace", "include"] {
        assert!(!keys("package").iter().any(|key| key == banned), "{text}");
    }
    // The documentation build settings must be ours.
    if let Some(metadata) = table["package"].get("metadata") {
        assert_eq!(
            metadata.to_string(),
            "{ docs = { rs = { all-features = true } } }"
        );
    }
    let name = table["package"]["name"]
        .as_str()
        .expect("a package has a name");
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    assert!(!name.is_empty() && name.chars().all(plain), "{name:?}");
}

#[test]
fn what_is_planted_is_found() {
    let found = |text: &str| planted(text.parse().unwrap());
    assert!(found(&format!("mod a {{ fn {PLANTED}() {{}} }}")).is_some());
    assert!(
        found(&format!(
            "/// fn {PLANTED}\nconst A: &str = \"{PLANTED}\"; // {PLANTED}"
        ))
        .is_none()
    );
}
