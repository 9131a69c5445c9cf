//! Clears the pointers of an [`Ir`].

use super::{EndpointRules, Ir, Pointer};

/// Clears all pointers, to compare models from different formats.
pub(super) fn clear(ir: &mut Ir) {
    ir.service.at = Pointer::root();
    let service = &mut ir.service;
    let rules = service.endpoint_rules.iter_mut();
    rules
        .chain(&mut service.endpoint_diagram)
        .for_each(EndpointRules::clear_pointers);
    for operation in ir.service.operations.values_mut() {
        operation.at = Pointer::root();
        if let Some(pagination) = &mut operation.pagination {
            pagination.at = Pointer::root();
        }
        for io in operation.input.iter_mut().chain(&mut operation.output) {
            io.at = Pointer::root();
        }
    }
    for waiter in ir.service.waiters.values_mut() {
        waiter.at = Pointer::root();
        for acceptor in &mut waiter.acceptors {
            acceptor.at = Pointer::root();
        }
    }
    for shape in ir.shapes.values_mut() {
        shape.at = Pointer::root();
        for member in shape.members_mut() {
            member.at = Pointer::root();
        }
    }
}
