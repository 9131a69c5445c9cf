//! `sansmith ast`: merges Smithy files of any format into one JSON AST.

use std::path::PathBuf;

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::bundle::read_text;
use sansmith_build::{file, model};
use sansmith_cli::{Outcome, events, terminal};
use sansmith_smithy::ast::{WriteOptions, write};
use sansmith_smithy::load::{Loaded, Options, load};
use sansmith_smithy::{Severity, Source};

/// Print Smithy models as one JSON AST
///
/// IDL and JSON AST files may be mixed. For a folder, all `.smithy` and `.json` files below it are read, or those listed in
/// its smithy-build.json. The prelude and the standard trait definitions are built in and left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sansmith ast lamp.smithy                      on standard output
  sansmith ast model/ --flatten -o lamp.json    mixins copied into the shapes that use them")]
pub(crate) struct Arguments {
    /// A `.smithy` or `.json` file, or a folder of such files
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// Copy mixin members and traits into the shapes that use them, and leave the mixins out
    #[arg(long)]
    flatten: bool,
    /// Include the shapes of the prelude
    #[arg(long)]
    include_prelude: bool,
    /// Warn of undefined traits instead of rejecting them
    #[arg(long)]
    allow_unknown_traits: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs `sansmith ast`.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<Outcome> {
    let options = Options {
        allow_unknown_traits: arguments.allow_unknown_traits,
    };
    let loaded = load(sources(&arguments.paths)?, &options);
    expect_smithy(&arguments.paths, &loaded)?;
    let files = loaded.model.files();
    events::report(files, &loaded.events, Severity::Warning);
    if loaded.has_errors() {
        return Ok(Outcome::Failed);
    }
    let options = WriteOptions {
        flatten: arguments.flatten,
        include_prelude: arguments.include_prelude,
    };
    let text = write(&loaded.model, options);
    // The process ends here; to free a large model takes as long as to write it.
    std::mem::forget(loaded);
    match &arguments.output {
        None => terminal::write(&text),
        Some(path) => file::write(path, &text)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{}`", path.display()))?,
    }
    Ok(Outcome::Done)
}

/// Reads model files, each once.
pub(crate) fn sources(paths: &[PathBuf]) -> miette::Result<Vec<Source>> {
    let mut sources: Vec<Source> = Vec::new();
    for path in paths {
        let found = model::find(path)?;
        events::note_project(found.project.as_deref())?;
        for file in found.files {
            let name = file.display().to_string();
            if sources.iter().all(|source| source.name != name) {
                sources.push(Source::new(name, read_text(&file)?));
            }
        }
    }
    Ok(sources)
}

/// Rejects files of which none is a Smithy model, such as botocore models.
///
/// # Errors
///
/// All files are JSON without `smithy`, which the loader skips.
pub(crate) fn expect_smithy(paths: &[PathBuf], loaded: &Loaded) -> miette::Result<()> {
    let model = &loaded.model;
    let is_empty = model.own_shapes().next().is_none() && model.metadata().is_empty();
    let mut files = model.files().iter();
    let is_smithy =
        |source: &Source| source.name.ends_with(".smithy") || source.text.contains("\"smithy\"");
    if !is_empty || !loaded.events.is_empty() || files.any(|(_, source)| is_smithy(source)) {
        return Ok(());
    }
    let paths: Vec<_> = paths
        .iter()
        .map(|path| format!("`{}`", path.display()))
        .collect();
    Err(miette!(
        help = "give Smithy IDL, or a JSON AST, which has the key `smithy`; botocore models are only for `generate`, `check` and `ir`",
        "no Smithy model in {}",
        paths.join(", ")
    ))
}
