//! The formatter over `tests/format`: a case for each rule, `X.smithy` to `X.formatted.smithy`.
//!
//! The expected texts are what the reference formatter 1.73.0 makes of the same inputs.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

use sansmith_smithy::format::format;

/// Cases whose formatted text changes once more, there as here.
const MOVING: [&str; 1] = ["a-second-statement-for-a-name-goes-alone"];

fn cases() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format");
    let mut cases: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let name = path
                .file_name()?
                .to_str()?
                .strip_suffix(".formatted.smithy")?;
            Some((
                name.to_owned(),
                path.with_file_name(format!("{name}.smithy")),
            ))
        })
        .collect();
    cases.sort();
    assert!(cases.len() > 20);
    cases
}

#[test]
fn every_case_has_the_text_of_the_reference() {
    for (name, path) in cases() {
        let text = fs::read_to_string(&path).unwrap();
        let expected = path.with_file_name(format!("{name}.formatted.smithy"));
        let expected = fs::read_to_string(expected).unwrap();
        let formatted = format(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(formatted, expected, "{name}");
        let again = format(&formatted).unwrap();
        assert_eq!(
            again == expected,
            !MOVING.contains(&name.as_str()),
            "{name}, again:\n{again}"
        );
    }
}

#[test]
fn every_prefix_ends_in_a_text_or_a_mistake_within_it() {
    for (name, path) in cases() {
        let text = fs::read_to_string(&path).unwrap();
        for (end, _) in text.char_indices() {
            let prefix = &text[..end];
            if let Err(error) = format(prefix) {
                assert!(error.offset <= prefix.len(), "{name}, {end} bytes");
            }
        }
    }
}
