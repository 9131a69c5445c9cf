//! `cargo xtask COMMAND`: corpora, models, generated code, and checks.
//!
//! One file per command. Exit status: 0 success, 1 failed check or invalid input, 2 wrong usage.

/// A fast allocator: generating tokens and text is dominated by allocation.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod bench;
mod ci;
mod codegen;
mod conformance;
mod corpus;
mod cost;
mod deny;
mod differential;
mod features;
mod fleet;
mod fuzz;
mod ir;
mod lines;
mod models;
mod msrv;
mod package;
mod process;
mod python;
mod replay;
mod snapshots;
mod suites;
mod terminal;
mod test;
mod tidy;
mod wire;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sansmith_cli::Outcome;

use crate::workspace::Workspace;

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
    Conformance(conformance::Arguments),
    Corpus(corpus::Arguments),
    /// Runs the endpoint tests of botocore and Smithy models
    Endpoints(suites::Arguments),
    /// Runs the suites of signing, credentials, retries, defaults, event streams, `JMESPath` and waiters
    Suites(suites::Arguments),
    /// Runs the Smithy IDL suites: loader, validators, formatter, diff
    Idl(suites::Arguments),
    Models(models::Arguments),
    Ir(ir::Arguments),
    Features(features::Arguments),
    Fleet(fleet::Arguments),
    Bench(bench::Arguments),
    Tidy(tidy::Arguments),
    Deny(deny::Arguments),
    Fuzz(fuzz::Arguments),
    Replay(replay::Arguments),
    Test(test::Arguments),
    Bless(snapshots::BlessArguments),
    Differential(differential::Arguments),
    Python(python::Arguments),
    Wire(wire::Arguments),
    Ci(ci::Arguments),
}

fn main() -> ExitCode {
    if let Some(status) = cost::wrap() {
        return status;
    }
    let workspace = Workspace::of_this_project();
    let outcome = match Cli::parse().command {
        Command::Codegen(arguments) => codegen::run(&workspace, &arguments),
        Command::Conformance(arguments) => conformance::run(&workspace, &arguments),
        Command::Corpus(arguments) => corpus::run(&workspace, &arguments),
        Command::Endpoints(arguments) => suites::run(&workspace, suites::ENDPOINTS, &arguments),
        Command::Suites(arguments) => suites::run(&workspace, suites::CALL, &arguments),
        Command::Idl(arguments) => suites::run(&workspace, suites::IDL, &arguments),
        Command::Models(arguments) => models::run(&workspace, &arguments),
        Command::Features(arguments) => features::run(&workspace, &arguments),
        Command::Fleet(arguments) => fleet::run(&workspace, &arguments),
        Command::Bench(arguments) => bench::run(&workspace, &arguments),
        Command::Ir(arguments) => ir::run(&workspace, &arguments),
        Command::Tidy(tidy::Arguments {}) => tidy::run(&workspace),
        Command::Deny(deny::Arguments {}) => deny::run(&workspace),
        Command::Fuzz(arguments) => fuzz::run(&workspace, &arguments),
        Command::Replay(arguments) => replay::run(&workspace, &arguments),
        Command::Test(test::Arguments {}) => test::run(&workspace),
        Command::Bless(snapshots::BlessArguments {}) => snapshots::bless(&workspace),
        Command::Differential(arguments) => differential::run(&workspace, &arguments),
        Command::Python(arguments) => python::run(&workspace, &arguments),
        Command::Wire(arguments) => wire::run(&workspace, &arguments),
        Command::Ci(arguments) => Ok(ci::run(&workspace, &arguments)),
    };
    terminal::exit(outcome)
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
