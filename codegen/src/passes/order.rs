//! Sorts shapes, operations and waiters by name, so that the order of keys in a model does not change the output.
//!
//! **Invariants**
//! - Members keep the model's order, which is their order on the wire and in the value tree.

use crate::config::Config;
use crate::ir::Ir;
use crate::problem::Problems;

/// Sorts everything without an inherent order.
pub(super) fn order(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    ir.shapes.sort_unstable_keys();
    ir.service.operations.sort_unstable_keys();
    ir.service.waiters.sort_unstable_keys();
}
