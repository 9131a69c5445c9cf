//! Turns `cargo xtask codegen` into crates on disk, or into what is wrong with those that are there.
//!
//! **Invariants**
//!
//! - Writing and checking are one path: the same tree is written or compared.
//! - `generated/` and the modules of `models/MODULES.toml` hold what `cargo xtask codegen` makes of `models/` and nothing else; options that would make something else need `--out`.

mod modules;
mod published;
mod targets;

use std::path::{Path, PathBuf};
use std::time::Instant;

use sansmith_build::{GenerateError, Generated, Owner, Tree, read_bundle, read_further};
use sansmith_cli::destination::{Destination, note_warnings};
use sansmith_cli::names::quoted;
use sansmith_cli::options::{Selection, Shape};
use sansmith_cli::page;
use sansmith_codegen::{Bundle, Config};

use crate::workspace::Workspace;
use crate::{Outcome, terminal};

pub(crate) use published::LICENCES;
use targets::Target;

/// Generates crates from service models
///
/// Without arguments it makes generated/ from models/. A crate written elsewhere builds there, by itself.
/// Whatever makes it other than its model alone needs --out.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask codegen                         the committed crates, all of them
  cargo xtask codegen connect --check         whether one of them is what its model says
  cargo xtask codegen connect --out ../chat --operations 'StartChat*,StopContact'
  cargo xtask codegen sqs --out ../sqs        a service of the botocore corpus
  cargo xtask codegen --model my.json --out ../mine --name my-service --runtime 0.1
  cargo xtask codegen --model a.json --model b.json --service my.space#Service --out ../mine")]
pub(crate) struct Arguments {
    /// Services: folders of models/, or with --out those of the corpus; without any, all of models/
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// A model file instead of a service; of a Smithy model, each of its files
    #[arg(long, value_name = "FILE", requires = "out", conflicts_with_all = ["services", "docs"])]
    model: Vec<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    /// The folder to write to; several services get a folder each in it
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    shape: Shape,
    /// Add the model's own documentation, from the corpus
    #[arg(long)]
    docs: bool,
    /// Write nothing; report files that are missing, stale or orphaned, and fail if there are any
    #[arg(long)]
    check: bool,
}

impl Arguments {
    /// What CI asks: is `generated/` what its models say?
    pub(crate) fn check() -> Self {
        Self {
            check: true,
            ..Self::default()
        }
    }

    /// The command that writes what these arguments check.
    fn mending(&self) -> String {
        let option = |name: &str, value: &Path| {
            let value = value.display().to_string();
            format!("--{name} {}", quoted(&value))
        };
        let command = ["cargo xtask codegen".to_owned()];
        let models = self.model.iter().map(|file| option("model", file));
        let out = self.out.iter().map(|folder| option("out", folder));
        let docs = self.docs.then(|| "--docs".to_owned());
        let words = command.into_iter().chain(self.services.iter().cloned());
        let words = words.chain(models).chain(self.selection.words());
        let words = words.chain(out).chain(self.shape.words()).chain(docs);
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Makes a crate of a model in memory.
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

/// Writes what a target is made of, or reports what differs and tells whether nothing does.
fn settle(
    workspace: &Workspace,
    target: &Target,
    (generator, check): (Generator, bool),
) -> miette::Result<bool> {
    let start = Instant::now();
    let (package, folder, tree) = make(workspace, target, generator)?;
    let destination = Destination {
        label: &target.label,
        package: package.as_deref(),
        folder: &folder,
        root: workspace.root(),
    };
    if check {
        return destination.is_fresh(&tree);
    }
    destination.write(&tree, start)?;
    Ok(true)
}

/// The package of a target, its folder and its tree; one without a model is of a service that is gone, and has no files.
///
/// In `generated/` a file that no run made is an orphan too; elsewhere it is somebody's own.
fn make(
    workspace: &Workspace,
    target: &Target,
    generator: Generator,
) -> miette::Result<(Option<String>, PathBuf, Tree)> {
    let is_ours = target.folder.starts_with(workspace.generated());
    let owner = if is_ours {
        Owner::Everything
    } else {
        Owner::Marked
    };
    let Some(model) = &target.model else {
        return Ok((None, target.folder.clone(), Tree::new(owner)));
    };
    let mut bundle = read_bundle(&model.file, &model.name)?;
    for model in &target.further {
        read_further(&mut bundle, &model.file, &model.name)?;
    }
    let generated = generator(&bundle, &target.config)?;
    note_warnings(&generated);
    let package = generated.package.clone();
    let (folder, mut tree) = generated.placed(&target.folder)?;
    if is_ours {
        published::complete(workspace, &mut tree)?;
    } else {
        page::add(&mut tree, &folder)?;
    }
    Ok((package, folder, tree.owned_by(owner)))
}

#[cfg(test)]
mod tests;
