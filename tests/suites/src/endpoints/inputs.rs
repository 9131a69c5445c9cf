//! Endpoint parameters from operation inputs, using the same facts as generated operations.

use sansmith::endpoint::{Argument, Arguments, Rules};
use sansmith_codegen::endpoint::{self, Segment, Source};
use sansmith_codegen::ir::{Ir, ParameterKind, ParameterValue};
use sansmith_codegen::{Config, front};
use serde_json::Value;

use super::source::Set;

/// The operations of a service.
pub(super) struct Inputs {
    ir: Ir,
}

impl Inputs {
    /// The operations of a set's model, if it has one and its cases have inputs.
    pub(super) fn of(set: &Set) -> Option<Self> {
        let has_inputs = set
            .cases
            .iter()
            .any(|case| case.get("operationInputs").is_some());
        let model = set.model.as_ref().filter(|_| has_inputs)?;
        let name = model.file_name()?.to_string_lossy().into_owned();
        let bundle = sansmith_build::read_bundle(model, &name).ok()?;
        let (ir, _) = front(&bundle, &Config::default()).ok()?;
        Some(Self { ir })
    }

    /// The parameters from an operation input; `None` if the model has no such operation.
    pub(super) fn arguments(
        &self,
        operation: &str,
        input: &Value,
        rules: &Rules<'_>,
    ) -> Option<Arguments<'static>> {
        let operation = self.ir.service.operations.get(operation)?;
        let mut arguments = Arguments::default();
        for binding in endpoint::bindings(&self.ir, operation) {
            let rules_of_model = self.ir.service.endpoint_rules.as_ref();
            let kind = rules_of_model.and_then(|rules| rules.parameters.get(&binding.name));
            let is_list = kind.is_some_and(|parameter| parameter.kind == ParameterKind::Texts);
            let value = match &binding.source {
                Source::Value(value) => fixed(value),
                Source::Member(_, name) => input.get(name).map_or(Argument::Unset, argument),
                Source::Path(path) => {
                    let mut found = Vec::new();
                    follow(input, path, &mut found);
                    let texts = found
                        .iter()
                        .filter_map(|value| value.as_str())
                        .map(str::to_owned);
                    match (is_list, found.first()) {
                        (true, _) => texts.collect::<Vec<_>>().into(),
                        (false, Some(value)) => argument(value),
                        (false, None) => Argument::Unset,
                    }
                }
            };
            arguments.add(rules, &binding.name, value);
        }
        Some(arguments)
    }
}

fn fixed(value: &ParameterValue) -> Argument<'static> {
    match value {
        ParameterValue::Text(text) => text.clone().into(),
        ParameterValue::Boolean(value) => (*value).into(),
        ParameterValue::Texts(texts) => texts.clone().into(),
    }
}

/// A JSON value as a parameter.
pub(super) fn argument(value: &Value) -> Argument<'static> {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::String(text) => text.clone().into(),
        Value::Array(items) => {
            let texts = items.iter().filter_map(Value::as_str).map(str::to_owned);
            texts.collect::<Vec<_>>().into()
        }
        Value::Null | Value::Number(_) | Value::Object(_) => Argument::Unset,
    }
}

/// The values at the end of a path.
fn follow(value: &Value, path: &[Segment], found: &mut Vec<Value>) {
    let Some((first, rest)) = path.split_first() else {
        if !value.is_null() {
            found.push(value.clone());
        }
        return;
    };
    match first {
        Segment::Member(_, name) => {
            if let Some(value) = value.get(name) {
                follow(value, rest, found);
            }
        }
        Segment::Each => {
            let items = value.as_array().into_iter().flatten();
            let values = value.as_object().into_iter().flat_map(|map| map.values());
            for item in items.chain(values) {
                follow(item, rest, found);
            }
        }
        Segment::Keys => {
            let keys = value.as_object().into_iter().flat_map(|map| map.keys());
            found.extend(keys.map(|key| Value::String(key.clone())));
        }
        Segment::Index(index) => {
            let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let place = match usize::try_from(*index) {
                Ok(place) => Some(place),
                Err(_) => items.len().checked_sub(index.unsigned_abs() as usize),
            };
            if let Some(item) = place.and_then(|place| items.get(place)) {
                follow(item, rest, found);
            }
        }
        Segment::Select(paths) => {
            for path in paths {
                follow(value, path, found);
            }
        }
    }
}
