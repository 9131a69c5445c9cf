//! `cargo xtask codegen`: writes generated crates, or compares them with their models.
//!
//! **Invariants**
//!
//! - Writing and checking share one code path.
//! - `generated/` and the modules of `models/MODULES.toml` contain exactly the output for `models/`; options that change the output need `--out`.

mod modules;
mod published;
mod targets;

use std::path::{Path, PathBuf};
use std::time::Instant;

use miette::miette;
use sansmith_build::{FileSet, GenerateError, Generated, Owner, read_bundle, read_further};
use sansmith_cli::destination::{Destination, note_warnings};
use sansmith_cli::names::quoted;
use sansmith_cli::options::{Selection, Shape};
use sansmith_cli::page;
use sansmith_codegen::{Bundle, Config};

use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

pub(crate) use published::LICENCES;
use targets::Target;

/// Generates crates from service models
///
/// By default, generates generated/ from models/. A crate written elsewhere builds on its own. Options that change the output
/// need --out.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask codegen                         the committed crates, all of them
  cargo xtask codegen connect --check         whether one of them is what its model says
  cargo xtask codegen connect --out ../chat --operations 'StartChat*,StopContact'
  cargo xtask codegen sqs --out ../sqs        a service of the botocore corpus
  cargo xtask codegen --model my.json --out ../mine --name my-service --runtime 0.1
  cargo xtask codegen --model a.json --model b.json --service my.space#Service --out ../mine")]
pub(crate) struct Arguments {
    /// Services: folders of models/, or of the corpus with --out; default: all of models/
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// A model file instead of a service; repeat for each file of a Smithy model
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with_all = ["services", "docs"])]
    model: Vec<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    /// The output folder; several services get a subfolder each
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    shape: Shape,
    /// Add the model's documentation from the corpus, which models/ does not have
    #[arg(long)]
    docs: bool,
    /// Leave out the documentation of the model; facts stay
    #[arg(long, requires = "out", conflicts_with = "docs")]
    no_docs: bool,
    /// Write nothing; report missing, stale and orphaned files, and fail if there are any
    #[arg(long)]
    check: bool,
}

impl Arguments {
    /// The arguments used by CI: compare `generated/` with its models.
    pub(crate) fn check() -> Self {
        Self {
            check: true,
            ..Self::default()
        }
    }

    /// The option about documentation, if one was given.
    fn docs(&self) -> Option<String> {
        let said = [(self.docs, "--docs"), (self.no_docs, "--no-docs")];
        let mut said = said.into_iter().filter(|(said, _)| *said);
        said.next().map(|(_, option)| option.to_owned())
    }

    /// The command that fixes a failed check.
    fn mending(&self) -> String {
        let option = |name: &str, value: &Path| {
            let value = value.display().to_string();
            format!("--{name} {}", quoted(&value))
        };
        let command = ["cargo xtask codegen".to_owned()];
        let models = self.model.iter().map(|file| option("model", file));
        let out = self.out.iter().map(|folder| option("out", folder));
        let words = command.into_iter().chain(self.services.iter().cloned());
        let words = words.chain(models).chain(self.selection.words());
        let words = words
            .chain(out)
            .chain(self.shape.words())
            .chain(self.docs());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Generates a crate in memory.
type Generator = fn(&Bundle, &Config) -> Result<Generated, GenerateError>;

/// Runs `cargo xtask codegen`.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    run_with(workspace, arguments, sansmith_build::generate)
}

fn run_with(
    workspace: &Workspace,
    arguments: &Arguments,
    generator: Generator,
) -> miette::Result<Outcome> {
    let mut fine = true;
    let mut fresh = true;
    for target in targets::find(workspace, arguments)? {
        let settled = settle(workspace, &target, (generator, arguments.check));
        let settled = settled.map(|same| fresh &= same);
        if let Err(report) = settled {
            fine = false;
            terminal::note(format_args!("{report:?}"));
        }
    }
    if !fresh {
        terminal::print(format_args!("run `{}`", arguments.mending()));
    }
    Ok(Outcome::of(fine && fresh))
}

/// Writes a target, or reports its differences; returns true if it is up to date.
fn settle(
    workspace: &Workspace,
    target: &Target,
    (generator, check): (Generator, bool),
) -> miette::Result<bool> {
    let start = Instant::now();
    let Made {
        package,
        folder,
        files,
    } = make(workspace, target, generator)?;
    let destination = Destination {
        label: &target.label,
        package: package.as_deref(),
        folder: &folder,
        root: workspace.root(),
    };
    if check {
        return destination.is_fresh(&files);
    }
    destination.write(&files, start)?;
    Ok(true)
}

/// A crate or module in memory.
#[derive(Debug)]
pub(crate) struct Made {
    /// Package name; `None` for a module.
    pub(crate) package: Option<String>,
    /// Destination.
    pub(crate) folder: PathBuf,
    /// Files, relative to the destination.
    pub(crate) files: FileSet,
}

/// The crate or module of a service in `models/`, for its committed folder.
pub(crate) fn made(workspace: &Workspace, service: &str) -> miette::Result<Made> {
    make(
        workspace,
        &target(workspace, service)?,
        sansmith_build::generate,
    )
}

/// The model of a service in `models/`, and the settings of its crate or module.
pub(crate) fn input(workspace: &Workspace, service: &str) -> miette::Result<(Bundle, Config)> {
    let target = target(workspace, service)?;
    let Some(model) = &target.model else {
        return Err(miette!("no model `{service}`"));
    };
    Ok((read_bundle(&model.file, &model.name)?, target.config))
}

/// The committed crate or module of a service.
fn target(workspace: &Workspace, service: &str) -> miette::Result<Target> {
    let arguments = Arguments {
        services: vec![service.to_owned()],
        ..Arguments::default()
    };
    let mut targets = targets::find(workspace, &arguments)?.into_iter();
    targets
        .next()
        .ok_or_else(|| miette!("no model `{service}`"))
}

/// Generates a target. A service without a model was removed, so its set is empty.
///
/// In `generated/`, unmarked files are orphans too; elsewhere they are hand-written.
fn make(workspace: &Workspace, target: &Target, generator: Generator) -> miette::Result<Made> {
    let is_ours = target.folder.starts_with(workspace.generated());
    let owner = if is_ours {
        Owner::Everything
    } else {
        Owner::Marked
    };
    let Some(model) = &target.model else {
        return Ok(Made {
            package: None,
            folder: target.folder.clone(),
            files: FileSet::new(owner),
        });
    };
    let mut bundle = read_bundle(&model.file, &model.name)?;
    for model in &target.further {
        read_further(&mut bundle, &model.file, &model.name)?;
    }
    let generated = generator(&bundle, &target.config)?;
    note_warnings(&generated);
    let package = generated.package.clone();
    let (folder, mut files) = generated.placed(&target.folder)?;
    if is_ours {
        published::complete(workspace, &target.label, &mut files)?;
    } else {
        page::add(&mut files, &folder)?;
    }
    Ok(Made {
        package,
        folder,
        files: files.owned_by(owner),
    })
}

#[cfg(test)]
mod tests;
