//! Turns a service into a program that answers JSON lines, and runs it.
//!
//! The contract of the lines is in [`program`]'s template and in the runtime's `table`: this command adds nothing to it.

pub(crate) mod program;

use std::fs;
use std::process::Stdio;

use miette::IntoDiagnostic;
use sansmith_build::read_bundle;
use sansmith_codegen::Config;
use sansmith_codegen::ir::Protocol;

use crate::Outcome;
use crate::codegen::protocols;
use crate::corpus::sha256_hex;
use crate::models::Model;
use crate::workspace::Workspace;

use program::Program;

/// Answers JSON lines with requests, outputs and errors of a service
///
/// One line in, one line out, in order. Whatever the build says goes to standard error.
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
  {"failed": "why, with the path"}                    and the next line is read
A body that is not UTF-8 is `body_base64`, both ways. Tokens that are left out are all zeros.

Examples:
  echo '{"operation": "ListQueues", "input": {"InstanceId": "i"}}' | cargo xtask wire connect
  cargo xtask wire sqs --operations SendMessage --protocol awsQuery < lines"#)]
pub(crate) struct Arguments {
    /// A folder of models/, a service of the corpus, or a model file
    #[arg(value_name = "SERVICE|MODEL-FILE")]
    service: String,
    /// Keep these operations and what they reach
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    operations: Vec<String>,
    /// The protocol to speak, if not the one the model prefers
    #[arg(long, value_name = "P", value_parser = protocols())]
    protocol: Option<Protocol>,
}

/// Runs `cargo xtask wire`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let model = Model::find(workspace, &arguments.service)?;
    let bundle = read_bundle(&model.file, &model.name)?;
    let config = Config {
        operations: Some(arguments.operations.clone()).filter(|names| !names.is_empty()),
        protocol: arguments.protocol,
        ..Config::default()
    };
    let mut program = Program::new(&arguments.program_name(), "wire");
    program.add("service", &bundle, &config)?;
    let mut program = program.start(workspace, Stdio::inherit)?;
    let status = program.wait().into_diagnostic()?;
    Ok(Outcome::of(status.success()))
}

impl Arguments {
    /// A name of its own for whatever is a program of its own, so that neither is built in the place of the other.
    fn program_name(&self) -> String {
        let name = folder_name(&self.service);
        let file = fs::canonicalize(&self.service).ok();
        if file.is_none() && self.operations.is_empty() && self.protocol.is_none() {
            return name;
        }
        let what = format!("{file:?} {:?} {:?}", self.operations, self.protocol);
        let digest = sha256_hex(what.as_bytes());
        format!("{name}-{}", digest.get(..8).unwrap_or(&digest))
    }
}

/// A name for a package and its folder, of whatever was asked for.
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
    use super::{Arguments, folder_name};

    #[test]
    fn programs_that_differ_have_names_that_do() {
        let name = |service: &str, operations: &[&str]| {
            let arguments = Arguments {
                service: service.to_owned(),
                operations: operations.iter().map(|&name| name.to_owned()).collect(),
                protocol: None,
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
