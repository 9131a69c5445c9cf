//! Runs cargo processes.

use std::env;
use std::process::{Command, Stdio};

use miette::{IntoDiagnostic, WrapErr};

use crate::terminal;
use crate::workspace::Workspace;

/// A cargo command in the workspace, using the cargo that runs this command.
pub(crate) fn cargo(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(workspace.root());
    command
}

/// Prints and runs a command with inherited output; returns true on success.
pub(crate) fn run(command: &mut Command) -> miette::Result<bool> {
    let words: Vec<_> = command
        .get_args()
        .map(|word| word.to_string_lossy())
        .collect();
    terminal::note(format_args!("$ cargo {}", words.join(" ")));
    let status = command
        .status()
        .into_diagnostic()
        .wrap_err("cannot run cargo")?;
    Ok(status.success())
}

/// Returns true if a cargo subcommand is installed.
pub(crate) fn has_subcommand(workspace: &Workspace, name: &str) -> bool {
    cargo(workspace, &[name, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
