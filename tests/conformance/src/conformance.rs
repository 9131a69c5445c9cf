//! Runs protocol tests: builds one program from all their models and sends it each test as a JSON line.
//!
//! **Invariants**
//!
//! - Every test is counted as passed, failed or skipped in the last line.
//! - Only tests of the other side, and tests listed with a reason in `tests/conformance/known.toml` (or `known-server.toml`),
//!   are skipped.

mod botocore;
mod case;
mod compare;
mod correction;
mod events;
mod exact;
mod exchange;
mod frame;
mod judge;
mod known;
mod report;
mod serve;
mod smithy;
mod sources;
mod value;

use std::path::PathBuf;
use std::process::Stdio;

use sansmith_codegen::{Config, front};

use crate::wire::distinct;
use crate::wire::program::Program;
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

use case::{Case, Side, Suite};
use judge::{Subject, Trial};
use known::{Entry, Known};
use report::Report;
use serve::ServerTrial;

/// Runs the protocol tests of botocore and of Smithy models
///
/// Failures are shown with expected and actual values. Expected failures are listed in tests/conformance/known.toml.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask conformance                             all of both corpora
  cargo xtask conformance --filter RestJsonQuery      those whose name has that in it
  cargo xtask conformance --server                    all of them, from the side of a server
  cargo xtask conformance --dynamic                   all of them, interpreted; only from the side of a client
  cargo xtask conformance mine.json ../tests          files, and folders of them")]
pub(crate) struct Arguments {
    /// Test files and folders; by default, the corpora
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Run the tests from the side of a server: requests are parsed, responses written, malformed requests refused
    #[arg(long, conflicts_with = "dynamic")]
    server: bool,
    /// Run only tests whose file or id contains this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Interpret the models at run time instead of compiling generated code
    #[arg(long)]
    dynamic: bool,
}

impl Arguments {
    /// A separate program name per selection of files, so that the program with all tests stays built.
    fn program_name(&self) -> String {
        let name = self.side().program();
        if self.paths.is_empty() && self.filter.is_none() {
            return name.to_owned();
        }
        distinct(name, &format!("{:?} {:?}", self.paths, self.filter))
    }
}

impl Arguments {
    /// The side of the wire that is tested.
    const fn side(&self) -> Side {
        if self.server {
            Side::Server
        } else {
            Side::Client
        }
    }
}

impl Side {
    /// Name of the program with all tests.
    const fn program(self) -> &'static str {
        match self {
            Self::Client => "conformance",
            Self::Server => "conformance-server",
        }
    }

    /// The list of expected failures, in the workspace.
    const fn known(self) -> &'static str {
        match self {
            Self::Client => "tests/conformance/known.toml",
            Self::Server => "tests/conformance/known-server.toml",
        }
    }
}

/// Runs `cargo xtask conformance`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let side = arguments.side();
    let known = Known::read(&workspace.root().join(side.known()))?;
    let mut suites = sources::read(workspace, &arguments.paths, side)?;
    let files: Vec<String> = suites.iter().map(|suite| suite.source.clone()).collect();
    if let Some(text) = &arguments.filter {
        for suite in &mut suites {
            let source = suite.source.clone();
            suite
                .cases
                .retain(|case| label(&source, case).contains(text));
        }
        suites.retain(|suite| !suite.cases.is_empty());
    }
    let mut report = Report::default();
    let name = arguments.program_name();
    let program = if arguments.dynamic {
        Program::interpreting(&name, "conformance")
    } else {
        Program::new(&name, "conformance")
    };
    let program = match side {
        Side::Client => program,
        Side::Server => program.serving(),
    };
    run_suites((workspace, program, side), &suites, &known, &mut report)?;
    if arguments.filter.is_none() {
        for entry in known.unseen(&files) {
            let label = format!("{}: {} {}", entry.file, entry.kind, entry.id);
            report.fail(
                &label,
                &[format!("no such test; remove it from {}", side.known())],
            );
        }
    }
    Ok(report.finish())
}

/// Display name of a test.
fn label(source: &str, case: &Case) -> String {
    format!("{source}: {} {}", case.kind.as_str(), case.id)
}

