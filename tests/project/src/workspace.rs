//! Paths of the project.

use std::env;
use std::path::{Path, PathBuf};

/// Folders of the project.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    models: PathBuf,
}

impl Workspace {
    /// The workspace that this library was built from.
    pub fn of_this_project() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self::at(here.ancestors().nth(2).unwrap_or(here))
    }

    /// The workspace in a folder.
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            models: root.join("models"),
        }
    }

    /// The same workspace with models elsewhere, for outputs that are not written yet.
    #[must_use]
    pub fn with_models(&self, models: &Path) -> Self {
        Self {
            root: self.root.clone(),
            models: models.to_path_buf(),
        }
    }

    /// The workspace folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path relative to the workspace, if it is inside.
    pub fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.display().to_string()
    }

    /// Committed facts of service models.
    pub fn models(&self) -> PathBuf {
        self.models.clone()
    }

    /// Committed crates, one folder per service.
    pub fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The runtime package.
    pub fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// Downloaded models and test data, never committed.
    pub fn corpus(&self) -> PathBuf {
        self.target().join("corpus")
    }

    /// Output folder of commands, independent of cargo's target folder.
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Smithy models with protocol tests, which no command can download.
    pub fn smithy_corpus(&self) -> PathBuf {
        match env::var_os("SANSMITH_SMITHY_CORPUS") {
            Some(folder) => folder.into(),
            None => self.root.join("../shared/corpus/smithy"),
        }
    }
}
