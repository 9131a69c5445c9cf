//! Converts botocore shapes to a Smithy AST, so that large or deep models exist in both formats.

use sansmith_codegen::{Bundle, Source};
use serde_json::{Map, Value, json};

/// A service with one operation, whose input is the shape `In`.
pub(crate) fn model(shapes: &Map<String, Value>) -> Bundle {
    let mut all = json!({
        "t#Lamp": {
            "type": "service", "version": "2026-01-01", "operations": [{"target": "t#Glow"}],
            "traits": {"aws.protocols#restJson1": {}, "aws.api#service": {"sdkId": "Lamp"}}
        },
        "t#Glow": {
            "type": "operation", "input": {"target": "t#In"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/"}}
        }
    });
    for (name, shape) in shapes {
        all[format!("t#{name}")] = told(shape);
    }
    let text = json!({"smithy": "2.0", "shapes": all}).to_string();
    Bundle::new(Source::new("smithy.json", text))
}

fn told(shape: &Value) -> Value {
    let mut told = Map::new();
    let kind = if shape["union"] == true {
        json!("union")
    } else {
        shape["type"].clone()
    };
    told.insert("type".to_owned(), kind);
    for key in ["member", "key", "value"] {
        if let Some(reference) = shape.get(key) {
            told.insert(key.to_owned(), target(reference));
        }
    }
    if let Some(members) = shape["members"].as_object() {
        let required = shape["required"].as_array();
        let members = members.iter().map(|(name, reference)| {
            let mut member = target(reference);
            if required.is_some_and(|names| names.contains(&json!(name))) {
                member["traits"] = json!({"smithy.api#required": {}});
            }
            (name.clone(), member)
        });
        told.insert("members".to_owned(), members.collect());
    }
    let values = shape["enum"].as_array().into_iter().flatten();
    let values: Vec<_> = values.map(|value| json!({"value": value})).collect();
    let traits = [
        (
            "smithy.api#enum",
            (!values.is_empty()).then(|| json!(values)),
        ),
        (
            "smithy.api#documentation",
            shape.get("documentation").cloned(),
        ),
    ];
    let traits: Map<_, _> = traits
        .into_iter()
        .filter_map(|(id, value)| Some((id.to_owned(), value?)))
        .collect();
    told.insert("traits".to_owned(), Value::Object(traits));
    Value::Object(told)
}

fn target(reference: &Value) -> Value {
    json!({"target": format!("t#{}", reference["shape"].as_str().unwrap_or_default())})
}
