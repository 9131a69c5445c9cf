//! Valid models: their AST, flattened or not, must equal that of the reference implementation.

use std::path::{Path, PathBuf};

use sansmith_smithy::Model;
use sansmith_smithy::ast::{WriteOptions, write};
use sansmith_smithy::load::Loaded;
use sansmith_smithy::validate::validate;

use crate::compare::{difference, parse};
use crate::expected::{Difference, read_json};
use crate::loaded::load_files;
use crate::suite::{Report, Suite, beside, case, files, files_with, name};

/// Files `X.smithy` with `X.ast.json`, and folders with `ast.json`.
pub(crate) const VALID: Suite = Suite {
    name: "valid",
    folder: "valid",
    run: |folder, report| {
        for file in files(folder) {
            let ast = beside(&file, ".ast.json");
            let is_model = [".smithy", ".json"]
                .iter()
                .any(|ending| name(&file).ends_with(ending));
            if is_model && ast.is_file() {
                let shared = shared(folder, &file);
                one(report, &case(folder, &file), (&file, &ast, shared));
            } else if name(&file) == "ast.json" {
                several(report, folder, &file);
            }
        }
    },
};

/// The file that is loaded with all others of a folder.
fn shared(folder: &Path, file: &Path) -> Option<PathBuf> {
    let above = file
        .ancestors()
        .skip(1)
        .take_while(|path| path.starts_with(folder));
    above
        .map(|path| path.join("__shared.json"))
        .find(|shared| shared.is_file())
}

fn one(report: &mut Report<'_>, case: &str, files: (&Path, &Path, Option<PathBuf>)) {
    let (file, ast, shared) = files;
    if !report.cases.wants(case) {
        return;
    }
    let mut sources = vec![file.to_path_buf()];
    sources.extend(shared.clone());
    let mut loaded = load_files(&sources, false);
    let events = check_events(&loaded, file);
    if let Some(shared) = shared {
        let others = load_files(&[shared], false).model;
        let ids: Vec<_> = others.own_shapes().map(|shape| shape.id.clone()).collect();
        loaded.model = loaded.model.without(&ids);
    }
    let result = check_ast(&loaded, ast, WriteOptions::default())
        .and_then(|()| check_flattened(&loaded, ast))
        .and(events);
    settle(report, case, result);
}

fn several(report: &mut Report<'_>, folder: &Path, ast: &Path) {
    let parent = ast.parent().unwrap_or(folder);
    let sources = files_with(parent, ".smithy");
    if report.cases.wants(&case(folder, parent)) {
        let loaded = load_files(&sources, false);
        let result = check_ast(&loaded, ast, WriteOptions::default());
        settle(report, &case(folder, parent), result);
    }
}

/// Counts a case, given the expected and actual text of a failure.
pub(crate) fn settle(report: &mut Report<'_>, case: &str, result: Result<(), (String, String)>) {
    match result {
        Ok(()) => report.cases.pass(case),
        Err((expected, got)) => report.cases.fail(case, &expected, &got),
    }
}

fn check_flattened(loaded: &Loaded, ast: &Path) -> Result<(), (String, String)> {
    let flattened = beside(&beside(ast, ""), ".flattened.ast.json");
    if !flattened.is_file() {
        return Ok(());
    }
    let options = WriteOptions {
        flatten: true,
        ..WriteOptions::default()
    };
    check_ast(loaded, &flattened, options)
}

/// Compares the AST of a model with a file, ignoring shapes of files loaded with it.
pub(crate) fn check_ast(
    loaded: &Loaded,
    file: &Path,
    options: WriteOptions,
) -> Result<(), (String, String)> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|error| (file.display().to_string(), error.to_string()))?;
    compare_asts(&text, &loaded.model, options)
}

fn compare_asts(
    expected: &str,
    model: &Model,
    options: WriteOptions,
) -> Result<(), (String, String)> {
    let fault = |reason| ("JSON".to_owned(), reason);
    let expected = parse(expected).map_err(fault)?;
    let got = parse(&write(model, options)).map_err(fault)?;
    match difference(&expected, &got) {
        None => Ok(()),
        Some(found) => Err(found),
    }
}

/// Requires exactly the events of the reference implementation.
fn check_events(loaded: &Loaded, file: &Path) -> Result<(), (String, String)> {
    if file.extension().is_none_or(|ending| ending != "smithy") {
        return Ok(());
    }
    let Some(expected) = read_json(&beside(file, ".events.json")) else {
        return Ok(());
    };
    let difference = Difference::of(&expected, loaded, &validate(loaded));
    if difference.is_empty() {
        Ok(())
    } else {
        Err(difference.texts())
    }
}
