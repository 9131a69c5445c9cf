//! The trait `default`.

use super::event;
use super::shown;
use crate::diff::differences::{Changed, Differences};
use crate::event::{Event, Severity};
use crate::model::{Member, Model, Node, Shape, ShapeType, Value};

const DEFAULT: &str = "smithy.api#default";

/// `ChangedDefault`
pub(super) fn changed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        let old = change.old.traits().get(DEFAULT);
        let new = change.new.traits().get(DEFAULT);
        let found = match (old, new) {
            (Some(old), None) => on_removal(differences.new, change, old),
            (None, Some(new)) => on_addition(change, new),
            (Some(old), Some(new)) if old != new => {
                Some(on_change(differences.new, change, old, new))
            }
            _ => None,
        };
        if let Some((severity, message)) = found {
            events.push(event(severity, "ChangedDefault", change.new, message));
        }
    }
}

fn on_removal(model: &Model, change: &Changed<'_>, old: &Node) -> Option<(Severity, String)> {
    // No default and one of null are the same where the target has none.
    let is_harmless = old.is_null()
        && change
            .members()
            .is_some_and(|(_, member)| target_default(model, member).is_none_or(Node::is_null));
    let message = "The default was removed, which breaks code that was generated before.";
    (!is_harmless).then(|| (Severity::Error, message.to_owned()))
}

fn target_default<'a>(model: &'a Model, member: &Member) -> Option<&'a Node> {
    model.target(member)?.traits.get(DEFAULT)
}

fn on_addition(change: &Changed<'_>, new: &Node) -> Option<(Severity, String)> {
    let value = shown(Some(new));
    if change.members().is_none() {
        let message = format!(
            "The default {value} was added to a shape, which breaks code that was generated before."
        );
        return Some((Severity::Error, message));
    }
    let is_harmless = new.is_null() || change.new.traits().has("smithy.api#addedDefault");
    let message = format!(
        "The default {value} was added to a member without the trait `addedDefault`, which breaks code that was generated before."
    );
    (!is_harmless).then_some((Severity::Error, message))
}

fn on_change(model: &Model, change: &Changed<'_>, old: &Node, new: &Node) -> (Severity, String) {
    let values = format!("from {} to {}", shown(Some(old)), shown(Some(new)));
    let Some((_, member)) = change.members() else {
        let message = format!(
            "The default of a shape was changed {values}, which breaks code that was generated before."
        );
        return (Severity::Error, message);
    };
    let kind = model.target(member).map(|target: &Shape| target.kind);
    if is_zero(old, kind) == is_zero(new, kind) {
        let message = format!(
            "The default of a member was changed {values}, which can break code that was generated before."
        );
        (Severity::Danger, message)
    } else {
        let message = format!(
            "The default of a member was changed {values}, and only one of them is the zero value of the target, which breaks code that was generated before."
        );
        (Severity::Error, message)
    }
}

/// Tells if a value was the default of its type in Smithy 1.0.
fn is_zero(value: &Node, kind: Option<ShapeType>) -> bool {
    let Some(kind) = kind.filter(|kind| kind.had_default_in_1_0()) else {
        return false;
    };
    match &value.value {
        Value::Bool(value) => kind == ShapeType::Boolean && !value,
        Value::Number(number) => kind != ShapeType::Boolean && number.is_zero(),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => false,
    }
}
