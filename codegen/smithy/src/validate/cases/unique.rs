//! IDs of test cases of protocols, which have to be unique in a model.

use std::collections::BTreeMap;

use super::{Case, MALFORMED, REQUESTS, RESPONSES, STREAMS, cases};
use crate::model::Shape;
use crate::validate::report::Report;
use crate::validate::text::{SHOWN, ticked};
use crate::validate::views::Views;

/// Checks that the IDs of requests, of responses and of event streams are each unique.
pub(in crate::validate) fn unique(views: &Views<'_>, report: &mut Report) {
    let mut responses = cases(views, RESPONSES);
    responses.extend(cases(views, MALFORMED));
    conflicts(RESPONSES, responses.iter(), report);
    for id in [REQUESTS, STREAMS] {
        conflicts(id, cases(views, id).iter(), report);
    }
}

/// Reports cases of one group with one ID.
pub(super) fn conflicts<'c, 'm: 'c>(
    name: &str,
    cases: impl Iterator<Item = &'c Case<'m>>,
    report: &mut Report,
) {
    let mut by_id: BTreeMap<&str, Vec<&Shape>> = BTreeMap::new();
    for case in cases {
        if let Some(id) = case.text("id") {
            by_id.entry(id).or_default().push(case.shape);
        }
    }
    for (id, shapes) in by_id.into_iter().filter(|(_, shapes)| shapes.len() > 1) {
        let mut last = None;
        for shape in &shapes {
            if last.replace(&shape.id) == Some(&shape.id) {
                continue;
            }
            let ids = shapes.iter().map(|shape| shape.id.as_str());
            let ids = ticked(ids.take(SHOWN));
            let message = format!("several cases of `{name}` have the ID `{id}`: {ids}");
            report.error(*shape, message);
        }
    }
}
