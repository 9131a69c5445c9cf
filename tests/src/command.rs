//! Runs project commands with given input.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs `cargo xtask` with the given arguments.
///
/// # Panics
///
/// If it cannot be run.
pub fn xtask(words: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "xtask", "--"])
        .args(words)
        .current_dir(crate::root())
        .env("CARGO_TERM_COLOR", "never")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo runs");
    let mut pipe = command.stdin.take().expect("it has a standard input");
    let input = input.to_vec();
    // Written concurrently: the command may respond before, or without, reading all input.
    let writing = std::thread::spawn(move || pipe.write_all(&input));
    let output = command.wait_with_output().expect("it ends");
    let _ = writing.join();
    output
}
