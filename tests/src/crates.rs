//! Writes generated crates to a workspace on disk, for building with cargo.
//!
//! **Invariants**
//! - Unchanged files are not touched and the folder stays in `target/`, so that later runs build incrementally.
//! - Cargo runs offline with this workspace's lock file, using packages that are already downloaded.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sansmith_codegen::{Bundle, Config};

/// A workspace of generated crates.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    /// Folders of the crates, and package names.
    crates: Vec<(String, String)>,
    /// Crate features used by the programs.
    features: Vec<&'static str>,
    /// Additional dependencies of the programs, as manifest lines.
    dependencies: String,
}

impl Workspace {
    /// A workspace without crates; `folder` is cargo's temporary folder for tests.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
            crates: Vec::new(),
            features: vec!["cbor", "xml"],
            dependencies: String::new(),
        }
    }

    /// Generates a crate into the workspace.
    ///
    /// # Panics
    ///
    /// If the model is invalid, or on an I/O error.
    pub fn add(&mut self, name: &str, bundle: &Bundle, config: &Config) {
        let generated = sansmith_build::generate(bundle, config).expect("the model is generated");
        let mut files = generated.files.iter();
        let package = files
            .find(|(path, _)| *path == "Cargo.toml")
            .and_then(|(_, text)| text.lines().find_map(|line| line.strip_prefix("name = ")))
            .expect("a crate has a manifest with a name");
        self.crates
            .push((name.to_owned(), package.trim_matches('"').to_owned()));
        generated
            .files
            .write(&self.folder.join(name))
            .expect("the files are written");
    }

    /// Enables a feature of the crates.
    pub fn feature(&mut self, name: &'static str) {
        self.features.push(name);
    }

    /// Adds a dependency of the programs, as a manifest line.
    pub fn depend(&mut self, line: &str) {
        self.dependencies.push_str(line);
        self.dependencies.push('\n');
    }

    /// Writes the package of the programs, and the workspace manifest.
    ///
    /// # Panics
    ///
    /// On an I/O error.
    pub fn finish(&self, programs: &[(String, String)]) {
        let root = crate::root();
        let lock = fs::read_to_string(root.join("Cargo.lock")).expect("the workspace has a lock");
        if !self.folder.join("Cargo.lock").exists() {
            self.write("Cargo.lock", &lock);
        }
        let members = self.crates.iter().map(|(name, _)| name.as_str());
        let members: Vec<_> = members.chain(["programs"]).collect();
        let runtime = root.join("runtime").display().to_string();
        let client = root.join("client").display().to_string();
        let mut manifest = MANIFEST.to_owned();
        let _ = writeln!(
            manifest,
            "sansmith = {{ path = {runtime:?}, default-features = false }}\n\
             sansmith-client = {{ path = {client:?} }}\n\n\
             [workspace]\nresolver = \"3\"\nmembers = {members:?}"
        );
        self.write("Cargo.toml", &manifest);
        let mut manifest = PROGRAMS.to_owned() + &self.dependencies;
        for (name, package) in &self.crates {
            let _ = writeln!(
                manifest,
                "{package} = {{ path = \"../{name}\", features = {:?} }}",
                self.features
            );
        }
        self.write("programs/Cargo.toml", &manifest);
        self.write(
            "programs/src/lib.rs",
            "//! Programs that use what is generated.\n",
        );
        for (name, text) in programs {
            self.write(&format!("programs/{name}"), text);
        }
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.folder.join(path);
        if fs::read_to_string(&place).is_ok_and(|old| old == text) {
            return;
        }
        let folder = place.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).expect("the folder is made");
        fs::write(place, text).expect("the file is written");
    }

    /// Runs cargo with warnings denied.
    ///
    /// # Panics
    ///
    /// If it cannot be run.
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        self.cargo_with(arguments, &[])
    }

    /// Runs cargo with warnings denied and additional environment variables.
    ///
    /// # Panics
    ///
    /// If it cannot be run.
    pub fn cargo_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .envs(variables.iter().copied())
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTC_WORKSPACE_WRAPPER")
            .output()
            .expect("cargo runs")
    }
}

/// Values inherited by crates of the workspace.
const MANIFEST: &str = r#"[workspace.package]
version = "0.0.0"
edition = "2024"
rust-version = "1.88"
license = "MIT OR Apache-2.0"
repository = "https://example.org"

[profile.dev]
debug = false

[workspace.dependencies]
serde = { version = "1", default-features = false, features = ["std"] }
"#;

/// Manifest of the programs, up to its dependencies.
const PROGRAMS: &str = r#"[package]
name = "programs"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
serde_json = "1"
sansmith = { workspace = true, features = ["cbor", "page", "serde", "validate", "xml"] }
"#;
