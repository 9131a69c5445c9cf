//! The models of services: facts in `models/`, and files of the corpus.

mod find;
pub mod sources;

use std::path::PathBuf;

use sansmith_build::{read_bundle, read_further};
use sansmith_codegen::Bundle;

use crate::terminal;
use crate::workspace::Workspace;

pub use find::Model;

/// The model of a service, or of the given files.
///
/// # Errors
///
/// No model is named, it is not found, or a file cannot be read.
pub fn bundle(
    workspace: &Workspace,
    service: Option<&str>,
    files: &[PathBuf],
) -> miette::Result<Bundle> {
    let named = service.map(|service| Model::find(workspace, service));
    let named = named.transpose()?.into_iter();
    let mut models = named.chain(files.iter().map(|file| Model::of_file(file)));
    let Some(model) = models.next() else {
        return Err(terminal::usage("no model", "give a service or a file"));
    };
    let mut bundle = read_bundle(&model.file, &model.name)?;
    for model in models {
        read_further(&mut bundle, &model.file, &model.name)?;
    }
    Ok(bundle)
}
