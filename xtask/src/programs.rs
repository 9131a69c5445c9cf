//! Commands that are programs of packages in `tests/`.

use miette::{IntoDiagnostic, WrapErr};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process};

/// Forwards all arguments to a program.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// A program: package, executable, and the first argument, if it has several commands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program(&'static str, &'static str, Option<&'static str>);

const CONFORMANCE_PACKAGE: &str = "sansmith-conformance";
const MEASURE_PACKAGE: &str = "sansmith-measure";

/// Protocol tests.
pub(crate) const CONFORMANCE: Program = Program(
    CONFORMANCE_PACKAGE,
    CONFORMANCE_PACKAGE,
    Some("conformance"),
);

/// Comparisons with botocore.
pub(crate) const DIFFERENTIAL: Program = Program(
    CONFORMANCE_PACKAGE,
    CONFORMANCE_PACKAGE,
    Some("differential"),
);

/// JSON lines of a service.
pub(crate) const WIRE: Program = Program(CONFORMANCE_PACKAGE, CONFORMANCE_PACKAGE, Some("wire"));

/// All services of the corpus.
pub(crate) const FLEET: Program = Program(MEASURE_PACKAGE, MEASURE_PACKAGE, Some("fleet"));

/// Benchmarks.
pub(crate) const BENCH: Program = Program(MEASURE_PACKAGE, MEASURE_PACKAGE, Some("bench"));

/// Endpoint rules: cases of botocore and Smithy models.
pub(crate) const ENDPOINTS: Program = Program("sansmith-suites", "endpoints", None);

/// Signing, credentials, retries, defaults, event streams, `JMESPath` and waiters.
pub(crate) const SUITES: Program = Program("sansmith-suites", "suites", None);

/// Smithy IDL: loader, validators, formatter, diff.
pub(crate) const IDL: Program = Program("sansmith-idl", "sansmith-idl", None);

impl Program {
    /// Builds the program and runs it in the current folder, with the arguments of the user.
    pub(crate) fn run(
        self,
        workspace: &Workspace,
        arguments: &Arguments,
    ) -> miette::Result<Outcome> {
        self.run_with(workspace, &arguments.arguments)
    }

    /// Builds the program and runs it in the current folder.
    ///
    /// The exit status stays: 0 success, 1 failed check or invalid input, 2 wrong usage.
    pub(crate) fn run_with(
        self,
        workspace: &Workspace,
        arguments: &[String],
    ) -> miette::Result<Outcome> {
        let Self(package, program, command) = self;
        let status = process::cargo(workspace, &["run", "--quiet"])
            .args(["--package", package, "--bin", program])
            .arg("--manifest-path")
            .arg(workspace.root().join("Cargo.toml"))
            .arg("--")
            .args(command)
            .args(arguments)
            .current_dir(std::env::current_dir().into_diagnostic()?)
            .status()
            .into_diagnostic()
            .wrap_err("cannot run cargo")?;
        match status.code() {
            // The program has said what is wrong.
            Some(2) => std::process::exit(2),
            _ => Ok(Outcome::of(status.success())),
        }
    }
}
