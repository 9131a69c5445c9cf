//! `MqttTopicLabel` and `MqttTopicConflict`: topics of MQTT.
//!
//! <https://smithy.io/2.0/additional-specs/mqtt.html>

use std::collections::BTreeSet;

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::model::{Node, Shape, ShapeType};

const LABEL: &str = "smithy.mqtt#topicLabel";
const TOPICS: [&str; 2] = ["smithy.mqtt#subscribe", "smithy.mqtt#publish"];

/// The trait of an operation with its topic.
fn topic(shape: &Shape) -> Option<(&'static str, &Node, &str)> {
    TOPICS.iter().find_map(|id| {
        let node = shape.traits.get(*id)?;
        Some((*id, node, node.as_str()?))
    })
}

/// The label of a level.
fn label(level: &str) -> Option<&str> {
    level.strip_prefix('{')?.strip_suffix('}')
}

/// Checks labels of topics against the members of the input.
pub(super) fn labels(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Operation) {
        let Some((id, node, text)) = topic(shape) else {
            continue;
        };
        let mut left: BTreeSet<&str> = text.split('/').filter_map(label).collect();
        let input = views.input(shape);
        for member in input.into_iter().flat_map(|input| input.members.values()) {
            if let Some(at) = member.traits.get(LABEL).map(|node| node.at)
                && !left.remove(member.name())
            {
                let message = format!("the topic `{text}` of `{}` has no such label", shape.id);
                report.error_at(member, at, message);
            }
        }
        if !left.is_empty() {
            let message = format!(
                "no member of the input is marked with `@topicLabel` for the labels of `{id}`: {}",
                ticked(left)
            );
            report.error_at(shape, node.at, message);
        }
    }
}

/// A topic with the shape that is sent to it.
struct Binding<'m> {
    operation: &'m Shape,
    node: &'m Node,
    topic: &'m str,
    payload: &'m Shape,
}

/// Checks that topics that can be confused have one payload.
pub(super) fn conflicts(views: &Views<'_>, report: &mut Report) {
    let operations = views.of_kind(ShapeType::Operation);
    let bindings = operations.filter_map(|operation| {
        let (id, node, topic) = topic(operation)?;
        let payload = if id == TOPICS[1] {
            views.input(operation)?
        } else {
            // A subscription without a stream has no messages.
            stream(views, operation)?
        };
        Some(Binding {
            operation,
            node,
            topic,
            payload,
        })
    });
    let bindings: Vec<_> = bindings.collect();
    for binding in &bindings {
        let others = bindings.iter().filter(|other| {
            other.payload.id != binding.payload.id && is_same(binding.topic, other.topic)
        });
        let others: Vec<_> = others.map(|other| other.operation.id.as_str()).collect();
        if !others.is_empty() {
            let message = format!(
                "the topic `{}` has other payloads in {}",
                binding.topic,
                ticked(others)
            );
            report.error_at(binding.operation, binding.node.at, message);
        }
    }
}

/// The event stream of the output.
fn stream<'m>(views: &Views<'m>, operation: &'m Shape) -> Option<&'m Shape> {
    let output = views.output(operation)?;
    let mut targets = output
        .members
        .values()
        .filter_map(|member| views.model.target(member));
    targets
        .find(|target| target.kind == ShapeType::Union && target.traits.has("smithy.api#streaming"))
}

/// Returns true if one message can be of both topics.
fn is_same(topic: &str, other: &str) -> bool {
    let (mut left, mut right) = (topic.split('/'), other.split('/'));
    loop {
        match (left.next(), right.next()) {
            (Some("#"), Some(_)) | (Some(_), Some("#")) | (None, None) => return true,
            (None, _) | (_, None) => return false,
            (Some("+"), _) | (_, Some("+")) => {}
            (Some(left), Some(right)) => match (label(left), label(right)) {
                (Some(_), Some(_)) => {}
                (None, None) if left == right => {}
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn topics_are_the_same_up_to_labels_and_wildcards() {
        for (left, right) in [
            ("a/{b}", "a/{c}"),
            ("a/+", "a/b"),
            ("a/#", "a/b/c"),
            ("a", "a"),
        ] {
            assert!(is_same(left, right), "{left} {right}");
        }
        for (left, right) in [("a/{b}", "a/b"), ("a/b", "a"), ("a", "b")] {
            assert!(!is_same(left, right), "{left} {right}");
        }
    }
}
