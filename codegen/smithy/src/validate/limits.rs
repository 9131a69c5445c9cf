//! `LengthTrait`, `RangeTrait` and `PatternTrait`: constraints that make sense.
//!
//! <https://smithy.io/2.0/spec/constraint-traits.html>

use std::cmp::Ordering;

use super::report::Report;
use super::views::Views;
use crate::model::{Node, Number, ShapeType};
use crate::subject::Subject;

/// Checks lengths: not negative, and in order.
pub(super) fn lengths(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#length") {
        let Some(node) = subject.traits().get("smithy.api#length") else {
            continue;
        };
        for key in ["min", "max"] {
            let limit = node.get(key).and_then(Node::as_number);
            if limit.is_some_and(|limit| limit.as_str().starts_with('-') && !limit.is_zero()) {
                report.error_at(
                    *subject,
                    node.at,
                    format!("`{key}` of a length cannot be negative"),
                );
            }
        }
        order(*subject, node, report);
    }
}

/// Checks ranges: in order, and without fractions where the type has none.
pub(super) fn ranges(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#range") {
        let Some(node) = subject.traits().get("smithy.api#range") else {
            continue;
        };
        let target = match *subject {
            Subject::Shape(shape) => Some(shape),
            Subject::Member(member) => views.model.target(member),
        };
        let is_whole = target.is_some_and(|target| {
            use ShapeType::{BigDecimal, Double, Float};
            !matches!(target.kind, Float | Double | BigDecimal)
        });
        for key in ["min", "max"] {
            let limit = node.get(key).and_then(Node::as_number);
            if is_whole && limit.is_some_and(has_fraction) {
                report.error_at(
                    *subject,
                    node.at,
                    format!("`{key}` has a fraction, but the type has none"),
                );
            }
        }
        order(*subject, node, report);
    }
}

fn has_fraction(number: &Number) -> bool {
    let floor = number.to_f64();
    !number.is_integer() && (floor.fract() != 0.0)
}

fn order(subject: Subject<'_>, node: &Node, report: &mut Report) {
    let limit = |key| node.get(key).and_then(Node::as_number);
    if let (Some(min), Some(max)) = (limit("min"), limit("max"))
        && min.compare(max) == Ordering::Greater
    {
        let message = format!(
            "`min` is {}, more than `max`, {}",
            min.as_str(),
            max.as_str()
        );
        report.error_at(subject, node.at, message);
    }
}

/// Warns of patterns that match a part of a text only, and of those that cannot be checked.
pub(super) fn patterns(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#pattern") {
        let node = subject.traits().get("smithy.api#pattern");
        let Some((node, pattern)) = node.and_then(|node| Some((node, node.as_str()?))) else {
            continue;
        };
        if !pattern.starts_with('^') || !pattern.ends_with('$') {
            let message =
                "the pattern matches a part of a text; start it with `^` and end it with `$`"
                    .to_owned();
            report.warning_at(*subject, node.at, message);
        }
        if views.pattern(pattern).is_none()
            && !views
                .model
                .shape(subject.id().root_str())
                .is_some_and(|shape| shape.bundled)
        {
            let message =
                "the pattern cannot be read, so values are not checked against it".to_owned();
            report.warning_at(*subject, node.at, message);
            report.within("Unsupported");
        }
    }
}
