//! Documentation of struct fields and union variants.

use super::{Page, kind, words};
use crate::describe::markdown::{code, first_sentence};
use crate::ir::{Ir, Length, Location, Member, Shape, ShapeKind};
use crate::names::{Ident, Names};

/// Documentation of a member.
pub(crate) fn member(shape: &Shape, member: &Member, ir: &Ir) -> Vec<String> {
    let summary = summary(shape, member, ir);
    let mut page = Page::begin(member.docs.as_ref(), || summary.clone());
    if member.docs.is_some() {
        page.paragraph([summary]);
    }
    let target = ir.target(member);
    let mut facts = Vec::new();
    facts.extend(presence(shape, member));
    if let Some(target) = target {
        facts.extend(constraints(member, target, ir));
    }
    facts.extend(location(member));
    facts.extend(wire_names(member));
    facts.extend(others(member, target));
    page.paragraph(facts);
    page.lines
}

/// Documentation of the setter of a member: the first sentence of its prose, and a link to the field.
pub(crate) fn setter(shape: &Shape, member: &Member, field: &Ident, names: &Names) -> Vec<String> {
    let presence = if shape.requires(member) {
        "required"
    } else {
        "optional"
    };
    let mut page = Page::begin(None, || {
        format!("Sets the {presence} {}.", code(&member.name))
    });
    let prose = member.docs.as_ref().and_then(|docs| first_sentence(docs));
    page.paragraph(prose.map(|prose| {
        let ty = names.type_of(&shape.name);
        let field = field.unraw();
        format!("{prose} See [`{field}`](field@{ty}::{field}).")
    }));
    page.lines
}

/// Name in the model, requiredness, and type.
fn summary(shape: &Shape, member: &Member, ir: &Ir) -> String {
    let held = ir
        .target(member)
        .map(|target| kind::describe(member, target, ir));
    let held = held.unwrap_or_default();
    let name = code(&member.name);
    if matches!(shape.kind, ShapeKind::Union(_)) {
        return format!("{name}: {held}.");
    }
    let required = if shape.requires(member) {
        "required"
    } else {
        "optional"
    };
    format!("{name}: {required} {held}.")
}

/// Behaviour if the member is omitted, where not obvious.
fn presence(shape: &Shape, member: &Member) -> Vec<String> {
    let mut facts = Vec::new();
    if member.idempotency_token {
        facts.push(if shape.facts.is_input {
            "Idempotency token: generated if absent.".to_owned()
        } else {
            "Idempotency token.".to_owned()
        });
    }
    if member.required && member.client_optional && shape.traits.error.is_none() {
        facts.push("Required by the service, optional for clients.".to_owned());
    }
    if let Some(default) = &member.default
        && !default.is_null()
    {
        facts.push(format!("Default: {}.", code(&default.to_string())));
    }
    facts
}

/// Constraints not covered by the summary.
fn constraints(member: &Member, target: &Shape, ir: &Ir) -> Vec<String> {
    let mut facts = Vec::new();
    let pattern = member.pattern.as_ref().or(target.traits.pattern.as_ref());
    if let Some(pattern) = pattern {
        facts.push(format!("Pattern: {}.", code(pattern)));
    }
    if let ShapeKind::List(element) = &target.kind {
        facts.extend(inside("Each", element, ir));
    }
    if let ShapeKind::Map(key, value) = &target.kind {
        facts.extend(inside("Each key", key, ir));
        facts.extend(inside("Each value", value, ir));
    }
    if target.traits.unique_items {
        facts.push("Elements are unique.".to_owned());
    }
    if target.traits.sparse {
        facts.push("`None` stands for `null`.".to_owned());
    }
    facts
}

