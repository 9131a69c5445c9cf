//! Turns `models/MODULES.toml` into the services that are modules of a package of this workspace, not crates.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use miette::{IntoDiagnostic, WrapErr};
use serde::Deserialize;

use crate::workspace::Workspace;

/// The name of the file under `models/`.
const FILE: &str = "MODULES.toml";

/// Modules by service.
pub(super) type Modules = BTreeMap<String, Module>;

/// A service as a module of another package, with a choice of its operations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Module {
    /// The folder, from the workspace's root, that gets the folder of the module.
    pub(super) folder: String,
    /// The name of the module.
    #[serde(rename = "module")]
    pub(super) name: String,
    /// The operations it has.
    pub(super) operations: Vec<String>,
}

/// Reads the file; a missing one names no module.
pub(super) fn read(workspace: &Workspace) -> miette::Result<Modules> {
    let place = workspace.models().join(FILE);
    let text = match fs::read_to_string(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Modules::new()),
        read => read.into_diagnostic(),
    };
    text.and_then(|text| toml::from_str(&text).into_diagnostic())
        .wrap_err_with(|| format!("cannot read `{}`", place.display()))
}
