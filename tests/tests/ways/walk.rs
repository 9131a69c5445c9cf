//! The README's walk through a service of one's own, gone as it is written: each of its commands runs, and its program
//! prints what the README says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sansmith_tests::command::xtask;
use sansmith_tests::root;
use tempfile::TempDir;

/// The heading over the walk.
const HEADING: &str = "## A service of your own";

/// The texts of the walk, in their order.
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
            model: block("json"),
            commands: block("text"),
            program: block("rust,ignore"),
            printed: block("text"),
        }
    }
}

/// Somebody who follows the walk: where all of it is, and where they are.
struct Walker {
    place: TempDir,
    here: PathBuf,
}

impl Walker {
    /// Starts in a folder that stands for the clone. It is in no other workspace, for cargo would make the new package
    /// a member of that.
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let here = place.path().join("clone");
        fs::create_dir(&here).unwrap();
        Self { place, here }
    }

    /// Does what a line says.
    fn go(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match *words {
            ["cd", to] => self.here = self.place.path().join(to.trim_start_matches("../")),
            // The command knows where its clone is; paths are from where one stands.
            ["cargo", "xtask", ref words @ ..] => {
                let words: Vec<String> = words.iter().map(|word| self.word(word)).collect();
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                succeeded(line, &xtask(&words, b""));
            }
            ["cargo", "add", ref words @ ..] => {
                succeeded(line, &self.cargo(&[&["add", "--offline"], words].concat()));
            }
            ["cargo", ref words @ ..] => {
                succeeded(line, &self.cargo(words));
            }
            _ => panic!("nobody knows how to `{line}`"),
        }
    }

    /// A word of a command, with its path whole if it is one.
    fn word(&self, word: &str) -> String {
        let is_path = word.starts_with("../") || Path::new(word).extension().is_some();
        let whole = || self.here.join(word).display().to_string();
        if is_path { whole() } else { word.to_owned() }
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

/// What a command printed.
#[track_caller]
fn succeeded(line: &str, output: &Output) -> String {
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}:\n{complaint}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_readme_leads_from_a_model_to_a_program() {
    let walk = Walk::read();
    assert_eq!(walk.model.lines().count(), 30);
    let mut walker = Walker::new();
    fs::write(walker.here.join("bell.json"), &walk.model).unwrap();
    for line in walk.commands.lines() {
        walker.go(line);
    }
    let program = walk.program.strip_prefix("// src/main.rs\n").unwrap();
    fs::write(walker.here.join("src/main.rs"), program).unwrap();
    // The versions that are at hand.
    fs::copy(root().join("Cargo.lock"), walker.here.join("Cargo.lock")).unwrap();
    let output = walker.cargo(&["run", "--quiet", "--offline"]);
    assert_eq!(succeeded("cargo run", &output), walk.printed);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "a warning");
}
