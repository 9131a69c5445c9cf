//! Generated crates in memory turned into a workspace on disk that cargo builds.
//!
//! **Invariants**
//! - Files that have not changed are not touched, and the folder stays under `target/`, so that a second run builds
//!   what is new alone.
//! - Cargo runs without a network and with this workspace's lock, so that it takes what is there already.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sansmith_codegen::{Bundle, Config};

/// A workspace of generated crates.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    /// The folders of its crates and the names of their packages.
    crates: Vec<(String, String)>,
    /// The features that the programs use of them.
    features: Vec<&'static str>,
    /// What else the programs depend on, a line of their manifest each.
    dependencies: String,
}

impl Workspace {
    /// A workspace without a crate; `folder` is where cargo lets tests write.
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
    /// If the model is refused or the disk does not take the files.
    pub fn add(&mut self, name: &str, bundle: &Bundle, config: &Config) {
        let generated = sansmith_build::generate(bundle, config).expect("the model is generated");
        let mut files = generated.tree.files();
        let package = files
            .find(|(path, _)| *path == "Cargo.toml")
            .and_then(|(_, text)| text.lines().find_map(|line| line.strip_prefix("name = ")))
            .expect("a crate has a manifest with a name");
        self.crates
            .push((name.to_owned(), package.trim_matches('"').to_owned()));
        generated
            .tree
            .write(&self.folder.join(name))
            .expect("the files are written");
    }

    /// Lets the programs use a feature of the crates.
    pub fn feature(&mut self, name: &'static str) {
        self.features.push(name);
    }

    /// Gives the programs a dependency: a line of a manifest.
    pub fn depend(&mut self, line: &str) {
        self.dependencies.push_str(line);
        self.dependencies.push('\n');
    }

    /// Writes the package of the programs that use the crates, and the manifest of all.
    ///
    /// # Panics
    ///
    /// If the disk does not take the files.
    pub fn finish(&self, programs: &[(String, String)]) {
        let root = crate::root();
        let lock = fs::read_to_string(root.join("Cargo.lock")).expect("the workspace has a lock");
        if !self.folder.join("Cargo.lock").exists() {
            self.write("Cargo.lock", &lock);
        }
        let members = self.crates.iter().map(|(name, _)| name.as_str());
        let members: Vec<_> = members.chain(["programs"]).collect();
        let runtime = root.join("runtime").display().to_string();
        let mut manifest = MANIFEST.to_owned();
        let _ = writeln!(
            manifest,
            "sansmith = {{ path = {runtime:?}, default-features = false }}\n\n\
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

    /// Runs cargo with warnings as errors.
    ///
    /// # Panics
    ///
    /// If it cannot be run.
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        self.cargo_with(arguments, &[])
    }

    /// Runs cargo with warnings as errors, and with variables in the environment.
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

/// What crates of the workspace inherit.
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

/// The package of programs that use the crates, up to its dependencies.
const PROGRAMS: &str = r#"[package]
name = "programs"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
serde_json = "1"
sansmith = { workspace = true, features = ["cbor", "serde", "validate", "xml"] }
"#;
