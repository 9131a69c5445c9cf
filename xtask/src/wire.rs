//! Turns a service into a program that answers JSON lines, and runs it.
//!
//! The contract of the lines is in [`program`]'s template and in the runtime's `table`: this command adds nothing to it.

pub(crate) mod program;

use std::process::Command;

use miette::{IntoDiagnostic, WrapErr};
use sansmith_build::read_bundle;
use sansmith_codegen::Config;
use sansmith_codegen::ir::Protocol;

use crate::Outcome;
use crate::codegen::protocols;
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
    let mut program = Program::new(&folder_name(&arguments.service), "wire");
    program.add("service", &bundle, &config)?;
    let executable = program.build(workspace)?;
    // Its standard streams are this command's own.
    let status = Command::new(&executable)
        .status()
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot run `{}`", executable.display()))?;
    Ok(Outcome::of(status.success()))
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
    use super::folder_name;

    #[test]
    fn a_folder_has_a_plain_name() {
        assert_eq!(folder_name("lex-runtime"), "lex-runtime");
        assert_eq!(folder_name("../a/com.x.Y_1.json"), "com-x-y-1");
    }
}
