//! Imports facts from corpus models to `models/`.

mod bump;
pub(crate) mod changelog;
mod facts;
pub(crate) mod import;
pub(crate) mod release;

use clap::Subcommand;

use sansmith_project::Outcome;
use sansmith_project::corpus::PINNED;
use sansmith_project::workspace::Workspace;

/// Files of a service's folder that are not imported.
pub(crate) const KEPT: [&str; 4] = ["features.toml", bump::NAMES, release::FILE, changelog::FILE];

/// Maintains the service models in models/
///
/// These models contain only facts: shapes, members, constraints and bindings, without documentation, so that updates show changes of the API rather than of wording.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(ImportArguments),
    Bump(bump::Arguments),
}

/// Imports services from a botocore release: new ones, or updates of existing ones
#[derive(Debug, clap::Args)]
#[command(visible_aliases = ["add", "update"], after_help = "Examples:
  cargo xtask models import connect                               add or update a service
  cargo xtask models import lambda --api-version 2014-11-11       an older API
  cargo xtask models update --version 1.45.0                      all of models/, from another release")]
pub(crate) struct ImportArguments {
    /// Services by botocore name; default: those in models/
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// The API version (a date); default: the latest
    #[arg(long, value_name = "DATE", requires = "services")]
    api_version: Option<String>,
    /// The botocore release
    #[arg(id = "release", long = "version", value_name = "V", default_value = PINNED.version)]
    version: String,
}

/// Runs `cargo xtask models`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    match &arguments.command {
        Command::Import(arguments) => import::run(workspace, arguments),
        Command::Bump(arguments) => bump::run(workspace, arguments),
    }
}
