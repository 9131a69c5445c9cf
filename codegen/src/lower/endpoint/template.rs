//! Lowers the endpoint of a rule: URL, headers, auth schemes and properties.

use indexmap::IndexMap;

use super::expression::{lower_argument, lower_text};
use super::{all, invalid};
use crate::ir::{EndpointProperty, EndpointScheme, EndpointTemplate, Expression, Pointer};
use crate::problem::Problems;
use crate::read::endpoint as mirror;
use crate::read::json::Node;
use crate::read::mirror::Text;

/// The property that lists auth schemes.
const SCHEMES: &str = "authSchemes";

/// Lowers an endpoint.
pub(super) fn lower_endpoint(
    endpoint: mirror::Endpoint<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<EndpointTemplate> {
    let url = lower_argument(endpoint.url, &at.child("url"), problems);
    let mut headers = IndexMap::new();
    let at_headers = at.child("headers");
    for (name, values) in endpoint.headers.into_iter().flatten() {
        let at = at_headers.child(&name);
        if !name
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b':')
            || name.is_empty()
        {
            return invalid(
                format!("{name:?} is not a valid header name"),
                &at,
                problems,
            );
        }
        let values = values
            .into_iter()
            .enumerate()
            .map(|(index, value)| lower_argument(value, &at.child(&index.to_string()), problems));
        headers.insert(name.into_owned(), all(values)?);
    }
    let at_properties = at.child("properties");
    let mut properties = endpoint.properties.unwrap_or_default();
    let schemes = properties.shift_remove(SCHEMES);
    let at_schemes = at_properties.child(SCHEMES);
    let auth_schemes = match schemes {
        Some(Node::List(schemes)) => all(schemes.into_iter().enumerate().map(|(index, scheme)| {
            lower_scheme(scheme, &at_schemes.child(&index.to_string()), problems)
        })),
        Some(_) => invalid(
            "`authSchemes` is an array of objects",
            &at_schemes,
            problems,
        ),
        None => Some(Vec::new()),
    };
    let entries = properties.into_iter();
    let properties = lower_properties(entries, &at_properties, problems);
    Some(EndpointTemplate {
        url: url?,
        headers,
        auth_schemes: auth_schemes?,
        properties: properties?,
    })
}

fn lower_scheme(scheme: Node<'_>, at: &Pointer, problems: &mut Problems) -> Option<EndpointScheme> {
    let Node::Object(entries) = scheme else {
        return invalid("an authentication scheme is an object", at, problems);
    };
    let mut name = None;
    let mut lowered = EndpointScheme {
        name: Expression::Text(String::new()),
        signing_name: None,
        signing_region: None,
        signing_region_set: None,
        disable_double_encoding: None,
        disable_normalize_path: None,
        properties: IndexMap::new(),
    };
    for (key, node) in entries {
        let at = at.child(&key);
        match (&*key, node) {
            ("name", Node::Text(text)) => name = Some(lower_text(&text, &at, problems)?),
            ("signingName", Node::Text(text)) => {
                lowered.signing_name = Some(lower_text(&text, &at, problems)?);
            }
            ("signingRegion", Node::Text(text)) => {
                lowered.signing_region = Some(lower_text(&text, &at, problems)?);
            }
            ("signingRegionSet", Node::List(regions)) => {
                lowered.signing_region_set = Some(lower_texts(regions, &at, problems)?);
            }
            ("disableDoubleEncoding", Node::Bool(value)) => {
                lowered.disable_double_encoding = Some(value);
            }
            ("disableNormalizePath", Node::Bool(value)) => {
                lowered.disable_normalize_path = Some(value);
            }
            (_, node) => {
                let property = lower_property(node, &at, problems)?;
                lowered.properties.insert(key.into_owned(), property);
            }
        }
    }
    let Some(name) = name else {
        return invalid("an authentication scheme has a `name`", at, problems);
    };
    Some(EndpointScheme { name, ..lowered })
}

fn lower_texts(
    texts: Vec<Node<'_>>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Vec<Expression>> {
    all(texts.into_iter().map(|text| match text {
        Node::Text(text) => lower_text(&text, at, problems),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::List(_) | Node::Object(_) => {
            invalid("regions are strings", at, problems)
        }
    }))
}

fn lower_properties<'a>(
    entries: impl Iterator<Item = (Text<'a>, Node<'a>)>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<IndexMap<String, EndpointProperty>> {
    let mut properties = IndexMap::new();
    for (key, node) in entries {
        let property = lower_property(node, &at.child(&key), problems)?;
        properties.insert(key.into_owned(), property);
    }
    Some(properties)
}

fn lower_property(
    node: Node<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<EndpointProperty> {
    match node {
        Node::Text(text) => lower_text(&text, at, problems).map(EndpointProperty::Text),
        Node::Bool(value) => Some(EndpointProperty::Boolean(value)),
        Node::Number(number) => match number.to_i64() {
            Some(value) => Some(EndpointProperty::Integer(value)),
            None => invalid(
                format!("{number} is no whole number of 64 bits"),
                at,
                problems,
            ),
        },
        Node::List(items) => {
            let items = items.into_iter().enumerate();
            let items = all(items.map(|(index, item)| {
                lower_property(item, &at.child(&index.to_string()), problems)
            }));
            items.map(EndpointProperty::List)
        }
        Node::Object(entries) => {
            let entries = entries.into_iter();
            lower_properties(entries, at, problems).map(EndpointProperty::Record)
        }
        Node::Null => invalid("a property cannot be null", at, problems),
    }
}
