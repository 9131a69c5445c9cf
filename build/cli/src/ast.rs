//! `sansmith ast`: merges Smithy files of any format into one JSON AST.

use std::path::PathBuf;

use miette::{IntoDiagnostic, WrapErr};
use sansmith_build::bundle::read_text;
use sansmith_build::{file, model};
use sansmith_cli::{Outcome, events, terminal};
use sansmith_smithy::ast::{WriteOptions, write};
use sansmith_smithy::load::{Options, load};
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
