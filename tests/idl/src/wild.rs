//! Models from public repositories: their AST must equal that of the reference implementation.

use std::path::{Path, PathBuf};

use sansmith_smithy::ast::{WriteOptions, write};
use sansmith_smithy::load::Loaded;
use sansmith_smithy::model::{Entry, Node, Object, Value};

use crate::compare::{difference, parse};
use crate::loaded::load_files;
use crate::suite::{Suite, beside, case, entries, files_with, name};
use crate::valid::settle;

/// Folders with `files/`, `deps/` and `ast.json`.
pub(crate) const WILD: Suite = Suite {
    name: "wild",
    folder: "wild",
    run: |folder, report| {
        for project in entries(folder) {
            let ast = project.join("ast.json");
            let name = name(&project);
            if !project.is_dir() || !report.cases.wants(&name) {
                continue;
            }
            if !ast.is_file() {
                report.cases.skip(&name);
                continue;
            }
            let mut sources = models(&project.join("files"));
            sources.extend(models(&project.join("deps")));
            let loaded = load_files(&sources, true);
            let result = compare(&loaded, &ast, |id, namespaces| {
                let namespace = id.split('#').next().unwrap_or_default();
                namespaces.iter().any(|known| known == namespace)
            });
            settle(report, &name, result);
        }
    },
};

/// Files `X.smithy` with `X.ast.json`, which may contain shapes from dependencies.
pub(crate) const RUST: Suite = Suite {
    name: "smithy-rs",
    folder: "smithy-rs",
    run: |folder, report| {
        for file in files_with(folder, ".smithy") {
            let ast = beside(&file, ".ast.json");
            let case = case(folder, &file);
            if ast.is_file() && report.cases.wants(&case) {
                let loaded = load_files(&[&file], true);
                let result = compare(&loaded, &ast, |id, _| loaded.model.contains(id));
                settle(report, &case, result);
            }
        }
    },
};

fn models(folder: &Path) -> Vec<PathBuf> {
    let mut files = files_with(folder, ".smithy");
    files.extend(files_with(folder, ".json"));
    files
}

/// Compares the shapes selected by `keep`, which gets their ids and the namespaces of the expected AST.
fn compare(
    loaded: &Loaded,
    ast: &Path,
    keep: impl Fn(&str, &[String]) -> bool,
) -> Result<(), (String, String)> {
    let text = std::fs::read_to_string(ast);
    let text = text.map_err(|error| (ast.display().to_string(), error.to_string()))?;
    let fault = |reason| ("JSON".to_owned(), reason);
    let expected = parse(&text).map_err(fault)?;
    let got = parse(&write(&loaded.model, WriteOptions::default())).map_err(fault)?;
    let namespaces: Vec<String> = shapes(&expected).map(namespace).collect();
    let only = |node: &Node| {
        let mut kept = Object::new();
        for entry in shapes(node).filter(|entry| keep(&entry.key, &namespaces)) {
            kept.insert(entry.clone());
        }
        Node::new(Value::Object(kept), node.at)
    };
    match difference(&only(&expected), &only(&got)) {
        None => Ok(()),
        Some(found) => Err(found),
    }
}

fn shapes(ast: &Node) -> impl Iterator<Item = &Entry> {
    let shapes = ast.get("shapes").and_then(Node::as_object);
    shapes.into_iter().flatten()
}

fn namespace(entry: &Entry) -> String {
    let namespace = entry.key.split('#').next();
    namespace.unwrap_or_default().to_owned()
}
