//! The README section on custom services: its commands run, and its program prints the documented text.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use sansmith_tests::root;
use tempfile::TempDir;

/// The heading of the section.
const HEADING: &str = "## A service of your own";

/// The code blocks of the section, in order.
struct Walk {
    model: String,
    commands: String,
    program: String,
    printed: String,
}

impl Walk {
    fn read() -> Self {
        let readme = fs::read_to_string(root().join("README.md")).unwrap();
        let (_, after) = readme.split_once(HEADING).unwrap();
        let (section, _) = after.split_once("\n## ").unwrap();
        let mut blocks = section.split("```").skip(1).step_by(2);
        let mut block = |language: &str| {
            let (found, text) = blocks.next().unwrap().split_once('\n').unwrap();
            assert_eq!(found, language);
            text.to_owned()
        };
        Self {
            model: block("smithy"),
            commands: block("text"),
            program: block("rust,ignore"),
            printed: block("text"),
        }
    }
}

/// Runs the commands of the section in a temporary folder.
struct Walker {
    place: TempDir,
    /// The working directory.
    here: PathBuf,
}

impl Walker {
    /// Starts in an empty folder in place of the clone: within a workspace, cargo would add the new package as a member.
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let here = place.path().join("clone");
        fs::create_dir(&here).unwrap();
        Self { place, here }
    }

    /// Runs a command line.
    fn run(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match *words {
            ["cd", to] => self.here = self.place.path().join(to.trim_start_matches("../")),
            // Uses the workspace's build of the command instead of installing it.
            ["cargo", "install", "--path", path] => {
                assert!(root().join(path).join("Cargo.toml").is_file());
            }
            ["sansmith", ref words @ ..] => {
                let manifest = root().join("Cargo.toml").display().to_string();
                let build = [
                    "run",
                    "--quiet",
                    "--package",
                    "sansmith-cli",
                    "--manifest-path",
                    &manifest,
                    "--",
                ];
                let output = Command::new(env!("CARGO"))
                    .args([&build, words].concat())
                    .current_dir(&self.here)
                    .output()
                    .unwrap();
                succeeded(line, &output);
            }
            ["cargo", "add", ref words @ ..] => {
                succeeded(line, &self.cargo(&[&["add", "--offline"], words].concat()));
            }
            ["cargo", ref words @ ..] => {
                succeeded(line, &self.cargo(words));
            }
            _ => panic!("unknown command `{line}`"),
        }
    }

    fn cargo(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(words)
            .current_dir(&self.here)
            .env(
                "CARGO_TARGET_DIR",
                concat!(env!("CARGO_TARGET_TMPDIR"), "/ways/target"),
            )
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTC_WORKSPACE_WRAPPER")
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }
}

/// The standard output of a successful command.
#[track_caller]
fn succeeded(line: &str, output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}:\n{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_readme_leads_from_a_model_to_a_program() {
    let walk = Walk::read();
    let mut walker = Walker::new();
    fs::write(walker.here.join("bell.smithy"), &walk.model).unwrap();
    for line in walk.commands.lines() {
        walker.run(line);
    }
    let program = walk.program.strip_prefix("// src/main.rs\n").unwrap();
    fs::write(walker.here.join("src/main.rs"), program).unwrap();
    // Versions that are available offline.
    fs::copy(root().join("Cargo.lock"), walker.here.join("Cargo.lock")).unwrap();
    let output = walker.cargo(&["run", "--quiet", "--offline"]);
    assert_eq!(succeeded("cargo run", &output), walk.printed);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "no warnings");
}
