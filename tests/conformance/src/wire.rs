//! Builds and runs a program that serves JSON lines for a service.
//!
//! The runtime's module `registry` documents the lines.

mod interpreted;
pub(crate) mod program;

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use miette::IntoDiagnostic;
use sansmith_cli::options::Selection;

use sansmith_project::Outcome;
use sansmith_project::corpus::sha256_hex;
use sansmith_project::models;
use sansmith_project::workspace::Workspace;

use program::Program;

/// Serves requests, outputs and errors of a service over JSON lines
///
/// Reads a line and writes a line, in order. Build messages go to standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Lines:
  {"operation": "X", "input": {…}}                    an input, as serde writes it, becomes a request
  {"operation": "X", "input": {…}, "validate": true}  or the constraints that it breaks
  {"operation": "X", "response": {"status": 200, "headers": {}, "body": "text"}}
                                                      a response becomes an output or an error
Answers:
  {"method": "PUT", "uri": "/path?query", "host_prefix": "…", "headers": {…}, "body": "text"}
  {"violations": [{"path": "…", "rule": "…", "message": "…"}]}
  {"output": {…}}
  {"error": {"code": "…", "message": "…", "request_id": "…", "fields": {…}}}
  {"failed": "the reason, with the path"}                    and the next line is read
A body that is not UTF-8 is `body_base64`, both ways. Tokens that are left out are all zeros.

Examples:
  echo '{"operation": "ListQueues", "input": {"InstanceId": "i"}}' | cargo xtask wire connect
  cargo xtask wire sqs --operations 'Send*' --protocol awsQuery < lines
  cargo xtask wire --model a.json --model b.json < lines
  cargo xtask wire ec2 --dynamic < lines"#)]
pub(crate) struct Arguments {
    /// A folder of models/, a service of the corpus, or a model file; conflicts with --model
    #[arg(
        value_name = "SERVICE|MODEL-FILE",
        required_unless_present = "model",
        conflicts_with = "model"
    )]
    service: Option<String>,
    /// A model file; repeat for each file of a Smithy model
    #[arg(long, value_name = "FILE")]
    model: Vec<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    /// Interpret the model at run time instead of compiling generated code
    #[arg(long)]
    dynamic: bool,
}

/// Runs `cargo xtask wire`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let bundle = models::bundle(workspace, arguments.service.as_deref(), &arguments.model)?;
    let config = arguments.selection.config();
    let name = arguments.program_name();
    let mut program = if arguments.dynamic {
        Program::interpreting(&name, "wire")
    } else {
        Program::new(&name, "wire")
    };
    program.add("service", &bundle, &config)?;
    let mut program = program.start(workspace, Stdio::inherit)?;
    let status = program.wait().into_diagnostic()?;
    Ok(Outcome::of(status.success()))
}

impl Arguments {
    /// A unique name for each distinct program, so that they do not overwrite each other.
    fn program_name(&self) -> String {
        let Self {
            service,
            model,
            selection,
            ..
        } = self;
        let service = service.as_deref().map(PathBuf::from);
        let named = service.iter().chain(model);
        let files: Vec<_> = named.flat_map(fs::canonicalize).collect();
        let first = service.iter().chain(model).next();
        let name = folder_name(
            &first
                .map(|name| name.display().to_string())
                .unwrap_or_default(),
        );
        if files.is_empty() && *selection == Selection::default() {
            return name;
        }
        distinct(&name, &format!("{files:?} {selection:?}"))
    }
}

/// A name with a digest of `of`.
pub(crate) fn distinct(name: &str, of: &str) -> String {
    let digest = sha256_hex(of.as_bytes());
    format!("{name}-{}", digest.get(..8).unwrap_or(&digest))
}

/// A valid package and folder name for any argument.
fn folder_name(service: &str) -> String {
    let name = service.rsplit(['/', '\\']).next().unwrap_or(service);
    let plain = name.trim_end_matches(".json").chars().map(|c| match c {
        c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
        _ => '-',
    });
    plain.collect()
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Selection, folder_name};

    #[test]
    fn programs_that_differ_have_names_that_do() {
        let name = |service: &str, operations: &[&str]| {
            let arguments = Arguments {
                service: Some(service.to_owned()),
                model: Vec::new(),
                selection: Selection {
                    operations: operations.iter().map(|&name| name.to_owned()).collect(),
                    ..Selection::default()
                },
                dynamic: false,
            };
            arguments.program_name()
        };
        assert_eq!(name("connect", &[]), "connect");
        assert_ne!(name("connect", &["A"]), "connect");
        assert_ne!(name("connect", &["A"]), name("connect", &["B"]));
        assert_ne!(name("src", &[]), name("../xtask/src/wire", &[]));
    }

    #[test]
    fn a_folder_has_a_plain_name() {
        assert_eq!(folder_name("lex-runtime"), "lex-runtime");
        assert_eq!(folder_name("../a/com.x.Y_1.json"), "com-x-y-1");
    }
}
