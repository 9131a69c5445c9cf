//! Reads suites from the given paths, or from the corpora.

use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_build::bundle::read_text;
use serde_json::Value;

use super::case::{Side, Suite};
use super::{botocore, exact, smithy};
use sansmith_project::corpus::{Corpus, PINNED};
use sansmith_project::terminal;
use sansmith_project::workspace::Workspace;

/// Suites of the given files and folders; by default, of the available corpora.
pub(super) fn read(
    workspace: &Workspace,
    paths: &[PathBuf],
    side: Side,
) -> miette::Result<Vec<Suite>> {
    let corpora;
    let paths = if paths.is_empty() {
        corpora = find_corpora(workspace);
        &corpora
    } else {
        paths
    };
    let mut suites = Vec::new();
    for path in paths {
        if path.is_dir() {
            for file in files(path)? {
                suites.extend(read_file(workspace, &file, side)?.unwrap_or_default());
            }
        } else if let Some(found) = read_file(workspace, path, side)? {
            suites.extend(found);
        } else {
            return Err(terminal::usage(
                &format!("`{}` has no protocol tests", path.display()),
                "a file is an array of suites in botocore's format, or a Smithy model in JSON",
            ));
        }
    }
    Ok(suites)
}

/// Test folders of the corpora; a missing corpus is reported.
fn find_corpora(workspace: &Workspace) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    match Corpus::fetch(workspace, PINNED.version) {
        Ok(corpus) => {
            folders.extend(["input", "output"].map(|name| corpus.protocol_tests().join(name)));
        }
        Err(report) => terminal::note(format_args!("botocore corpus: absent, skipped ({report})")),
    }
    let smithy = workspace.smithy_corpus().join("protocol-tests");
    if smithy.is_dir() {
        folders.push(smithy);
    } else {
        terminal::note(format_args!(
            "Smithy corpus: absent, skipped (no folder `{}`; set SANSMITH_SMITHY_CORPUS to use another)",
            smithy.display()
        ));
    }
    folders
}

/// JSON files below a folder, sorted.
fn files(folder: &Path) -> miette::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
    {
        let path = entry.into_diagnostic()?.into_path();
        if path.is_file()
            && path
                .extension()
                .is_some_and(|extension| extension == "json")
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Suites of a file, if it contains tests.
fn read_file(workspace: &Workspace, file: &Path, side: Side) -> miette::Result<Option<Vec<Suite>>> {
    let mut text = read_text(file)?;
    let value: Value = serde_json::from_str(&exact::keep_numbers(&text))
        .into_diagnostic()
        .wrap_err_with(|| format!("`{}` is not JSON", file.display()))?;
    let source = source(file);
    if botocore::recognises(&value) {
        botocore::read(&value, &source).map(Some)
    } else if smithy::recognises(&value) {
        let rules = |file: &str| {
            let corpus = Corpus::fetch(workspace, PINNED.version).ok()?;
            read_text(&corpus.folder().join("botocore/data").join(file)).ok()
        };
        if let Some(ruled) = smithy::with_rules(&value, rules) {
            text = ruled.to_string();
        }
        smithy::read(&value, &text, (&source, side)).map(Some)
    } else {
        Ok(None)
    }
}

/// Folder and file name, which are the same on every machine.
fn source(file: &Path) -> String {
    let name = |path: Option<&Path>| {
        let name = path.and_then(Path::file_name).unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    match name(file.parent()).as_str() {
        "" => name(Some(file)),
        folder => format!("{folder}/{}", name(Some(file))),
    }
}

#[cfg(test)]
mod tests {
    use super::source;
    use std::path::Path;

    #[test]
    fn a_file_is_known_by_its_folder_and_its_name() {
        assert_eq!(source(Path::new("/x/input/query.json")), "input/query.json");
        assert_eq!(source(Path::new("query.json")), "query.json");
    }
}