/// Constraints on elements, keys or values.
fn inside(each: &str, member: &Member, ir: &Ir) -> Option<String> {
    let target = ir.target(member)?;
    let inlined = !crate::names::has_type(target);
    let limits = member.length.or(target.traits.length).unwrap_or_default();
    let limited = limits != Length::default() || target.traits.range.is_some();
    let nested = matches!(target.kind, ShapeKind::List(_) | ShapeKind::Map(..));
    let pattern = member.pattern.as_ref().or(target.traits.pattern.as_ref());
    let pattern = pattern.map(|pattern| format!("matches {}", code(pattern)));
    let is = (inlined && (limited || nested)).then(|| {
        let what = kind::describe(member, target, ir);
        let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        if what.starts_with("bytes") {
            format!("is {what}")
        } else {
            format!("is {article} {what}")
        }
    });
    let said: Vec<String> = is.into_iter().chain(pattern).collect();
    (!said.is_empty()).then(|| format!("{each} {}.", said.join(" and ")))
}

/// HTTP binding.
fn location(member: &Member) -> Option<String> {
    Some(match &member.location {
        Location::Body => return None,
        Location::Label => "Path label.".to_owned(),
        Location::Query(name) => format!("Query parameter {}.", code(name)),
        Location::QueryParams => "Each entry is a query parameter.".to_owned(),
        Location::Header(name) => format!("Header {}.", code(name)),
        Location::PrefixHeaders(prefix) if prefix.is_empty() => {
            "Each entry is a header.".to_owned()
        }
        Location::PrefixHeaders(prefix) => {
            format!(
                "Each entry is a header, named {} plus its key.",
                code(prefix)
            )
        }
        Location::StatusCode => "Status code of the response.".to_owned(),
        Location::Payload => "Entire body.".to_owned(),
    })
}

/// Wire names that differ from the model name.
fn wire_names(member: &Member) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(name) = &member.json_name {
        facts.push(format!("{} in JSON.", code(name)));
    }
    match (&member.xml_name, member.xml_attribute) {
        (Some(name), true) => facts.push(format!("Attribute {} in XML.", code(name))),
        (Some(name), false) => facts.push(format!("{} in XML and awsQuery.", code(name))),
        (None, true) => facts.push("An attribute in XML.".to_owned()),
        (None, false) => {}
    }
    if member.xml_flattened {
        facts.push("Flattened in XML and awsQuery.".to_owned());
    }
    if let Some(name) = &member.ec2_query_name {
        facts.push(format!("{} in ec2Query.", code(name)));
    }
    facts
}

/// Other facts.
fn others(member: &Member, target: Option<&Shape>) -> Vec<String> {
    let traits = target.map(|target| &target.traits);
    let format = member
        .timestamp_format
        .or_else(|| traits.and_then(|traits| traits.timestamp_format));
    let media_type = member
        .media_type
        .as_ref()
        .or_else(|| traits.and_then(|traits| traits.media_type.as_ref()));
    let has_type = target.is_some_and(crate::names::has_type);
    let sensitive =
        member.sensitive || (!has_type && traits.is_some_and(|traits| traits.sensitive));
    let streaming = member.streaming || traits.is_some_and(|traits| traits.streaming);
    let is_blob = target.is_some_and(|target| target.kind == ShapeKind::Blob);
    let facts = [
        (member.host_label, "Also a host label."),
        (member.event_payload, "Entire payload of the event."),
        (member.event_header, "Header of the event."),
        (streaming && is_blob, "Byte stream."),
        (sensitive, "Sensitive: redacted in `Debug`."),
    ];
    let facts = facts.into_iter().filter(|(is, _)| *is);
    let mut facts: Vec<String> = facts.map(|(_, fact)| fact.to_owned()).collect();
    facts.extend(format.map(|format| format!("Serialized as {}.", words::format(format))));
    facts.extend(media_type.map(|media_type| format!("Media type {}.", code(media_type))));
    let param = member.context_param.as_ref();
    facts.extend(param.map(|param| format!("Endpoint parameter {}.", code(param))));
    facts
}
