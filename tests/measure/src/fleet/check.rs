//! Compiles generated crates, and adds cost or failure to their rows.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::process::Stdio;

use cargo_metadata::Message;
use miette::{IntoDiagnostic, WrapErr};

use super::Row;
use crate::cost;
use sansmith_project::workspace::Workspace;
use sansmith_project::{process, terminal};

/// Failure of a crate that cargo did not reach.
const NOT_REACHED: &str = "not compiled: a dependency does not compile, or the run was stopped";

/// Maximum length of compiler output kept per crate.
const MOST_TEXT: usize = 4000;

/// Compiles the generated crates, and completes their rows.
pub(super) fn all(
    workspace: &Workspace,
    rows: &mut [Row],
    (folder, command, jobs): (&Path, &str, usize),
    features: &str,
) -> miette::Result<()> {
    write_workspace(workspace, rows, folder)?;
    let costs = folder.join("costs").join(command).join(features);
    fs::create_dir_all(&costs).into_diagnostic()?;
    let said = compile(
        workspace,
        (folder, &costs),
        (command, jobs, rows.len()),
        features,
    )?;
    for row in rows.iter_mut().filter(|row| row.failure.is_none()) {
        let library = library(&row.name);
        match said.get(&library) {
            Some(Said { finished: true, .. }) => row.compile = cost::of_crate(&costs, &library),
            Some(Said { text, .. }) => row.failure = Some(text.clone()),
            None => row.failure = Some(NOT_REACHED.to_owned()),
        }
    }
    Ok(())
}

/// Cargo's messages about a crate.
#[derive(Debug, Default)]
struct Said {
    text: String,
    finished: bool,
}

/// Library name for a row.
fn library(name: &str) -> String {
    format!("sansmith_{}", name.replace('-', "_"))
}

/// Runs cargo in the workspace of all crates.
fn compile(
    workspace: &Workspace,
    (folder, costs): (&Path, &Path),
    (command, jobs, length): (&str, usize, usize),
    features: &str,
) -> miette::Result<BTreeMap<String, Said>> {
    let mut cargo = process::cargo(
        workspace,
        &[
            command,
            "--workspace",
            "--keep-going",
            "--quiet",
            "--message-format=json",
            "--jobs",
            &jobs.to_string(),
            "--features",
            features,
        ],
    );
    cargo
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-D warnings")
        .env(
            "RUSTC_WORKSPACE_WRAPPER",
            env::current_exe().into_diagnostic()?,
        )
        .env(cost::FOLDER, costs)
        .stdout(Stdio::piped());
    let mut child = cargo
        .spawn()
        .into_diagnostic()
        .wrap_err("cannot run cargo")?;
    let mut said = BTreeMap::<String, Said>::new();
    let bar = terminal::bar(length, command);
    if let Some(output) = child.stdout.take() {
        for message in Message::parse_stream(BufReader::new(output)) {
            match message.into_diagnostic()? {
                Message::CompilerMessage(message) => {
                    let entry = said.entry(message.target.name.clone()).or_default();
                    if entry.text.len() < MOST_TEXT {
                        entry.text += message.message.rendered.as_deref().unwrap_or_default();
                    }
                }
                Message::CompilerArtifact(artifact) if artifact.target.is_lib() => {
                    if artifact.target.name.starts_with("sansmith_") {
                        bar.set_message(artifact.target.name.clone());
                        bar.inc(1);
                    }
                    said.entry(artifact.target.name).or_default().finished = true;
                }
                // Other cargo messages are not about a crate.
                _ => {}
            }
        }
    }
    bar.finish_and_clear();
    child.wait().into_diagnostic()?;
    Ok(said)
}

/// Writes the manifest of the workspace of all crates, with this project's lock file, so that they use the tested versions.
fn write_workspace(workspace: &Workspace, rows: &[Row], folder: &Path) -> miette::Result<()> {
    let mut manifest = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for row in rows.iter().filter(|row| row.failure.is_none()) {
        let _ = writeln!(manifest, "    {:?},", row.name);
    }
    // Debug information is not needed.
    manifest.push_str("]\n\n[profile.dev]\ndebug = false\n");
    super::write(&folder.join("Cargo.toml"), &manifest)?;
    let lock = fs::read_to_string(workspace.root().join("Cargo.lock")).into_diagnostic()?;
    super::write(&folder.join("Cargo.lock"), &lock)
}

#[cfg(test)]
mod tests {
    use super::library;

    #[test]
    fn a_library_has_no_hyphen() {
        assert_eq!(
            library("lex-runtime-2016-11-28"),
            "sansmith_lex_runtime_2016_11_28"
        );
    }
}
