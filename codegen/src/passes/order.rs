//! Shapes, operations and waiters by name: the same model with its keys shuffled gives the same crate.
//!
//! **Invariants**
//! - Members stay in the model's order, which is theirs on the wire and in the value tree.

use crate::config::Config;
use crate::ir::Ir;
use crate::problem::Problems;

/// Sorts what has no order of its own.
pub(super) fn order(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    ir.shapes.sort_unstable_keys();
    ir.service.operations.sort_unstable_keys();
    ir.service.waiters.sort_unstable_keys();
}
