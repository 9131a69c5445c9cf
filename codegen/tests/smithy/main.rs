//! Smithy models with each mutation at every place: the result is a report or a crate, never a panic.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sansmith_codegen::{Bundle, Config, Report, Source, front, generate};
use serde_json::{Value, json};

/// Fixtures in Smithy's format, with their files.
fn models() -> Vec<Vec<Value>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
    let twins = fs::read_dir(fixtures.join("twins")).unwrap().flatten();
    let mut folders: Vec<PathBuf> = twins.map(|entry| entry.path()).collect();
    folders.push(fixtures.join("smithy"));
    folders.sort();
    folders.iter().map(|folder| files(folder)).collect()
}

fn files(folder: &Path) -> Vec<Value> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("smithy") && name.ends_with(".json")
        })
        .collect();
    files.sort();
    let texts = files.iter().map(|path| fs::read_to_string(path).unwrap());
    texts
        .map(|text| serde_json::from_str(&text).unwrap())
        .collect()
}

fn bundle(files: &[Value]) -> Bundle {
    let mut sources = files
        .iter()
        .enumerate()
        .map(|(index, file)| Source::new(format!("{index}.json"), file.to_string()));
    let mut bundle = Bundle::new(sources.next().expect("a model has a file"));
    bundle.sidecars = sources.collect();
    bundle
}

/// Runs the generator; returns true if a crate results.
fn run(files: &[Value], whole: bool) -> bool {
    let bundle = bundle(files);
    let config = Config::default();
    match front(&bundle, &config) {
        Ok((ir, warnings)) => {
            // Print the result, to test printing too.
            let _ = ir.to_string();
            let _ = Report::new(&bundle, warnings).to_string();
            !whole || generate(&bundle, &config).is_ok()
        }
        Err(report) => {
            let _ = report.to_string();
            false
        }
    }
}

/// Escaped pointers to all values within a value.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    let entries = value.as_object().into_iter().flatten();
    for (key, child) in entries {
        let key = key.replace('~', "~0").replace('/', "~1");
        all.push(format!("{at}/{key}"));
        places(child, &format!("{at}/{key}"), all);
    }
    let items = value.as_array().into_iter().flatten().enumerate();
    for (index, child) in items {
        all.push(format!("{at}/{index}"));
        places(child, &format!("{at}/{index}"), all);
    }
}

/// Replacement values: other types, extreme numbers, hostile names.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("Foo; fn main() {}"),
        json!("t#Gone$x"),
        json!("smithy.api#Unit"),
        json!("smithy.api#BigDecimal"),
        json!("{x"),
        json!([]),
        json!([[{}]]),
        json!({}),
        json!({"target": "t#Gone"}),
        json!({"type": "apply"}),
    ]
}

#[test]
fn the_models_themselves_are_right() {
    for files in models() {
        assert!(run(&files, true), "{}", files[0]);
    }
}

#[test]
fn no_replacement_is_a_panic() {
    let replacements = replacements();
    let mut damaged = Vec::new();
    for files in models() {
        for (index, file) in files.iter().enumerate() {
            let mut all = Vec::new();
            places(file, "", &mut all);
            damaged.extend(all.into_iter().map(|place| (files.clone(), index, place)));
        }
    }
    let made: usize = damaged
        .par_iter()
        .map(|(files, index, place)| {
            let mut files = files.clone();
            let mut made = 0;
            for (number, replacement) in replacements.iter().enumerate() {
                let target = files[*index]
                    .pointer_mut(place)
                    .expect("the place is there");
                let original = std::mem::replace(target, replacement.clone());
                // The entire pipeline only for a sample, as it takes a hundred times as long.
                let whole = (place.len() + number).is_multiple_of(37);
                made += usize::from(run(&files, whole));
                *files[*index].pointer_mut(place).expect("it is there still") = original;
            }
            made
        })
        .sum();
    let tried = damaged.len() * replacements.len();
    assert!(made > tried / 50 && made < tried, "{made} of {tried}");
}

#[test]
fn no_missing_or_unknown_key_is_a_panic() {
    let mut made = 0;
    for files in models() {
        for index in 0..files.len() {
            let mut all = Vec::new();
            places(&files[index], "", &mut all);
            for place in all {
                let (parent, key) = place.rsplit_once('/').expect("a place has a parent");
                let key = key.replace("~1", "/").replace("~0", "~");
                for name in [None, Some("unknown"), Some("t#Unknown")] {
                    let mut damaged = files.clone();
                    let parent = damaged[index].pointer_mut(parent).expect("it is there");
                    let Some(object) = parent.as_object_mut() else {
                        continue;
                    };
                    let value = object.shift_remove(&key);
                    if let (Some(name), Some(value)) = (name, value) {
                        object.insert(name.to_owned(), value);
                    }
                    made += usize::from(run(&damaged, false));
                }
            }
        }
    }
    assert!(made > 100, "{made}");
}
