//! `cargo xtask endpoints | suites | idl`: test suites with programs of their own in `tests/`.

use miette::{IntoDiagnostic, WrapErr};

use crate::workspace::Workspace;
use crate::{Outcome, process};

/// Forwards all arguments to the program of a suite.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// A suite: package and program.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Suite {
    package: &'static str,
    program: &'static str,
}

/// Endpoint rules: cases of botocore and Smithy models.
pub(crate) const ENDPOINTS: Suite = Suite {
    package: "sansmith-suites",
    program: "endpoints",
};

/// Signing, credentials, retries, defaults, event streams, `JMESPath` and waiters.
pub(crate) const CALL: Suite = Suite {
    package: "sansmith-suites",
    program: "suites",
};

/// Smithy IDL: loader, validators, formatter, diff.
pub(crate) const IDL: Suite = Suite {
    package: "sansmith-idl",
    program: "sansmith-idl",
};

/// Builds a suite and runs it in the current folder, with unchanged arguments.
pub(crate) fn run(
    workspace: &Workspace,
    suite: Suite,
    arguments: &Arguments,
) -> miette::Result<Outcome> {
    let manifest = workspace.root().join("Cargo.toml");
    let status = process::cargo(workspace, &["run", "--quiet"])
        .args(["--package", suite.package, "--bin", suite.program])
        .arg("--manifest-path")
        .arg(manifest)
        .arg("--")
        .args(&arguments.arguments)
        .current_dir(std::env::current_dir().into_diagnostic()?)
        .status()
        .into_diagnostic()
        .wrap_err("cannot run cargo")?;
    Ok(Outcome::of(status.success()))
}
