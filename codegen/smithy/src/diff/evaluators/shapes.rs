//! Shapes that came, went or changed their type, and members in their shapes.

use super::event;
use crate::diff::differences::{Changed, Differences, Subject};
use crate::event::{Event, Severity};
use crate::model::{Shape, ShapeType};

/// `AddedShape`: a new shape, or a new member of an old shape.
pub(super) fn added(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for subject in &differences.added {
        let id = subject.id();
        let counts = match subject {
            Subject::Shape(_) => true,
            // Values of a string that became an enum are for `ChangedEnumTrait`.
            Subject::Member(_) => differences
                .old
                .shape(id.root_str())
                .is_some_and(|old| !became_enum(old, differences.new.shape(id.root_str()))),
        };
        if counts {
            let message = format!("Added {} `{id}`", subject.kind());
            events.push(event(Severity::Note, "AddedShape", *subject, message));
        }
    }
}

fn became_enum(old: &Shape, new: Option<&Shape>) -> bool {
    old.kind == ShapeType::String
        && old.traits.has("smithy.api#enum")
        && new.is_some_and(|new| new.kind == ShapeType::Enum)
}

/// `RemovedShape`: a shape is gone, or a member of a shape that is still there; private shapes may go.
pub(super) fn removed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for subject in &differences.removed {
        let id = subject.id();
        let container_is_gone =
            matches!(subject, Subject::Member(_)) && differences.new.shape(id.root_str()).is_none();
        if !container_is_gone && !subject.traits().has("smithy.api#private") {
            let (severity, name) = if is_scalar(*subject) {
                (Severity::Warning, "RemovedShape.ScalarShape")
            } else {
                (Severity::Error, "RemovedShape")
            };
            let message = format!("Removed {} `{id}`", subject.kind());
            events.push(event(severity, name, *subject, message));
        }
        if subject.traits().has("smithy.api#trait") {
            let message = format!("Trait definition `{id}` was removed");
            events.push(event(
                Severity::Error,
                "RemovedTraitDefinition",
                *subject,
                message,
            ));
        }
    }
}

/// Tells if generators make no type of the shape.
fn is_scalar(subject: Subject<'_>) -> bool {
    let kind = subject.kind();
    kind.is_simple()
        && kind != ShapeType::Document
        && !(kind == ShapeType::String && subject.traits().has("smithy.api#enum"))
}

/// `AddedTraitDefinition`
pub(super) fn added_trait_definitions(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for subject in &differences.added {
        if subject.traits().has("smithy.api#trait") {
            let message = format!("Trait definition `{}` was added", subject.id());
            events.push(event(
                Severity::Note,
                "AddedTraitDefinition",
                *subject,
                message,
            ));
        }
    }
}

/// `ChangedShapeType`; a set may become a list of unique items, and a string with `enum` an enum.
pub(super) fn changed_types(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for Changed { old, new } in &differences.changed {
        let set_to_list = old.kind() == ShapeType::Set
            && new.kind() == ShapeType::List
            && new.traits().has("smithy.api#uniqueItems");
        let string_to_enum = old.traits().has("smithy.api#enum") && new.kind() == ShapeType::Enum;
        if old.kind() != new.kind() && !set_to_list && !string_to_enum {
            let message = format!(
                "Shape `{}` type was changed from `{}` to `{}`.",
                old.id(),
                old.kind(),
                new.kind()
            );
            events.push(event(Severity::Error, "ChangedShapeType", *new, message));
        }
    }
}

/// `AddedRequiredMember`: a new member that old callers do not send.
pub(super) fn added_required_members(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let structures = differences
        .changed
        .iter()
        .filter_map(|change| change.shapes_of(ShapeType::Structure));
    for (old, new) in structures {
        for (name, member) in &new.members {
            let has = |id| member.traits.has(id);
            if !old.members.contains_key(name)
                && has("smithy.api#required")
                && !has("smithy.api#default")
                && !has("smithy.api#clientOptional")
            {
                events.push(event(
                    Severity::Error,
                    "AddedRequiredMember",
                    Subject::Member(member),
                    "Adding a new member with the `required` trait but not the `default` trait breaks old callers.",
                ));
            }
        }
    }
}

/// `ChangedMemberOrder`: structures and unions whose members are in another order.
pub(super) fn reordered_members(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        let shapes = change
            .shapes_of(ShapeType::Structure)
            .or_else(|| change.shapes_of(ShapeType::Union));
        let moved = shapes.is_some_and(|(old, new)| {
            let mut names = old.members.keys().zip(new.members.keys());
            names.any(|(old, new)| old != new)
        });
        if moved {
            let message = format!(
                "The members of {} `{}` are in another order, which changes the layout of data in languages such as C.",
                change.new.kind(),
                change.new.id()
            );
            events.push(event(
                Severity::Danger,
                "ChangedMemberOrder",
                change.new,
                message,
            ));
        }
    }
}
