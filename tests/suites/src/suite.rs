//! Runs suites on folders of test data, and reports a line per suite, failures, and totals.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sansmith_tally::Tally;

use crate::cases::Cases;
use crate::corpus;

/// A test suite: name, folder detection, and runner.
#[derive(Debug, Clone, Copy)]
pub struct Suite {
    /// Name in the report and first part of case names.
    pub name: &'static str,
    /// Recognizes a folder of the suite by its files, wherever it is.
    pub owns: fn(&Path) -> bool,
    /// Runs the cases of a folder.
    pub run: fn(&Path, &mut Cases<'_>),
}

impl Suite {
    /// Runs the suite on its folders at or below `roots`, limited to cases whose name contains `filter`.
    pub fn check<'a>(&self, roots: &[PathBuf], filter: &'a str) -> Cases<'a> {
        let mut cases = Cases::new(self.name, filter);
        for folder in corpus::folders(roots) {
            if (self.owns)(&folder) {
                (self.run)(&folder, &mut cases);
            }
        }
        cases
    }
}

/// Runs `suites` on the folders at or below `roots`, and writes the report.
///
/// The report has one line per suite, then its failures with expected and actual results; its last line has the total counts.
///
/// # Errors
///
/// The report cannot be written.
pub fn run(
    suites: &[Suite],
    roots: &[PathBuf],
    filter: &str,
    mut out: impl Write,
) -> io::Result<Tally> {
    let mut sum = Tally::default();
    for suite in suites {
        let cases = suite.check(roots, filter);
        writeln!(out, "{}: {}", suite.name, cases.tally())?;
        for failure in cases.failures() {
            write!(out, "{failure}")?;
        }
        sum.add(cases.tally());
    }
    writeln!(out, "{sum}")?;
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A suite of folders with a file `sum.txt`: two numbers and their sum.
    const SUMS: Suite = Suite {
        name: "sums",
        owns: |folder| folder.join("sum.txt").is_file(),
        run: |folder, cases| {
            let text = cases.read(&folder.join("sum.txt"));
            let Some(text) = text else { return };
            let numbers: Vec<u32> = text.split(' ').map(|n| n.parse().unwrap()).collect();
            let got = (numbers[0] + numbers[1]).to_string();
            cases.equal(&corpus::name(folder), &numbers[2].to_string(), &got);
        },
    };

    fn report(filter: &str) -> String {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in [("a/good", "1 2 3"), ("b", "1 2 4"), ("a/other", "2 2 4")] {
            fs::create_dir_all(root.path().join(name)).unwrap();
            fs::write(root.path().join(name).join("sum.txt"), text).unwrap();
        }
        let mut out = Vec::new();
        run(&[SUMS], &[root.path().to_path_buf()], filter, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_report_has_a_line_per_suite_its_failures_and_the_sum() {
        assert_eq!(
            report(""),
            "sums: 2 passed, 1 failed, 0 skipped\n\
             FAILED sums/b\n  expected: 4\n  got:      3\n\
             2 passed, 1 failed, 0 skipped\n"
        );
    }

    #[test]
    fn a_filter_leaves_cases_out_without_a_count() {
        assert_eq!(
            report("sums/goo"),
            "sums: 1 passed, 0 failed, 0 skipped\n1 passed, 0 failed, 0 skipped\n"
        );
    }
}
