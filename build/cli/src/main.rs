//! The `sansmith` command: generates and checks crates and modules, and inspects models.
//!
//! Exit status: 0 success; 1 findings of a check, or a problem in the model or on disk; 2 wrong usage.

mod ast;
mod diff;
mod format;
mod generate;
mod ir;
mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sansmith_cli::terminal;

/// Lean Rust crates from service models
///
/// Reads botocore models, Smithy IDL and Smithy JSON AST. Works offline.
#[derive(Debug, Parser)]
#[command(name = "sansmith", version, max_term_width = 100, after_help = EXIT_STATUS)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Exit statuses, stable for scripts.
const EXIT_STATUS: &str = "Exit status:
  0  done
  1  a check failed, or the model or the file system has a problem
  2  invalid arguments";

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate a crate or a module from a model
    #[command(after_help = generate::EXAMPLES)]
    Generate(generate::Arguments),
    /// Check that a crate or module matches its model, and write nothing
    #[command(after_help = generate::EXAMPLES_OF_CHECKING)]
    Check(generate::Arguments),
    Ir(ir::Arguments),
    Ast(ast::Arguments),
    Validate(validate::Arguments),
    Format(format::Arguments),
    Diff(diff::Arguments),
}

fn main() -> ExitCode {
    terminal::exit(match Cli::parse().command {
        Command::Generate(arguments) => generate::write(&arguments),
        Command::Check(arguments) => generate::check(&arguments),
        Command::Ir(arguments) => ir::run(&arguments),
        Command::Ast(arguments) => ast::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Format(arguments) => format::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
    })
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
