//! Waiters: acceptors on a sequence of responses, of which the last one ends the wait.

use std::path::Path;
use std::time::Duration;

use sansmith::Document;
use sansmith::page::waiter::{Answer, Verdict, Wait};
use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Bundle, Config, Source};
use sansmith_dynamic::Model;
use serde_json::Value;

use crate::cases::Cases;
use crate::paths::document;
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
    let model = open(&model.to_string(), operation).map_err(fault)?;
    let waiter = model.waiter(text("waiter"));
    let schema = waiter.map_err(|error| fault(error.to_string()))?.schema;
    let responses = case["responses"].as_array().map_or(&[][..], Vec::as_slice);
    let input = Document::from_iter([""; 0]);
    let mut wait = Wait::new(Duration::from_secs(3600));
    for (index, response) in responses.iter().enumerate() {
        let output = document(response);
        let accepted = Answer::output(&input, &output, 200).judge(schema);
        let verdict = wait.accept(schema, accepted, false, (Duration::ZERO, 0.5));
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

/// The interpreted model; the protocol does not matter for waiters.
fn open(text: &str, operation: &str) -> Result<Model, String> {
    let bundle = Bundle::new(Source::new("model.json", text));
    let config = Config {
        protocol: Some(Protocol::RestJson1),
        operations: Some(vec![operation.to_owned()]),
        ..Config::default()
    };
    Model::of_bundle(&bundle, &config).map_err(|error| error.to_string())
}
