//! `cargo xtask python`: installs Python packages.

use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, python, terminal};

/// Installs the Python packages used by tests, in target/python/
///
/// Needs `python3` with pip. Existing packages are kept.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Package lists to install; default: all
    #[arg(value_name = "PACKAGES")]
    names: Vec<String>,
}

/// Runs `cargo xtask python`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    for name in &arguments.names {
        if python::ALL.iter().all(|packages| packages.name != name) {
            let known = python::ALL.map(|packages| packages.name).join(", ");
            let message = format!("unknown packages `{name}`");
            return Err(terminal::usage(&message, &format!("there are {known}")));
        }
    }
    let is_wanted =
        |name: &str| arguments.names.is_empty() || arguments.names.iter().any(|n| n == name);
    for packages in python::ALL
        .iter()
        .filter(|packages| is_wanted(packages.name))
    {
        terminal::print(packages.folder(workspace)?.display());
    }
    Ok(Outcome::Done)
}
