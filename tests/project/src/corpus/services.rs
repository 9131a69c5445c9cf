//! Finds service models in a release.

use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_cli::names::nearest;

use super::Corpus;
use crate::terminal;

/// One API version of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Folder name, such as `connect`.
    pub name: String,
    /// API version date, such as `2017-08-08`.
    pub api_version: String,
    /// Folder of the model.
    pub folder: PathBuf,
}

impl Service {
    /// The model file; compressed in wheels of botocore.
    pub fn model(&self) -> Option<PathBuf> {
        let names = ["service-2.json", "service-2.json.gz"].into_iter();
        let mut files = names.map(|name| self.folder.join(name));
        files.find(|file| file.is_file())
    }
}

impl Corpus {
    /// All API versions of all services.
    ///
    /// # Errors
    ///
    /// The folder of models cannot be read.
    pub fn services(&self) -> miette::Result<Vec<Service>> {
        let mut services = Vec::new();
        for name in subfolders(&self.data())? {
            let folder = self.data().join(&name);
            for api_version in subfolders(&folder)? {
                let service = Service {
                    folder: folder.join(&api_version),
                    name: name.clone(),
                    api_version,
                };
                if service.model().is_some() {
                    services.push(service);
                }
            }
        }
        Ok(services)
    }

    /// A service at the given API version; by default the latest.
    ///
    /// # Errors
    ///
    /// The release has no such service, or not that API version.
    pub fn service(&self, name: &str, api_version: Option<&str>) -> miette::Result<Service> {
        let names = subfolders(&self.data())?;
        if !names.iter().any(|known| known == name) {
            return Err(unknown("service", name, &names));
        }
        let folder = self.data().join(name);
        let versions = subfolders(&folder)?;
        let chosen = match api_version {
            Some(wanted) => versions.iter().find(|version| *version == wanted),
            None => versions.last(),
        };
        let Some(chosen) = chosen else {
            return Err(unknown(
                "API version",
                api_version.unwrap_or_default(),
                &versions,
            ));
        };
        Ok(Service {
            name: name.to_owned(),
            api_version: chosen.clone(),
            folder: folder.join(chosen),
        })
    }
}

/// Sorted names of subfolders; API versions are dates, so the last is the latest.
///
/// # Errors
///
/// The folder cannot be read.
pub fn subfolders(folder: &Path) -> miette::Result<Vec<String>> {
    let entries = fs::read_dir(folder)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot list `{}`", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.into_diagnostic()?;
        if entry.path().is_dir() {
            names.extend(entry.file_name().into_string());
        }
    }
    names.sort();
    Ok(names)
}

fn unknown(what: &str, name: &str, known: &[String]) -> miette::Report {
    let near = nearest(name, known);
    let help = if near.is_empty() {
        format!("there are {}", known.len())
    } else {
        format!("did you mean `{}`?", near.join("`, `"))
    };
    terminal::usage(&format!("unknown {what} `{name}`"), &help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::{TempDir, tempdir};

    fn corpus() -> (TempDir, Corpus) {
        let folder = tempdir().unwrap();
        let corpus = Corpus::in_folder(folder.path(), "1");
        for path in [
            "connect/2017-08-08",
            "lambda/2014-11-11",
            "lambda/2015-03-31",
        ] {
            fs::create_dir_all(corpus.data().join(path)).unwrap();
        }
        (folder, corpus)
    }

    #[test]
    fn the_latest_version_is_taken_unless_one_is_named() {
        let (_folder, corpus) = corpus();
        assert_eq!(
            corpus.service("lambda", None).unwrap().api_version,
            "2015-03-31"
        );
        let old = corpus.service("lambda", Some("2014-11-11")).unwrap();
        assert!(old.folder.ends_with("lambda/2014-11-11"));
        assert!(corpus.service("lambda", Some("2016-01-01")).is_err());
    }

    #[test]
    fn a_near_name_is_proposed() {
        let (_folder, corpus) = corpus();
        for name in ["conect", "Connect"] {
            let error = corpus.service(name, None).unwrap_err();
            assert_eq!(error.help().unwrap().to_string(), "did you mean `connect`?");
        }
    }

    #[test]
    fn a_model_may_be_compressed() {
        let (_folder, corpus) = corpus();
        let service = corpus.service("connect", None).unwrap();
        assert_eq!(service.model(), None);
        let file = service.folder.join("service-2.json.gz");
        fs::write(&file, "").unwrap();
        assert_eq!(service.model(), Some(file));
        let only = std::slice::from_ref(&service);
        assert_eq!(corpus.services().unwrap(), only);
        let plain = service.folder.join("service-2.json");
        fs::write(&plain, "").unwrap();
        assert_eq!(service.model(), Some(plain));
    }
}
