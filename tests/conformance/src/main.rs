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
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
