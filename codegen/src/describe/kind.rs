//! Describes types in words: "list of 1 to 10 strings".

use super::words;
use crate::ir::{Ir, Length, Member, Shape, ShapeKind};

/// The type of a member, with its limits.
pub(super) fn describe(member: &Member, shape: &Shape, ir: &Ir) -> String {
    let length = member.length.or(shape.traits.length).unwrap_or_default();
    let range = member.range.as_ref().or(shape.traits.range.as_ref());
    let mut text = match &shape.kind {
        ShapeKind::List(element) => return list(element, length, ir),
        ShapeKind::Map(key, value) => return map(key, value, length, ir),
        kind => noun(kind).to_owned(),
    };
    let unit = match shape.kind {
        ShapeKind::Blob => "bytes",
        _ => "characters",
    };
    if shape.kind.is_number() {
        text.extend(
            range
                .and_then(words::range)
                .map(|range| format!(" {range}")),
        );
    } else {
        text.extend(words::length(length, unit).map(|length| format!(" of {length}")));
    }
    text
}

fn list(element: &Member, length: Length, ir: &Ir) -> String {
    let element = plural(element, ir);
    match words::length(length, "") {
        // A single element is named in the singular.
        Some(_) if length.min == Some(1) && length.max == Some(1) => {
            format!("list of exactly one of {element}")
        }
        Some(count) => format!("list of {count}{element}"),
        None => format!("list of {element}"),
    }
}

fn map(key: &Member, value: &Member, length: Length, ir: &Ir) -> String {
    let count = words::length(length, "entries").map(|count| format!(", {count}"));
    format!(
        "map from {} to {}{}",
        plural(key, ir),
        plural(value, ir),
        count.unwrap_or_default()
    )
}

/// The plural of a member's type.
fn plural(member: &Member, ir: &Ir) -> String {
    let kind = ir.target(member).map(|shape| &shape.kind);
    match kind.map_or("value", noun) {
        "bytes" => "blobs of bytes".to_owned(),
        noun => format!("{noun}s"),
    }
}

/// The name of a kind in prose.
fn noun(kind: &ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Blob => "bytes",
        ShapeKind::Boolean => "boolean",
        ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long => "integer",
        ShapeKind::BigInteger => "integer of any size",
        ShapeKind::Float | ShapeKind::Double => "float",
        ShapeKind::BigDecimal => "decimal of any size",
        ShapeKind::String => "string",
        ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => "enum",
        ShapeKind::Timestamp => "timestamp",
        ShapeKind::Document => "document",
        ShapeKind::List(_) => "list",
        ShapeKind::Map(..) => "map",
        ShapeKind::Structure(_) => "structure",
        ShapeKind::Union(_) => "union",
    }
}
