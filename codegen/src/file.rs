//! A file of a generated crate, in memory.

/// A file of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path in the crate, with `/` between folders; never absolute, never with `..`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl SourceFile {
    /// A file of that path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}
