//! Finds the model of a service by name or path.

use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::error::{Error, ErrorKind};
use crate::model::Model;

/// File names of botocore models.
const SERVICE: [&str; 2] = ["service-2.json", "service-2.json.gz"];

/// File name extensions of models in one file.
const EXTENSIONS: [&str; 2] = ["json", "smithy"];

/// Folders with models, in the order in which they are searched.
///
/// A service is a folder in one of them, with `service-2.json` as botocore has it (in the folder, or in one per API version, of which
/// the last counts) or with the files of a Smithy model; or a file `NAME.json` or `NAME.smithy`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finder {
    folders: Vec<PathBuf>,
    cache: Cache,
}

impl Finder {
    /// No folders, and no cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// `models` in the working directory, `folder` if given, those of `$SANSMITH_MODELS`, and the folder that
    /// `sansmith models add` fills; the user's cache.
    pub fn of_user(folder: Option<PathBuf>) -> Self {
        let cache = Cache::of_user();
        let listed = std::env::var_os("SANSMITH_MODELS").unwrap_or_default();
        let listed = std::env::split_paths(&listed).filter(|path| !path.as_os_str().is_empty());
        let mut folders = vec![PathBuf::from("models")];
        folders.extend(folder);
        folders.extend(listed);
        folders.extend(Self::added(&cache));
        Self { folders, cache }
    }

    /// Adds a folder, searched last.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folders.push(folder.into());
        self
    }

    /// Sets the cache of compact forms.
    #[must_use]
    pub fn cache(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// The folder of models that were fetched on demand, within a cache.
    pub fn added(cache: &Cache) -> Option<PathBuf> {
        Some(cache.folder()?.join("models"))
    }

    /// Opens the model of a service: the name of one in the folders, or a path.
    ///
    /// # Errors
    ///
    /// No folder has it, a file cannot be read, or the model is invalid.
    pub fn open(&self, service: &str) -> Result<Model, Error> {
        self.cache.open(&self.path(service)?)
    }

    /// The file or folder of a model.
    ///
    /// # Errors
    ///
    /// No folder has it.
    pub fn path(&self, service: &str) -> Result<PathBuf, Error> {
        let is_name = !service.contains(['/', '\\', '.']);
        if !is_name || !self.has(service) {
            let path = Path::new(service);
            if path.exists() && (!is_name || !service.is_empty()) {
                return Ok(within(path).unwrap_or_else(|| path.to_owned()));
            }
        }
        let found = self
            .folders
            .iter()
            .find_map(|folder| named(folder, service));
        let found = found.filter(|_| is_name);
        found.ok_or_else(|| {
            ErrorKind::NotFound {
                name: service.to_owned(),
                searched: self.folders.clone(),
            }
            .into()
        })
    }

    /// Returns true if a folder has a service.
    fn has(&self, service: &str) -> bool {
        self.folders
            .iter()
            .any(|folder| named(folder, service).is_some())
    }
}

/// A service in a folder, whatever the case of its name.
fn named(folder: &Path, service: &str) -> Option<PathBuf> {
    let names = [service.to_owned(), service.to_lowercase().replace(' ', "-")];
    names.iter().find_map(|name| {
        let path = folder.join(name);
        if path.is_dir() {
            return Some(within(&path).unwrap_or(path));
        }
        let files = EXTENSIONS
            .iter()
            .map(|end| folder.join(format!("{name}.{end}")));
        let packed = std::iter::once(folder.join(format!("{name}.json.gz")));
        files.chain(packed).find(|file| file.is_file())
    })
}

/// The botocore model in a folder, or in the last of its folders.
fn within(folder: &Path) -> Option<PathBuf> {
    let service = |folder: &Path| {
        let files = SERVICE.map(|name| folder.join(name));
        files.into_iter().find(|file| file.is_file())
    };
    if !folder.is_dir() {
        return None;
    }
    if let Some(file) = service(folder) {
        return Some(file);
    }
    let entries = std::fs::read_dir(folder).ok()?;
    let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders.iter().rev().find_map(|folder| service(folder))
}
