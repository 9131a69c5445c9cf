//! Finds the model file of a service.

use std::path::{Path, PathBuf};

use super::sources;
use crate::corpus::{Corpus, PINNED, Service};
use crate::terminal;
use crate::workspace::Workspace;

/// A model file, with a machine-independent name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Path.
    pub file: PathBuf,
    /// Name in messages and in headers of generated files.
    pub name: String,
}

impl Model {
    /// The model of a service in `models/` or else in the corpus, or a model file.
    ///
    /// # Errors
    ///
    /// The name is no service and no file.
    pub fn find(workspace: &Workspace, service_or_file: &str) -> miette::Result<Self> {
        let file = Path::new(service_or_file);
        if file.is_file() {
            return Ok(Self::of_file(file));
        }
        match Self::of_facts(workspace, service_or_file)? {
            Some(model) => Ok(model),
            None => Self::of_corpus(workspace, service_or_file),
        }
    }

    /// A file named by the user. A relative path is used as its name; an absolute one is machine-specific, so only the file name is.
    pub fn of_file(file: &Path) -> Self {
        let name = match file.file_name() {
            Some(name) if file.is_absolute() => Path::new(name),
            _ => file,
        };
        Self {
            file: file.to_path_buf(),
            name: name.display().to_string().replace('\\', "/"),
        }
    }

    /// The imported facts of a service.
    ///
    /// # Errors
    ///
    /// The name cannot be that of a folder.
    pub fn of_facts(workspace: &Workspace, service: &str) -> miette::Result<Option<Self>> {
        check_name(service)?;
        let model = Self {
            file: workspace.models().join(service).join(FILE),
            name: facts_name(service),
        };
        Ok(Some(model).filter(|model| model.file.is_file()))
    }

    /// The full model of an imported service, from the same release and API version.
    ///
    /// It keeps the name of the facts, to which it adds documentation.
    ///
    /// # Errors
    ///
    /// The service is not in `models/`, or its release cannot be downloaded.
    pub fn with_prose(workspace: &Workspace, service: &str) -> miette::Result<Self> {
        let rows = sources::read(&workspace.models())?;
        let row = rows.get(service);
        let release = row.and_then(|row| row.release.strip_prefix("botocore "));
        let service = Corpus::fetch(workspace, release.unwrap_or(PINNED.version))?
            .service(service, row.map(|row| row.api_version.as_str()))?;
        Ok(Self {
            file: file(&service),
            name: facts_name(&service.name),
        })
    }

    /// The model of a service in the pinned release.
    ///
    /// # Errors
    ///
    /// The corpus cannot be downloaded, or has no such service.
    pub fn of_corpus(workspace: &Workspace, service: &str) -> miette::Result<Self> {
        check_name(service)?;
        let corpus = Corpus::fetch(workspace, PINNED.version)?;
        let service = corpus.service(service, None)?;
        let file = file(&service);
        let Service {
            name, api_version, ..
        } = service;
        Ok(Self {
            file,
            name: format!("botocore/data/{name}/{api_version}/{FILE}"),
        })
    }
}

/// File name of a botocore service model.
const FILE: &str = "service-2.json";

/// The path of the model file; if missing, the path for the error message.
fn file(service: &Service) -> PathBuf {
    service.model().unwrap_or_else(|| service.folder.join(FILE))
}

fn facts_name(service: &str) -> String {
    format!("models/{service}/{FILE}")
}

/// Checks that a service name is a plain folder name.
fn check_name(service: &str) -> miette::Result<()> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !service.is_empty() && service.chars().all(is_plain) {
        return Ok(());
    }
    let message = format!("`{service}` is neither a file nor the name of a service");
    Err(terminal::usage(
        &message,
        "services are named as in botocore, for example `connect` or `lex-runtime`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn model_names_are_independent_of_the_machine() {
        assert_eq!(Model::of_file(Path::new("a/mine.json")).name, "a/mine.json");
        let absolute = tempdir().unwrap().path().join("mine.json");
        assert_eq!(Model::of_file(&absolute).name, "mine.json");
    }

    #[test]
    fn facts_come_before_the_corpus() {
        let folder = tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        assert_eq!(Model::of_facts(&workspace, "a").unwrap(), None);
        let facts = workspace.models().join("a");
        std::fs::create_dir_all(&facts).unwrap();
        std::fs::write(facts.join(FILE), "{}").unwrap();
        assert_eq!(
            Model::find(&workspace, "a").unwrap().name,
            "models/a/service-2.json"
        );
    }

    #[test]
    fn a_name_does_not_lead_elsewhere() {
        let workspace = Workspace::at(Path::new("nowhere"));
        for name in ["", "..", "../a", "a/b", "a.json", "a\\b"] {
            assert!(Model::of_facts(&workspace, name).is_err(), "{name:?}");
        }
    }
}
