//! The formatter over `tests/format`: a case for each rule, `X.smithy` to `X.formatted.smithy`.
//!
//! The expected texts are what the reference formatter 1.73.0 makes of the same inputs.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says what it skips"
)]

use std::path::{Path, PathBuf};
use std::{env, fs};

use sansmith_smithy::Source;
use sansmith_smithy::ast::{WriteOptions, write};
use sansmith_smithy::format::format;
use sansmith_smithy::load::{Options, load};

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

/// The Smithy files of the corpus next to the workspace, without large ones.
fn corpus() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/idl");
    let (mut folders, mut files) = (vec![root], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "smithy")
                && entry.metadata().unwrap().len() < 64 * 1024
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The AST of a text without white space at the ends of lines, or nothing if the text is no model.
fn ast(text: &str) -> Option<String> {
    let options = Options {
        allow_unknown_traits: true,
    };
    let loaded = load(vec![Source::new("m.smithy", text)], &options);
    if loaded.has_errors() {
        return None;
    }
    let mut ast = write(&loaded.model, WriteOptions::default());
    for (ending, trimmed) in [(" \\n", "\\n"), (" \"", "\"")] {
        while ast.contains(ending) {
            ast = ast.replace(ending, trimmed);
        }
    }
    Some(ast)
}

/// Files of the reference's formatter tests with documentation comments that become plain ones.
const DEMOTED: [&str; 2] = ["awkward-comments.smithy", "member-comment-moving.smithy"];

/// Files with a documentation comment between a shape's name and its body, which moves first, there as here.
const MOVING_IN_CORPUS: [&str; 2] = [
    "detects-invalid-documentation-comments.smithy",
    "doc-comments-ignored-after-shape.smithy",
];

#[test]
fn formatting_keeps_each_model_of_the_corpus() {
    let (mut kept, files) = (0, corpus());
    if files.is_empty() {
        eprintln!("skipped: the corpus of Smithy models is absent");
        return;
    }
    // All of them where `SANSMITH_MUTATIONS` asks for thorough tests, else a sample.
    let every = if env::var_os("SANSMITH_MUTATIONS").is_some() {
        1
    } else {
        5
    };
    for path in files.iter().step_by(every) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap_or_default();
        let Some(before) = ast(&text) else {
            continue;
        };
        let formatted = format(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let again = format(&formatted).unwrap();
        assert_eq!(
            again != formatted,
            MOVING_IN_CORPUS.contains(&name),
            "{name}"
        );
        let same = ast(&formatted).as_ref() == Some(&before);
        assert_ne!(same, DEMOTED.contains(&name), "{name}:\n{formatted}");
        kept += 1;
    }
    assert!(kept > 100 / every, "{kept} models");
}
