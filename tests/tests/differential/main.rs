//! A sample of random requests and responses compared with botocore, and tests of the comparison itself.
//!
//! `cargo xtask differential` runs thousands.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::process::{Command, Output};

use sansmith_tests::{corpus, root};

/// Python import path of botocore; prints a line and returns `None` if a part is absent.
fn imports() -> Option<OsString> {
    let packages = root().join("target/python/differential");
    let release = corpus::release()?;
    if packages.join("MADE-OF").is_file() {
        return Some(env::join_paths([packages, release]).unwrap());
    }
    let _ = writeln!(
        std::io::stderr(),
        "what botocore stands on: absent, skipped (`cargo xtask python differential` installs it)"
    );
    None
}

#[track_caller]
fn succeeded(output: &Output) -> String {
    let shown = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{}", shown.join("\n"));
    shown[0].clone().into_owned()
}

#[test]
fn the_comparison_finds_what_is_wrong() {
    let Some(imports) = imports() else { return };
    let output = Command::new(if cfg!(windows) { "python" } else { "python3" })
        .args(["-m", "unittest"])
        .current_dir(root().join("tests/differential"))
        .env("PYTHONPATH", imports)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1")
        .output()
        .unwrap();
    succeeded(&output);
}

#[test]
fn a_few_operations_agree() {
    if imports().is_none() {
        return;
    }
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "xtask", "--"])
        .args(["differential", "connect", "--cases", "400", "--operations"])
        .arg("StartOutboundChatContact,SearchContacts,ListQueues,DescribeContact,UntagResource")
        .current_dir(root())
        .output()
        .unwrap();
    let said = succeeded(&output);
    assert!(said.contains("400 agreed, 0 disagreed"), "{said}");
}
