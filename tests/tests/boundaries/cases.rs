//! Generates inputs that are valid except for one value at the edge of a constraint.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::model::{Model, bounds};

/// A kind of constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    Required,
    Length,
    Range,
    Pattern,
    Enum,
}

impl Rule {
    /// Its name in a violation.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Length => "length",
            Self::Range => "range",
            Self::Pattern => "pattern",
            Self::Enum => "enum",
        }
    }
}

/// An input, with the expected violations.
pub(crate) struct Case {
    pub(crate) input: Value,
    /// Path of the value under test.
    pub(crate) path: String,
    /// Constraint under test.
    pub(crate) of: Rule,
    /// Violated constraints.
    pub(crate) rules: Vec<Rule>,
}

/// Generates the cases of an input.
pub(crate) fn of(model: &Model, input: &str) -> Vec<Case> {
    let mut walk = Walk {
        model,
        seen: BTreeSet::new(),
        cases: Vec::new(),
    };
    walk.shape(
        input,
        &Place {
            path: String::new(),
            hidden: false,
            wrap: &|value| value,
        },
    );
    walk.cases
}

/// A walk over an input. It enters each structure once, so that recursion ends.
struct Walk<'m> {
    model: &'m Model,
    seen: BTreeSet<&'m str>,
    cases: Vec<Case>,
}

/// A position in an input.
struct Place<'p> {
    path: String,
    /// True if keys are redacted there.
    hidden: bool,
    /// Builds a valid input around the value.
    wrap: &'p dyn Fn(Value) -> Value,
}

impl<'m> Walk<'m> {
    fn shape(&mut self, name: &'m str, place: &Place<'_>) {
        let shape = self.model.shape(name);
        let inner = Place {
            path: place.path.clone(),
            hidden: place.hidden || shape["sensitive"] == true,
            wrap: place.wrap,
        };
        match shape["type"].as_str().unwrap() {
            "structure" if self.seen.insert(name) => self.structure(name, shape, &inner),
            "structure" | "boolean" | "timestamp" | "blob" => {}
            "list" => self.list(shape, &inner),
            "map" => self.map(shape, &inner),
            "string" => self.text(shape, place),
            _ => self.number(shape, place),
        }
    }

    fn structure(&mut self, name: &'m str, shape: &'m Value, place: &Place<'_>) {
        let is_union = shape["union"] == true;
        let least = if is_union {
            json!({})
        } else {
            self.model.valid(name, 0)
        };
        let dot = if place.path.is_empty() { "" } else { "." };
        for (member, target) in shape["members"].as_object().unwrap() {
            let path = format!("{}{dot}{member}", place.path);
            let is_required = shape["required"]
                .as_array()
                .is_some_and(|all| all.contains(&json!(member)));
            if is_required && target["idempotencyToken"] != true {
                self.add(
                    (Rule::Required, vec![]),
                    (place.wrap)(least.clone()),
                    path.clone(),
                );
                let mut without = least.clone();
                without.as_object_mut().unwrap().remove(member);
                self.add(
                    (Rule::Required, vec![Rule::Required]),
                    (place.wrap)(without),
                    path.clone(),
                );
            }
            let wrap = |value| {
                let mut structure = least.clone();
                structure[member] = value;
                (place.wrap)(structure)
            };
            let hidden = place.hidden || target["sensitive"] == true;
            self.shape(
                target["shape"].as_str().unwrap(),
                &Place {
                    path,
                    hidden,
                    wrap: &wrap,
                },
            );
        }
    }

    fn list(&mut self, shape: &'m Value, place: &Place<'_>) {
        let model = self.model;
        let element = shape["member"]["shape"].as_str().unwrap();
        let (min, _) = bounds(shape);
        for length in edges(shape) {
            let list: Value = (0..length)
                .map(|number| model.valid(element, number))
                .collect();
            self.add(
                (Rule::Length, length_rules(shape, length)),
                (place.wrap)(list),
                place.path.clone(),
            );
        }
        let wrap = |value: Value| {
            let rest = (1..min).map(|number| model.valid(element, number));
            (place.wrap)(std::iter::once(value).chain(rest).collect())
        };
        let path = format!("{}[0]", place.path);
        self.shape(
            element,
            &Place {
                path,
                hidden: place.hidden,
                wrap: &wrap,
            },
        );
    }

    fn map(&mut self, shape: &'m Value, place: &Place<'_>) {
        let model = self.model;
        let (key, value) = (&shape["key"], shape["value"]["shape"].as_str().unwrap());
        let key = model.shape(key["shape"].as_str().unwrap());
        let hides = place.hidden || key["sensitive"] == true;
        let path = |key: &str| {
            let step = if hides {
                "[***]".to_owned()
            } else {
                format!("[{key:?}]")
            };
            format!("{}{step}", place.path)
        };
        let entries = |length: usize| {
            (0..length)
                .map(|number| model.entry(shape, number))
                .collect::<Map<_, _>>()
        };
        for length in edges(shape) {
            let map = entries(length);
            if map.len() == length {
                let rules = length_rules(shape, length);
                self.add(
                    (Rule::Length, rules),
                    (place.wrap)(Value::Object(map)),
                    place.path.clone(),
                );
            }
        }
        let with = |key: String, value: Value| {
            let mut map = entries(bounds(shape).0.max(1));
            map.remove(&model.entry(shape, 0).0);
            map.insert(key, value);
            (place.wrap)(Value::Object(map))
        };
        for (of, text) in self.texts(key) {
            let (rules, path) = (self.text_rules(key, &text), path(&text));
            self.add((of, rules), with(text, model.valid(value, 0)), path);
        }
        let (name, _) = model.entry(shape, 0);
        let wrap = |value: Value| with(name.clone(), value);
        self.shape(
            value,
            &Place {
                path: path(&name),
                hidden: place.hidden,
                wrap: &wrap,
            },
        );
    }

