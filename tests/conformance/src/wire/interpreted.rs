//! A program that interprets models at run time: the example `wire` of `sansmith-dynamic`, with the models in a file.

use std::fs;
use std::path::Path;
use std::process::Command;

use miette::{IntoDiagnostic, WrapErr};
use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Bundle, Config};
use serde_json::{Value, json};

use sansmith_project::process::{self, Profile};
use sansmith_project::workspace::Workspace;

/// Models with the names by which lines call them.
#[derive(Debug, Default)]
pub(super) struct Interpreted(Vec<Value>);

impl Interpreted {
    /// Adds a model.
    pub(super) fn add(&mut self, name: &str, bundle: &Bundle, config: &Config) {
        let sources = std::iter::once(&bundle.service).chain(&bundle.sidecars);
        let sources = sources.map(|source| json!({"name": source.name, "text": source.text}));
        self.0.push(json!({
            "name": name,
            "service": config.service,
            "protocol": config.protocol.map(Protocol::as_str),
            "operations": config.operations,
            "sources": sources.collect::<Vec<_>>(),
        }));
    }

    /// Builds the program, and returns the command that runs it.
    pub(super) fn command(
        &self,
        workspace: &Workspace,
        folder: &Path,
        name: &str,
    ) -> miette::Result<Command> {
        let file = folder.join(format!("{name}.bundles.json"));
        fs::write(&file, Value::from(self.0.clone()).to_string())
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{}`", file.display()))?;
        let program = process::example(workspace, "wire", Profile::Debug)?;
        let mut command = Command::new(program);
        command.arg("--bundles").arg(&file);
        Ok(command)
    }
}
