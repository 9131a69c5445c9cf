//! Every service model of the botocore release generates valid Rust.

use std::path::Path;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sansmith_codegen::report::Entry;
use sansmith_codegen::{Config, generate};
use sansmith_tests::{bundle, corpus};

/// The first problem with the crate of a model.
fn problem(name: &str, file: &Path) -> Option<String> {
    let output = match generate(&bundle(file, name), &Config::default()) {
        Ok(output) => output,
        Err(report) => {
            let first = report.entries().first().map(Entry::one_line);
            return Some(format!("{report}: {}", first.unwrap_or_default()));
        }
    };
    let mut broken = output.files.iter().filter_map(|file| {
        let error = is_unprinted(&file.text).then(|| syn::parse_file(&file.text).err())??;
        Some(format!("{name}: {}: {error}", file.path))
    });
    broken.next()
}

/// Returns true for unformatted tokens, which the generator emits if it cannot parse them.
///
/// Parsing all files again would double the time.
fn is_unprinted(text: &str) -> bool {
    text.contains("# [") || text.contains(" :: ")
}

#[test]
fn every_model_of_the_corpus_becomes_rust() {
    let Some(services) = corpus::services() else {
        return;
    };
    let count = services.len();
    let problems: Vec<_> = services
        .into_par_iter()
        .filter_map(|(name, file)| problem(&name, &file))
        .collect();
    assert!(
        problems.is_empty(),
        "{} of {count} services:\n{}",
        problems.len(),
        problems.join("\n")
    );
    assert!(count >= 400, "{count} services are not the release");
}
