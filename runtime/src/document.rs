//! Placeholder.
/// Placeholder.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document;