    fn text(&mut self, shape: &'m Value, place: &Place<'_>) {
        for (of, text) in self.texts(shape) {
            let rules = self.text_rules(shape, &text);
            self.add((of, rules), (place.wrap)(json!(text)), place.path.clone());
        }
    }

    /// Texts at the edges of a shape's constraints, with the constraint under test.
    fn texts(&self, shape: &Value) -> Vec<(Rule, String)> {
        let mut texts = Vec::new();
        if let Some(values) = shape["enum"].as_array() {
            let ends = [values.first(), values.last()].into_iter().flatten();
            texts.extend(ends.map(|value| (Rule::Enum, value.as_str().unwrap().to_owned())));
            let longer = format!("{}x", texts.last().unwrap().1);
            texts.push((Rule::Enum, longer));
        }
        let pattern = self.model.pattern(shape);
        for length in edges(shape) {
            let matching = pattern.and_then(|pattern| pattern.text_of_length(length));
            texts.push((Rule::Length, matching.unwrap_or_else(|| "é".repeat(length))));
        }
        if let Some(pattern) = pattern {
            let both = [pattern.text(bounds(shape)), pattern.other(bounds(shape))];
            texts.extend(both.into_iter().flatten().map(|text| (Rule::Pattern, text)));
        }
        texts
    }

    /// Constraints violated by a text.
    fn text_rules(&self, shape: &Value, text: &str) -> Vec<Rule> {
        let mut rules = length_rules(shape, text.chars().count());
        if self
            .model
            .pattern(shape)
            .is_some_and(|pattern| !pattern.matches(text))
        {
            rules.push(Rule::Pattern);
        }
        if shape["enum"]
            .as_array()
            .is_some_and(|values| !values.contains(&json!(text)))
        {
            rules.push(Rule::Enum);
        }
        rules
    }

    fn number(&mut self, shape: &'m Value, place: &Place<'_>) {
        let numbers = match shape["type"].as_str().unwrap() {
            "integer" => whole(shape, i32::MIN.into(), i32::MAX.into()),
            "long" => whole(shape, i64::MIN, i64::MAX),
            "float" | "double" => fractions(shape),
            other => panic!("an input has a {other}"),
        };
        for (number, broken) in numbers {
            let rules = if broken { vec![Rule::Range] } else { vec![] };
            self.add(
                (Rule::Range, rules),
                (place.wrap)(number),
                place.path.clone(),
            );
        }
    }

    fn add(&mut self, (of, rules): (Rule, Vec<Rule>), input: Value, path: String) {
        self.cases.push(Case {
            input,
            path,
            of,
            rules,
        });
    }
}

/// Lengths just inside and outside the allowed range.
fn edges(shape: &Value) -> Vec<usize> {
    let (min, max) = bounds(shape);
    let mut edges = Vec::new();
    if shape.get("min").is_some() {
        edges.extend(min.checked_sub(1));
        edges.push(min);
    }
    if shape.get("max").is_some() {
        edges.extend([max, max + 1]);
    }
    edges.dedup();
    edges
}

/// The constraint violated by a length.
fn length_rules(shape: &Value, length: usize) -> Vec<Rule> {
    let (min, max) = bounds(shape);
    if (min..=max).contains(&length) {
        vec![]
    } else {
        vec![Rule::Length]
    }
}

/// Integers at the edges of a range, `true` if outside; values beyond the type are omitted.
fn whole(shape: &Value, least: i64, greatest: i64) -> Vec<(Value, bool)> {
    let mut numbers = Vec::new();
    if let Some(min) = shape["min"].as_i64() {
        numbers.push((json!(min), false));
        numbers.extend((min > least).then(|| (json!(min - 1), true)));
    }
    if let Some(max) = shape["max"].as_i64() {
        numbers.push((json!(max), false));
        numbers.extend((max < greatest).then(|| (json!(max + 1), true)));
    }
    numbers
}

/// Floats at the edges of a range; all bounds in the model are exact in 32 bits.
fn fractions(shape: &Value) -> Vec<(Value, bool)> {
    let is_narrow = shape["type"] == "float";
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the bounds are exact in 32 bits"
    )]
    let next = |bound: f64, up: bool| match (is_narrow, up) {
        (true, true) => f64::from((bound as f32).next_up()),
        (true, false) => f64::from((bound as f32).next_down()),
        (false, true) => bound.next_up(),
        (false, false) => bound.next_down(),
    };
    let bound = |key: &str| shape[key].as_f64();
    let min = bound("min").map(|min| [(json!(min), false), (json!(next(min, false)), true)]);
    let max = bound("max").map(|max| [(json!(max), false), (json!(next(max, true)), true)]);
    min.into_iter().chain(max).flatten().collect()
}
