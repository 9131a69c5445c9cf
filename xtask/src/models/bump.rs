//! `cargo xtask models bump`: newer models, their effect on the crates, versions and changelogs.
//!
//! Everything is prepared beside the workspace first: facts, comparison, generated code, version, changelog.
//!
//! **Invariants**
//! - Nothing is written unless all services are prepared; what is written is written as a whole, or taken back.
//! - The version follows the Rust API, because cargo does; the verdict on the wire format is reported beside it.

mod edits;
mod names;
mod service;

use std::fs;
use std::path::Path;

use clap::ValueEnum;
use jiff::Timestamp;
use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_codegen::api::Verdict;

use self::edits::Edits;
pub(crate) use self::names::FILE as NAMES;
use sansmith_project::corpus::{self, Corpus};
use sansmith_project::models::sources;
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

/// Takes newer models, and says what they change: facts, generated code, versions, changelogs
///
/// Fetches a botocore release with pip, imports its facts, regenerates, and compares the old crate with the new one. Prints
/// the changes as Markdown, raises the version in models/SERVICE/release.toml by the verdict on the Rust API, and adds an
/// entry to models/SERVICE/CHANGELOG.md, which the crate has too. A failure leaves all files as they were.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask models bump                            all of models/, to the newest release
  cargo xtask models bump connect --version 1.44.8   one service, to a release
  cargo xtask models bump --dry-run                  what would change, as Markdown
  cargo xtask models bump --at-least major           the generator changed too, and breaks programs")]
pub(super) struct Arguments {
    /// Services: folders of models/; default: all
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// The botocore release; default: the newest
    #[arg(id = "release", long = "version", value_name = "V")]
    version: Option<String>,
    /// The least verdict: that of the API tools on a change of the generator
    #[arg(long, value_name = "VERDICT", default_value = "none")]
    at_least: Level,
    /// Write nothing
    #[arg(long)]
    dry_run: bool,
}

/// A verdict on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Level {
    None,
    Patch,
    Minor,
    Major,
}

impl Level {
    const fn verdict(self) -> Verdict {
        match self {
            Self::None => Verdict::None,
            Self::Patch => Verdict::Patch,
            Self::Minor => Verdict::Minor,
            Self::Major => Verdict::Major,
        }
    }
}

/// Runs `cargo xtask models bump`.
pub(super) fn run(workspace: &Workspace, arguments: &Arguments) -> miette::Result<Outcome> {
    let version = match &arguments.version {
        Some(version) => version.clone(),
        None => corpus::newest()?,
    };
    let corpus = Corpus::fetch(workspace, &version)?;
    let now = Timestamp::now().to_string();
    let date = now.split('T').next().unwrap_or_default();
    bump(workspace, arguments, (&corpus, date))
}

/// Prepares all services, and writes them.
fn bump(
    workspace: &Workspace,
    arguments: &Arguments,
    (corpus, date): (&Corpus, &str),
) -> miette::Result<Outcome> {
    let stage = stage(workspace)?;
    let new = workspace.with_models(stage.path());
    let mut rows = sources::read(&workspace.models())?;
    let services = chosen(arguments, rows.keys())?;
    let mut edits = Edits::default();
    let mut sections = Vec::new();
    for name in services {
        let row = rows.get(&name).ok_or_else(|| unknown(&name))?;
        let found = corpus.service(&name, Some(&row.api_version))?;
        let level = arguments.at_least.verdict();
        let bumped = service::prepare((workspace, &new), (corpus, found), (level, date))
            .wrap_err_with(|| format!("`{name}` cannot be bumped; nothing was changed"))?;
        edits.add(&workspace.models().join(&name), &bumped.facts)?;
        edits.add(&bumped.made.folder, &bumped.made.files)?;
        sections.push(bumped.section);
        rows.insert(name, bumped.row);
    }
    edits.put(
        workspace.models().join(sources::FILE),
        sources::text(&rows)?,
    );
    for section in sections {
        terminal::print(section);
    }
    if arguments.dry_run {
        terminal::note(format_args!("{} files would change", edits.len()));
        return Ok(Outcome::Done);
    }
    let written = edits.write()?;
    terminal::note(format_args!("{written} files changed"));
    Ok(Outcome::Done)
}

/// A copy of `models/`, which is removed on drop.
fn stage(workspace: &Workspace) -> miette::Result<tempfile::TempDir> {
    let target = workspace.target();
    let cannot = || format!("cannot prepare in `{}`", target.display());
    fs::create_dir_all(&target)
        .into_diagnostic()
        .wrap_err_with(cannot)?;
    let stage = tempfile::Builder::new()
        .prefix(".bump-")
        .tempdir_in(&target)
        .into_diagnostic()
        .wrap_err_with(cannot)?;
    copy(&workspace.models(), stage.path())
        .into_diagnostic()
        .wrap_err_with(cannot)?;
    Ok(stage)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

/// The services to bump, each once.
fn chosen<'a>(
    arguments: &Arguments,
    all: impl Iterator<Item = &'a String>,
) -> miette::Result<Vec<String>> {
    let all: Vec<String> = all.cloned().collect();
    if let Some(name) = { arguments.services.iter() }.find(|name| !all.contains(name)) {
        return Err(unknown(name));
    }
    let is_chosen =
        |name: &String| arguments.services.is_empty() || arguments.services.contains(name);
    Ok(all.into_iter().filter(is_chosen).collect())
}

fn unknown(service: &str) -> miette::Report {
    miette!(
        help = format!("`cargo xtask models import {service}` adds a service of botocore"),
        "`{service}` is no service of models/"
    )
}

#[cfg(test)]
mod tests;
