//! A generated file in memory.

/// A file of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path within the crate, separated by `/`; never absolute, never with `..`.
    pub path: String,
    /// Contents.
    pub text: String,
}

impl SourceFile {
    /// A file with the given path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}
