//! A case: parameters and operation inputs, with the expected endpoint or error.

use sansmith::endpoint::{
    Arguments, AuthScheme, BuiltIn, Endpoint, Error, Params, Partitions, Property, Rules,
};
use serde_json::{Map, Value, json};

use super::inputs::{Inputs, argument};
use super::source::Set;
use crate::cases::Cases;

/// The context of a case.
pub(super) struct Around<'a> {
    pub(super) set: &'a Set,
    pub(super) rules: &'a Rules<'a>,
    pub(super) partitions: Option<&'a Partitions<'a>>,
    pub(super) inputs: Option<&'a Inputs>,
}

/// Runs a case: passed if its parameters, and each operation input, give the expected result.
pub(super) fn check(case: &Value, index: usize, around: &Around<'_>, cases: &mut Cases<'_>) {
    let documentation = case.get("documentation").and_then(Value::as_str);
    let name = format!(
        "{} {index}: {}",
        around.set.name,
        documentation.unwrap_or_default()
    );
    if !cases.wants(&name) {
        return;
    }
    let expected = case.get("expect").unwrap_or(&Value::Null);
    let mut params = around.params();
    for (name, value) in object(case, "params") {
        params = params.named(name.clone(), argument(value));
    }
    let found = around.rules.resolve(&params);
    if let Some(got) = differs(found, expected) {
        cases.fail(&name, &expected.to_string(), &got);
        return;
    }
    let inputs = case.get("operationInputs").and_then(Value::as_array);
    for input in inputs.into_iter().flatten() {
        let operation = input
            .get("operationName")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let name = format!("{name} ({operation})");
        let given = input.get("operationParams").unwrap_or(&Value::Null);
        let arguments = around
            .inputs
            .and_then(|inputs| inputs.arguments(operation, given, around.rules));
        let Some(arguments) = arguments else {
            cases.skip(&name);
            continue;
        };
        if let Some(got) = around.input(input, &arguments, expected) {
            cases.fail(&name, &expected.to_string(), &got);
            return;
        }
    }
    cases.pass(&name);
}

impl Around<'_> {
    fn params(&self) -> Params<'_> {
        match self.partitions {
            Some(partitions) => Params::new().partitions(partitions),
            None => Params::new(),
        }
    }

    /// The actual result for an input, if it differs from the expected one.
    fn input(&self, input: &Value, arguments: &Arguments<'_>, expected: &Value) -> Option<String> {
        let mut params = self.params();
        for (name, value) in object(input, "builtInParams") {
            let Some(built_in) = BuiltIn::parse(name) else {
                return Some(format!("the built-in `{name}` is not known"));
            };
            params = params.built_in(built_in, argument(value));
        }
        for (name, value) in object(input, "clientParams") {
            params = params.named(name.clone(), argument(value));
        }
        differs(self.rules.resolve_with(&params, arguments), expected)
    }
}

fn object<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    value
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// The actual result, if it differs from the expected one.
fn differs(found: Result<Endpoint<'_>, Error>, expected: &Value) -> Option<String> {
    let got = match found {
        Ok(endpoint) => json!({"endpoint": endpoint_value(&endpoint)}),
        // The engine has its own message for a missing parameter.
        Err(Error::Missing(_)) if expected.get("error").is_some() => return None,
        Err(error) => json!({"error": error.to_string()}),
    };
    let mut expected = expected.clone();
    if let Some(endpoint) = expected.get_mut("endpoint").and_then(Value::as_object_mut) {
        for key in ["headers", "properties"] {
            endpoint.entry(key).or_insert_with(|| json!({}));
        }
    }
    (got != expected).then(|| got.to_string())
}

/// An endpoint in the form of a case.
fn endpoint_value(endpoint: &Endpoint<'_>) -> Value {
    let mut properties = entries(&endpoint.properties);
    if !endpoint.auth_schemes.is_empty() {
        let schemes = endpoint.auth_schemes.iter().map(scheme_value);
        properties.insert("authSchemes".to_owned(), schemes.collect());
    }
    let headers: Map<_, _> = endpoint
        .headers
        .iter()
        .map(|(name, values)| (name.to_string(), json!(values)))
        .collect();
    json!({"url": endpoint.url, "headers": headers, "properties": properties})
}

fn scheme_value(scheme: &AuthScheme<'_>) -> Value {
    let mut value = entries(&scheme.properties);
    let mut set = |key: &str, part: Option<Value>| {
        value.extend(part.map(|part| (key.to_owned(), part)));
    };
    set("name", Some(json!(scheme.name)));
    set(
        "signingName",
        scheme.signing_name.as_ref().map(|name| json!(name)),
    );
    set(
        "signingRegion",
        scheme.signing_region.as_ref().map(|region| json!(region)),
    );
    set(
        "signingRegionSet",
        scheme
            .signing_region_set
            .as_ref()
            .map(|regions| json!(regions)),
    );
    set(
        "disableDoubleEncoding",
        scheme.disable_double_encoding.map(Value::Bool),
    );
    set(
        "disableNormalizePath",
        scheme.disable_normalize_path.map(Value::Bool),
    );
    Value::Object(value)
}

fn entries(entries: &[(std::borrow::Cow<'_, str>, Property<'_>)]) -> Map<String, Value> {
    entries
        .iter()
        .map(|(name, value)| (name.to_string(), property_value(value)))
        .collect()
}

fn property_value(property: &Property<'_>) -> Value {
    match property {
        Property::Text(text) => json!(text),
        Property::Boolean(value) => json!(value),
        Property::Integer(value) => json!(value),
        Property::List(items) => items.iter().map(property_value).collect(),
        Property::Record(properties) => Value::Object(entries(properties)),
        _ => Value::Null,
    }
}
