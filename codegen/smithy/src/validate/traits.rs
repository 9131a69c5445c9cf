//! `TraitTarget`, `TraitConflict`, `ExclusiveStructureMemberTrait` and `TraitValidators`: rules of trait definitions.
//!
//! <https://smithy.io/2.0/spec/model.html#trait-shapes>

use std::collections::{BTreeMap, BTreeSet};

use super::report::Report;
use super::text::{ticked, trait_name};
use super::views::Views;
use crate::event::{Event, Severity};
use crate::model::{Node, Shape, ShapeId, ShapeType, is_namespace};
use crate::selector::{Selector, SelectorError};
use crate::subject::Subject;

const TRAIT: &str = "smithy.api#trait";

/// Checks that traits are on shapes that the selectors of their definitions match.
pub(super) fn targets(views: &Views<'_>, report: &mut Report) {
    let mut by_selector: BTreeMap<&str, Vec<&Shape>> = BTreeMap::new();
    for id in views.applied_traits() {
        let Some(definition) = views.model.shape(id) else {
            continue;
        };
        if definition.traits.has("smithy.api#mixin") {
            for subject in views.having(id) {
                report.error(
                    *subject,
                    format!("the trait `{id}` is a mixin, which cannot be applied"),
                );
            }
        }
        let selector = definition
            .traits
            .get(TRAIT)
            .and_then(|node| node.get("selector")?.as_str());
        let selector = selector.filter(|selector| *selector != "*");
        if let Some(selector) = selector {
            by_selector.entry(selector).or_default().push(definition);
        }
    }
    for (selector, definitions) in by_selector {
        let subjects = |definition: &Shape| views.having(definition.id.as_str()).iter().copied();
        let candidates: Vec<&ShapeId> = definitions
            .iter()
            .flat_map(|definition| subjects(definition).map(Subject::id))
            .collect();
        let selected = Selector::parse(selector)
            .and_then(|selector| selector.select_among(&views.graph, &candidates));
        match selected {
            Ok(matched) => {
                let matched: BTreeSet<_> = matched.into_iter().collect();
                for definition in definitions {
                    let others =
                        subjects(definition).filter(|subject| !matched.contains(subject.id()));
                    misapplied((definition, selector), others, report);
                }
            }
            Err(error) => {
                for definition in definitions {
                    unsupported(definition, &error, report);
                }
            }
        }
    }
}

fn misapplied<'m>(
    of: (&Shape, &str),
    subjects: impl Iterator<Item = Subject<'m>>,
    report: &mut Report,
) {
    let (definition, selector) = of;
    let name = trait_name(&definition.id);
    let selector = selector.split_whitespace().collect::<Vec<_>>().join(" ");
    for subject in subjects {
        // An enum shape has its values from its members, so its trait `enum` is told at the shape.
        let is_enum = subject.kind() == ShapeType::Enum && name == "enum";
        let node = subject.traits().get(&definition.id).filter(|_| !is_enum);
        let at = node.map_or(subject.at(), |node| node.at);
        let message = format!(
            "the trait `{name}` cannot be on this {}: it is for shapes that match `{selector}`",
            subject.kind()
        );
        report.error_at(subject, at, message);
    }
}

/// Reports a selector that could not be used; the trait's targets are not checked then.
fn unsupported(definition: &Shape, error: &SelectorError, report: &mut Report) {
    let name = trait_name(&definition.id);
    let message = format!("the targets of the trait `{name}` are not checked: {error}");
    report.warning(definition, message);
    report.within("Unsupported");
}

