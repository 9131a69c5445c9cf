//! Generates a file set from a bundle.

use std::path::{Path, PathBuf};

use miette::Diagnostic;
use sansmith_codegen::{Bundle, Config, Report};

use crate::files::{FileSet, Owner, WriteError};

/// A generated crate or module, with warnings.
#[derive(Debug)]
pub struct Generated {
    /// Package name; `None` for a module.
    pub package: Option<String>,
    /// The files.
    pub files: FileSet,
    /// Warnings about the model; the output is usable all the same.
    pub warnings: Option<Report>,
}

impl Generated {
    /// The destination folder, and the files relative to it.
    ///
    /// For a crate the folder is `out`. A module gets its own folder in `out`, so that files of other modules are not mistaken
    /// for its outdated ones.
    ///
    /// # Errors
    ///
    /// If the files cannot be arranged.
    pub fn placed(self, out: &Path) -> Result<(PathBuf, FileSet), WriteError> {
        let paths = self.files.iter().map(|(path, _)| path);
        let roots = paths.filter_map(|path| path.strip_suffix(ROOT)?.strip_suffix('/'));
        // Subfolders of the module may have any name.
        let Some(folder) = roots.min_by_key(|folder| folder.len()).map(str::to_owned) else {
            return Ok((out.to_path_buf(), self.files));
        };
        let mut files = FileSet::new(Owner::Marked);
        for (path, text) in self.files.iter() {
            let inside = path.strip_prefix(&folder).unwrap_or(path);
            files.add(inside.trim_start_matches('/'), text)?;
        }
        Ok((out.join(folder), files))
    }
}

/// The root file of a module.
pub(crate) const ROOT: &str = "mod.rs";

/// Generates a crate from a model.
///
/// Unless the configuration has an origin, file headers name this crate and the model.
///
/// # Errors
///
/// If the model has an error.
pub fn generate(bundle: &Bundle, config: &Config) -> Result<Generated, GenerateError> {
    let mut config = config.clone();
    if config.origin.is_empty() {
        config.origin = format!("by `sansmith-build` from {}", bundle.service.name);
    }
    let output = sansmith_codegen::generate(bundle, &config)?;
    let mut files = FileSet::new(Owner::Marked);
    for file in output.files {
        files.add(file.path, file.text)?;
    }
    let warnings = (!output.warnings.is_empty()).then(|| Report::new(bundle, output.warnings));
    Ok(Generated {
        package: output.package,
        files,
        warnings,
    })
}

/// An error generating a crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// The model has problems.
    #[error(transparent)]
    Model(#[from] Report),
    /// The files could not be arranged.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl GenerateError {
    fn inner(&self) -> &dyn Diagnostic {
        match self {
            Self::Model(report) => report,
            Self::Write(error) => error,
        }
    }
}

impl Diagnostic for GenerateError {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.inner().help()
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        self.inner().related()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sansmith_codegen::Source;

    const LAMP: &str = r#"{
        "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
        "operations": {"Glow": {"http": {"method": "GET", "requestUri": "/"}}},
        "shapes": {}
    }"#;

    #[test]
    fn what_was_written_may_be_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let bundle = Bundle::new(Source::new("lamp.json", LAMP));
        let mut config = Config::default();
        generate(&bundle, &config)
            .unwrap()
            .files
            .write(folder.path())
            .unwrap();
        config.operations = Some(Vec::new());
        let files = generate(&bundle, &config).unwrap().files;
        assert!(!files.write(folder.path()).unwrap().is_empty());
        assert!(files.compare(folder.path()).unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_model_is_in_the_error() {
        let bundle = Bundle::new(Source::new("m.json", "{"));
        let error = generate(&bundle, &Config::default()).unwrap_err();
        assert!(matches!(error, GenerateError::Model(_)), "{error}");
        assert!(
            error
                .related()
                .is_some_and(|mut entries| entries.next().is_some())
        );
    }
}
