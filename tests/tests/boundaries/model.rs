//! Model shapes as JSON, with a minimal valid value for each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use sansmith_codegen::Bundle;
use serde_json::{Map, Value, json};

use crate::text::Pattern;

/// A model.
pub(crate) struct Model {
    operations: Vec<(String, String)>,
    shapes: BTreeMap<String, Value>,
    patterns: BTreeMap<String, Pattern>,
    /// Generated values by shape and number.
    made: Mutex<BTreeMap<(String, usize), Value>>,
}

impl Model {
    /// Reads a model.
    pub(crate) fn of(bundle: &Bundle) -> Self {
        let mut model: Value = serde_json::from_str(&bundle.service.text).unwrap();
        let Value::Object(shapes) = model["shapes"].take() else {
            panic!("no shapes");
        };
        let operations = model["operations"].as_object().unwrap().iter();
        let operations = operations.map(|(name, operation)| {
            let input = operation["input"]["shape"].as_str().unwrap();
            (name.clone(), input.to_owned())
        });
        let texts = shapes
            .values()
            .filter_map(|shape| shape["pattern"].as_str());
        Self {
            operations: operations.collect(),
            patterns: texts
                .map(|text| (text.to_owned(), Pattern::new(text)))
                .collect(),
            shapes: shapes.into_iter().collect(),
            made: Mutex::default(),
        }
    }

    /// Operations with their input shapes.
    pub(crate) fn operations(&self) -> &[(String, String)] {
        &self.operations
    }

    /// A shape.
    pub(crate) fn shape(&self, name: &str) -> &Value {
        &self.shapes[name]
    }

    /// The pattern of a shape.
    pub(crate) fn pattern(&self, shape: &Value) -> Option<&Pattern> {
        Some(&self.patterns[shape["pattern"].as_str()?])
    }

    /// Input patterns that match no text or any text.
    pub(crate) fn one_sided_patterns(&self) -> impl Iterator<Item = &str> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&str> = self
            .operations
            .iter()
            .map(|(_, input)| input.as_str())
            .collect();
        while let Some(name) = waiting.pop() {
            if reached.insert(name) {
                let shape = self.shape(name);
                let members = shape["members"]
                    .as_object()
                    .into_iter()
                    .flat_map(Map::values);
                let inner = ["member", "key", "value"].map(|key| &shape[key]);
                waiting.extend(
                    members
                        .chain(inner)
                        .filter_map(|member| member["shape"].as_str()),
                );
            }
        }
        let patterns = reached.into_iter().filter_map(|name| {
            let shape = self.shape(name);
            let pattern = self.pattern(shape)?;
            let one_sided =
                pattern.text(bounds(shape)).is_none() || pattern.other(bounds(shape)).is_none();
            one_sided.then(|| shape["pattern"].as_str())?
        });
        patterns.collect::<Vec<_>>().into_iter()
    }

    /// The minimal valid value of a shape; `number` makes values distinct.
    pub(crate) fn valid(&self, name: &str, number: usize) -> Value {
        let key = (name.to_owned(), number);
        if let Some(made) = self.made.lock().unwrap().get(&key) {
            return made.clone();
        }
        let made = self.make(name, number);
        self.made.lock().unwrap().insert(key, made.clone());
        made
    }

    fn make(&self, name: &str, number: usize) -> Value {
        let shape = self.shape(name);
        let min = shape["min"].as_u64().unwrap_or(0);
        match shape["type"].as_str().unwrap() {
            "structure" => self.structure(shape, number),
            "list" => {
                let element = shape["member"]["shape"].as_str().unwrap();
                (0..min)
                    .map(|index| self.valid(element, number + at(index)))
                    .collect()
            }
            "map" => {
                let entries = (0..min).map(|index| self.entry(shape, number + at(index)));
                Value::Object(entries.collect())
            }
            "string" => json!(self.text(shape, number)),
            "boolean" => json!(true),
            "timestamp" => json!(0),
            "blob" => json!("AAAA"),
            _ => least(shape),
        }
    }

    /// An entry of a map.
    pub(crate) fn entry(&self, shape: &Value, number: usize) -> (String, Value) {
        let key = self.shape(shape["key"]["shape"].as_str().unwrap());
        let value = shape["value"]["shape"].as_str().unwrap();
        (self.text(key, number), self.valid(value, number))
    }

    /// A structure with its required members; for a union, the first member.
    fn structure(&self, shape: &Value, number: usize) -> Value {
        let members = shape["members"].as_object().unwrap();
        let of = |name: &str| {
            (
                name.to_owned(),
                self.valid(members[name]["shape"].as_str().unwrap(), number),
            )
        };
        if shape["union"] == true {
            return Value::Object(members.keys().take(1).map(|name| of(name)).collect());
        }
        let required = shape["required"].as_array().into_iter().flatten();
        Value::Object(required.map(|name| of(name.as_str().unwrap())).collect())
    }

    /// A valid text, if one is found.
    fn text(&self, shape: &Value, number: usize) -> String {
        if let Some(values) = shape["enum"].as_array() {
            return values[number % values.len()].as_str().unwrap().to_owned();
        }
        let (min, max) = bounds(shape);
        let found = self
            .pattern(shape)
            .and_then(|pattern| pattern.text_of((min, max), number));
        found.unwrap_or_else(|| {
            let number = format!("a{number}");
            let rest = min.saturating_sub(number.len());
            let text: String = number
                .chars()
                .chain("a".repeat(rest).chars())
                .take(max)
                .collect();
            text
        })
    }
}

/// Allowed number of characters or elements.
pub(crate) fn bounds(shape: &Value) -> (usize, usize) {
    let bound = |key: &str| shape[key].as_u64().map(at);
    (
        bound("min").unwrap_or(0),
        bound("max").unwrap_or(usize::MAX),
    )
}

/// The smallest allowed number, or 0 if that is allowed.
fn least(shape: &Value) -> Value {
    let bound = |key: &str| shape[key].as_f64();
    if bound("min").is_some_and(|min| min > 0.0) {
        shape["min"].clone()
    } else if bound("max").is_some_and(|max| max < 0.0) {
        shape["max"].clone()
    } else {
        json!(0)
    }
}

fn at(number: u64) -> usize {
    usize::try_from(number).unwrap()
}
