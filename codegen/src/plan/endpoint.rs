//! Compiles endpoint rules to a flat table, the program of the runtime's engine.
//!
//! **Invariants**
//! - Steps only lead forward; a call precedes those that refer to it.
//! - No path through the steps tests a condition twice, unless a rule set is extraordinarily large.
//! - Exceeding the table's number range is a problem, never a wrong number.

mod bindings;
mod builder;
mod calls;
mod conditions;
mod decisions;
mod facts;
mod outcomes;
mod steps;
mod table;

pub(crate) use self::bindings::bindings;
pub use self::bindings::{Binding, Segment, Source};
use self::builder::Builder;
pub use self::table::{
    BuiltIn, Operand, Property, Scheme, Table, TableCall, TableOutcome, TableParameter, TableStep,
};

use crate::ir::{EndpointLogic, EndpointRules, Ir};
use crate::problem::{ProblemKind, Problems};

/// The rules used for a service: its rule set, or else its diagram.
pub(crate) fn rules_of(ir: &Ir) -> Option<&EndpointRules> {
    let service = &ir.service;
    service
        .endpoint_rules
        .as_ref()
        .or(service.endpoint_diagram.as_ref())
}

/// Compiles endpoint rules.
pub(crate) fn compile(rules: &EndpointRules, problems: &mut Problems) -> Option<Table> {
    let mut builder = Builder::new(rules);
    match &rules.logic {
        EndpointLogic::Tree(tree) => steps::tree(&mut builder, tree),
        EndpointLogic::Diagram(diagram) => steps::diagram(&mut builder, diagram),
    }
    let table = builder.finish();
    if table.is_none() {
        let kind = ProblemKind::TooMany {
            what: "parts of endpoint rules",
            limit: table::LIMIT,
        };
        problems.push(kind, rules.at.clone());
    }
    table
}

#[cfg(test)]
mod tests;