/// Checks that no shape has two traits that exclude each other.
pub(super) fn conflicts(views: &Views<'_>, report: &mut Report) {
    let mut found: BTreeMap<&ShapeId, (Subject<'_>, Vec<String>)> = BTreeMap::new();
    for definition in views.having(TRAIT) {
        let rules = definition.traits().get(TRAIT);
        let others = rules.and_then(|node| node.get("conflicts")?.as_array());
        for other in others.unwrap_or_default().iter().filter_map(Node::as_str) {
            let Some(other) = ShapeId::parse(other) else {
                continue;
            };
            for subject in views.having(definition.id().as_str()) {
                if subject.traits().has(&other) {
                    let (_, pairs) = found.entry(subject.id()).or_insert((*subject, Vec::new()));
                    let names = (trait_name(definition.id()), trait_name(&other));
                    pairs.push(format!("`{}` with `{}`", names.0, names.1));
                }
            }
        }
    }
    for (subject, mut pairs) in found.into_values() {
        pairs.sort();
        let message = format!("traits exclude each other: {}", pairs.join(", "));
        report.error(subject, message);
    }
}

/// Checks traits that only one member of a structure, or only one target of its members, may have.
pub(super) fn exclusive(views: &Views<'_>, report: &mut Report) {
    let rule = |definition: &Subject<'_>| {
        let rules = definition.traits().get(TRAIT)?;
        let rule = rules.get("structurallyExclusive")?.as_str()?;
        Some((definition.id().clone(), rule == "target"))
    };
    let rules: Vec<_> = views.having(TRAIT).iter().filter_map(rule).collect();
    for shape in views.of_kind(ShapeType::Structure) {
        for (id, of_target) in &rules {
            let has = |name: &&str| {
                let member = shape.members.get(*name);
                let traits = member.and_then(|member| {
                    let target = views.model.target(member);
                    if *of_target {
                        target.map(|target| &target.traits)
                    } else {
                        Some(&member.traits)
                    }
                });
                traits.is_some_and(|traits| traits.has(id))
            };
            let names = shape.members.keys().map(String::as_str);
            let marked: Vec<&str> = names.filter(has).collect();
            if marked.len() > 1 {
                let side = if *of_target {
                    "target of a member"
                } else {
                    "member"
                };
                let message = format!(
                    "only one {side} can have the trait `{}`, but these have it: {}",
                    trait_name(id),
                    ticked(marked)
                );
                report.error(shape, message);
            }
        }
    }
}

/// Runs the validators that trait definitions carry in `@traitValidators`.
pub(super) fn trait_validators(views: &Views<'_>, report: &mut Report) {
    for definition in views.having("smithy.api#traitValidators") {
        let Some(node) = definition.traits().get("smithy.api#traitValidators") else {
            continue;
        };
        let Some(validators) = node.as_object() else {
            continue;
        };
        let mut is_valid = true;
        for key in validators.keys().filter(|key| !is_namespace(key)) {
            is_valid = false;
            report.error_at(
                *definition,
                node.at,
                format!("`{key}` is no name of an event"),
            );
        }
        for entry in validators.iter().filter(|_| is_valid) {
            for subject in views.having(definition.id().as_str()) {
                run(
                    views,
                    (&entry.key, &entry.node),
                    (*definition, *subject),
                    report,
                );
            }
        }
    }
}

fn run(
    views: &Views<'_>,
    validator: (&str, &Node),
    of: (Subject<'_>, Subject<'_>),
    report: &mut Report,
) {
    let ((key, node), (definition, subject)) = (validator, of);
    let text = |key| node.get(key).and_then(Node::as_str);
    let severity = text("severity").and_then(Severity::from_name);
    let selected = Selector::parse(text("selector").unwrap_or("*"))
        .and_then(|selector| selector.select_from(&views.graph, &[subject.id()]));
    let ids = match selected {
        Ok(ids) => ids,
        Err(error) => {
            report.warning_at(
                definition,
                node.at,
                format!("`{key}` is not checked: {error}"),
            );
            return report.within("Unsupported");
        }
    };
    let reason = text("message").map(|reason| format!(": {reason}"));
    for id in ids {
        let at = views.model.member(id).map(|member| member.at);
        let at = at.or_else(|| views.model.shape(id).map(|shape| shape.at));
        let message = format!(
            "this shape does not fit `{}`, which has the trait `{}`{}",
            subject.id(),
            trait_name(definition.id()),
            reason.as_deref().unwrap_or_default()
        );
        let severity = severity.unwrap_or(Severity::Error);
        let event = Event::new(
            severity,
            key.to_owned(),
            message,
            at.unwrap_or_else(|| subject.at()),
        );
        report.events.push(event.of(id.clone()));
    }
}
