//! `models/MODULES.toml`: services generated as modules of a workspace package instead of crates.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use miette::{IntoDiagnostic, WrapErr};
use serde::Deserialize;

use sansmith_project::workspace::Workspace;

/// File name within `models/`.
const FILE: &str = "MODULES.toml";

/// Modules by service.
pub(super) type Modules = BTreeMap<String, Module>;

/// A service as a module of another package, limited to some operations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Module {
    /// Parent folder of the module, relative to the workspace root.
    pub(super) folder: String,
    /// Module name.
    #[serde(rename = "module")]
    pub(super) name: String,
    /// Operations to generate.
    pub(super) operations: Vec<String>,
}

/// Reads the file; a missing file means no modules.
pub(super) fn read(workspace: &Workspace) -> miette::Result<Modules> {
    let place = workspace.models().join(FILE);
    let text = match fs::read_to_string(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Modules::new()),
        read => read.into_diagnostic(),
    };
    text.and_then(|text| toml::from_str(&text).into_diagnostic())
        .wrap_err_with(|| format!("cannot read `{}`", place.display()))
}
