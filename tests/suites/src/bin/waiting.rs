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
use sansmith::page::waiter::{Acceptor, Answer};
use sansmith::page::{NextPage, Tokens};
use sansmith_codegen::{Config, Ir, front, ir};
use sansmith_suites::paths::document;
use sansmith_suites::paths::program::Program;
use sansmith_suites::waiters::acceptors;
use serde_json::{Value, json};

/// A service: its paginators and waiters.
struct Service {
    pages: BTreeMap<String, Pages>,
    waiters: BTreeMap<String, Vec<Acceptor<'static>>>,
}

/// A paginator: input members with the programs of their tokens, and the flag for further pages.
struct Pages {
    tokens: Vec<(String, Program)>,
    more: Option<Program>,
}

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

/// Reads a model with its paginators and waiters.
fn service(file: &str) -> Result<Service, String> {
    let bundle = sansmith_build::read_bundle(Path::new(file), file);
    let bundle = bundle.map_err(|error| error.to_string())?;
    let found = front(&bundle, &Config::default());
    let (ir, _) = found.map_err(|report| format!("{file}: {report}"))?;
    lower(&ir)
}

fn lower(ir: &Ir) -> Result<Service, String> {
    let mut service = Service {
        pages: BTreeMap::new(),
        waiters: BTreeMap::new(),
    };
    for (name, operation) in &ir.service.operations {
        if let Some(pages) = &operation.pagination {
            service.pages.insert(name.clone(), pages_of(pages)?);
        }
    }
    for (name, waiter) in &ir.service.waiters {
        service.waiters.insert(name.clone(), acceptors(waiter)?);
    }
    Ok(service)
}

fn pages_of(pages: &ir::Pagination) -> Result<Pages, String> {
    let compile = |path: &ir::Path| Program::compile(&path.expression);
    let tokens = pages.input_tokens.iter().zip(&pages.output_tokens);
    let tokens = tokens.map(|(name, path)| Ok((name.clone(), compile(path)?)));
    Ok(Pages {
        tokens: tokens.collect::<Result<_, String>>()?,
        more: pages.more_results.as_ref().map(compile).transpose()?,
    })
}

fn answer(services: &BTreeMap<String, Service>, line: &Value) -> Result<Value, String> {
    let text = |key: &str| line[key].as_str().unwrap_or_default();
    let service = services.get(text("service")).ok_or("unknown service")?;
    let output = document(&line["output"]);
    if line.get("operation").is_some() {
        let pages = service.pages.get(text("operation"));
        let pages = pages.ok_or_else(|| format!("no paginator: {line}"))?;
        return Ok(json!({"tokens": tokens(pages, &output)}));
    }
    let acceptors = service.waiters.get(text("waiter"));
    let acceptors = acceptors.ok_or_else(|| format!("no waiter: {line}"))?;
    let status = line["status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok());
    let status = status.unwrap_or(200);
    let input = Document::Null;
    let answer = match line["error"].as_str() {
        Some(code) => Answer::error(&input, (code, code), status),
        None => Answer::output(&input, &output, status),
    };
    let accepted = acceptors
        .iter()
        .position(|acceptor| answer.matches(acceptor));
    Ok(json!({"accepted": accepted}))
}

/// The tokens of the next page, by the rules of the runtime.
fn tokens(pages: &Pages, output: &Document) -> Value {
    let find = |program: &Program| {
        let found = program.path().find(output);
        found.map_or(Document::Null, |found: Found<'_>| found.to_document())
    };
    let mut moved = Tokens::new();
    if let Some(more) = &pages.more {
        moved = moved.more_results(Some(&find(more)));
    }
    let mut slots = BTreeMap::new();
    for (name, program) in &pages.tokens {
        let mut slot: Option<Document> = None;
        moved = moved.set(&mut slot, Some(&find(program)));
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
