//! Turns a step of a command into a cargo process that speaks for itself.

use std::env;
use std::process::{Command, Stdio};

use miette::{IntoDiagnostic, WrapErr};

use crate::terminal;
use crate::workspace::Workspace;

/// A run of cargo in the workspace, by the cargo that runs this command.
pub(crate) fn cargo(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(workspace.root());
    command
}

/// Shows a command, runs it with this command's own output, and tells whether it succeeded.
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

/// Whether cargo has a subcommand.
pub(crate) fn has_subcommand(workspace: &Workspace, name: &str) -> bool {
    cargo(workspace, &[name, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
