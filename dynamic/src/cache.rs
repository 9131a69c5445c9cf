//! Compact forms of models on disk, named by the content of the model.
//!
//! **Invariants**
//! - A file is written beside its place and renamed, so a reader never sees half of one.
//! - A damaged file, or one of another version of the generator, is made anew.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sansmith_build::bundle::{ReadError, files_of, read_bundle};
use sansmith_codegen::Config;

use crate::error::Error;
use crate::image::Image;
use crate::interned::{self, Hash};
use crate::model::{self, Model};

/// Version of this package and of the generator's sources, which decide on the compact form of a model.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("SANSMITH_SOURCES"));

/// A folder of compact forms.
///
/// A model is read, checked and transformed once; later processes open the result, which takes milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// No folder: every process reads the model itself.
    pub const fn none() -> Self {
        Self { folder: None }
    }

    /// A folder, which is made when it is needed.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Some(folder.into()),
        }
    }

    /// The user's folder: `$SANSMITH_CACHE`, or `sansmith` in the caches of the system; none if there is no home.
    pub fn of_user() -> Self {
        Self {
            folder: folder(&|name| std::env::var_os(name).filter(|value| !value.is_empty())),
        }
    }

    /// The folder.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Opens the model in a file or folder, as [`read_bundle`] reads it.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or the model is invalid. A cache that cannot be read or written is not an error.
    pub fn open(&self, path: &Path) -> Result<Model, Error> {
        let key = key(path)?;
        if let Some(model) = interned::opened(&key) {
            return Ok(model);
        }
        let file = self.folder.as_ref().map(|folder| folder.join(name(&key)));
        let cached = file.as_deref().and_then(|file| fs::read(file).ok());
        if let Some(bytes) = cached.filter(|bytes| Image::is_whole(bytes)) {
            return interned::open(bytes, key, Model::LIMIT);
        }
        let bundle = read_bundle(path, &path.display().to_string())?;
        let bytes = model::image(&bundle, &Config::default())?;
        if let Some(file) = &file {
            // Without a cache everything works, only slower.
            let _ = write(file, &bytes);
        }
        interned::open(bytes, key, Model::LIMIT)
    }
}

/// The user's folder, by environment variables.
fn folder(get: &dyn Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
    if let Some(folder) = get("SANSMITH_CACHE") {
        return Some(folder.into());
    }
    let caches = get("XDG_CACHE_HOME").map(PathBuf::from);
    let local = || get("LOCALAPPDATA").map(PathBuf::from);
    let home = || Some(PathBuf::from(get("HOME")?));
    let caches = caches.or_else(local).or_else(|| {
        let home = home()?;
        Some(if cfg!(target_os = "macos") {
            home.join("Library").join("Caches")
        } else {
            home.join(".cache")
        })
    });
    Some(caches?.join("sansmith"))
}

/// The key of a model: names and contents of its files, and the version of what reads them.
fn key(path: &Path) -> Result<Hash, Error> {
    let mut parts: Vec<Vec<u8>> = vec![VERSION.into()];
    for file in files_of(path)? {
        let name = file.file_name().unwrap_or_default();
        parts.push(name.as_encoded_bytes().to_vec());
        let bytes = fs::read(&file);
        parts.push(bytes.map_err(|source| ReadError::Io { path: file, source })?);
    }
    Ok(interned::hash(parts.iter().map(Vec::as_slice)))
}

/// The name of a file in the cache.
fn name(key: &Hash) -> String {
    let digits = key.iter().map(|byte| format!("{byte:02x}"));
    format!("{}.model", digits.collect::<String>())
}

/// Writes a file completely or not at all.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(bytes)?;
    beside.persist(file)?;
    Ok(())
}
