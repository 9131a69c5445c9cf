//! Counts of passed, failed and skipped cases, shared by all suites.

pub mod cases;

pub use self::cases::Cases;

use std::fmt;
use std::process::ExitCode;

/// Counts of the cases of a suite.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases with the expected result.
    pub passed: usize,
    /// Cases with another result.
    pub failed: usize,
    /// Cases that were not run.
    pub skipped: usize,
}

impl Tally {
    /// Counts a case.
    pub fn count(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// Adds the counts of another suite.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// The exit status of the suite: 1 if a case failed or none was found, else 0.
    pub fn exit_code(self) -> ExitCode {
        let found = self.passed + self.failed + self.skipped > 0;
        ExitCode::from(u8::from(self.failed > 0 || !found))
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn the_last_line_names_all_counts() {
        let mut tally = Tally::default();
        tally.count(true);
        tally.count(false);
        tally.add(Tally {
            skipped: 3,
            ..Tally::default()
        });
        assert_eq!(tally.to_string(), "1 passed, 1 failed, 3 skipped");
    }
}
