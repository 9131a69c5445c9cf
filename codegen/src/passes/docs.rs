//! Drops documentation that the user does not want, so that later stages need not ask.

use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::Problems;

/// Drops all documentation, unless it is to be kept.
pub(super) fn docs(ir: &mut Ir, config: &Config, _problems: &mut Problems) {
    if config.docs {
        return;
    }
    let service = &mut ir.service;
    service.docs = None;
    for param in service.client_context_params.values_mut() {
        param.docs = None;
    }
    for waiter in service.waiters.values_mut() {
        waiter.docs = None;
    }
    for operation in service.operations.values_mut() {
        operation.docs = None;
        for io in operation.input.iter_mut().chain(&mut operation.output) {
            io.docs = None;
            if let Some(events) = &mut io.events {
                events.docs = None;
            }
        }
        for example in &mut operation.examples {
            example.docs = None;
            example.title.clear();
        }
    }
    for shape in ir.shapes.values_mut() {
        shape.traits.docs = None;
        for member in shape.members_mut() {
            member.docs = None;
        }
        if let ShapeKind::Enum(values) = &mut shape.kind {
            for value in values {
                value.docs = None;
            }
        } else if let ShapeKind::IntEnum(values) = &mut shape.kind {
            for value in values {
                value.docs = None;
            }
        }
    }
}
