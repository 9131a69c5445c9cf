//! Generates modules from a build script.
//!
//! **Invariants**
//!
//! - All output is below the output folder: cargo's `OUT_DIR`, or the configured one.
//! - Cargo reruns the script only if a file of the model changes.

mod dependency;
mod shown;

use std::env;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Report, Source};

use crate::bundle::{ReadError, read_bundle, read_further};
use crate::files::{FileSet, WriteError};
use crate::generate::{GenerateError, ROOT, generate};

/// Settings for a build script.
///
/// In `build.rs`:
///
/// ```no_run
/// fn main() -> Result<(), sansmith_build::Error> {
///     sansmith_build::Config::new()
///         .model("models/lamp.json")
///         .module("lamp")
///         .operations(["Glow", "Dim"])
///         .generate()
/// }
/// ```
///
/// and in the root of the crate, which depends on `sansmith`:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/lamp/include.rs"));
/// use lamp::operation::Glow;
/// ```
///
/// A script may generate several services, each with its own module.
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is generated before `generate`"]
pub struct Config {
    models: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    inner: sansmith_codegen::Config,
}

impl Config {
    /// Settings without a model.
    pub fn new() -> Self {
        Self::default()
    }

    /// The model file, relative to the package; sidecars of `service-2.json` are included.
    ///
    /// For a Smithy model of several files, call this once per file.
    pub fn model(mut self, file: impl Into<PathBuf>) -> Self {
        self.models.push(file.into());
        self
    }

    /// The service to generate, such as `example.weather#Weather`, if a Smithy model has several.
    pub fn service(mut self, id: impl Into<String>) -> Self {
        self.inner.service = Some(id.into());
        self
    }

    /// The name of the module and of the folder with the file to include; `service` by default. Paths such as `services::lamp`
    /// give nested folders.
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.inner.module = Some(name.into());
        self
    }

    /// The operations to keep, with the shapes they reach; all by default. Names may be patterns: `*` matches any characters and
    /// `?` matches one, as in `Start*`.
    pub fn operations<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.inner.operations = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// The protocol to use instead of the model's preferred one.
    pub fn protocol(mut self, protocol: Protocol) -> Self {
        self.inner.protocol = Some(protocol);
        self
    }

    /// Copies the documentation of the model into doc comments, or not; on by default.
    pub fn docs(mut self, docs: bool) -> Self {
        self.inner.docs = docs;
        self
    }

    /// The output folder; `OUT_DIR` by default.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates the module, and tells cargo its dependencies.
    ///
    /// If the package lacks `sansmith` in `[dependencies]`, cargo reports that as a single error.
    ///
    /// # Errors
    ///
    /// If a setting is missing, a file cannot be read or written, or the model has an error.
    pub fn generate(mut self) -> Result<(), Error> {
        let models = std::mem::take(&mut self.models);
        let (model, further) = models
            .split_first()
            .ok_or(Error::Unsaid("no model was added"))?;
        let is_for_cargo = self.out_dir.is_none();
        let folder = match self.out_dir.take() {
            Some(folder) => folder,
            None => env::var_os("OUT_DIR")
                .ok_or(Error::Unsaid(
                    "no output folder: call `out_dir`, or run in a build script",
                ))?
                .into(),
        };
        let module = &mut self.inner.module;
        let module = module.get_or_insert_with(|| "service".to_owned());
        let complaint = is_for_cargo.then(|| dependency::complaint(module));
        let mut bundle = read_bundle(model, &model.display().to_string())?;
        for file in further {
            read_further(&mut bundle, file, &file.display().to_string())?;
        }
        let generated = generate(&bundle, &self.inner)?;
        let warnings: Vec<String> = generated
            .warnings
            .iter()
            .flat_map(Report::entries)
            .map(|entry| format!("cargo::warning={}", entry.one_line()))
            .collect();
        let (folder, mut files) = generated.placed(&folder)?;
        add_include(&mut files, &folder)?;
        files.write(&folder)?;

        let mut lines = vec![rerun(model)];
        // The error depends on the package's dependencies.
        if is_for_cargo {
            lines.push(rerun(Path::new("Cargo.toml")));
        }
        lines.extend(
            bundle
                .sidecars
                .iter()
                .map(|Source { name, .. }| rerun(Path::new(name))),
        );
        lines.extend(warnings);
        lines.extend(complaint.flatten());
        tell_cargo(&lines).map_err(Error::Cargo)
    }
}

