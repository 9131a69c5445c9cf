//! The fixed list of steps from a lowered [`Ir`] to one a plan can be made of.
//!
//! **Invariants**
//! - A pass goes on after a problem, so that all problems of the stage are found at once; a reference to
//!   nothing is complained of by `check` alone, and stepped over by the others.
//! - No pass recurses over shapes: a model is untrusted, and may nest as deep as it is long.

mod check;
mod depth;
mod docs;
mod endless;
mod fill;
mod graph;
mod lists;
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

/// A step.
pub type Pass = fn(&mut Ir, &Config, &mut Problems);

/// The steps with their names, in order.
pub const PASSES: [(&str, Pass); 13] = [
    ("check", check::check),
    ("select", select::select),
    ("unions", unions::unions),
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

/// Runs every step.
pub fn run(ir: &mut Ir, config: &Config, problems: &mut Problems) {
    for (_, pass) in PASSES {
        pass(ir, config, problems);
    }
}

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests;
