//! `EnumShape` and `EnumTrait`: values and names of enums.
//!
//! <https://smithy.io/2.0/spec/simple-types.html#enum>

use std::collections::BTreeSet;

use super::report::Report;
use super::text::json;
use super::views::Views;
use crate::model::{Member, Node, Shape, ShapeType};
use crate::subject::Subject;

const VALUE: &str = "smithy.api#enumValue";

/// Checks the members of enum shapes.
pub(super) fn shapes(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Enum) {
        let mut known = BTreeSet::new();
        for member in shape.members.values() {
            text_value(member, &mut known, report);
            name(member, report);
        }
    }
    for shape in views.of_kind(ShapeType::IntEnum) {
        let mut known = BTreeSet::new();
        for member in shape.members.values() {
            if number_value(member, &mut known, report) {
                name(member, report);
            }
        }
    }
}

fn text_value<'m>(member: &'m Member, known: &mut BTreeSet<&'m str>, report: &mut Report) {
    let node = member.traits.get(VALUE);
    let value = match node {
        Some(node) => node.as_str(),
        None => Some(member.name()),
    };
    match (value, node) {
        (None, Some(node)) => {
            let message = format!(
                "the value of an enum member has to be a string, but is {}",
                json(node)
            );
            report.error_at(member, node.at, message);
        }
        (None, None) => {}
        (Some(value), _) => {
            if !known.insert(value) {
                report.error(
                    member,
                    format!("another member of this enum has the value `{value}`"),
                );
            }
            if value.is_empty() {
                report.error(
                    member,
                    "the value of an enum member cannot be empty".to_owned(),
                );
            }
        }
    }
}

/// Checks the value of a member of an `intEnum`; false if there is no usable one.
fn number_value(member: &Member, known: &mut BTreeSet<i64>, report: &mut Report) -> bool {
    let Some(node) = member.traits.get(VALUE) else {
        report.error(member, "a member of an `intEnum` needs a value".to_owned());
        return false;
    };
    let number = node.as_number();
    let value = number.filter(|number| number.is_integer());
    let value = value.and_then(|number| i32::try_from(number.to_i64()?).ok());
    let Some(value) = value else {
        let fault = match number {
            None => "an integer",
            Some(number) if number.is_integer() => "an integer of 32 bits",
            Some(_) => "an integer without a fraction",
        };
        let message = format!(
            "the value of an `intEnum` member has to be {fault}, but is {}",
            json(node)
        );
        report.error_at(member, node.at, message);
        return false;
    };
    if !known.insert(i64::from(value)) {
        report.error(
            member,
            format!("another member of this enum has the value `{value}`"),
        );
    }
    true
}

fn name(member: &Member, report: &mut Report) {
    if !is_recommended(member.name()) {
        report.warning(member, unusual_name(member.name()));
    }
}

fn unusual_name(name: &str) -> String {
    format!(
        "the name `{name}` should have capital letters, digits and underscores only, and start with a letter"
    )
}

fn is_recommended(name: &str) -> bool {
    let is_fit = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    name.starts_with(|first: char| first.is_ascii_uppercase()) && name.bytes().all(is_fit)
}

/// Checks the trait `enum`.
pub(super) fn traits(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#enum") {
        // An enum shape has its values as members.
        if let Subject::Shape(shape) = subject
            && shape.kind != ShapeType::Enum
            && let Some(node) = shape.traits.get("smithy.api#enum")
        {
            definitions(shape, node, report);
        }
    }
}

fn definitions(shape: &Shape, node: &Node, report: &mut Report) {
    let at = node.at;
    let definitions = node.as_array().unwrap_or_default();
    let text = |definition: &Node, key| {
        let text = definition.get(key).and_then(Node::as_str);
        text.map(str::to_owned)
    };
    let (mut values, mut names) = (BTreeSet::new(), BTreeSet::new());
    for definition in definitions {
        let value = text(definition, "value").unwrap_or_default();
        if !values.insert(value.clone()) {
            report.error_at(
                shape,
                at,
                format!("the enum has the value `{value}` more than once"),
            );
        }
        let Some(name) = text(definition, "name") else {
            continue;
        };
        if !is_recommended(&name) {
            report.warning_at(shape, at, unusual_name(&name));
            report.within(&name);
        }
        if !names.insert(name.clone()) {
            report.error_at(
                shape,
                at,
                format!("the enum has the name `{name}` more than once"),
            );
        }
    }
    if names.is_empty() {
        report.warning_at(
            shape,
            at,
            "enum values should have names, for the code that is generated".to_owned(),
        );
        report.named("EnumNamesPresent");
        return;
    }
    for definition in definitions
        .iter()
        .filter(|definition| definition.get("name").is_none())
    {
        let value = text(definition, "value").unwrap_or_default();
        report.error_at(
            shape,
            at,
            format!("the enum value `{value}` needs a name, since others have one"),
        );
    }
}
