//! The log: a JSON line per request.

use std::fs::File;
use std::io::Write as _;
use std::sync::Mutex;

use serde_json::{Value, json};

/// A log file, or none.
#[derive(Debug, Default)]
pub(crate) struct Log(Option<Mutex<File>>);

impl Log {
    /// A log to a file.
    pub(crate) fn to(file: File) -> Self {
        Self(Some(Mutex::new(file)))
    }

    /// Returns true if lines are kept.
    pub(crate) const fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Writes a line. A log that cannot be written does not stop the server.
    pub(crate) fn write(&self, line: &str) {
        if let Some(file) = &self.0
            && let Ok(mut file) = file.lock()
        {
            let _ = writeln!(file, "{line}");
        }
    }

    /// The line of a request that was refused.
    pub(crate) fn failed(&self, operation: Option<&str>, why: &str) {
        if self.is_on() {
            let line: Value = match operation {
                Some(name) => json!({"operation": name, "failed": why}),
                None => json!({"failed": why}),
            };
            self.write(&line.to_string());
        }
    }
}
