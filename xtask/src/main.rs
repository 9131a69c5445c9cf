//! `cargo xtask COMMAND`: corpora, models, generated code, and checks.
//!
//! One file per command. Exit status: 0 success, 1 failed check or invalid input, 2 wrong usage.

mod ci;
mod codegen;
mod corpus;
mod deny;
mod features;
mod fuzz;
mod ir;
mod models;
mod msrv;
mod package;
mod programs;
mod python;
mod replay;
mod snapshots;
mod test;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sansmith_project::terminal;
use sansmith_project::workspace::Workspace;

/// The project's own commands.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    max_term_width = 100
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Codegen(codegen::Arguments),
    /// Runs the protocol tests of botocore and of Smithy models
    Conformance(programs::Arguments),
    Corpus(corpus::Arguments),
    /// Runs the endpoint tests of botocore and Smithy models
    Endpoints(programs::Arguments),
    /// Runs the suites of signing, credentials, retries, defaults, event streams, `JMESPath` and waiters
    Suites(programs::Arguments),
    /// Runs the Smithy IDL suites: loader, validators, formatter, diff
    Idl(programs::Arguments),
    Models(models::Arguments),
    Ir(ir::Arguments),
    Features(features::Arguments),
    /// Generates all service models and compiles each crate with warnings denied
    Fleet(programs::Arguments),
    /// Measures compile time, size and speed, beside peers
    Bench(programs::Arguments),
    Tidy(tidy::Arguments),
    Deny(deny::Arguments),
    Fuzz(fuzz::Arguments),
    Replay(replay::Arguments),
    Test(test::Arguments),
    Bless(snapshots::BlessArguments),
    /// Compares our requests and responses with botocore's, for random inputs, outputs and errors
    Differential(programs::Arguments),
    Python(python::Arguments),
    /// Serves requests, outputs and errors of a service over JSON lines
    Wire(programs::Arguments),
    Ci(ci::Arguments),
}

fn main() -> ExitCode {
    let workspace = Workspace::of_this_project();
    let outcome = match Cli::parse().command {
        Command::Codegen(arguments) => codegen::run(&workspace, &arguments),
        Command::Conformance(arguments) => programs::CONFORMANCE.run(&workspace, &arguments),
        Command::Corpus(arguments) => corpus::run(&workspace, &arguments),
        Command::Endpoints(arguments) => programs::ENDPOINTS.run(&workspace, &arguments),
        Command::Suites(arguments) => programs::SUITES.run(&workspace, &arguments),
        Command::Idl(arguments) => programs::IDL.run(&workspace, &arguments),
        Command::Models(arguments) => models::run(&workspace, &arguments),
        Command::Features(arguments) => features::run(&workspace, &arguments),
        Command::Fleet(arguments) => programs::FLEET.run(&workspace, &arguments),
        Command::Bench(arguments) => programs::BENCH.run(&workspace, &arguments),
        Command::Ir(arguments) => ir::run(&workspace, &arguments),
        Command::Tidy(tidy::Arguments {}) => tidy::run(&workspace),
        Command::Deny(deny::Arguments {}) => deny::run(&workspace),
        Command::Fuzz(arguments) => fuzz::run(&workspace, &arguments),
        Command::Replay(arguments) => replay::run(&workspace, &arguments),
        Command::Test(test::Arguments {}) => test::run(&workspace),
        Command::Bless(snapshots::BlessArguments {}) => snapshots::bless(&workspace),
        Command::Differential(arguments) => programs::DIFFERENTIAL.run(&workspace, &arguments),
        Command::Python(arguments) => python::run(&workspace, &arguments),
        Command::Wire(arguments) => programs::WIRE.run(&workspace, &arguments),
        Command::Ci(arguments) => Ok(ci::run(&workspace, &arguments)),
    };
    terminal::exit(outcome)
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
