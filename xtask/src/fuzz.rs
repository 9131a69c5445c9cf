//! `cargo xtask fuzz`: builds and runs the fuzz targets.
//!
//! The targets are in `tests/fuzz`, a separate workspace.
//! They are built with libFuzzer's coverage instrumentation, which stable rustc supports; no other tool is needed.
//!
//! **Invariants**
//!
//! - All output is in `target/fuzz`: builds, seeds, corpora and crashing inputs.
//! - A target stops at its first crash; the input is kept, and the command to reproduce it is shown.

mod run;
mod seeds;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_cli::names::nearest;

use sansmith_project::corpus::{Corpus, PINNED};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, process, terminal};

/// Fuzzes the parsers of the runtime and the model loaders
///
/// Seeds are the fixtures and the protocol tests of the corpus. Needs a C++ compiler, for libFuzzer.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask fuzz                      every target, a minute each
  cargo xtask fuzz xml --seconds 600
  cargo xtask fuzz xml --input FILE     what a finding does")]
pub(crate) struct Arguments {
    /// A target; default: all of them, one after the other
    #[arg(value_name = "TARGET")]
    target: Option<String>,
    /// Duration per target in seconds
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u32,
    /// Run only this input
    #[arg(long, value_name = "FILE", requires = "target")]
    input: Option<PathBuf>,
}

/// Runs `cargo xtask fuzz`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let targets = targets(workspace)?;
    let chosen = match &arguments.target {
        None => targets.clone(),
        Some(name) if targets.contains(name) => vec![name.clone()],
        Some(name) => return Err(unknown(name, &targets)),
    };
    let fuzz = Fuzz::new(workspace)?;
    fuzz.build(&chosen)?;
    if let Some(input) = &arguments.input {
        let fine = run::replay(&fuzz, &chosen.concat(), input)?;
        return Ok(Outcome::of(fine));
    }
    match Corpus::fetch(workspace, PINNED.version) {
        Ok(corpus) => seeds::write(&fuzz, &corpus)?,
        Err(report) => terminal::note(format_args!(
            "botocore corpus: absent, no seeds from it ({report})"
        )),
    }
    seeds::write_fixtures(&fuzz)?;
    let mut fine = true;
    terminal::print(format_args!(
        "{:<10} {:>12} {:>9} {:>9} {:>7} {:>7}",
        "target", "executions", "a second", "coverage", "corpus", "MB"
    ));
    for target in &chosen {
        let row = run::run(&fuzz, target, arguments.seconds)?;
        terminal::print(&row);
        fine &= row.finding.is_none();
    }
    Ok(Outcome::of(fine))
}

/// Targets, each a file named after its parser.
fn targets(workspace: &Workspace) -> miette::Result<Vec<String>> {
    let folder = workspace.root().join("tests/fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot list `{}`", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let path = entry.into_diagnostic()?.path();
        names.extend(
            path.file_stem()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    names.sort();
    Ok(names)
}

fn unknown(name: &str, targets: &[String]) -> miette::Report {
    let help = match nearest(name, targets).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", targets.join(", ")),
    };
    terminal::usage(&format!("unknown target `{name}`"), &help)
}

/// Paths used for fuzzing.
struct Fuzz {
    root: PathBuf,
    folder: PathBuf,
    host: String,
}

impl Fuzz {
    fn new(workspace: &Workspace) -> miette::Result<Self> {
        Ok(Self {
            root: workspace.root().to_path_buf(),
            folder: workspace.target().join("fuzz"),
            host: host()?,
        })
    }

    /// Seeds of a target.
    fn seeds(&self, target: &str) -> PathBuf {
        self.folder.join("seeds").join(target)
    }

    /// Accumulated corpus of a target.
    fn corpus(&self, target: &str) -> PathBuf {
        self.folder.join("corpus").join(target)
    }

    /// Crashing inputs.
    fn findings(&self, target: &str) -> PathBuf {
        self.folder.join("findings").join(target)
    }

    /// Executable of a target.
    fn program(&self, target: &str) -> PathBuf {
        self.folder
            .join("build")
            .join(&self.host)
            .join("release")
            .join(target)
    }

    /// Builds the executables; flags apply only to the target, so that build scripts are built normally.
    fn build(&self, targets: &[String]) -> miette::Result<()> {
        let mut command = Command::new("cargo");
        command
            .args([
                "build",
                "--release",
                "--target",
                &self.host,
                "--manifest-path",
            ])
            .arg(self.root.join("tests/fuzz/Cargo.toml"))
            .arg("--target-dir")
            .arg(self.folder.join("build"))
            .env("RUSTFLAGS", COVERAGE.join(" "));
        for target in targets {
            command.args(["--bin", target]);
        }
        if process::run(&mut command)? {
            Ok(())
        } else {
            Err(miette!("the targets do not build"))
        }
    }
}

/// Compiler flags for libFuzzer: edge counters, a PC table, and comparison callbacks.
const COVERAGE: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// The host triple.
fn host() -> miette::Result<String> {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .into_diagnostic()
        .wrap_err("cannot run rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| miette!("rustc prints no host"))
}

/// Creates a folder.
fn make(folder: &Path) -> miette::Result<()> {
    fs::create_dir_all(folder)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot make `{}`", folder.display()))
}
