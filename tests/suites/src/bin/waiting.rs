//! `cargo xtask differential --pages`: answers JSON lines about paginators and waiters of service models.
//!
//! | line | answer |
//! |---|---|
//! | `{"service", "operation", "output"}` | `{"tokens"}`: the tokens of the next page by input member; null without one |
//! | `{"service", "waiter", "output" \| "error", "status"}` | `{"accepted"}`: the index of the acceptor; null if none matches |

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use sansmith::Document;
use sansmith::page::path::Found;
use sansmith::page::waiter::Answer;
use sansmith::page::{NextPage, Tokens};
use sansmith_codegen::Config;
use sansmith_dynamic::{Model, Pagination, Program};
use sansmith_suites::paths::document;
use serde_json::{Value, json};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut services = BTreeMap::new();
    for argument in std::env::args().skip(1) {
        let (name, file) = argument.split_once('=').ok_or("expected NAME=MODEL")?;
        services.insert(name.to_owned(), service(file)?);
    }
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let line: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let answer = answer(&services, &line)?;
        writeln!(io::stdout(), "{answer}").map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Interprets a model.
fn service(file: &str) -> Result<Model, String> {
    let bundle = sansmith_build::read_bundle(Path::new(file), file);
    let bundle = bundle.map_err(|error| error.to_string())?;
    let model = Model::of_bundle(&bundle, &Config::default());
    model.map_err(|error| format!("{file}: {error}"))
}

fn answer(services: &BTreeMap<String, Model>, line: &Value) -> Result<Value, String> {
    let text = |key: &str| line[key].as_str().unwrap_or_default();
    let service = services.get(text("service")).ok_or("unknown service")?;
    let output = document(&line["output"]);
    if line.get("operation").is_some() {
        let operation = service.operation(text("operation"));
        let pages = operation.map_err(|error| error.to_string())?.pagination();
        let pages = pages.ok_or_else(|| format!("no paginator: {line}"))?;
        return Ok(json!({"tokens": tokens(pages, &output)}));
    }
    let waiter = service.waiter(text("waiter"));
    let waiter = waiter.map_err(|error| error.to_string())?;
    let status = line["status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok());
    let status = status.unwrap_or(200);
    let input = Document::Null;
    let answer = match line["error"].as_str() {
        Some(code) => Answer::error(&input, (code, code), status),
        None => Answer::output(&input, &output, status),
    };
    let accepted = answer.judge(waiter.schema);
    Ok(json!({"accepted": accepted.and_then(|accepted| accepted.index)}))
}

/// The tokens of the next page, by the rules of the runtime.
fn tokens(pages: &Pagination, output: &Document) -> Value {
    let find = |program: Program| {
        let found = program.path().find(output);
        found.map_or(Document::Null, |found: Found<'_>| found.to_document())
    };
    let mut moved = Tokens::new();
    if let Some(more) = pages.more_results() {
        moved = moved.more_results(Some(&find(more)));
    }
    let mut slots = BTreeMap::new();
    for (name, program) in pages.tokens() {
        let mut slot: Option<Document> = None;
        moved = moved.set(&mut slot, Some(&find(*program)));
        let token = slot.map(|token| sansmith::Codecs::to_json(&token));
        slots.insert(
            name,
            token.and_then(|token| serde_json::from_str::<Value>(&token).ok()),
        );
    }
    match moved.finish() {
        NextPage::End => Value::Null,
        NextPage::Ready | NextPage::Repeated => json!(slots),
    }
}
