//! Mutations specific to a Smithy AST: its traits.

use serde_json::{Map, Value, json};

use crate::damage::{Random, Words, random_value};

/// Applies one mutation to an AST.
pub(crate) fn damage(model: &mut Value, words: &Words, random: &mut Random) {
    match random.below(7) {
        0 => rename(model, words, random),
        1 => add_members(model, words, random),
        2 => add_values(model, words, random),
        3 => constrain(model, words, random),
        4 => bind(model, random, words),
        5 => change_uri(model, words, random),
        _ => mix(model, random),
    }
}

/// Ids of the shapes that satisfy a predicate.
fn shapes(
    model: &mut Value,
    is_one: impl Fn(&Value) -> bool,
) -> Vec<(&str, &mut Map<String, Value>)> {
    let shapes = model.get_mut("shapes").and_then(Value::as_object_mut);
    let shapes = shapes.into_iter().flatten();
    shapes
        .filter(|(_, shape)| is_one(shape))
        .filter_map(|(id, shape)| Some((id.as_str(), shape.as_object_mut()?)))
        .collect()
}

/// A random shape that satisfies a predicate.
fn pick<'v>(
    model: &'v mut Value,
    random: &mut Random,
    is_one: impl Fn(&Value) -> bool,
) -> Option<&'v mut Map<String, Value>> {
    let mut found = shapes(model, is_one);
    let index = random.below(found.len());
    (index < found.len()).then(|| found.swap_remove(index).1)
}

fn has(key: &'static str) -> impl Fn(&Value) -> bool {
    move |shape| shape.get(key).is_some()
}

fn ids(model: &mut Value) -> Vec<String> {
    let all = shapes(model, |_| true);
    all.into_iter().map(|(id, _)| id.to_owned()).collect()
}

/// The traits of a shape or member.
fn traits(holder: &mut Value) -> Option<&mut Map<String, Value>> {
    let holder = holder.as_object_mut()?;
    holder
        .entry("traits")
        .or_insert_with(|| json!({}))
        .as_object_mut()
}

/// Renames a shape everywhere, within or across namespaces.
fn rename(model: &mut Value, words: &Words, random: &mut Random) {
    let ids = ids(model);
    if ids.is_empty() {
        return;
    }
    let from = random.pick(&ids).clone();
    let namespace = from.split('#').next().unwrap_or_default().to_owned();
    let namespace = if random.below(5) == 0 {
        words.any(random)
    } else {
        namespace
    };
    let to = format!("{namespace}#{}", words.any(random));
    let quoted = |id: &str| json!(id).to_string();
    let text = model.to_string().replace(&quoted(&from), &quoted(&to));
    if let Ok(renamed) = serde_json::from_str(&text) {
        *model = renamed;
    }
}

fn add_members(model: &mut Value, words: &Words, random: &mut Random) {
    let mut targets = ids(model);
    targets.extend(
        [
            "smithy.api#String",
            "smithy.api#Document",
            "smithy.api#Unit",
        ]
        .map(str::to_owned),
    );
    let count = random.below(8);
    let names: Vec<_> = (0..=count).map(|_| words.any(random)).collect();
    let targets: Vec<_> = names
        .iter()
        .map(|_| random.pick(&targets).clone())
        .collect();
    let required = random.below(2) == 0;
    let members =
        pick(model, random, has("members")).and_then(|shape| shape["members"].as_object_mut());
    let Some(members) = members else { return };
    for (name, target) in names.into_iter().zip(targets) {
        let traits = if required {
            json!({"smithy.api#required": {}})
        } else {
            json!({})
        };
        members.insert(name, json!({"target": target, "traits": traits}));
    }
}