/// Adds the file to include, which declares the module.
fn add_include(files: &mut FileSet, folder: &Path) -> Result<(), WriteError> {
    let name = folder.file_name().unwrap_or_default().display();
    // `Debug` escapes the path as a Rust string.
    let root = folder.join(ROOT).display().to_string();
    let header = "// @generated by `sansmith-build`. Do not edit.";
    files.add(
        "include.rs",
        format!("{header}\n\n#[path = {root:?}]\npub mod {name};\n"),
    )
}

fn rerun(file: &Path) -> String {
    format!("cargo::rerun-if-changed={}", file.display())
}

fn tell_cargo(lines: &[String]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// An error of a build script.
///
/// Its `Debug` output is human-readable, because cargo shows that if `main` returns an error.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A required setting is missing.
    #[error("{0}")]
    Unsaid(&'static str),
    /// The model could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The model has problems.
    #[error(transparent)]
    Generate(#[from] GenerateError),
    /// The files could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Cargo's pipe is closed.
    #[error("cannot print the dependencies to cargo")]
    Cargo(#[source] io::Error),
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        if let Self::Generate(GenerateError::Model(report)) = self {
            report
                .entries()
                .iter()
                .try_for_each(|entry| shown::write(f, entry))?;
        }
        let mut source = std::error::Error::source(self);
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::tempdir;

    const LAMP: &str = r#"{
        "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
        "operations": {"Glow": {"http": {"method": "GET", "requestUri": "/"}}},
        "shapes": {}
    }"#;

    #[test]
    fn a_module_has_a_file_to_include_and_no_manifest() {
        let folder = tempdir().unwrap();
        let model = folder.path().join("lamp.json");
        fs::write(&model, LAMP).unwrap();
        let out = folder.path().join("out");
        let config = Config::new().model(&model).module("lamp").out_dir(&out);
        config.clone().generate().unwrap();
        let include = fs::read_to_string(out.join("lamp/include.rs")).unwrap();
        assert!(include.contains("pub mod lamp;"), "{include}");
        assert!(out.join("lamp/mod.rs").is_file());
        assert!(!out.join("lamp/Cargo.toml").exists());
        // Neither another service nor a second run affects these files.
        config.clone().module("lights::r#type").generate().unwrap();
        let include = fs::read_to_string(out.join("lights/r_type/include.rs")).unwrap();
        assert!(include.contains("pub mod r_type;"), "{include}");
        config.generate().unwrap();
        assert!(out.join("lamp/mod.rs").is_file());
    }

    #[test]
    fn what_is_wrong_is_shown_with_its_place() {
        let folder = tempdir().unwrap();
        let model = folder.path().join("m.json");
        fs::write(&model, LAMP).unwrap();
        let error = Config::new()
            .model(&model)
            .operations(["Gl?w", "Glwo"])
            .out_dir(folder.path())
            .generate()
            .unwrap_err();
        let shown = format!("{error:?}");
        let lines: Vec<_> = shown.lines().collect();
        let [about, _, place, line, mark, help] = lines.as_slice() else {
            panic!("{shown}");
        };
        assert!(about.ends_with("m.json has 1 error"), "{about}");
        assert!(
            place.contains("m.json:3:9: error[config::unknown_operation]: unknown operation"),
            "{place}"
        );
        assert!(
            line.starts_with("     3 |         \"operations\": {"),
            "{line}"
        );
        assert_eq!(mark.trim_end_matches('^'), "       |         ");
        assert_eq!(*help, "       help: did you mean `Glow`?");
        let error = Config::new().generate().unwrap_err();
        assert_eq!(format!("{error:?}"), "no model was added");
    }
}
