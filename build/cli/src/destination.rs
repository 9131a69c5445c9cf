//! Writes generated files to a folder, or compares them with it.
//!
//! **Invariants**
//!
//! - Writing and checking share one code path.

use std::path::Path;
use std::time::Instant;

use sansmith_build::{FileSet, Generated};
use sansmith_codegen::Report;

use crate::terminal;

/// A destination folder for generated files.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'a> {
    /// Name of the model in messages.
    pub label: &'a str,
    /// Package name; `None` for a module.
    pub package: Option<&'a str>,
    /// The folder.
    pub folder: &'a Path,
    /// Base for displayed paths.
    pub root: &'a Path,
}

impl Destination<'_> {
    /// Writes the set and prints the changes; `start` is the start time of the generation.
    ///
    /// # Errors
    ///
    /// If a hand-written file is in the way, or on an I/O error.
    pub fn write(&self, files: &FileSet, start: Instant) -> miette::Result<()> {
        let changed = files.write(self.folder)?.len();
        let package = self.package.map(|name| format!("crate `{name}`, "));
        let count = files.iter().count();
        terminal::note(format_args!(
            "{}: {}{count} {}, {changed} changed, in `{}`, {} ms",
            self.label,
            package.unwrap_or_default(),
            if count == 1 { "file" } else { "files" },
            self.shown(self.folder),
            start.elapsed().as_millis()
        ));
        Ok(())
    }

    /// Prints the changes that writing would make; returns true if there are none.
    ///
    /// # Errors
    ///
    /// If a hand-written file is in the way, or on an I/O error.
    pub fn is_fresh(&self, files: &FileSet) -> miette::Result<bool> {
        let differences = files.compare(self.folder)?;
        let kinds = [
            ("missing", &differences.missing),
            ("stale", &differences.stale),
            ("orphaned", &differences.orphaned),
        ];
        for (kind, paths) in kinds {
            for path in paths {
                let place = self.shown(&self.folder.join(path));
                terminal::print(format_args!("{kind}: {place}"));
            }
        }
        Ok(differences.is_empty())
    }

    fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.root).unwrap_or(path);
        inside.display().to_string()
    }
}

/// Prints the warnings about a model, one per line.
pub fn note_warnings(generated: &Generated) {
    for warning in generated.warnings.iter().flat_map(Report::entries) {
        terminal::note(warning.one_line());
    }
}
