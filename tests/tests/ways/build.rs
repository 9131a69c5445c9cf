//! Copies the example to a standalone package and builds it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sansmith_tests::root;
use serde_json::Value;

/// A copy of a package.
pub(crate) struct Package {
    name: String,
    /// Its folder.
    pub(crate) folder: PathBuf,
    target: PathBuf,
}

/// A successful build.
pub(crate) struct Build {
    /// True if nothing was compiled.
    pub(crate) is_fresh: bool,
    /// Output folder of the build script.
    pub(crate) out_dir: PathBuf,
    executable: PathBuf,
}

impl Package {
    /// Copies the example under the given name, with paths to this project.
    pub(crate) fn of_example(name: &str) -> Self {
        let from = root().join("tests/examples/lamp");
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ways");
        let folder = place.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        for path in ["Cargo.toml", "build.rs", "src/main.rs", "models/lamp.json"] {
            let to = folder.join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            let text = fs::read_to_string(from.join(path)).unwrap();
            let text = text.replace("../../..", &root().display().to_string());
            let text = text.replace("name = \"lamp\"", &format!("name = {name:?}"));
            fs::write(to, text).unwrap();
        }
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self {
            name: name.to_owned(),
            folder,
            target: place.join("target"),
        }
    }

    fn cargo(&self) -> Output {
        Command::new(env!("CARGO"))
            .args(["build", "--offline", "--message-format", "json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS")
            .env_remove("RUSTC_WORKSPACE_WRAPPER")
            .output()
            .unwrap()
    }

    /// Builds without warnings.
    #[track_caller]
    pub(crate) fn build(&self) -> Build {
        let output = self.cargo();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}:\n{complaint}", self.name);
        let mut build = Build {
            is_fresh: true,
            out_dir: PathBuf::new(),
            executable: PathBuf::new(),
        };
        for line in output.stdout.split(|byte| *byte == b'\n') {
            let Ok(message) = serde_json::from_slice::<Value>(line) else {
                continue;
            };
            let text = |key: &str| message[key].as_str().unwrap_or_default();
            // Other packages have build scripts too.
            let is_ours = text("package_id").contains(&format!("/{}#", self.name));
            match text("reason") {
                "compiler-artifact" => {
                    build.is_fresh &= message["fresh"] == true;
                    build.executable.push(text("executable"));
                }
                "compiler-message" if is_ours => panic!("{}: {message}", self.name),
                "build-script-executed" if is_ours => build.out_dir.push(text("out_dir")),
                _ => {}
            }
        }
        build
    }

    /// Builds with an expected failure; returns cargo's messages.
    #[track_caller]
    pub(crate) fn fail(&self) -> String {
        let output = self.cargo();
        assert!(!output.status.success(), "it builds");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

impl Build {
    /// Runs the program; returns its output.
    #[track_caller]
    pub(crate) fn run(&self) -> String {
        let output = Command::new(&self.executable).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Returns true if the program contains code of a crate: mangled names contain the length and name of the crate.
    pub(crate) fn holds(&self, library: &str) -> bool {
        let program = fs::read(&self.executable).unwrap();
        let name = format!("{}{library}", library.len());
        let mut windows = program.windows(name.len());
        windows.any(|bytes| bytes == name.as_bytes())
    }
}
