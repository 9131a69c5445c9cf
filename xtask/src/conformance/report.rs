//! Turns verdicts into the lines that are printed: each failure, and the counts.

use super::known::Entry;
use crate::{Outcome, terminal};

/// How many tests ended how.
#[derive(Debug, Default)]
pub(super) struct Report {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Report {
    /// Counts a test that nobody should run.
    pub(super) fn skip(&mut self) {
        self.skipped += 1;
    }

    /// Counts a test that was run; one that is expected to fail must do so.
    pub(super) fn settle(&mut self, name: &str, known: Option<&Entry>, wrong: &[String]) {
        match (known, wrong) {
            (None, []) => self.passed += 1,
            (None, wrong) => self.fail(name, wrong),
            (Some(entry), []) => {
                let message = "passes, though it is known to fail";
                self.fail(name, &[message.to_owned(), entry.to_string()]);
            }
            (Some(entry), _) => {
                terminal::progress(format_args!("skipped {name}: {entry}"));
                self.skipped += 1;
            }
        }
    }

    /// Counts and shows a failure.
    pub(super) fn fail(&mut self, name: &str, wrong: &[String]) {
        self.failed += 1;
        terminal::print(format_args!("FAILED {name}"));
        for line in wrong {
            terminal::print(format_args!("    {line}"));
        }
    }

    /// Shows the counts.
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
