//! Cases of one suite: those that passed, those that failed, and why.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::Tally;

/// Cases of one suite, as they are run.
#[derive(Debug)]
pub struct Cases<'a> {
    suite: &'static str,
    filter: &'a str,
    tally: Tally,
    failures: Vec<Failure>,
}

/// A case that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The case: the suite's name, a slash, and the name within the suite.
    pub case: String,
    /// The result that the test data asks for.
    pub expected: String,
    /// The result of this project.
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

    /// Tells if the filter of this run lets a case through.
    ///
    /// A case that is costly to run asks first; the other methods ask by themselves.
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

    /// Counts a case that failed, and keeps both texts for the report.
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

    /// Counts a case that cannot be run here.
    pub fn skip(&mut self, case: &str) {
        if self.wants(case) {
            self.tally.skipped += 1;
        }
    }

    /// The text of a file; a file that cannot be read is a failed case, and the answer is `None`.
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
