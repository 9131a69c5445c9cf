//! Checks house rules.
//!
//! Covers what Clippy and rustfmt do not: sizes, headers, file names, import edges, openings of doc comments.
//!
//! **Invariants**
//!
//! - A rule is a function from a file to findings, listed in one table.
//! - Findings are sorted by location.

mod edges;
mod files;
mod links;
mod models;
mod packages;
mod reasons;
mod rooms;
mod rust;
mod words;

use std::fmt;

use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

use files::File;

/// Checks the house rules that no lint covers: sizes, headers, import edges, module docs, file names
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// A violation of a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// A rule about single files.
type FileRule = fn(&File, &mut Vec<Finding>);

const FILE_RULES: [FileRule; 13] = [
    rust::check_size,
    rust::check_module_docs,
    rust::check_name,
    rust::check_glob_of_parent,
    rust::check_generated_header,
    words::check_unfinished,
    words::check_machine_paths,
    words::check_conflict_marks,
    words::check_doc_openings,
    edges::check_modules,
    rooms::check,
    reasons::check_dependencies,
    reasons::check_workspace_lints,
];

/// Runs `cargo xtask tidy`.
pub(crate) fn run(workspace: &Workspace) -> miette::Result<Outcome> {
    let files = files::read(workspace.root())?;
    let mut findings = Vec::new();
    for file in &files {
        for rule in FILE_RULES {
            rule(file, &mut findings);
        }
    }
    links::check(workspace.root(), &files, &mut findings);
    edges::check_packages(workspace, &mut findings)?;
    rust::check_unsafe_is_forbidden(&files, &mut findings);
    models::check(&workspace.models(), &mut findings)?;
    packages::check(workspace, &mut findings)?;
    findings.sort();
    for finding in &findings {
        terminal::print(finding);
    }
    terminal::note(format_args!(
        "tidy: {} files, {} findings",
        files.len(),
        findings.len()
    ));
    Ok(Outcome::of(findings.is_empty()))
}
