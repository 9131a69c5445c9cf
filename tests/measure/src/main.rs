//! Measurements: `cargo xtask fleet | bench`.

/// A fast allocator: generating tokens and text is dominated by allocation.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod bench;
mod cost;
mod fleet;
mod lines;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sansmith_project::terminal;
use sansmith_project::workspace::Workspace;

/// Measures generated crates and the generator.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Bench(bench::Arguments),
    Fleet(fleet::Arguments),
}

fn main() -> ExitCode {
    if let Some(status) = cost::wrap() {
        return status;
    }
    let workspace = Workspace::of_this_project();
    terminal::exit(match Cli::parse().command {
        Command::Bench(arguments) => bench::run(&workspace, &arguments),
        Command::Fleet(arguments) => fleet::run(&workspace, &arguments),
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
