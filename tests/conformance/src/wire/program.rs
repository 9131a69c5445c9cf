//! Builds a program that serves JSON lines for several services, each in its own module.
//!
//! **Invariants**
//!
//! - Unchanged files are not touched, so that an existing program starts immediately.
//! - All programs share a build folder, so the runtime is compiled only once.
//! - Concurrent runs for the same program are serialized, so that each starts its own.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fd_lock::RwLock;
use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::{FileSet, Owner};
use sansmith_codegen::{Bundle, Config, Report};

use super::interpreted::Interpreted;
use sansmith_project::workspace::Workspace;
use sansmith_project::{process, terminal};

/// A program under construction.
#[derive(Debug)]
pub(crate) struct Program {
    name: String,
    command: &'static str,
    files: FileSet,
    modules: Vec<String>,
    /// Models to interpret instead of generating and compiling modules.
    interpreted: Option<Interpreted>,
    serves: bool,
}

impl Program {
    /// A program without services; `command` is the command that creates it.
    pub(crate) fn new(name: &str, command: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            command,
            files: FileSet::new(Owner::Marked),
            modules: Vec::new(),
            interpreted: None,
            serves: false,
        }
    }

    /// A program that interprets the models of its services at run time.
    pub(crate) fn interpreting(name: &str, command: &'static str) -> Self {
        Self {
            interpreted: Some(Interpreted::default()),
            ..Self::new(name, command)
        }
    }

    /// Adds the lines of servers.
    pub(crate) fn serving(mut self) -> Self {
        self.serves = true;
        self
    }

    /// Adds a service as a module with the given name.
    pub(crate) fn add(
        &mut self,
        module: &str,
        bundle: &Bundle,
        config: &Config,
    ) -> miette::Result<()> {
        if let Some(interpreted) = &mut self.interpreted {
            interpreted.add(module, bundle, config);
            return Ok(());
        }
        let config = Config {
            module: Some(module.to_owned()),
            origin: format!(
                "by `cargo xtask {}` from {}",
                self.command, bundle.service.name
            ),
            ..config.clone()
        };
        let generated = sansmith_build::generate(bundle, &config)?;
        for warning in generated.warnings.iter().flat_map(Report::entries) {
            terminal::progress(warning.one_line());
        }
        for (path, text) in generated.files.iter() {
            self.files.add(format!("src/{path}"), text)?;
        }
        self.modules.push(module.to_owned());
        Ok(())
    }

    /// Writes, builds and starts the program; `stream` configures its standard streams.
    pub(crate) fn start(
        mut self,
        workspace: &Workspace,
        stream: fn() -> Stdio,
    ) -> miette::Result<Child> {
        let programs = workspace.target().join("wire");
        let place = programs.join(format!(".{}.lock", self.name));
        let lock = fs::create_dir_all(&programs)
            .and_then(|()| File::create(&place))
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{}`", place.display()))?;
        let mut lock = RwLock::new(lock);
        // The lock is held until the program has started, so that it is not replaced.
        let _turn = lock.write().into_diagnostic()?;
        let mut command = match &self.interpreted {
            Some(interpreted) => interpreted.command(workspace, &programs, &self.name)?,
            None => Command::new(self.build(workspace, &programs)?),
        };
        command
            .stdin(stream())
            .stdout(stream())
            .spawn()
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot run `{}`", self.name))
    }

    /// Writes and builds the program, and returns its path.
    fn build(&mut self, workspace: &Workspace, programs: &Path) -> miette::Result<PathBuf> {
        let folder = programs.join(&self.name);
        let (manifest, main) = (self.manifest(&workspace.runtime()), self.main());
        self.files.add("Cargo.toml", manifest)?;
        self.files.add("src/main.rs", main)?;
        self.files.write(&folder)?;
        lock_versions(workspace, &folder)?;
        let target = programs.join(".build");
        let mut cargo = process::cargo(workspace, &["build"]);
        // Cargo's progress is shown on a terminal; a log only gets errors.
        if !terminal::is_watched() {
            cargo.arg("--quiet");
        }
        cargo
            .arg("--manifest-path")
            .arg(folder.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&target)
            // Build settings of the user would move the executable or trigger a full rebuild.
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS")
            // Standard output is reserved for responses.
            .stdout(std::io::stderr());
        let status = cargo
            .status()
            .into_diagnostic()
            .wrap_err("cannot run cargo")?;
        if !status.success() {
            return Err(miette!(
                "the program in `{}` does not build",
                folder.display()
            ));
        }
        let file = format!("{}{}", package(&self.name), std::env::consts::EXE_SUFFIX);
        Ok(target.join("debug").join(file))
    }

    fn manifest(&self, runtime: &Path) -> String {
        let package = package(&self.name);
        let runtime = toml::Value::from(runtime.display().to_string());
        let command = self.command;
        let mut features = FEATURES.to_vec();
        features.extend(self.serves.then_some("server"));
        format!(
            r#"# @generated by `cargo xtask {command}`. Do not edit.

[package]
name = "{package}"
version = "0.0.0"
edition = "2024"
publish = false

[features]
default = ["endpoint", "registry"]
endpoint = []
registry = []

[dependencies]
sansmith = {{ path = {runtime}, default-features = false, features = {features:?} }}

[profile.dev]
debug = false
incremental = false

[profile.dev.package."*"]
opt-level = 1

[workspace]
"#
        )
    }

    fn main(&self) -> String {
        let declared = self.modules.iter().map(|name| format!("mod {name};\n"));
        let rows = self
            .modules
            .iter()
            .map(|name| format!("    (\"{name}\", {name}::registry::OPERATIONS),\n"));
        format!(
            "// @generated by `cargo xtask {command}`. Do not edit.\n\
             //! Answers JSON lines.\n\n\
             #![allow(warnings, reason = \"the registry uses only a part of the generated code\")]\n\n\
             {declared}\n\
             static SERVICES: &[(&str, &[sansmith::registry::OperationEntry])] = &[\n{rows}];\n\n\
             fn main() -> std::io::Result<()> {{\n    \
             sansmith::registry::serve(SERVICES, std::io::stdin().lock(), std::io::stdout().lock())\n}}\n",
            command = self.command,
            declared = declared.collect::<String>(),
            rows = rows.collect::<String>(),
        )
    }
}

/// Runtime features needed by the registry and by the protocols of any service.
const FEATURES: [&str; 9] = [
    "cbor",
    "checksum",
    "endpoint",
    "events",
    "gzip",
    "lookaround",
    "registry",
    "validate",
    "xml",
];

fn package(name: &str) -> String {
    format!("wire-{name}")
}

/// Copies this workspace's lock file; cargo removes unneeded packages.
fn lock_versions(workspace: &Workspace, folder: &Path) -> miette::Result<()> {
    let place = folder.join("Cargo.lock");
    if place.exists() {
        return Ok(());
    }
    fs::copy(workspace.root().join("Cargo.lock"), &place)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", place.display()))?;
    Ok(())
}
