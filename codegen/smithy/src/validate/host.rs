//! `HostLabelTrait`: prefixes of hosts, and the members that fill their labels.
//!
//! <https://smithy.io/2.0/spec/endpoint-traits.html>

use std::collections::BTreeSet;

use super::report::Report;
use super::text::ticked;
use super::views::Views;
use crate::event::Severity;
use crate::model::{Node, Shape};
use crate::subject::Subject;

const LABEL: &str = "smithy.api#hostLabel";

/// A part of a host prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'m> {
    Text(&'m str),
    Label(&'m str),
}

/// The parts of a host prefix; nothing if a brace has no partner.
pub(super) fn parts(prefix: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut left = prefix;
    while !left.is_empty() {
        let (text, rest) = left.split_once('{').unwrap_or((left, ""));
        if text.contains('}') {
            return None;
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        if text.len() == left.len() {
            break;
        }
        let (label, rest) = rest.split_once('}')?;
        parts.push(Part::Label(label));
        left = rest;
    }
    Some(parts)
}

/// The host prefix of an operation.
pub(super) fn prefix(shape: &Shape) -> Option<(&Node, &str)> {
    let node = shape.traits.get("smithy.api#endpoint")?;
    Some((node, node.get("hostPrefix")?.as_str()?))
}

/// Checks host prefixes, and their labels against the members of the input.
pub(super) fn labels(views: &Views<'_>, report: &mut Report) {
    for shape in views.shapes_having("smithy.api#endpoint") {
        let Some((node, text)) = prefix(shape) else {
            continue;
        };
        let Some(parts) = parts(text) else {
            continue;
        };
        let expanded = parts.iter().map(|part| match part {
            Part::Text(text) => text,
            Part::Label(_) => "foo",
        });
        let expanded: String = expanded.collect();
        if !is_host(&expanded) {
            let message = format!(
                "the host prefix `{text}` does not become a valid host: `{expanded}` for instance"
            );
            report.error_at(shape, node.at, message);
        }
        let has_labels = parts.iter().any(|part| matches!(part, Part::Label(_)));
        if has_labels && !text.ends_with('.') {
            let message = "a host prefix with labels has to end in a period; otherwise a client can send data to a domain of others".to_owned();
            report.add_at(Severity::Danger, Subject::Shape(shape), node.at, message);
        }
        bindings(views, shape, &parts, report);
    }
}

fn bindings(views: &Views<'_>, shape: &Shape, parts: &[Part<'_>], report: &mut Report) {
    let labels = parts.iter().filter_map(|part| match part {
        Part::Label(name) => Some(*name),
        Part::Text(_) => None,
    });
    let labels: Vec<&str> = labels.collect();
    let mut left: BTreeSet<&str> = labels.iter().copied().collect();
    let input = views.input(shape);
    for member in input.into_iter().flat_map(|input| input.members.values()) {
        let Some(node) = member.traits.get(LABEL) else {
            continue;
        };
        left.remove(member.name());
        if !labels
            .iter()
            .any(|label| label.eq_ignore_ascii_case(member.name()))
        {
            let message = format!(
                "the host prefix of `{}` has no label `{}`",
                shape.id,
                member.name()
            );
            report.error_at(member, node.at, message);
        }
    }
    if !left.is_empty() {
        let message = format!(
            "no member of the input is marked with `@hostLabel` for the labels {}",
            ticked(left)
        );
        report.error(shape, message);
    }
}

/// Returns true for labels of at most 63 letters, digits and hyphens, joined by periods.
fn is_host(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let is_fit = |label: &str| {
        let mut bytes = label.bytes();
        (1..=63).contains(&label.len())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    !text.starts_with('-') && text.split('.').all(is_fit)
}

#[cfg(test)]
mod tests {
    use super::{Part, is_host, parts};

    #[test]
    fn prefixes_are_texts_and_labels() {
        let expected = vec![Part::Label("a"), Part::Text("-b."), Part::Label("c")];
        assert_eq!(parts("{a}-b.{c}"), Some(expected));
        assert_eq!(parts(""), Some(Vec::new()));
        assert_eq!(parts("{a"), None);
        assert_eq!(parts("a}"), None);
    }

    #[test]
    fn hosts_have_short_labels() {
        assert!(is_host("a.b-1.") && is_host("a"));
        let long = "a".repeat(64);
        for bad in ["", "-a", "a..b", "a|b", long.as_str()] {
            assert!(!is_host(bad), "{bad}");
        }
    }
}
