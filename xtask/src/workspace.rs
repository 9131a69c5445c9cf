//! Turns the project's layout into paths.

use std::env;
use std::path::{Path, PathBuf};

/// Where the project's folders are.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace this command was built from.
    pub(crate) fn of_this_project() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self::at(here.parent().unwrap_or(here))
    }

    /// The workspace in a folder.
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
        }
    }

    /// The workspace's own folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path as it reads from the workspace's folder, if it lies there.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.display().to_string()
    }

    /// The committed facts of service models.
    pub(crate) fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// The committed crates, one folder a service.
    pub(crate) fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The package that generated code stands on.
    pub(crate) fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// Models and test data that are fetched and never committed.
    pub(crate) fn corpus(&self) -> PathBuf {
        self.target().join("corpus")
    }

    /// Where commands keep what they make and never commit, wherever cargo may put its own.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Models in Smithy's format and their protocol tests, which nothing here can fetch.
    pub(crate) fn smithy_corpus(&self) -> PathBuf {
        match env::var_os("SANSMITH_SMITHY_CORPUS") {
            Some(folder) => folder.into(),
            None => self.root.join("../shared/corpus/smithy"),
        }
    }
}
