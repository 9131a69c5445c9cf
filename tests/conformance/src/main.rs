//! Protocol tests, JSON lines and comparisons: `cargo xtask conformance | wire | differential`.

mod conformance;
mod differential;
mod wire;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sansmith_project::terminal;
use sansmith_project::workspace::Workspace;

/// Compares the codecs with tests and with botocore.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Conformance(conformance::Arguments),
    Differential(differential::Arguments),
    Wire(wire::Arguments),
}

fn main() -> ExitCode {
    let workspace = Workspace::of_this_project();
    terminal::exit(match Cli::parse().command {
        Command::Conformance(arguments) => conformance::run(&workspace, &arguments),
        Command::Differential(arguments) => differential::run(&workspace, &arguments),
        Command::Wire(arguments) => wire::run(&workspace, &arguments),
    })
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::{CommandFactory as _, Parser as _};

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn interpreted_models_have_no_conformance_of_servers() {
        let parse = |flags: &[&str]| {
            let words = ["cargo xtask", "conformance"].iter().chain(flags);
            Cli::try_parse_from(words).map(|_| ())
        };
        assert!(parse(&["--server"]).is_ok() && parse(&["--dynamic"]).is_ok());
        let error = parse(&["--server", "--dynamic"]).map_err(|error| error.kind());
        assert_eq!(error, Err(clap::error::ErrorKind::ArgumentConflict));
    }
}
