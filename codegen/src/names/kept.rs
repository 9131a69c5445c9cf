//! Names that an earlier release of the crate gave, so that a newer model does not give them to something else.
//!
//! **Invariants**
//! - A kept name goes to its item wherever the item stands in the model.

use std::collections::BTreeMap;

use super::Taken;
use super::ident::{Ident, kept};

/// Assigns names to items in their order, kept ones first; `of` is the shape of members, or empty.
pub(super) fn assign(
    taken: &mut Taken,
    names: &BTreeMap<String, String>,
    of: &str,
    items: Vec<(&str, Ident)>,
) -> Vec<Ident> {
    let name = |key: &str| {
        // Most models keep none.
        if names.is_empty() {
            return None;
        }
        let key = if of.is_empty() {
            key.to_owned()
        } else {
            format!("{of}${key}")
        };
        kept(names.get(&key)?)
    };
    let kept: Vec<Option<Ident>> = { items.iter() }
        .map(|(key, _)| name(key).map(|ident| taken.take(&ident)))
        .collect();
    let items = items.into_iter().zip(kept);
    items
        .map(|((_, ident), kept)| kept.unwrap_or_else(|| taken.take(&ident)))
        .collect()
}
