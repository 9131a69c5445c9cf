//! Generates crates in memory for tests, and extracts items from them.
//!
//! **Invariants**
//! - Only [`render`] and [`refuse`] call the generator.
//! - Only tests write to disk, to temporary folders or `target/`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

pub mod command;
pub mod corpus;
pub mod crates;
pub mod items;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sansmith_codegen::report::Entry;
use sansmith_codegen::{Bundle, Config, Report, SourceFile};

/// A crate generated from a model.
#[derive(Debug)]
pub struct Rendered {
    /// The files of the crate, by path.
    pub files: Vec<SourceFile>,
    /// Warnings of the generator.
    pub warnings: Vec<String>,
}

impl Rendered {
    /// The text of a file.
    ///
    /// # Panics
    ///
    /// If there is no file with this path.
    pub fn file(&self, path: &str) -> &str {
        let found = self.files.iter().find(|file| file.path == path);
        &found.expect("the crate has the file").text
    }

    /// The contents of a module and its submodules, each file under a line with its path.
    pub fn module(&self, name: &str) -> String {
        let (root, below) = (format!("src/{name}.rs"), format!("src/{name}/"));
        let files = self
            .files
            .iter()
            .filter(|file| file.path == root || file.path.starts_with(&below));
        let mut text = String::new();
        for SourceFile { path, text: inside } in files {
            // Skip the header line, which is the same in all files.
            let (_, inside) = inside.split_once('\n').unwrap_or_default();
            let _ = write!(text, "// ==== {path}\n{inside}\n");
        }
        text
    }
}

/// Generates a crate.
///
/// # Panics
///
/// If the model is invalid.
pub fn render(bundle: &Bundle, config: &Config) -> Rendered {
    match sansmith_codegen::generate(bundle, config) {
        Ok(output) => Rendered {
            files: output.files,
            warnings: lines(&Report::new(bundle, output.warnings)),
        },
        Err(report) => panic!("{report}:\n{}", lines(&report).join("\n")),
    }
}

fn lines(report: &Report) -> Vec<String> {
    report.entries().iter().map(Entry::one_line).collect()
}

/// The report for an invalid model.
pub fn refuse(bundle: &Bundle) -> Option<Report> {
    sansmith_codegen::generate(bundle, &Config::default()).err()
}

/// The generator settings for tests.
pub fn config() -> Config {
    Config {
        origin: "by a test".to_owned(),
        ..Config::default()
    }
}

/// Amazon Connect, generated once per process.
pub fn connect() -> &'static Rendered {
    static CONNECT: OnceLock<Rendered> = OnceLock::new();
    CONNECT.get_or_init(|| render(&connect_bundle(), &config()))
}

/// The model of Amazon Connect.
///
/// # Panics
///
/// If it does not exist.
pub fn connect_bundle() -> Bundle {
    bundle(
        &root().join("models/connect/service-2.json"),
        "models/connect/service-2.json",
    )
}

/// A model on disk; a fixture may have paginators and waiters.
///
/// # Panics
///
/// If it cannot be read.
pub fn bundle(file: &Path, name: &str) -> Bundle {
    let mut bundle = sansmith_build::read_bundle(file, name).expect("the model is there");
    for sidecar in ["paginators-1.json", "waiters-2.json"] {
        let beside = file.with_file_name(sidecar);
        if name == "botocore.json" && beside.is_file() {
            sansmith_build::read_further(&mut bundle, &beside, sidecar)
                .expect("the sidecar can be read");
        }
    }
    bundle
}

/// The workspace folder.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// Fixtures in botocore's format, sorted: feature and model.
///
/// # Panics
///
/// If they cannot be read.
pub fn fixtures() -> Vec<(String, Bundle)> {
    let folder = root().join("tests/fixtures");
    let entries = std::fs::read_dir(folder).expect("the fixtures are there");
    let mut found: Vec<_> = entries
        .flatten()
        .filter_map(|entry| {
            let file = entry.path().join("botocore.json");
            let feature = entry.file_name().to_string_lossy().into_owned();
            file.is_file()
                .then(|| (feature, bundle(&file, "botocore.json")))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The README, whose examples are run as doctests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
