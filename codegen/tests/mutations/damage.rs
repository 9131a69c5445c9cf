//! Mutations of a model, chosen by a seed.

use serde_json::{Map, Value, json};

use crate::{smithy, words};

/// Marsaglia's xorshift: reproducible random numbers.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // Neighbouring seeds start similarly, and zero would stay zero.
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| _ = random.below(2));
        random
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Words to insert.
pub(crate) struct Words {
    hostile: Vec<String>,
    names: Vec<String>,
}

impl Words {
    pub(crate) fn new() -> Self {
        Self {
            hostile: words::hostile(),
            names: words::names(),
        }
    }

    pub(crate) fn any(&self, random: &mut Random) -> String {
        // Mostly valid names, so that something can still be generated.
        let words = if random.below(4) == 0 {
            &self.hostile
        } else {
            &self.names
        };
        random.pick(words).clone()
    }
}

/// Applies one mutation to a model.
pub(crate) fn damage(model: &mut Value, words: &Words, random: &mut Random) {
    let place = random_place(model, random);
    let choice = random.below(16);
    if choice >= 7 && choice != 15 && model.get("smithy").is_some() {
        return smithy::damage(model, words, random);
    }
    match choice {
        0 => *at(model, &place) = random_value(words, random),
        1 => drop_entry(at(model, &place), random),
        2 => rename_key(at(model, &place), &words.any(random), random),
        3 => {
            let other = random_place(model, random);
            let value = at(model, &other).clone();
            *at(model, &place) = value;
        }
        4 => *at(model, &place) = nested(random.below(400), random),
        5 | 6 => retarget(model, words, random),
        7 | 8 => rename_shape(model, words, random),
        9 => add_members(model, words, random),
        10 => add_values(model, words, random),
        11 => constrain(model, words, random),
        12 => bind(model, words, random),
        13 => change_uri(model, words, random),
        14 => document(model, words, random),
        _ => {
            let text = words.any(random);
            let leaf = random_leaf(model, random);
            *at(model, &leaf) = json!(text);
        }
    }
}

/// Applies one mutation to the text of a model.
pub(crate) fn damage_text(text: &str, words: &Words, random: &mut Random) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let place = random.below(bytes.len());
    match random.below(5) {
        0 => bytes.truncate(place),
        1 => {
            let end = (place + random.below(200)).min(bytes.len());
            bytes.drain(place..end);
        }
        2 => bytes[place] = u8::try_from(random.below(256)).unwrap(),
        3 => {
            let end = (place + random.below(500)).min(bytes.len());
            let piece = bytes[place..end].to_vec();
            let other = random.below(bytes.len());
            bytes.splice(other..other, piece);
        }
        _ => {
            let word = words.any(random).into_bytes();
            bytes.splice(place..place, word);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

pub(crate) fn random_value(words: &Words, random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => json!(random.below(2) == 0),
        2 => json!(-1),
        3 => json!(1e300),
        4 => json!(u64::MAX),
        5 => json!(i64::MIN),
        6 => json!(0.5),
        7 => json!([]),
        8 => json!({}),
        9 => json!({"shape": words.any(random)}),
        10 => json!([words.any(random), words.any(random)]),
        _ => json!(words.any(random)),
    }
}

fn nested(depth: usize, random: &mut Random) -> Value {
    let object = random.below(2) == 0;
    (0..depth).fold(json!(1), |inner, _| {
        if object {
            json!({"member": inner})
        } else {
            json!([inner])
        }
    })
}

/// A path of keys and indices.
type Place = Vec<String>;

fn random_place(value: &Value, random: &mut Random) -> Place {
    let mut place = Vec::new();
    let mut here = value;
    loop {
        let inside = match here {
            Value::Object(entries) => entries.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if inside == 0 || (!place.is_empty() && random.below(5) == 0) {
            return place;
        }
        let index = random.below(inside);
        here = if let Value::Object(entries) = here {
            let (key, inner) = entries.iter().nth(index).unwrap();
            place.push(key.clone());
            inner
        } else {
            place.push(index.to_string());
            &here[index]
        };
    }
}

fn random_leaf(value: &Value, random: &mut Random) -> Place {
    for _ in 0..20 {
        let place = random_place(value, random);
        let mut copy = value.clone();
        if at(&mut copy, &place).is_string() {
            return place;
        }
    }
    Vec::new()
}

fn at<'v>(value: &'v mut Value, place: &[String]) -> &'v mut Value {
    place.iter().fold(value, |here, key| match here {
        Value::Array(items) => &mut items[key.parse::<usize>().unwrap()],
        other => &mut other[key.as_str()],
    })
}

fn drop_entry(value: &mut Value, random: &mut Random) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let key = entries
                .keys()
                .nth(random.below(entries.len()))
                .unwrap()
                .clone();
            entries.remove(&key);
        }
        Value::Array(items) if !items.is_empty() => drop(items.remove(random.below(items.len()))),
        _ => {}
    }
}

fn rename_key(value: &mut Value, name: &str, random: &mut Random) {
    if let Value::Object(entries) = value {
        let chosen = random.below(entries.len());
        let renamed =
            std::mem::take(entries)
                .into_iter()
                .enumerate()
                .map(|(index, (key, inner))| {
                    if index == chosen {
                        (name.to_owned(), inner)
                    } else {
                        (key, inner)
                    }
                });
        *entries = renamed.collect();
    }
}

