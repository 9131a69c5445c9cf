//! Runs suites on folders of test data, and reports a line per suite and validator, failures, and totals.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sansmith_tally::{Cases, Tally};

/// Maximum folder depth.
const DEEPEST: usize = 24;

/// A test suite: its name, its folder in the corpus, and the run of that folder.
#[derive(Debug, Clone, Copy)]
pub struct Suite {
    /// Name in the report and first part of case names.
    pub name: &'static str,
    /// Folder within the corpus.
    pub folder: &'static str,
    /// Runs the cases in the folder.
    pub run: fn(&Path, &mut Report<'_>),
}

/// Cases of a suite, with counts of events by name.
#[derive(Debug)]
pub struct Report<'a> {
    /// The cases.
    pub cases: Cases<'a>,
    /// Counts of expected events by name; not part of the totals.
    pub events: BTreeMap<String, Tally>,
}

/// The IDL corpus: a folder next to the workspace, which may be absent.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/idl")
}

/// Runs `suites` on their folders at or below `paths`, and writes the report.
///
/// The report has one line per suite, then one per event name, then the failures; its last line has the total of all cases.
///
/// # Errors
///
/// The report cannot be written.
pub fn run(
    suites: &[Suite],
    paths: &[PathBuf],
    filter: &str,
    mut out: impl Write,
) -> io::Result<Tally> {
    let mut sum = Tally::default();
    for suite in suites {
        let mut report = Report {
            cases: Cases::new(suite.name, filter),
            events: BTreeMap::new(),
        };
        for path in paths {
            for folder in folders_of(suite, path, suites) {
                (suite.run)(&folder, &mut report);
            }
        }
        let tally = report.cases.tally();
        if tally.passed + tally.failed + tally.skipped == 0 {
            continue;
        }
        writeln!(out, "{}: {tally}", suite.name)?;
        for (name, tally) in &report.events {
            writeln!(out, "  {name}: {tally}")?;
        }
        for failure in report.cases.failures() {
            write!(out, "{failure}")?;
        }
        sum.add(tally);
    }
    writeln!(out, "{sum}")?;
    Ok(sum)
}

/// Folders of a suite for a path: the path itself, a folder within it, or those of corpora within it.
fn folders_of(suite: &Suite, path: &Path, suites: &[Suite]) -> Vec<PathBuf> {
    if path.ends_with(suite.folder) {
        return vec![path.to_path_buf()];
    }
    if is_corpus(path, suites) {
        let folder = path.join(suite.folder);
        return folder.is_dir().then_some(folder).into_iter().collect();
    }
    if suites.iter().any(|suite| path.ends_with(suite.folder)) {
        return Vec::new();
    }
    let children = entries(path).into_iter().filter(|child| child.is_dir());
    children
        .flat_map(|child| folders_of(suite, &child, suites))
        .collect()
}

fn is_corpus(path: &Path, suites: &[Suite]) -> bool {
    suites.iter().any(|suite| path.join(suite.folder).is_dir())
}

/// Entries of a folder, sorted by name.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// All files at or below a folder, sorted by path.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(folder, 0, &mut found);
    found
}

fn collect(path: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    if path.is_file() {
        found.push(path.to_path_buf());
    } else if depth < DEEPEST {
        for entry in entries(path) {
            collect(&entry, depth + 1, found);
        }
    }
}

/// All files at or below a folder whose names end with `ending`.
pub(crate) fn files_with(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = files(folder);
    files.retain(|file| name(file).ends_with(ending));
    files
}

/// The last component of a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The path of a case within the folder of its suite.
pub(crate) fn case(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap_or(file);
    path.display().to_string()
}

/// A sibling file, with `ending` in place of the last extension.
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let name = name(file);
    let stem = name
        .rsplit_once('.')
        .map_or(name.as_str(), |(stem, _)| stem);
    file.with_file_name(format!("{stem}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: Suite = Suite {
        name: "files",
        folder: "some/files",
        run: |folder, report| {
            for file in files_with(folder, ".txt") {
                let text = report.cases.read(&file).unwrap_or_default();
                report.cases.equal(&case(folder, &file), "good", &text);
            }
        },
    };

    fn report(path: &str) -> String {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("corpus/some/files/deep");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.txt"), "good").unwrap();
        fs::write(folder.join("b.txt"), "bad").unwrap();
        let mut out = Vec::new();
        run(&[FILES], &[root.path().join(path)], "", &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_suite_is_found_at_its_folder_in_a_corpus_and_below() {
        let expected = "files: 1 passed, 1 failed, 0 skipped\n\
            FAILED files/deep/b.txt\n  expected: good\n  got:      bad\n\
            1 passed, 1 failed, 0 skipped\n";
        for path in ["corpus/some/files", "corpus", ""] {
            assert_eq!(report(path), expected, "{path}");
        }
        assert_eq!(report("elsewhere"), "0 passed, 0 failed, 0 skipped\n");
    }
}
