//! Traits unknown to the generator, kept verbatim.

use super::Value;

/// A trait unknown to the generator. It has no effect on generated code, but is preserved.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct UnknownTrait {
    /// Trait id, such as `example.traits#color`.
    pub id: String,
    /// Its value.
    pub value: Value,
}
