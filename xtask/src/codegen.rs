//! Turns `cargo xtask codegen` into crates on disk, or into what is wrong with those that are there.
//!
//! **Invariants**
//!
//! - Writing and checking are one path: the same tree is written or compared.
//! - `generated/` holds what `cargo xtask codegen` makes of `models/` and nothing else; options that would make something else need `--out`.

mod targets;

use std::path::PathBuf;
use std::time::Instant;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use sansmith_build::{GenerateError, Generated, Owner, Tree, read_bundle, read_further};
use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Bundle, Config, Report};

use crate::workspace::Workspace;
use crate::{Outcome, terminal};

use targets::Target;

/// Generates crates from service models
///
/// Without arguments it makes generated/ from models/. A crate written elsewhere builds there, by itself.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask codegen                         the committed crates, all of them
  cargo xtask codegen connect --check         whether one of them is what its model says
  cargo xtask codegen connect --out ../chat --operations StartChatContact,StopContact
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
    /// The service to generate, if a Smithy model has several
    #[arg(long, value_name = "NAMESPACE#NAME", requires = "model")]
    service: Option<String>,
    /// Keep these operations and what they reach
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "out")]
    operations: Vec<String>,
    /// The protocol to speak, if not the one the model prefers
    #[arg(long, value_name = "P", requires = "out", value_parser = protocols())]
    protocol: Option<Protocol>,
    /// The folder to write to; several services get a folder each in it
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The name of the package
    #[arg(long, value_name = "NAME", requires = "out")]
    name: Option<String>,
    /// Where the crate finds its runtime: a version of the registry or a folder
    #[arg(long, value_name = "VERSION|PATH", requires = "out")]
    runtime: Option<String>,
    /// Add the model's own documentation, from the corpus
    #[arg(long)]
    docs: bool,
    /// Write nothing; report files that are missing, stale or orphaned, and fail if there are any
    #[arg(long)]
    check: bool,
}

/// Reads the name of a protocol.
pub(crate) fn protocols() -> impl TypedValueParser<Value = Protocol> {
    PossibleValuesParser::new(Protocol::ALL.map(Protocol::as_str)).try_map(|name| {
        // The names are those of the protocols, so one is always found.
        Protocol::from_name(&name).ok_or("no such protocol")
    })
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
        let mut words = vec!["cargo xtask codegen".to_owned()];
        words.extend(self.services.iter().cloned());
        let mut option = |name: &str, value: Option<String>| {
            words.extend(value.map(|value| format!("--{name} {value}")));
        };
        for file in &self.model {
            option("model", Some(file.display().to_string()));
        }
        option("service", self.service.clone());
        option(
            "operations",
            Some(self.operations.join(",")).filter(|names| !names.is_empty()),
        );
        option(
            "protocol",
            self.protocol.map(|protocol| protocol.to_string()),
        );
        option(
            "out",
            self.out.as_ref().map(|folder| folder.display().to_string()),
        );
        option("name", self.name.clone());
        option("runtime", self.runtime.clone());
        words.extend(self.docs.then(|| "--docs".to_owned()));
        words.join(" ")
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
        let settled = if arguments.check {
            compare(workspace, &target, generator).map(|same| fresh &= same)
        } else {
            write(workspace, &target, generator)
        };
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

/// The tree of a target; one without a model is of a service that is gone, and has no files.
///
/// In `generated/` a file that no run made is an orphan too; elsewhere it is somebody's own.
fn make(workspace: &Workspace, target: &Target, generator: Generator) -> miette::Result<Tree> {
    let owner = if target.folder.starts_with(workspace.generated()) {
        Owner::Everything
    } else {
        Owner::Marked
    };
    let Some(model) = &target.model else {
        return Ok(Tree::new(owner));
    };
    let mut bundle = read_bundle(&model.file, &model.name)?;
    for model in &target.further {
        read_further(&mut bundle, &model.file, &model.name)?;
    }
    let Generated { tree, warnings } = generator(&bundle, &target.config)?;
    for warning in warnings.iter().flat_map(Report::entries) {
        terminal::note(warning.one_line());
    }
    Ok(tree.owned_by(owner))
}

fn write(workspace: &Workspace, target: &Target, generator: Generator) -> miette::Result<()> {
    let start = Instant::now();
    let tree = make(workspace, target, generator)?;
    let changed = tree.write(&target.folder)?.len();
    terminal::note(format_args!(
        "{}: {} files, {changed} changed, in `{}`, {} ms",
        target.label,
        tree.files().count(),
        workspace.shown(&target.folder),
        start.elapsed().as_millis()
    ));
    Ok(())
}

/// Reports what differs, and tells whether nothing does.
fn compare(workspace: &Workspace, target: &Target, generator: Generator) -> miette::Result<bool> {
    let differences = make(workspace, target, generator)?.compare(&target.folder)?;
    let kinds = [
        ("missing", &differences.missing),
        ("stale", &differences.stale),
        ("orphaned", &differences.orphaned),
    ];
    for (kind, paths) in kinds {
        for path in paths {
            let place = workspace.shown(&target.folder.join(path));
            terminal::print(format_args!("{kind}: {place}"));
        }
    }
    Ok(differences.is_empty())
}

#[cfg(test)]
mod tests;
