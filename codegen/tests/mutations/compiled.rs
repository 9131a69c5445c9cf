//! Compiles crates of damaged models and of the largest allowed ones: syntactically valid Rust may still not compile.
//!
//! `SANSMITH_COMPILED` sets the number per format, `SANSMITH_SEED` the first seed to try; seeds are the same as in `random`.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sansmith_codegen::{Bundle, Config, SourceFile, generate};

use crate::damage::{Random, Words};
use crate::giants;
use crate::random::{asked, botocore, damaged, smithy};

/// Workspace manifest.
const MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["crates/*"]

[workspace.package]
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

/// Named crates of damaged models, up to the requested number.
fn crates(format: &str, models: &[Bundle]) -> Vec<(String, Vec<SourceFile>)> {
    let words = Words::new();
    let wanted = usize::try_from(asked("SANSMITH_COMPILED", 6)).unwrap();
    let made = (asked("SANSMITH_SEED", 1)..).filter_map(|seed| {
        let (bundle, config) = damaged(models, &words, &mut Random::new(seed));
        let name = format!("{format}-{seed}");
        let config = Config {
            package: Some(name.clone()),
            ..config
        };
        Some((name, generate(&bundle, &config).ok()?.files))
    });
    made.take(wanted).collect()
}

/// Crates of the deepest and widest allowed models, with an assertion that their types are `Send`.
fn largest() -> impl Iterator<Item = (String, Vec<SourceFile>)> {
    let models = giants::deepest().into_iter().chain(giants::widest());
    models.map(|(what, bundle)| {
        let config = Config {
            package: Some(format!("largest-{what}")),
            ..Config::default()
        };
        let mut files = generate(&bundle, &config).unwrap().files;
        let root = files.iter_mut().find(|file| file.path == "src/lib.rs");
        root.unwrap().text +=
            "const fn is_sent<T: Send + Sync>() {}\nconst _: () = is_sent::<types::In>();\n";
        (format!("largest-{what}"), files)
    })
}

/// Writes the crates as members of a workspace with this workspace's lock file.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo reads files, and these are a test's own"
)]
fn write(folder: &Path, root: &Path, crates: &[(String, Vec<SourceFile>)]) {
    // Remove crates of other seeds, which would be compiled too.
    let members = folder.join("crates");
    if members.exists() {
        fs::remove_dir_all(&members).unwrap();
    }
    for (name, files) in crates {
        for file in files {
            let place = members.join(name).join(&file.path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, &file.text).unwrap();
        }
    }
    let path = |folder: &str| toml::Value::from(root.join(folder).display().to_string());
    let (runtime, client) = (path("runtime"), path("client"));
    let manifest = format!(
        "{MANIFEST}sansmith = {{ path = {runtime}, default-features = false }}\n\
         sansmith-client = {{ path = {client}, default-features = false }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

#[test]
fn crates_of_damaged_and_of_large_models_compile() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged");
    let mut all = crates("botocore", &botocore());
    all.extend(crates("smithy", &smithy()));
    all.extend(largest());
    write(&folder, &root, &all);
    let names = all.iter().fold(String::new(), |mut names, (name, _)| {
        let _ = write!(names, " {name}");
        names
    });
    println!("{} crates:{names}", all.len());
    let output = Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--offline", "--keep-going"])
        .args(["--all-features", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-D warnings")
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
