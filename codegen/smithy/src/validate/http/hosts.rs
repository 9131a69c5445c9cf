//! Host prefixes that keep two operations with one URI apart.

use crate::model::{Member, Node, Shape};
use crate::validate::host::{Part, parts, prefix};
use crate::validate::views::Views;

/// Returns true if requests to the hosts of both operations can be confused.
///
/// A label and a text at the same place are kept apart by the pattern of the label's member, if it does not match
/// the text.
pub(super) fn conflict(views: &Views<'_>, shape: &Shape, other: &Shape) -> bool {
    let (Some((_, text)), Some((_, other_text))) = (prefix(shape), prefix(other)) else {
        return true;
    };
    let (Some(left), Some(right)) = (parts(text), parts(other_text)) else {
        return true;
    };
    let mut pairs = Vec::new();
    for (left, right) in left.into_iter().zip(right) {
        match (left, right) {
            (Part::Label(name), Part::Text(text)) => pairs.push((shape, name, text)),
            (Part::Text(text), Part::Label(name)) => pairs.push((other, name, text)),
            (Part::Text(left), Part::Text(right)) if left != right => break,
            _ => {}
        }
    }
    let is_apart = |(shape, name, text): &(&Shape, &str, &str)| {
        let pattern = pattern(views, shape, name);
        let pattern = pattern.and_then(|pattern| views.pattern(pattern));
        pattern.is_some_and(|pattern| matches!(pattern.is_match(text), Ok(false)))
    };
    pairs.is_empty() || !pairs.iter().all(is_apart)
}

/// The pattern of the member that fills a label.
fn pattern<'m>(views: &Views<'m>, shape: &Shape, name: &str) -> Option<&'m str> {
    let member: &Member = views.input(shape)?.members.get(name)?;
    let pattern = member.traits.get("smithy.api#pattern");
    pattern
        .filter(|_| member.traits.has("smithy.api#hostLabel"))
        .and_then(Node::as_str)
}
