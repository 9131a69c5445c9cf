//! Prints failures and counts.

use super::known::Entry;
use sansmith_project::{Outcome, terminal};

/// Counts of results.
#[derive(Debug, Default)]
pub(super) struct Report {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Report {
    /// Counts a skipped test.
    pub(super) fn skip(&mut self) {
        self.skipped += 1;
    }

    /// Counts a test that was run; an expected failure must fail.
    pub(super) fn settle(&mut self, name: &str, known: Option<&Entry>, wrong: &[String]) {
        match (known, wrong) {
            (None, []) => self.passed += 1,
            (None, wrong) => self.fail(name, wrong),
            (Some(entry), []) => {
                let message = "passes, but is listed as a known failure";
                self.fail(name, &[message.to_owned(), entry.to_string()]);
            }
            (Some(entry), _) => {
                terminal::progress(format_args!("skipped {name}: {entry}"));
                self.skipped += 1;
            }
        }
    }

    /// Counts and prints a failure.
    pub(super) fn fail(&mut self, name: &str, wrong: &[String]) {
        self.failed += 1;
        terminal::print(format_args!("FAILED {name}"));
        for line in wrong {
            terminal::print(format_args!("    {line}"));
        }
    }

    /// Prints the counts.
    pub(super) fn finish(self) -> Outcome {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        terminal::print(format_args!(
            "{passed} passed, {failed} failed, {skipped} skipped"
        ));
        Outcome::of(failed == 0)
    }
}
