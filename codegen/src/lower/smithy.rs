//! Lowers the mirrors of a Smithy model to the [`Ir`].
//!
//! ```text
//! assemble  files -> one model: shapes merged, traits applied
//! mixins    members and traits of mixins are copied to the shapes that use them
//! upgrade   implicit defaults of version 1.0 become explicit
//! closure   selects the service, its operations and the shapes they reach
//! naming    ids -> names without namespaces
//! ```
//!
//! followed by service, operations, shapes and members one by one.
//!
//! **Invariants**
//! - Every trait is lowered, ignored with a reason (`known`), or kept verbatim with a warning.
//! - Nothing recurses over shapes: a model may nest arbitrarily deep.

mod assemble;
mod bundled;
mod closure;
mod error;
mod example;
mod facets;
mod http;
mod known;
mod member;
mod mixins;
mod model;
mod naming;
mod operation;
mod prelude;
mod scope;
mod service;
mod shape;
mod traits;
mod upgrade;
mod values;
mod waiter;

use indexmap::{IndexMap, IndexSet};

use self::closure::Closure;
use self::model::Model;
use self::operation::Lowered;
use self::scope::Scope;
use crate::config::Config;
use crate::ir::{Ir, Pointer, Service, Shape, ShapeKind, TimestampFormat, UnknownTrait};
use crate::problem::{ProblemKind, Problems};
use crate::read::smithy::Mirror;

/// Lowers the mirrors of a model. Errors go to `problems`; returns `None` without a service.
pub(crate) fn lower(mirror: Mirror<'_>, config: &Config, problems: &mut Problems) -> Option<Ir> {
    let mut model = assemble::assemble(mirror, problems);
    mixins::flatten(&mut model, problems);
    prelude::add(&mut model);
    bundled::add(&mut model);
    upgrade::upgrade(&mut model);
    let closure = Closure::find(&model, config.service.as_deref(), problems)?;
    let ir = lower_closure(&mut model, closure, config, problems);
    warn_of_unknown_traits(&ir, problems);
    Some(ir)
}

/// Lowers a service and the shapes it reaches.
fn lower_closure<'a>(
    model: &mut Model<'a>,
    closure: Closure<'a>,
    config: &Config,
    problems: &mut Problems,
) -> Ir {
    let is_simple = model.shapes.get(&closure.service);
    let is_simple = is_simple.is_some_and(|shape| shape.traits.has(service::SIMPLE_REST_JSON));
    let (mut service, common) = service::lower_service(model, &closure, problems);
    let scope = Scope::new(model, &closure, (&service, common, config), problems);
    let Closure {
        operations, shapes, ..
    } = closure;
    for id in operations {
        if let Some(lowered) = operation::lower_operation(&id, (model, &scope), problems) {
            add(&mut service, lowered, problems);
        }
    }
    let mut lowered = IndexMap::with_capacity(shapes.len());
    for (id, shape) in std::mem::take(&mut model.shapes) {
        if shapes.contains(&id) {
            let shape = shape::lower_shape(&id, shape, &scope, problems);
            lowered.insert(shape.name.clone(), shape);
        }
    }
    let mut ir = Ir {
        service,
        shapes: lowered,
        names: std::collections::BTreeMap::new(),
    };
    if is_simple {
        write_instants_as_texts(&mut ir);
    }
    ir
}

/// Sets the default timestamp format of bodies for `alloy#simpleRestJson`; restJson1 uses seconds.
fn write_instants_as_texts(ir: &mut Ir) {
    let plain = ir.shapes.values().filter(|shape| {
        matches!(shape.kind, ShapeKind::Timestamp) && shape.traits.timestamp_format.is_none()
    });
    let plain: IndexSet<_> = plain.map(|shape| shape.name.clone()).collect();
    for shape in ir.shapes.values_mut() {
        for member in shape.members_mut() {
            if member.is_unbound() && plain.contains(&member.target) {
                member
                    .timestamp_format
                    .get_or_insert(TimestampFormat::DateTime);
            }
        }
    }
}

/// Adds an operation with its waiters; duplicate names would clash as types.
fn add(service: &mut Service, lowered: Lowered, problems: &mut Problems) {
    let Lowered { operation, waiters } = lowered;
    let mut conflict = |what: String, first: &Pointer, at: &Pointer| {
        let first = first.clone();
        problems.push(ProblemKind::Conflict { what, first }, at.clone());
    };
    if let Some(known) = service.operations.get(&operation.name) {
        let what = format!("the operation `{}`", operation.name);
        conflict(what, &known.at, &operation.at);
    }
    for waiter in waiters {
        if let Some(known) = service.waiters.get(&waiter.name) {
            let what = format!("the waiter `{}`", waiter.name);
            conflict(what, &known.at, &waiter.at);
        }
        service.waiters.insert(waiter.name.clone(), waiter);
    }
    service.operations.insert(operation.name.clone(), operation);
}

/// Warns of each unknown trait once, at its first use.
fn warn_of_unknown_traits(ir: &Ir, problems: &mut Problems) {
    let service = &ir.service;
    let operations = service.operations.values();
    let shapes = ir.shapes.values();
    let members = ir.shapes.values().flat_map(Shape::members);
    let all = std::iter::once((&service.unknown_traits, &service.at))
        .chain(operations.map(|operation| (&operation.unknown_traits, &operation.at)))
        .chain(shapes.map(|shape| (&shape.unknown_traits, &shape.at)))
        .chain(members.map(|member| (&member.unknown_traits, &member.at)));
    let mut named = IndexSet::new();
    for (traits, at) in all {
        for UnknownTrait { id, .. } in traits {
            if named.insert(id) {
                let at = at.child("traits").child(id);
                let similar = known::similar(id, problems);
                let id = id.clone();
                problems.push(ProblemKind::UnknownTrait { id, similar }, at);
            }
        }
    }
}

#[cfg(test)]
mod tests;
