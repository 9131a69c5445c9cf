//! Waiters: acceptors on a sequence of responses, of which the last one ends the wait.

use std::path::Path;
use std::time::Duration;

use sansmith::Document;
use sansmith::page::waiter::{
    Accepted, Acceptor, Answer, Comparator, Expected, Matcher, Schema, State, Verdict, Wait,
};
use sansmith_codegen::ir::{self, AcceptorState, Protocol};
use sansmith_codegen::{Bundle, Config, Ir, Source, front};
use serde_json::Value;

use crate::cases::Cases;
use crate::paths::document;
use crate::paths::program::Program;
use crate::suite::Suite;

/// Cases of waiters on a model: `cases.json` beside `model.json`.
pub const WAITERS: Suite = Suite {
    name: "waiters",
    owns: |folder| folder.join("cases.json").is_file() && folder.join("model.json").is_file(),
    run,
};

fn run(folder: &Path, cases: &mut Cases<'_>) {
    let (Some(model), Some(tests)) = (
        cases.read(&folder.join("model.json")),
        cases.read(&folder.join("cases.json")),
    ) else {
        return;
    };
    let tests: Vec<Value> = serde_json::from_str(&tests).unwrap_or_default();
    let model: Value = serde_json::from_str(&model).unwrap_or_default();
    for test in &tests {
        let text = |key: &str| test[key].as_str().unwrap_or_default();
        let case = format!("{}/{}", text("file"), text("test"));
        if !cases.wants(&case) {
            continue;
        }
        match run_case(&model, test) {
            Ok(()) => cases.pass(&case),
            Err((expected, got)) => cases.fail(&case, &expected, &got),
        }
    }
}

/// The acceptors of a case, and its responses.
fn run_case(model: &Value, case: &Value) -> Result<(), (String, String)> {
    let fault = |why: String| ("a waiter".to_owned(), why);
    let text = |key: &str| case[key].as_str().unwrap_or_default();
    let mut model = model.clone();
    let shape = &mut model["shapes"][text("operation")];
    shape["traits"]["smithy.waiters#waitable"] =
        serde_json::json!({ text("waiter"): {"acceptors": case["acceptors"]} });
    let operation = text("operation").rsplit('#').next().unwrap_or_default();
    let ir = lower(&model.to_string(), operation).map_err(fault)?;
    let waiter = ir.service.waiters.get(text("waiter"));
    let waiter = waiter.ok_or_else(|| fault("the model has lost it".to_owned()))?;
    let acceptors = acceptors(waiter).map_err(fault)?;
    let responses = case["responses"].as_array().map_or(&[][..], Vec::as_slice);
    let (input, schema) = (Document::from_iter([""; 0]), Schema::new("", &[]));
    let mut wait = Wait::new(Duration::from_secs(3600));
    for (index, response) in responses.iter().enumerate() {
        let output = document(response);
        let answer = Answer::output(&input, &output, 200);
        let mut found = acceptors.iter().enumerate();
        let found = found.find(|(_, acceptor)| answer.matches(acceptor));
        let accepted = found.map(|(place, acceptor)| Accepted::by(place, acceptor.state));
        let verdict = wait.accept(&schema, accepted, false, (Duration::ZERO, 0.5));
        let is_last = index + 1 == responses.len();
        let is_right = match verdict {
            Verdict::Success(_) => is_last,
            Verdict::Pause(_) => !is_last,
            Verdict::Failure(_) | Verdict::Unexpected | Verdict::TimedOut => false,
        };
        if !is_right {
            let expected = if is_last { "success" } else { "another call" };
            let expected = format!("{expected} after response {index}: {response}");
            return Err((expected, format!("{verdict:?}")));
        }
    }
    Ok(())
}

/// The checked form of a model; the protocol does not matter for waiters.
fn lower(text: &str, operation: &str) -> Result<Ir, String> {
    let bundle = Bundle::new(Source::new("model.json", text));
    let config = Config {
        protocol: Some(Protocol::RestJson1),
        operations: Some(vec![operation.to_owned()]),
        ..Config::default()
    };
    match front(&bundle, &config) {
        Ok((ir, _)) => Ok(ir),
        Err(report) => {
            let entries = report.entries();
            let lines = entries
                .iter()
                .map(sansmith_codegen::report::Entry::one_line);
            Err(lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// The acceptors of a waiter, as the runtime has them.
///
/// # Errors
///
/// A path cannot be compiled, or a list or structure is expected.
pub fn acceptors(waiter: &ir::Waiter) -> Result<Vec<Acceptor<'static>>, String> {
    waiter.acceptors.iter().map(acceptor).collect()
}

fn acceptor(acceptor: &ir::Acceptor) -> Result<Acceptor<'static>, String> {
    let state = match acceptor.state {
        AcceptorState::Success => State::Success,
        AcceptorState::Failure => State::Failure,
        AcceptorState::Retry => State::Retry,
    };
    let compare = |path: &ir::Path, comparator: ir::Comparator, expected: &ir::Value| {
        let comparator = match comparator {
            ir::Comparator::Equals => Comparator::Equals,
            ir::Comparator::AllEqual => Comparator::All,
            ir::Comparator::AnyEqual => Comparator::Any,
        };
        let path = Program::compile(&path.expression)?.path();
        Ok::<_, String>((path, comparator, expectation(expected)?))
    };
    let matcher = match &acceptor.matcher {
        ir::Matcher::Success(success) => Matcher::Success(*success),
        ir::Matcher::Error(code) => Matcher::Error(code.clone().leak()),
        ir::Matcher::Status(status) => Matcher::Status(*status),
        ir::Matcher::Output {
            path,
            comparator,
            expected,
        } => {
            let (path, comparator, expected) = compare(path, *comparator, expected)?;
            Matcher::Output(path, comparator, expected)
        }
        ir::Matcher::InputOutput {
            path,
            comparator,
            expected,
        } => {
            let (path, comparator, expected) = compare(path, *comparator, expected)?;
            Matcher::InputOutput(path, comparator, expected)
        }
    };
    Ok(Acceptor { state, matcher })
}

fn expectation(expected: &ir::Value) -> Result<Expected<'static>, String> {
    Ok(match expected {
        ir::Value::Null => Expected::Null,
        ir::Value::Bool(value) => Expected::Boolean(*value),
        ir::Value::Number(number) => Expected::Number(number.to_string().parse().unwrap_or(0.0)),
        ir::Value::String(text) => Expected::Text(text.clone().leak()),
        ir::Value::Array(_) | ir::Value::Object(_) => {
            return Err("a list or structure is expected".to_owned());
        }
    })
}
