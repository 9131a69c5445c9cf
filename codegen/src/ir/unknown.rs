//! Traits that nothing is known of, kept as they stand.

use serde_json::Value;

/// A trait that nothing is known of: it changes nothing that is generated, and is not lost either.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct UnknownTrait {
    /// Its id, `example.traits#color` say.
    pub id: String,
    /// Its value.
    pub value: Value,
}
