//! Answers JSON lines for interpreted models: what `cargo xtask wire --dynamic` runs.
//!
//! Usage: `wire SERVICE` for a service that a [`Finder`] finds, or `wire --bundles FILE` for models in a JSON file:
//! `[{"name", "service"?, "protocol"?, "operations"?, "sources": [{"name", "text"}]}]`.

use std::error::Error;
use std::io;

use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Bundle, Config, Source};
use sansmith_dynamic::{Finder, Model, Operation};
use serde::Deserialize;

/// A model with the name by which lines call it.
#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    service: Option<String>,
    protocol: Option<String>,
    operations: Option<Vec<String>>,
    sources: Vec<Text>,
}

/// A file of a model.
#[derive(Debug, Deserialize)]
struct Text {
    name: String,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let models = match &*arguments {
        [flag, file] if flag == "--bundles" => {
            let entries: Vec<Entry> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
            let models = entries.into_iter().map(open);
            models.collect::<Result<Vec<_>, _>>()?
        }
        [service] => vec![(service.clone(), Finder::of_user(None).open(service)?)],
        _ => return Err("usage: wire SERVICE, or wire --bundles FILE".into()),
    };
    let operations: Vec<(String, Vec<Operation>)> = models
        .into_iter()
        .map(|(name, model)| (name, model.operations().collect()))
        .collect();
    let services: Vec<_> = operations
        .iter()
        .map(|(name, operations)| (name.as_str(), operations.as_slice()))
        .collect();
    sansmith_dynamic::serve(&services, io::stdin().lock(), io::stdout().lock())?;
    Ok(())
}

/// Interprets a model.
fn open(entry: Entry) -> Result<(String, Model), Box<dyn Error>> {
    let mut sources = entry.sources.into_iter();
    let mut sources = sources
        .by_ref()
        .map(|text| Source::new(text.name, text.text));
    let service = sources.next().ok_or("a model has no source")?;
    let config = Config {
        service: entry.service,
        protocol: entry.protocol.as_deref().and_then(Protocol::from_name),
        operations: entry.operations,
        ..Config::default()
    };
    let sidecars = sources.collect();
    let model = Model::of_bundle(&Bundle { service, sidecars }, &config)?;
    Ok((entry.name, model))
}
