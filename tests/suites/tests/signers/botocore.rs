//! botocore's signers, in a separate process.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde::Deserialize;

use super::case::Case;

/// A signature by botocore.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) signature: String,
    pub(super) canonical_request: String,
}

/// botocore's signatures; `None` if it is absent.
///
/// If so, a line is printed and the calling test counts as passed.
pub(super) fn sign(cases: &[Case]) -> Option<Vec<Answer>> {
    let Some(imports) = imports() else {
        let _ = writeln!(
            io::stderr(),
            "botocore: absent, skipped (`cargo xtask corpus` and `cargo xtask python differential` fetch it)"
        );
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/signers/botocore_signers.py");
    let mut python = Command::new(if cfg!(windows) { "python" } else { "python3" })
        .arg(script)
        .env("PYTHONPATH", std::env::join_paths(imports).unwrap())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = python.stdin.take().unwrap();
    let lines: Vec<_> = cases
        .iter()
        .map(|case| serde_json::to_string(case).unwrap())
        .collect();
    let writer = thread::spawn(move || {
        for line in lines {
            writeln!(input, "{line}").unwrap();
        }
    });
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "botocore does not come to its end");
    let text = String::from_utf8(output.stdout).unwrap();
    let answers = text.lines();
    Some(
        answers
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// Folders of botocore and its dependencies.
fn imports() -> Option<[PathBuf; 2]> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    let releases = fs::read_dir(target.join("corpus")).ok()?;
    let mut releases: Vec<_> = releases
        .flatten()
        .map(|entry| entry.path())
        .filter(|folder| folder.join("botocore/auth.py").is_file())
        .collect();
    releases.sort();
    let packages = target.join("python/differential");
    packages.is_dir().then_some([packages, releases.pop()?])
}
