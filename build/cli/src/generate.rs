//! Turns `sansmith generate` and `sansmith check` into files on disk, or into what is wrong with those that are there.

use std::path::{Path, PathBuf};
use std::time::Instant;

use sansmith_build::Tree;
use sansmith_cli::destination::{Destination, note_warnings};
use sansmith_cli::names::quoted;
use sansmith_cli::options::{Selection, Shape};
use sansmith_cli::{Outcome, source, terminal};
use sansmith_codegen::{Config, Runtime};

/// What both commands are told.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The model file; of a Smithy model, each of its files; `-` is standard input
    ///
    /// With a file called service-2.json come the paginators, waiters and examples beside it.
    #[arg(value_name = "MODEL", required = true)]
    models: Vec<PathBuf>,
    /// The folder of the crate, or the one that the folder of the module is in
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    shape: Shape,
    /// Keep the model's own documentation
    #[arg(long)]
    docs: bool,
}

pub(crate) const EXAMPLES: &str = "Examples:
  sansmith generate lamp.json --out ../lamp                   a crate, `sansmith-lamp`
  sansmith generate lamp.json --out ../lamp --name my-lamp --docs
  sansmith generate lamp.json --out src --module lamp         a module: say `mod lamp;` in src/main.rs
  sansmith generate service-2.json --out ../chat --operations 'Start*,StopContact'
  sansmith generate a.json b.json --service my.space#Service --out ../mine
  curl https://example.org/model.json | sansmith generate - --out ../mine";

pub(crate) const EXAMPLES_OF_CHECKING: &str = "Examples:
  sansmith check lamp.json --out ../lamp                      prints what is missing, stale or orphaned
  sansmith check lamp.json --out src --module lamp            say what was said to `sansmith generate`";

impl Arguments {
    /// The command that writes what these arguments check.
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
        let docs = self.docs.then(|| "--docs".to_owned());
        let words = self.selection.words().into_iter();
        words.chain(self.shape.words()).chain(docs)
    }

    /// What the generator is told. Files say which command made them, but not where the model and the runtime were, for
    /// that is different on every machine.
    fn config(&self) -> miette::Result<Config> {
        let runtime = Runtime::Version(env!("CARGO_PKG_VERSION").to_owned());
        let config = self.shape.add_to(self.selection.config(), runtime)?;
        let options = self.options();
        let options = options.filter(|word| !word.starts_with("--runtime "));
        let words = ["sansmith generate".to_owned()].into_iter();
        let words = words.chain(source::plain_names(&self.models));
        let words: Vec<_> = words.chain(options).collect();
        Ok(Config {
            docs: self.docs,
            origin: format!("by `{}`", words.join(" ")),
            ..config
        })
    }

    /// What the model gives, and the folder it belongs into.
    fn make(&self) -> miette::Result<(PathBuf, Tree)> {
        let config = self.config()?;
        let bundle = source::read(&self.models)?;
        let generated = sansmith_build::generate(&bundle, &config)?;
        note_warnings(&generated);
        Ok(generated.placed(&self.out)?)
    }

    fn label(&self) -> String {
        source::plain_names(&self.models).join(" ")
    }
}

/// Paths are shown as they were given.
fn destination<'a>(label: &'a str, folder: &'a Path) -> Destination<'a> {
    Destination {
        label,
        folder,
        root: Path::new(""),
    }
}

/// Runs `sansmith generate`.
pub(crate) fn write(arguments: &Arguments) -> miette::Result<Outcome> {
    let start = Instant::now();
    let (folder, tree) = arguments.make()?;
    let label = arguments.label();
    destination(&label, &folder).write(&tree, start)?;
    Ok(Outcome::Done)
}

/// Runs `sansmith check`.
pub(crate) fn check(arguments: &Arguments) -> miette::Result<Outcome> {
    let (folder, tree) = arguments.make()?;
    let label = arguments.label();
    let fresh = destination(&label, &folder).is_fresh(&tree)?;
    if !fresh {
        terminal::print(format_args!("run `{}`", arguments.mending()));
    }
    Ok(Outcome::of(fresh))
}
