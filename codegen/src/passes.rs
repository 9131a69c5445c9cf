//! The fixed list of passes between lowering and planning.
//!
//! **Invariants**
//! - A pass continues after a problem, so that a stage reports all problems at once. Only `check` reports dangling
//!   references; other passes skip them.
//! - No pass recurses over shapes: models are untrusted and may nest arbitrarily deep.

mod beside;
mod check;
mod depth;
mod docs;
mod endless;
mod events;
mod fill;
mod graph;
mod lists;
mod nested;
mod order;
mod reach;
mod recursion;
mod select;
mod sensitive;
mod unions;
mod width;

pub(crate) use self::check::endpoint::check_rules as check_endpoint_rules;

use crate::config::Config;
use crate::ir::Ir;
use crate::problem::Problems;

/// A pass.
pub type Pass = fn(&mut Ir, &Config, &mut Problems);

/// The passes with their names, in order.
pub const PASSES: [(&str, Pass); 16] = [
    ("check", check::check),
    ("nested", nested::nested),
    ("select", select::select),
    ("beside", beside::beside),
    ("unions", unions::unions),
    ("events", events::events),
    ("order", order::order),
    ("fill", fill::fill),
    ("docs", docs::docs),
    ("lists", lists::lists),
    ("depth", depth::depth),
    ("width", width::width),
    ("endless", endless::endless),
    ("recursion", recursion::recursion),
    ("reach", reach::reach),
    ("sensitive", sensitive::sensitive),
];

/// Runs all passes.
pub fn run(ir: &mut Ir, config: &Config, problems: &mut Problems) {
    for (_, pass) in PASSES {
        pass(ir, config, problems);
    }
}

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests;
