//! Generates Rust source from a service model, in memory.
//!
//! ```text
//! read      text -> a mirror of the format, uninterpreted
//! lower     mirror -> Ir; the last stage that knows source formats
//! passes    a fixed list of named transformations of the Ir
//! plan      Ir -> Rust names, paths, types and wire details; the last stage that can fail
//! emit      plan -> files; total, makes no decisions
//! ```
//!
//! **Invariants**
//! - No access to disk, clock or network: the result depends only on the [`Bundle`] and the [`Config`].
//! - Models are untrusted: any input yields a result or a [`Report`].

pub mod api;
pub mod bundle;
pub mod config;
mod describe;
mod emit;
pub mod endpoint;
mod file;
pub mod ir;
mod lower;
mod names;
pub mod passes;
pub mod path;
mod pattern;
mod plan;
pub mod problem;
mod read;
pub mod report;
pub mod tables;

pub use self::bundle::{Bundle, Source};
pub use self::config::{Config, Runtime};
pub use self::file::SourceFile;
pub use self::ir::Ir;
pub use self::problem::{Problem, Problems, Severity};
pub use self::report::Report;

use self::ir::Pointer;
use self::problem::{ProblemKind, Stopped};
use self::read::json::Node;

/// A generated crate, in memory.
#[derive(Debug)]
pub struct Output {
    /// Package name; `None` for a module.
    pub package: Option<String>,
    /// Files, sorted by path.
    pub files: Vec<SourceFile>,
    /// Warnings: features that were left out.
    pub warnings: Vec<Problem>,
}

/// Generates a crate from a model.
///
/// # Errors
///
/// A [`Report`] of all problems in the model.
///
/// ```
/// use sansmith_codegen::{Bundle, Config, Source, generate};
///
/// let text = r#"{
///     "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
///     "operations": {"Glow": {"http": {"method": "GET", "requestUri": "/"}}},
///     "shapes": {}
/// }"#;
/// let bundle = Bundle::new(Source::new("service-2.json", text));
/// let output = generate(&bundle, &Config::default()).unwrap();
/// assert!(output.files.iter().any(|file| file.path == "src/operation/glow.rs"));
/// ```
pub fn generate(bundle: &Bundle, config: &Config) -> Result<Output, Report> {
    let mut problems = Problems::new();
    match pipeline(bundle, config, &mut problems) {
        Ok((package, files)) => Ok(Output {
            package,
            files,
            warnings: problems.into_vec(),
        }),
        Err(Stopped) => Err(Report::new(bundle, problems.into_vec())),
    }
}

/// The generator, stage by stage.
fn pipeline(
    bundle: &Bundle,
    config: &Config,
    problems: &mut Problems,
) -> Result<(Option<String>, Vec<SourceFile>), Stopped> {
    let ir = front_half(bundle, config, problems)?;
    let plan = plan::plan(&ir, config, problems);
    problems.propagate()?;
    let package = &plan.package;
    let name = package.module.is_none().then(|| package.name.clone());
    Ok((name, emit::emit(&plan)))
}

/// Reads and lowers a model and runs the passes: everything before the plan.
///
/// # Errors
///
/// A [`Report`] of all problems in the model.
///
/// ```
/// use sansmith_codegen::{Bundle, Config, Source, front};
///
/// let text = r#"{
///     "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
///     "operations": {"Glow": {"http": {"method": "GET", "requestUri": "/"}}},
///     "shapes": {}
/// }"#;
/// let bundle = Bundle::new(Source::new("service-2.json", text));
/// let (ir, warnings) = front(&bundle, &Config::default()).unwrap();
/// assert!(ir.shapes.contains_key("GlowInput"));
/// assert!(warnings.is_empty());
/// ```
pub fn front(bundle: &Bundle, config: &Config) -> Result<(Ir, Vec<Problem>), Report> {
    let mut problems = Problems::new();
    match front_half(bundle, config, &mut problems) {
        Ok(ir) => Ok((ir, problems.into_vec())),
        Err(Stopped) => Err(Report::new(bundle, problems.into_vec())),
    }
}

/// Like [`front`], but collects problems for the following stages.
fn front_half(bundle: &Bundle, config: &Config, problems: &mut Problems) -> Result<Ir, Stopped> {
    let mut ir = lower_bundle(bundle, config, problems)?;
    ir.names.clone_from(&config.names);
    passes::run(&mut ir, config, problems);
    problems.propagate()?;
    Ok(ir)
}

/// Reads a model of any supported format and lowers it, without running passes.
///
/// # Errors
///
/// [`Stopped`] if the text is not a valid model; details are in `problems`.
pub fn lower_bundle(
    bundle: &Bundle,
    config: &Config,
    problems: &mut Problems,
) -> Result<Ir, Stopped> {
    let root = Pointer::root();
    if read::idl::recognises(bundle) {
        return lower_idl(bundle, config, problems);
    }
    let node = Node::parse(&bundle.service.text, &root, problems).ok_or(Stopped)?;
    let ir = if read::smithy::recognises(&node) {
        let mirror = read::smithy::read(node, bundle, problems);
        problems.propagate()?;
        lower::smithy::lower(mirror.ok_or(Stopped)?, config, problems).ok_or(Stopped)?
    } else if read::botocore::recognises(&node) {
        let mirror = read::botocore::read(node, bundle, problems);
        problems.propagate()?;
        lower::botocore::lower(mirror.ok_or(Stopped)?, problems)
    } else {
        problems.push(ProblemKind::UnknownFormat, root);
        return Err(Stopped);
    };
    problems.propagate()?;
    Ok(ir)
}

/// Reads and lowers a model that contains Smithy IDL.
fn lower_idl(bundle: &Bundle, config: &Config, problems: &mut Problems) -> Result<Ir, Stopped> {
    let text = read::idl::read(bundle, problems);
    problems.propagate()?;
    let node = Node::parse(&text, &Pointer::root(), problems).ok_or(Stopped)?;
    let mirror = read::smithy::read_one(node, problems);
    problems.propagate()?;
    let ir = lower::smithy::lower(mirror.ok_or(Stopped)?, config, problems).ok_or(Stopped)?;
    problems.propagate()?;
    Ok(ir)
}
