//! Services as IDL and as AST from the same date: both must give the same model.

use std::path::Path;

use sansmith_smithy::ast::{WriteOptions, write};

use crate::compare::{difference, parse};
use crate::loaded::load_files;
use crate::suite::{Suite, entries, files_with, name};
use crate::valid::settle;

/// Folders `X/model` with IDL, and `X.json` in `../smithy/services` next to the corpus.
pub(crate) const SERVICES: Suite = Suite {
    name: "services",
    folder: "services",
    run: |folder, report| {
        for service in entries(folder) {
            let name = name(&service);
            let twin = folder.join(format!("../../smithy/services/{name}.json"));
            if !service.is_dir() || !report.cases.wants(&name) {
                continue;
            }
            if !twin.is_file() {
                report.cases.skip(&name);
                continue;
            }
            settle(report, &name, same(&service, &twin));
        }
    },
};

fn same(idl: &Path, ast: &Path) -> Result<(), (String, String)> {
    let fault = |reason| ("JSON".to_owned(), reason);
    let text = |files: &[std::path::PathBuf]| {
        let loaded = load_files(files, false);
        parse(&write(&loaded.model, WriteOptions::default())).map_err(fault)
    };
    let expected = text(&[ast.to_path_buf()])?;
    let got = text(&files_with(idl, ".smithy"))?;
    match difference(&expected, &got) {
        None => Ok(()),
        Some(found) => Err(found),
    }
}
