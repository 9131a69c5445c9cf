//! Turns a tree in memory into a folder that holds it, or into what is wrong with the folder.
//!
//! **Invariants**
//!
//! - Writing and checking are one path: the same tree is written or compared.

use std::path::Path;
use std::time::Instant;

use sansmith_build::{Generated, Tree};
use sansmith_codegen::Report;

use crate::terminal;

/// A folder that generated files go to.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'a> {
    /// The name of its model in messages.
    pub label: &'a str,
    /// The name of the package; none of a module.
    pub package: Option<&'a str>,
    /// The folder.
    pub folder: &'a Path,
    /// Paths in this folder are shown as they read from it.
    pub root: &'a Path,
}

impl Destination<'_> {
    /// Makes the folder hold the tree, and says what that changed; `start` is when the work on it began.
    ///
    /// # Errors
    ///
    /// If a file that nobody generated is in the way, or the disk refuses.
    pub fn write(&self, tree: &Tree, start: Instant) -> miette::Result<()> {
        let changed = tree.write(self.folder)?.len();
        let package = self.package.map(|name| format!("crate `{name}`, "));
        let count = tree.files().count();
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

    /// Prints what writing the tree would change, and tells whether that is nothing.
    ///
    /// # Errors
    ///
    /// If a file that nobody generated is in the way, or the disk cannot be read.
    pub fn is_fresh(&self, tree: &Tree) -> miette::Result<bool> {
        let differences = tree.compare(self.folder)?;
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

/// Says what is strange about a model, a line each.
pub fn note_warnings(generated: &Generated) {
    for warning in generated.warnings.iter().flat_map(Report::entries) {
        terminal::note(warning.one_line());
    }
}
