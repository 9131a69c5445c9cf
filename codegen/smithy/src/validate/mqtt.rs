//! `MqttTopicLabel` and `MqttTopicConflict`: topics of MQTT.
//!
//! <https://smithy.io/2.0/additional-specs/mqtt.html>

use std::collections::{BTreeMap, BTreeSet};

use super::report::Report;
use super::text::{SHOWN, ticked};
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
    // Without wildcards, topics of one skeleton are the same, and no others.
    let (open, plain): (Vec<_>, Vec<_>) =
        bindings.partition(|binding| binding.topic.contains(['#', '+']));
    let mut by_skeleton: BTreeMap<String, Vec<&Binding<'_>>> = BTreeMap::new();
    for binding in &plain {
        let group = by_skeleton.entry(skeleton(binding.topic)).or_default();
        group.push(binding);
    }
    let mut pairs = PAIRS;
    let all = plain.iter().map(|binding| (binding, false));
    for (binding, is_open) in all.chain(open.iter().map(|binding| (binding, true))) {
        let group = by_skeleton.get(&skeleton(binding.topic));
        let group = group.map_or(&[][..], Vec::as_slice).iter().copied();
        let mut others: Vec<&str> = conflicting(binding, group).take(SHOWN).collect();
        let rest: &[Binding<'_>] = if is_open { &plain } else { &[] };
        let rest = open.iter().chain(rest);
        let rest = rest.take_while(|_| {
            pairs = usize::saturating_sub(pairs, 1);
            pairs > 0
        });
        others.extend(conflicting(binding, rest).take(SHOWN));
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

/// The pairs of topics with wildcards that are compared at most.
const PAIRS: usize = 200_000;

/// The operations of other bindings with the same topic and another payload.
fn conflicting<'b, 'm: 'b>(
    binding: &'b Binding<'m>,
    others: impl Iterator<Item = &'b Binding<'m>>,
) -> impl Iterator<Item = &'m str> {
    let others = others.filter(|other| {
        other.payload.id != binding.payload.id && is_same(binding.topic, other.topic)
    });
    others.map(|other| other.operation.id.as_str())
}

/// A topic without the names of its labels.
fn skeleton(topic: &str) -> String {
    let levels = topic.split('/').map(|level| match label(level) {
        Some(_) => "{}",
        None => level,
    });
    levels.collect::<Vec<_>>().join("/")
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
