//! The `sansmith` command: generates and checks crates and modules, and inspects models.
//!
//! Exit status: 0 success; 1 findings of a check, or a problem in the model or on disk; 2 wrong usage.

mod ast;
#[cfg(feature = "call")]
mod call;
mod diff;
mod format;
mod generate;
mod ir;
#[cfg(feature = "mock")]
mod mock;
mod validate;

use std::process::ExitCode;

#[cfg(feature = "call")]
use clap::CommandFactory as _;
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
    /// Call an operation of a service, from its model
    #[cfg(feature = "call")]
    #[command(
        after_help = call::EXAMPLES,
        override_usage = "sansmith call [OPTIONS] <SERVICE|MODEL> <OPERATION> [--member value …]"
    )]
    Call(sansmith_call::Arguments),
    /// Wait until a resource has a state
    #[cfg(feature = "call")]
    #[command(
        override_usage = "sansmith wait [OPTIONS] <SERVICE|MODEL> <WAITER> [--member value …]"
    )]
    Wait(sansmith_call::Waiting),
    #[cfg(feature = "mock")]
    #[command(after_help = mock::EXAMPLES)]
    Mock(sansmith_mock::Arguments),
    #[cfg(feature = "call")]
    Models(call::Models),
    #[cfg(feature = "call")]
    Completions(call::Completions),
    #[cfg(feature = "call")]
    CompleteWords(call::Words),
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
        #[cfg(feature = "call")]
        Command::Call(arguments) => return call::call(arguments),
        #[cfg(feature = "call")]
        Command::Wait(arguments) => return call::wait(arguments),
        #[cfg(feature = "mock")]
        Command::Mock(arguments) => return mock::run(&arguments),
        #[cfg(feature = "call")]
        Command::Models(arguments) => return call::models(&arguments),
        #[cfg(feature = "call")]
        Command::Completions(arguments) => return call::completions(&arguments),
        #[cfg(feature = "call")]
        Command::CompleteWords(words) => return call::words(&words, &commands()),
    })
}

/// Names of the commands that help lists.
#[cfg(feature = "call")]
fn commands() -> Vec<String> {
    let command = Cli::command();
    let shown = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    shown.map(|command| command.get_name().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[cfg(feature = "call")]
    #[test]
    fn completed_commands_are_those_of_help() {
        let commands = super::commands();
        let is_offered = |name: &str| commands.iter().any(|command| command == name);
        assert!(is_offered("generate") && is_offered("call"), "{commands:?}");
        assert_eq!(is_offered("mock"), cfg!(feature = "mock"), "{commands:?}");
        assert!(!is_offered("complete-words"), "{commands:?}");
    }
}