/// Turns a shape into a string or integer enum, in the syntax of either Smithy version.
fn add_values(model: &mut Value, words: &Words, random: &mut Random) {
    let values: Vec<_> = (0..=random.below(12)).map(|_| words.any(random)).collect();
    let (kind, old) = (
        *random.pick(&["enum", "intEnum", "string"]),
        random.below(3) == 0,
    );
    let number = random_value(words, random);
    let Some(shape) = pick(model, random, |shape| shape["type"] != "service") else {
        return;
    };
    let member = |value: &String| {
        let value = if kind == "intEnum" {
            number.clone()
        } else {
            json!(value)
        };
        json!({"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": value}})
    };
    if old {
        let values: Vec<_> = values
            .iter()
            .map(|value| json!({"value": value, "name": value}))
            .collect();
        shape.insert("traits".to_owned(), json!({"smithy.api#enum": values}));
    } else {
        let members: Map<_, _> = values
            .iter()
            .map(|name| (name.clone(), member(name)))
            .collect();
        shape.insert("members".to_owned(), Value::Object(members));
    }
    shape.insert("type".to_owned(), json!(kind));
}

fn constrain(model: &mut Value, words: &Words, random: &mut Random) {
    let (min, max) = (random_value(words, random), random_value(words, random));
    let (pattern, default) = (words.any(random), random_value(words, random));
    let Some(shape) = pick(model, random, has("type")) else {
        return;
    };
    let constraints = [
        ("smithy.api#length", json!({"min": min, "max": max})),
        ("smithy.api#range", json!({"min": max, "max": min})),
        ("smithy.api#pattern", json!(pattern)),
        ("smithy.api#uniqueItems", json!({})),
        ("smithy.api#default", default),
    ];
    let traits = shape.entry("traits").or_insert_with(|| json!({}));
    for (id, value) in constraints {
        if let (Some(traits), true) = (traits.as_object_mut(), random.below(2) == 0) {
            traits.insert(id.to_owned(), value);
        }
    }
}

/// Binds the members of a shape to random parts of an HTTP message.
fn bind(model: &mut Value, random: &mut Random, words: &Words) {
    let members =
        pick(model, random, has("members")).and_then(|shape| shape["members"].as_object_mut());
    for member in members.into_iter().flat_map(|members| members.values_mut()) {
        let places = [
            ("smithy.api#httpLabel", json!({})),
            ("smithy.api#httpQuery", json!(words.any(random))),
            ("smithy.api#httpQueryParams", json!({})),
            ("smithy.api#httpHeader", json!(words.any(random))),
            ("smithy.api#httpPrefixHeaders", json!(words.any(random))),
            ("smithy.api#httpPayload", json!({})),
            ("smithy.api#httpResponseCode", json!({})),
            ("smithy.api#hostLabel", json!({})),
            ("smithy.api#jsonName", json!(words.any(random))),
            ("smithy.api#xmlName", json!(words.any(random))),
            ("smithy.api#xmlAttribute", json!({})),
            ("smithy.api#xmlFlattened", json!({})),
            ("smithy.api#idempotencyToken", json!({})),
            ("smithy.api#streaming", json!({})),
        ];
        let (id, value) = random.pick(&places).clone();
        if let (Some(traits), true) = (traits(member), random.below(3) > 0) {
            traits.insert(id.to_owned(), value);
        }
    }
}

fn change_uri(model: &mut Value, words: &Words, random: &mut Random) {
    for (_, operation) in shapes(model, |shape| shape["type"] == "operation") {
        let uri = format!("/{}", words.any(random));
        let mut changed = json!({"smithy.api#http": {"method": "POST", "uri": uri}});
        if random.below(2) == 0 {
            changed["smithy.api#endpoint"] = json!({"hostPrefix": words.any(random)});
        }
        operation.insert("traits".to_owned(), changed);
    }
}

/// Adds mixins to shapes.
fn mix(model: &mut Value, random: &mut Random) {
    let ids = ids(model);
    for (_, shape) in shapes(model, has("members")) {
        if random.below(3) == 0 {
            let target = random.pick(&ids).clone();
            shape.insert("mixins".to_owned(), json!([{"target": target}]));
        }
        if random.below(3) == 0 {
            let traits = shape.entry("traits").or_insert_with(|| json!({}));
            if let Some(traits) = traits.as_object_mut() {
                traits.insert("smithy.api#mixin".to_owned(), json!({}));
            }
        }
    }
}
