//! Smoke tests.
//!
//! <https://smithy.io/2.0/additional-specs/smoke-tests.html>

use std::collections::{BTreeMap, BTreeSet};

use super::unique::conflicts;
use super::{Case, cases as all};
use crate::model::{Node, ShapeId, ShapeType};
use crate::validate::check::Check;
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

const SMOKE: &str = "smithy.test#smokeTests";

/// Checks the parameters of smoke tests.
pub(in crate::validate) fn cases(views: &Views<'_>, report: &mut Report) {
    for case in all(views, SMOKE) {
        vendor(views, &case, report);
        params(views, &case, report);
    }
}

fn check<'m>(
    views: &Views<'m>,
    case: &Case<'m>,
    value: (&str, &Node),
    shape: &'m crate::model::Shape,
    report: &mut Report,
) {
    let id = case.text("id").unwrap_or_default().to_owned();
    let path = vec![SMOKE.to_owned(), id, value.0.to_owned()];
    let mut check = Check::new(views, report.name(), Some(&case.shape.id), path);
    check.test = true;
    check.shape(shape, None, value.1);
    report.events.append(&mut check.events);
}

fn vendor<'m>(views: &Views<'m>, case: &Case<'m>, report: &mut Report) {
    let id = case.text("id").unwrap_or_default();
    let params = case.content.get("vendorParams");
    let (given, lacking) = match (case.text("vendorParamsShape"), params) {
        (Some(target), Some(params)) => {
            if let Some(shape) = views.model.shape(target) {
                check(views, case, ("vendorParams", params), shape, report);
            }
            return;
        }
        (Some(_), None) => ("vendorParamsShape", "vendorParams"),
        (None, Some(_)) => ("vendorParams", "vendorParamsShape"),
        (None, None) => return,
    };
    let message = format!("the smoke test `{id}` has `{given}` but no `{lacking}`");
    report.warning_at(case.shape, case.node.at, message);
}

fn params<'m>(views: &Views<'m>, case: &Case<'m>, report: &mut Report) {
    let Some(input) = views.input(case.shape) else {
        return;
    };
    if let Some(params) = case.content.get("params") {
        check(views, case, ("params", params), input, report);
        return;
    }
    let required = input.members.values();
    let required = required.filter(|member| member.traits.has("smithy.api#required"));
    let required: Vec<_> = required.map(crate::model::Member::name).collect();
    if !required.is_empty() {
        let message = format!(
            "the smoke test `{}` needs `params` with the required members {}",
            case.text("id").unwrap_or_default(),
            ticked(required)
        );
        report.error_at(case.shape, case.node.at, message);
    }
}

/// Checks that IDs are unique in a service, and in an operation without one.
pub(in crate::validate) fn unique(views: &Views<'_>, report: &mut Report) {
    let mut by_shape: BTreeMap<&ShapeId, Vec<Case<'_>>> = BTreeMap::new();
    for case in all(views, SMOKE) {
        by_shape.entry(&case.shape.id).or_default().push(case);
    }
    if by_shape.is_empty() {
        return;
    }
    let mut bound = BTreeSet::new();
    for service in views.of_kind(ShapeType::Service) {
        let shapes = views.operations(service);
        let cases = shapes.iter().filter_map(|shape| by_shape.get(&shape.id));
        conflicts(SMOKE, cases.flatten(), report);
        bound.extend(shapes.into_iter().map(|shape| &shape.id));
    }
    for (id, cases) in by_shape {
        if !bound.contains(id) {
            conflicts(SMOKE, cases.iter(), report);
        }
    }
}
