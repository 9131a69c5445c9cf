//! Results of the cases of a suite.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::Tally;

/// Results of a suite in progress.
#[derive(Debug)]
pub struct Cases<'a> {
    suite: &'static str,
    filter: &'a str,
    tally: Tally,
    failures: Vec<Failure>,
}

/// A failed case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Case name: suite name, slash, name within the suite.
    pub case: String,
    /// Expected result.
    pub expected: String,
    /// Actual result.
    pub got: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "FAILED {}", self.case)?;
        for (label, text) in [("expected:", &self.expected), ("got:     ", &self.got)] {
            if text.contains('\n') {
                writeln!(f, "  {label}")?;
                for line in text.lines() {
                    writeln!(f, "    {line}")?;
                }
            } else {
                writeln!(f, "  {label} {text}")?;
            }
        }
        Ok(())
    }
}

impl<'a> Cases<'a> {
    /// No cases yet.
    pub fn new(suite: &'static str, filter: &'a str) -> Self {
        Self {
            suite,
            filter,
            tally: Tally::default(),
            failures: Vec::new(),
        }
    }

    /// Returns true if the filter selects a case.
    ///
    /// Call this before an expensive case; the other methods apply the filter themselves.
    pub fn wants(&self, case: &str) -> bool {
        format!("{}/{case}", self.suite).contains(self.filter)
    }

    /// Counts a case: passed if both texts are equal.
    pub fn equal(&mut self, case: &str, expected: &str, got: &str) {
        if expected == got {
            self.pass(case);
        } else {
            self.fail(case, expected, got);
        }
    }

    /// Counts a case that passed.
    pub fn pass(&mut self, case: &str) {
        if self.wants(case) {
            self.tally.count(true);
        }
    }

    /// Counts a failed case, with both texts for the report.
    pub fn fail(&mut self, case: &str, expected: &str, got: &str) {
        if self.wants(case) {
            self.tally.count(false);
            self.failures.push(Failure {
                case: format!("{}/{case}", self.suite),
                expected: expected.to_owned(),
                got: got.to_owned(),
            });
        }
    }

    /// Counts a case that cannot be run.
    pub fn skip(&mut self, case: &str) {
        if self.wants(case) {
            self.tally.skipped += 1;
        }
    }

    /// Reads a file; an unreadable file counts as a failed case and gives `None`.
    pub fn read(&mut self, file: &Path) -> Option<String> {
        match fs::read_to_string(file) {
            Ok(text) => Some(text),
            Err(error) => {
                let case = file.display().to_string();
                self.fail(&case, "a text file", &error.to_string());
                None
            }
        }
    }

    /// The counts.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// The failures, in the order of the cases.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }
}
