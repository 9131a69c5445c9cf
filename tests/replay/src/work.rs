//! The working folder of a service: a workspace of the crate and of the program that uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use miette::{IntoDiagnostic, WrapErr};

/// Features of the compared crates: all but those that add no item of the service, or a client's dependencies.
pub(crate) const FEATURES: &str =
    "all-operations,serde,validate,getrandom,lookaround,cbor,xml,maybe,registry,page,endpoint,clap";

/// Folders of a replay.
#[derive(Debug)]
pub(crate) struct Work {
    folder: PathBuf,
    target: PathBuf,
    service: String,
}

impl Work {
    /// Creates the folders; the lock file is that of the project, so that dependencies are the tested ones.
    pub(crate) fn create(folder: &Path, service: &str, workspace: &Path) -> miette::Result<Self> {
        let work = Self {
            folder: folder.join(service),
            target: folder.join("target"),
            service: service.to_owned(),
        };
        write(&work.folder.join("Cargo.toml"), MANIFEST)?;
        let program = format!(
            "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             sansmith-{service} = {{ path = \"../crate\", default-features = false }}\n"
        );
        write(&work.folder.join("program/Cargo.toml"), &program)?;
        let lock = work.folder.join("Cargo.lock");
        if !lock.exists() {
            fs::copy(workspace.join("Cargo.lock"), &lock)
                .into_diagnostic()
                .wrap_err("cannot copy `Cargo.lock`")?;
        }
        Ok(work)
    }

    /// Folder of the crate.
    pub(crate) fn krate(&self) -> PathBuf {
        self.folder.join("crate")
    }

    /// Folder of the kept documentation in JSON.
    pub(crate) fn kept(&self, version: &str) -> PathBuf {
        self.folder.join("kept").join(version)
    }

    /// Source of the program.
    pub(crate) fn program(&self) -> PathBuf {
        self.folder.join("program/src/lib.rs")
    }

    /// The cache of finished pairs.
    pub(crate) fn cache(&self) -> PathBuf {
        self.folder.join("rows.jsonl")
    }

    /// The documentation that rustdoc writes.
    pub(crate) fn written_docs(&self) -> PathBuf {
        let name = format!("sansmith_{}.json", self.service.replace('-', "_"));
        self.target.join("doc").join(name)
    }

    /// Runs cargo in the folder.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> miette::Result<Output> {
        Command::new("cargo")
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            // Rustdoc's JSON is unstable; one value for all runs keeps dependencies compiled.
            .env("RUSTC_BOOTSTRAP", "1")
            .stdin(Stdio::null())
            .output()
            .into_diagnostic()
            .wrap_err("cannot run cargo")
    }
}

const MANIFEST: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"crate\", \"program\"]\n\n\
    [profile.dev]\ndebug = false\n";

/// Writes a file and its folder.
pub(crate) fn write(path: &Path, text: &str) -> miette::Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent)
        .and_then(|()| fs::write(path, text))
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", path.display()))
}
