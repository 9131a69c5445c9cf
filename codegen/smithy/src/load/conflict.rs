//! Definitions of one shape in several places.
//!
//! <https://smithy.io/2.0/spec/model.html#shape-id-conflicts>

use crate::event::{Event, Severity};
use crate::model::{Member, Shape, Traits};

/// Compares a definition with the first one of its ID.
pub(super) fn check(first: &Shape, other: &Shape) -> Option<Event> {
    let id = first.id.clone();
    let difference = difference(first, other);
    if let Some(difference) = difference {
        let message = format!("`{id}` is defined twice, with different {difference}");
        return Some(Event::model_error(message, first.at).of(id));
    }
    if first.at == other.at && !first.at.is_none() {
        return None;
    }
    let message = format!("`{id}` is defined twice; the definitions are equal, so one is ignored");
    let name = "Model.IgnoredDuplicateDefinition";
    Some(Event::new(Severity::Note, name, message, first.at).of(id))
}

fn difference(first: &Shape, other: &Shape) -> Option<&'static str> {
    let names = |shape: &Shape| -> Vec<String> { shape.members.keys().cloned().collect() };
    let members = first.members.values().zip(other.members.values());
    if first.kind != other.kind {
        Some("types")
    } else if first.mixins != other.mixins {
        Some("mixins")
    } else if !same_traits(&first.traits, &other.traits) {
        Some("traits")
    } else if names(first) != names(other)
        || !members.into_iter().all(|(left, right)| same(left, right))
    {
        Some("members")
    } else if first.details != other.details {
        Some("properties")
    } else {
        None
    }
}

fn same(left: &Member, right: &Member) -> bool {
    left.target == right.target
        && left.mixins == right.mixins
        && same_traits(&left.traits, &right.traits)
}

/// Returns true for equal traits, whatever their origin.
fn same_traits(left: &Traits, right: &Traits) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .all(|known| right.get(&known.id) == Some(&known.node))
}
