//! Compares generated code with the interpreter of models on random lines.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::bundle::read_bundle;
use sansmith_codegen::Config;
use sansmith_codegen::ir::Protocol;
use serde_json::Value;

use super::Arguments;
use crate::wire::distinct;
use crate::wire::program::Program;
use sansmith_project::models::Model;
use sansmith_project::process::{self, Profile};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

/// Lines per service, unless asked otherwise.
const CASES: u64 = 20_000;

/// Differences that are shown per service.
const SHOWN: usize = 5;

/// Compares both on random lines for each service.
pub(super) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let program = process::example(workspace, "lines", Profile::Debug)?;
    let mut disagreed = 0;
    for service in &arguments.services {
        disagreed += compare((workspace, &program), service, arguments)?;
    }
    Ok(Outcome::of(disagreed == 0))
}

/// Compares both for a service; returns the number of lines with different answers.
fn compare(
    (workspace, program): (&Workspace, &Path),
    service: &str,
    arguments: &Arguments,
) -> miette::Result<usize> {
    let file = Model::find(workspace, service)?.file;
    let bundle = read_bundle(&file, service)?;
    let operations = arguments.operations.as_ref();
    let operations = operations.map(|list| list.split(',').map(str::to_owned).collect());
    let config = Config {
        protocol: arguments.protocol.as_deref().and_then(Protocol::from_name),
        operations,
        ..Config::default()
    };
    let facts = format!("{:?} {:?}", config.protocol, config.operations);
    let name = distinct(service, &facts);
    let lines = lines(program, &file, arguments)?;
    let mut generated = Program::new(&name, "wire");
    let mut interpreted = Program::interpreting(&name, "wire");
    for program in [&mut generated, &mut interpreted] {
        program.add("service", &bundle, &config)?;
    }
    let generated = answers(generated.start(workspace, Stdio::piped)?, &lines)?;
    let interpreted = answers(interpreted.start(workspace, Stdio::piped)?, &lines)?;
    let (mut agreed, mut failed, mut shown) = (0, 0, 0);
    for (line, (one, other)) in lines.iter().zip(generated.iter().zip(&interpreted)) {
        if one == other || canonical(one) == canonical(other) {
            agreed += 1;
            failed += usize::from(one.starts_with("{\"failed\""));
        } else if shown < SHOWN {
            shown += 1;
            terminal::print(format_args!(
                "{line}\n  generated:   {one}\n  interpreted: {other}"
            ));
        }
    }
    let disagreed = lines.len() - agreed;
    terminal::print(format_args!(
        "{service}: {agreed} agreed ({failed} of them refused by both), {disagreed} disagreed"
    ));
    Ok(disagreed)
}

/// An answer with its keys in order: the programs have `serde_json` with and without the feature that keeps their
/// order.
fn canonical(line: &str) -> String {
    let ordered = |value: &Value| match value {
        Value::Object(members) => {
            let members: BTreeMap<&String, String> = members
                .iter()
                .map(|(name, value)| (name, value.to_string()))
                .collect();
            format!("{members:?}")
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| {
                let members = item.as_object().into_iter().flatten();
                members
                    .map(|(name, value)| (name, value.to_string()))
                    .collect::<BTreeMap<_, _>>()
            });
            format!("{:?}", items.collect::<Vec<_>>())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    };
    // Outputs and errors are compared as texts: they have all digits.
    match serde_json::from_str(line) {
        Ok(Value::Object(parts))
            if !line.starts_with("{\"output\"") && !line.starts_with("{\"error\"") =>
        {
            let parts: BTreeMap<&String, String> = parts
                .iter()
                .map(|(name, value)| (name, ordered(value)))
                .collect();
            format!("{parts:?}")
        }
        _ => line.to_owned(),
    }
}

/// Random lines of the program for a model.
fn lines(program: &Path, file: &Path, arguments: &Arguments) -> miette::Result<Vec<String>> {
    let mut command = Command::new(program);
    command
        .arg(file)
        .arg("service")
        .arg(arguments.cases.unwrap_or(CASES).to_string())
        .arg(arguments.seed.to_string())
        .arg(arguments.protocol.as_deref().unwrap_or("-"))
        .args(&arguments.operations);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot run `{}`", program.display()))?;
    if !output.status.success() {
        return Err(miette!("`{}` failed", program.display()));
    }
    let text = String::from_utf8(output.stdout).into_diagnostic()?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// The response lines of a program.
fn answers(mut program: Child, lines: &[String]) -> miette::Result<Vec<String>> {
    let (Some(mut input), Some(output)) = (program.stdin.take(), program.stdout.take()) else {
        return Err(miette!("the standard streams of the program are not piped"));
    };
    let text = lines.join("\n") + "\n";
    let writing = thread::spawn(move || input.write_all(text.as_bytes()).is_ok());
    let answers: Result<Vec<_>, _> = BufReader::new(output).lines().collect();
    let answers = answers.into_diagnostic()?;
    let status = program.wait().into_diagnostic()?;
    if !writing.join().unwrap_or_default() || answers.len() != lines.len() {
        let line = lines.get(answers.len()).map_or("", String::as_str);
        return Err(miette!(
            "the program ended with {status} after the line {line}"
        ));
    }
    Ok(answers)
}