/// The shapes of a model in either format.
fn shapes(model: &mut Value) -> Option<&mut Map<String, Value>> {
    model.get_mut("shapes").and_then(Value::as_object_mut)
}

fn random_shape(model: &mut Value, random: &mut Random) -> Option<String> {
    let shapes = shapes(model)?;
    shapes.keys().nth(random.below(shapes.len())).cloned()
}

/// Calls `change` with every shape reference.
fn references(value: &mut Value, change: &mut dyn FnMut(&mut String)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| references(item, change)),
        Value::Object(entries) => {
            for (key, inner) in entries {
                match inner {
                    Value::String(text) if key == "shape" || key == "target" => change(text),
                    inner => references(inner, change),
                }
            }
        }
        _ => {}
    }
}

fn retarget(model: &mut Value, words: &Words, random: &mut Random) {
    let to = match random.below(6) {
        0 => Some(words.any(random)),
        _ => random_shape(model, random),
    };
    let mut count = 0;
    references(model, &mut |_| count += 1);
    let mut left = random.below(count);
    if let Some(to) = to {
        references(model, &mut |text| {
            if left == 0 {
                text.clone_from(&to);
            }
            left = left.wrapping_sub(1);
        });
    }
}

/// Renames a shape everywhere, so that nothing else breaks.
fn rename_shape(model: &mut Value, words: &Words, random: &mut Random) {
    let Some(from) = random_shape(model, random) else {
        return;
    };
    let to = words.any(random);
    if let Some(shapes) = shapes(model) {
        let renamed = std::mem::take(shapes).into_iter();
        *shapes = renamed
            .map(|(name, shape)| {
                if name == from {
                    (to.clone(), shape)
                } else {
                    (name, shape)
                }
            })
            .collect();
    }
    references(model, &mut |text| {
        if *text == from {
            text.clone_from(&to);
        }
    });
}

/// A random shape with the given key.
fn shape_with<'v>(model: &'v mut Value, key: &str, random: &mut Random) -> Option<&'v mut Value> {
    let shapes = shapes(model)?;
    let mut found: Vec<_> = shapes
        .values_mut()
        .filter(|shape| shape.get(key).is_some())
        .collect();
    let index = random.below(found.len());
    (index < found.len()).then(|| found.swap_remove(index))
}

fn add_members(model: &mut Value, words: &Words, random: &mut Random) {
    let targets: Vec<_> = (0..5).filter_map(|_| random_shape(model, random)).collect();
    let Some(shape) = shape_with(model, "members", random) else {
        return;
    };
    let names: Vec<String> = (0..=random.below(8)).map(|_| words.any(random)).collect();
    for name in &names {
        if let (Some(members), false) = (shape["members"].as_object_mut(), targets.is_empty()) {
            members.insert(name.clone(), json!({"shape": random.pick(&targets)}));
        }
    }
    if random.below(2) == 0 && shape.is_object() {
        shape["required"] = json!(names);
    }
}

fn add_values(model: &mut Value, words: &Words, random: &mut Random) {
    let with = if random.below(3) == 0 { "type" } else { "enum" };
    if let Some(shape) = shape_with(model, with, random).filter(|shape| shape.is_object()) {
        let values: Vec<_> = (0..=random.below(12)).map(|_| words.any(random)).collect();
        shape["enum"] = json!(values);
    }
}

fn constrain(model: &mut Value, words: &Words, random: &mut Random) {
    if let Some(shape) = shape_with(model, "type", random).filter(|shape| shape.is_object()) {
        let mut number = || random_value(words, random);
        let (min, max) = (number(), number());
        shape["min"] = min;
        shape["max"] = max;
        shape["pattern"] = json!(words.any(random));
    }
}

fn bind(model: &mut Value, words: &Words, random: &mut Random) {
    let Some(members) = shape_with(model, "members", random) else {
        return;
    };
    let Some(members) = members["members"].as_object_mut() else {
        return;
    };
    let locations = [
        "uri",
        "querystring",
        "header",
        "headers",
        "statusCode",
        "nowhere",
    ];
    for member in members.values_mut().filter(|member| member.is_object()) {
        member["location"] = json!(random.pick(&locations));
        if random.below(2) == 0 {
            member["locationName"] = json!(words.any(random));
        }
        for flag in [
            "xmlAttribute",
            "streaming",
            "jsonvalue",
            "idempotencyToken",
            "hostLabel",
            "flattened",
        ] {
            if random.below(6) == 0 {
                member[flag] = json!(true);
            }
        }
    }
}

fn change_uri(model: &mut Value, words: &Words, random: &mut Random) {
    let operations = model.get_mut("operations").and_then(Value::as_object_mut);
    for operation in operations
        .into_iter()
        .flatten()
        .map(|(_, operation)| operation)
    {
        if operation["http"].is_object() {
            operation["http"]["requestUri"] = json!(format!("/{}", words.any(random)));
        }
        if operation.is_object() && random.below(2) == 0 {
            operation["endpoint"] = json!({"hostPrefix": words.any(random)});
        }
    }
}

fn document(model: &mut Value, words: &Words, random: &mut Random) {
    let place = random_place(model, random);
    let text = format!(
        "<p>{}</p>{}{}",
        words.any(random),
        words.any(random),
        words.any(random)
    );
    if let Value::Object(entries) = at(model, &place) {
        entries.insert("documentation".to_owned(), json!(text));
        entries.insert("deprecatedMessage".to_owned(), json!(words.any(random)));
        entries.insert("deprecated".to_owned(), json!(true));
    }
}