/// A test to run: name, case, and known failure.
struct Asked<'a> {
    name: String,
    case: &'a Case,
    known: Option<&'a Entry>,
    trial: Running<'a>,
}

/// A running test of either side.
enum Running<'a> {
    Client(Trial<'a>),
    Server(ServerTrial<'a>),
}

impl<'a> Running<'a> {
    /// Prepares a test; fails if its own model contradicts it.
    fn new(subject: &'a Subject, case: &'a Case, side: Side) -> Result<Self, String> {
        Ok(match side {
            Side::Client => Self::Client(Trial::new(subject, case)?),
            Side::Server => Self::Server(ServerTrial::new(subject, case)?),
        })
    }

    /// Input line for the program.
    const fn line(&self) -> &serde_json::Value {
        match self {
            Self::Client(trial) => &trial.line,
            Self::Server(trial) => &trial.line,
        }
    }

    /// Differences between the response and the expectations.
    fn judge(&self, answer: &serde_json::Value) -> Vec<String> {
        match self {
            Self::Client(trial) => trial.judge(answer),
            Self::Server(trial) => trial.judge(answer),
        }
    }
}

fn run_suites(
    (workspace, mut program, side): (&Workspace, Program, Side),
    suites: &[Suite],
    known: &Known,
    report: &mut Report,
) -> miette::Result<()> {
    let subjects: Vec<_> = (0..)
        .zip(suites)
        .map(|(index, suite)| prepare(&mut program, suite, format!("suite_{index}")))
        .collect();
    let mut asked = Vec::new();
    for (suite, subject) in suites.iter().zip(&subjects) {
        asked.extend(ask((suite, side), subject, known, report));
    }
    if asked.is_empty() {
        return Ok(());
    }
    let count = asked.len();
    terminal::note(format_args!("{count} tests of {} models", suites.len()));
    let program = program.start(workspace, Stdio::piped)?;
    let lines = asked.iter().map(|asked| asked.trial.line().clone());
    let answers = exchange::exchange(program, lines.collect())?;
    for (asked, answer) in asked.iter().zip(&answers) {
        let mut wrong = asked.trial.judge(answer);
        if !wrong.is_empty() {
            wrong.push(format!("expected: {}", asked.case.kind.expected()));
            wrong.push(format!("actual: {answer}"));
        }
        report.settle(&asked.name, asked.known, &wrong);
    }
    Ok(())
}

/// The runnable tests of a suite; the others are reported immediately.
fn ask<'a>(
    (suite, side): (&'a Suite, Side),
    subject: &'a Result<Subject, String>,
    known: &'a Known,
    report: &mut Report,
) -> Vec<Asked<'a>> {
    let mut asked = Vec::new();
    for case in &suite.cases {
        let is_untold = side == Side::Server && case.lacks_body();
        if case.side.is_some_and(|only| only != side) || is_untold {
            report.skip();
            continue;
        }
        let name = label(&suite.source, case);
        let known = known.find(&suite.source, case.kind.as_str(), &case.id);
        let trial = match subject {
            Ok(subject) => Running::new(subject, case, side),
            Err(why) => Err(why.clone()),
        };
        match trial {
            Ok(trial) => asked.push(Asked {
                name,
                case,
                known,
                trial,
            }),
            Err(why) => report.settle(&name, known, &[why]),
        }
    }
    asked
}

/// Adds the model of a suite to the program; if it cannot be generated, all of its tests fail.
fn prepare(program: &mut Program, suite: &Suite, module: String) -> Result<Subject, String> {
    let protocol = suite
        .protocol
        .as_ref()
        .map_err(|name| format!("unknown protocol `{name}`"))?;
    let config = Config {
        service: suite.service.clone(),
        protocol: Some(*protocol),
        docs: false,
        ..Config::default()
    };
    let (ir, _) = front(&suite.bundle, &config)
        .map_err(|report| format!("the model has a problem: {:?}", miette::Report::new(report)))?;
    program
        .add(&module, &suite.bundle, &config)
        .map_err(|report| format!("cannot generate the model: {report:?}"))?;
    Ok(Subject { module, ir })
}
