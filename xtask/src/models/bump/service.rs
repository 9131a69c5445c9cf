//! Prepares one service: facts, comparison, version, changelog, generated code.

use std::fs;

use miette::{IntoDiagnostic, WrapErr};
use sansmith_build::{FileSet, Owner};
use sansmith_codegen::api::{self, Api, Change, Verdict, WireChange};
use sansmith_codegen::{Bundle, Config, front};

use super::names;
use crate::codegen::{self, Made};
use crate::models::changelog::{self, Entry};
use crate::models::import::import;
use crate::models::release::{self, Release, raised};
use sansmith_project::corpus::{Corpus, Service};
use sansmith_project::models::sources::Row;
use sansmith_project::workspace::Workspace;

/// A service that is ready to be written.
pub(super) struct Bumped {
    /// Origin.
    pub(super) row: Row,
    /// The folder of the model.
    pub(super) facts: FileSet,
    /// The crate or module.
    pub(super) made: Made,
    /// The report, as Markdown.
    pub(super) section: String,
}

/// Prepares a service; `new` has a copy of the models, which is changed.
pub(super) fn prepare(
    (old, new): (&Workspace, &Workspace),
    (corpus, service): (&Corpus, Service),
    (level, date): (Verdict, &str),
) -> miette::Result<Bumped> {
    let name = service.name.clone();
    let folder = new.models().join(&name);
    let before = codegen::input(old, &name)?;
    let imported = import(corpus, service, &folder)?;
    let (wire, rust) = compare(&before, new, &name)?;

    let mut made = codegen::made(new, &name)?;
    let is_other = !made.files.compare(&made.folder)?.is_empty();
    let verdict = verdict(&rust, level, is_other);
    let mut headings = format!("rust {}, wire {}", verdict.name(), gravest(&wire).name());
    let release = Release::read(&folder)?;
    let version = raised(&release.version, verdict);
    let entry = Entry {
        version: &version,
        date,
        release: &imported.row.release,
        wire: &wire,
        rust: &rust,
    };
    let title = made.package.clone().unwrap_or_else(|| name.clone());
    if let Some(package) = made.package.clone().filter(|_| version != release.version) {
        headings = format!("{} -> {version}, {headings}", release.version);
        write(&folder, &package, &entry)?;
        // The version is in the manifest.
        made = codegen::made(new, &name)?;
    }
    let section = format!("## {title}: {headings}\n{}", entry.lists());
    Ok(Bumped {
        row: imported.row,
        facts: read(&folder)?,
        made,
        section,
    })
}

/// Changes of the wire format and of the Rust API.
type Changes = (Vec<WireChange>, Vec<Change>);

/// Compares the old model with the new one, in which names stay: those that stand for something else are kept first.
fn compare(
    (old, old_config): &(Bundle, Config),
    workspace: &Workspace,
    service: &str,
) -> miette::Result<Changes> {
    let (old_ir, _) = front(old, old_config)?;
    let before = Api::of(old, &old_ir, old_config)?;
    loop {
        let (new, config) = codegen::input(workspace, service)?;
        let (new_ir, _) = front(&new, &config)?;
        let after = Api::of(&new, &new_ir, &config)?;
        let mut names = config.names.clone();
        let known = names.len();
        for (key, name) in names::lost(&before, &after) {
            names.entry(key).or_insert(name);
        }
        if names.len() == known {
            return Ok((api::wire(&old_ir, &new_ir), before.changes(&after)));
        }
        let place = workspace.models().join(service).join(names::FILE);
        fs::write(&place, names::text(&names))
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{}`", names::FILE))?;
    }
}

/// The release that a change requires: that of the API, or the asked one; at least a patch if generated files differ.
fn verdict(rust: &[Change], level: Verdict, is_other: bool) -> Verdict {
    let least = if is_other {
        Verdict::Patch
    } else {
        Verdict::None
    };
    api::verdict(rust).max(level).max(least)
}

fn gravest(wire: &[WireChange]) -> Verdict {
    let verdicts = wire.iter().map(|change| change.verdict);
    verdicts.max().unwrap_or(Verdict::None)
}

/// Writes version and changelog to the copy of the models.
fn write(folder: &std::path::Path, package: &str, entry: &Entry<'_>) -> miette::Result<()> {
    let release = Release {
        version: entry.version.clone(),
    };
    let file = changelog::read(folder)?;
    let changes = changelog::with_entry(file.as_deref(), package, &entry.markdown());
    for (name, text) in [(release::FILE, release.text()), (changelog::FILE, changes)] {
        fs::write(folder.join(name), text)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{name}`"))?;
    }
    Ok(())
}

/// All files of a model's folder.
fn read(folder: &std::path::Path) -> miette::Result<FileSet> {
    let mut files = FileSet::new(Owner::Everything);
    for entry in fs::read_dir(folder).into_diagnostic()? {
        let entry = entry.into_diagnostic()?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(entry.path())
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", entry.path().display()))?;
        files.add(name, text)?;
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_a_patch_and_the_asked_verdict_counts_if_it_is_graver() {
        assert_eq!(verdict(&[], Verdict::None, false), Verdict::None);
        assert_eq!(verdict(&[], Verdict::None, true), Verdict::Patch);
        assert_eq!(verdict(&[], Verdict::Major, false), Verdict::Major);
    }
}
