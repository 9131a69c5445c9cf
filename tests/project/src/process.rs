//! Runs cargo processes.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use miette::{IntoDiagnostic, WrapErr, miette};

use crate::terminal;
use crate::workspace::Workspace;

/// A cargo command in the workspace, using the cargo that runs this command.
pub fn cargo(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(workspace.root());
    command
}

/// Prints and runs a command with inherited output; returns true on success.
///
/// # Errors
///
/// cargo cannot be started.
pub fn run(command: &mut Command) -> miette::Result<bool> {
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

/// Profile of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// For tests.
    Debug,
    /// For measurements.
    Release,
}

/// Builds an example of `sansmith-dynamic`; returns the path of its program.
///
/// # Errors
///
/// cargo cannot be started, or the example does not build.
pub fn example(workspace: &Workspace, name: &str, profile: Profile) -> miette::Result<PathBuf> {
    let (folder, flag) = match profile {
        Profile::Debug => ("debug", None),
        Profile::Release => ("release", Some("--release")),
    };
    let build = ["build", "--quiet", "--package", "sansmith-dynamic"];
    let mut build = cargo(workspace, &build);
    build.args(["--example", name]).args(flag);
    // The program is in the folder of the host, and its own output alone is on standard output.
    build
        .env_remove("CARGO_BUILD_TARGET")
        .stdout(std::io::stderr());
    if !run(&mut build)? {
        return Err(miette!(
            "the example `{name}` of sansmith-dynamic does not build: see above"
        ));
    }
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let folder = workspace.target().join(folder).join("examples");
    Ok(folder.join(file))
}

/// Returns true if a cargo subcommand is installed.
pub fn has_subcommand(workspace: &Workspace, name: &str) -> bool {
    cargo(workspace, &[name, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
