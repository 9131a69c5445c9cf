//! `sansmith generate` and `sansmith check`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use miette::IntoDiagnostic;
use sansmith_build::{FileSet, read_features, read_names};
use sansmith_cli::destination::{Destination, note_warnings};
use sansmith_cli::names::quoted;
use sansmith_cli::options::{Selection, Shape};
use sansmith_cli::{Outcome, page, runtime, source, terminal};
use sansmith_codegen::Config;

/// Arguments of both commands.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The model: a `.json` or `.smithy` file, or a folder; `-` is JSON on standard input
    ///
    /// For service-2.json, the paginators, waiters and examples next to it are read too. A Smithy model may consist of several
    /// files in both formats. For a folder, all files are read, or those listed in its smithy-build.json.
    #[arg(value_name = "MODEL", required = true)]
    models: Vec<PathBuf>,
    /// The folder of the crate, or the parent of the module's folder
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    shape: Shape,
    /// Leave out the documentation of the model; facts stay
    #[arg(long)]
    no_docs: bool,
    /// Keep the documentation of the model: the default
    #[arg(long, hide = true, conflicts_with = "no_docs")]
    docs: bool,
}

pub(crate) const EXAMPLES: &str = "Examples:
  sansmith generate lamp.smithy --out ../lamp                 a crate, `sansmith-lamp`
  sansmith generate lamp.json --out ../lamp --name my-lamp --no-docs
  sansmith generate lamp.json --out src --module lamp         a module: say `mod lamp;` in src/main.rs
  sansmith generate service-2.json --out ../chat --operations 'Start*,StopContact'
  sansmith generate a.json b.json --service my.space#Service --out ../mine
  curl https://example.org/model.json | sansmith generate - --out ../mine";

pub(crate) const EXAMPLES_OF_CHECKING: &str = "Examples:
  sansmith check lamp.json --out ../lamp                      prints what is missing, stale or orphaned
  sansmith check lamp.json --out src --module lamp            say what was said to `sansmith generate`";

impl Arguments {
    /// The command that fixes a failed check.
    fn mending(&self) -> String {
        let files = self
            .models
            .iter()
            .map(|file| quoted(&file.display().to_string()));
        let out = quoted(&self.out.display().to_string());
        let words = ["sansmith generate".to_owned()].into_iter().chain(files);
        let words = words.chain([format!("--out {out}")]).chain(self.options());
        words.collect::<Vec<_>>().join(" ")
    }

    fn options(&self) -> impl Iterator<Item = String> {
        let docs = self.no_docs.then(|| "--no-docs".to_owned());
        let words = self.selection.words().into_iter();
        words.chain(self.shape.words()).chain(docs)
    }

    /// Options for the generator. File headers state the command without the paths of model and runtime, which differ
    /// between machines.
    fn config(&self) -> miette::Result<Config> {
        let near = runtime::near(&self.out);
        let config = self.shape.add_to(self.selection.config(), near)?;
        let options = self.options();
        let options = options.filter(|word| !word.starts_with("--runtime "));
        let words = ["sansmith generate".to_owned()].into_iter();
        let words = words.chain(source::plain_names(&self.models));
        let words: Vec<_> = words.chain(options).collect();
        Ok(Config {
            docs: !self.no_docs,
            runtime: runtime::seen_from(config.runtime, &self.out),
            origin: format!("by `{}`", words.join(" ")),
            ..config
        })
    }

    /// Generates the crate or module in memory.
    fn make(&self) -> miette::Result<Made> {
        let mut config = self.config()?;
        let bundle = source::read(&self.models)?;
        let on_disk = self.models.first().filter(|model| model.exists());
        if let Some(model) = on_disk {
            config.groups = read_features(model).into_diagnostic()?;
            config.names = read_names(model).into_diagnostic()?;
        }
        let generated = sansmith_build::generate(&bundle, &config)?;
        note_warnings(&generated);
        let package = generated.package.clone();
        let (folder, mut files) = generated.placed(&self.out)?;
        page::add(&mut files, &folder)?;
        Ok(Made {
            package,
            folder,
            files,
        })
    }

    fn label(&self) -> String {
        source::plain_names(&self.models).join(" ")
    }
}

/// A generated crate or module.
struct Made {
    /// Package name; `None` for a module.
    package: Option<String>,
    /// Destination folder.
    folder: PathBuf,
    /// The files.
    files: FileSet,
}

impl Made {
    /// The destination; paths are displayed as given.
    fn destination<'a>(&'a self, label: &'a str) -> Destination<'a> {
        Destination {
            label,
            package: self.package.as_deref(),
            folder: &self.folder,
            root: Path::new(""),
        }
    }
}

/// Runs `sansmith generate`.
pub(crate) fn write(arguments: &Arguments) -> miette::Result<Outcome> {
    let start = Instant::now();
    let made = arguments.make()?;
    let label = arguments.label();
    made.destination(&label).write(&made.files, start)?;
    Ok(Outcome::Done)
}

/// Runs `sansmith check`.
pub(crate) fn check(arguments: &Arguments) -> miette::Result<Outcome> {
    let made = arguments.make()?;
    let label = arguments.label();
    let fresh = made.destination(&label).is_fresh(&made.files)?;
    if !fresh {
        terminal::print(format_args!("run `{}`", arguments.mending()));
    }
    Ok(Outcome::of(fresh))
}
