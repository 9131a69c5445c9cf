//! Client error correction: absent required members become zero values, other members get their defaults.
//!
//! Tests show the wire form; a type with required members always has them.
//!
//! <https://smithy.io/2.0/spec/aggregate-types.html#client-error-correction>

use sansmith_codegen::Ir;
use sansmith_codegen::ir::{Member, Shape, ShapeKind};
use serde_json::{Map, Value, json};

use super::exact;
use super::value::{Reader, Writer};

/// Fills in absent members of a value.
pub(super) fn complete(ir: &Ir, shape: &str, value: &mut Value) {
    let Some(shape) = ir.shapes.get(shape) else {
        return;
    };
    match (&shape.kind, value) {
        (ShapeKind::Structure(members), Value::Object(map)) => {
            for member in members {
                if let Some(value) = map.get_mut(member.name.as_str()) {
                    complete(ir, &member.target, value);
                } else {
                    let filling = filling(ir, shape, member);
                    map.extend(filling.map(|value| (member.name.to_string(), value)));
                }
            }
        }
        (ShapeKind::Union(members), Value::Object(map)) => {
            for (name, value) in map {
                let member = members.iter().find(|member| member.name == name.as_str());
                if let Some(member) = member {
                    complete(ir, &member.target, value);
                }
            }
        }
        (ShapeKind::List(member), Value::Array(list)) => {
            for value in list {
                complete(ir, &member.target, value);
            }
        }
        (ShapeKind::Map(_, member), Value::Object(map)) => {
            for value in map.values_mut() {
                complete(ir, &member.target, value);
            }
        }
        _ => {}
    }
}

/// The required members absent from a value.
pub(super) fn missing(ir: &Ir, shape: &str, value: &Value, path: &str) -> Vec<String> {
    let Some(shape) = ir.shapes.get(shape) else {
        return Vec::new();
    };
    match (&shape.kind, value) {
        (ShapeKind::Structure(members) | ShapeKind::Union(members), Value::Object(map)) => members
            .iter()
            .flat_map(|member| {
                let path = format!("{path}.{}", member.name);
                match map.get(member.name.as_str()) {
                    Some(value) => missing(ir, &member.target, value, &path),
                    None if is_promised(shape, member) && default(member).is_none() => vec![path],
                    None => Vec::new(),
                }
            })
            .collect(),
        (ShapeKind::List(member), Value::Array(list)) => list
            .iter()
            .flat_map(|value| missing(ir, &member.target, value, path))
            .collect(),
        (ShapeKind::Map(_, member), Value::Object(map)) => map
            .values()
            .flat_map(|value| missing(ir, &member.target, value, path))
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns true if the Rust type always contains the member.
fn is_promised(shape: &Shape, member: &Member) -> bool {
    let is_filled_later = shape.facts.is_input && member.idempotency_token;
    matches!(shape.kind, ShapeKind::Structure(_))
        && member.required
        && !member.client_optional
        && !is_filled_later
        && shape.traits.error.is_none()
}

/// The default applied by clients.
fn default(member: &Member) -> Option<Value> {
    let is_the_services = member.added_default || member.client_optional || member.service_default;
    let default = member.default.as_ref();
    let default = default.filter(|value| !value.is_null() && !is_the_services)?;
    serde_json::from_str(&exact::keep_numbers(&default.to_string())).ok()
}

/// The replacement of an absent member, if any.
fn filling(ir: &Ir, shape: &Shape, member: &Member) -> Option<Value> {
    if let Some(value) = default(member) {
        let reader = Reader {
            ir,
            writer: Writer::Program,
        };
        return reader.read(&member.target, &value).ok();
    }
    is_promised(shape, member).then(|| zero(ir, &member.target))
}

/// The zero value of a shape. A structure that requires itself has none.
fn zero(ir: &Ir, shape: &str) -> Value {
    let Some(shape) = ir.shapes.get(shape) else {
        return Value::Null;
    };
    match &shape.kind {
        ShapeKind::Boolean => json!(false),
        ShapeKind::String | ShapeKind::Enum(_) | ShapeKind::Blob => json!(""),
        ShapeKind::Float | ShapeKind::Double => json!(0.0),
        ShapeKind::Timestamp => json!("1970-01-01T00:00:00Z"),
        ShapeKind::Document => Value::Null,
        ShapeKind::List(_) => json!([]),
        ShapeKind::Map(..) => json!({}),
        // No known member is set: the unknown variant, without a name.
        ShapeKind::Union(_) => json!({"": null}),
        ShapeKind::Structure(_) => {
            let mut value = Value::Object(Map::new());
            complete(ir, &shape.name, &mut value);
            value
        }
        ShapeKind::Byte
        | ShapeKind::Short
        | ShapeKind::Integer
        | ShapeKind::Long
        | ShapeKind::IntEnum(_) => json!(0),
        ShapeKind::BigInteger | ShapeKind::BigDecimal => exact::marked("0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sansmith_codegen::{Bundle, Config, Source, front};

    fn model() -> Ir {
        let text = json!({
            "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
            "operations": {"A": {
                "http": {"method": "POST", "requestUri": "/"},
                "input": {"shape": "In"}, "output": {"shape": "Out"}, "errors": [{"shape": "Gone"}],
            }},
            "shapes": {
                "In": {"type": "structure", "required": ["Token", "Name"], "members": {
                    "Token": {"shape": "Text", "idempotencyToken": true}, "Name": {"shape": "Text"},
                }},
                "Out": {"type": "structure", "required": ["Text", "Inner"], "members": {
                    "Text": {"shape": "Text"}, "Inner": {"shape": "Inner"}, "Free": {"shape": "Text"},
                    "List": {"shape": "List"},
                }},
                "Inner": {"type": "structure", "required": ["Time", "Map"], "members": {
                    "Time": {"shape": "Time"}, "Map": {"shape": "Map"},
                }},
                "Gone": {"type": "structure", "exception": true, "required": ["Text"], "members": {
                    "Text": {"shape": "Text"},
                }},
                "List": {"type": "list", "member": {"shape": "Inner"}},
                "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
                "Text": {"type": "string"}, "Time": {"type": "timestamp"},
            },
        });
        let bundle = Bundle::new(Source::new("m.json", text.to_string()));
        front(&bundle, &Config::default()).unwrap().0
    }

    #[test]
    fn what_is_promised_is_there_however_deep() {
        let mut value = json!({"List": [{"Map": {"a": "b"}}]});
        complete(&model(), "Out", &mut value);
        let inner = json!({"Time": "1970-01-01T00:00:00Z", "Map": {}});
        let list = json!([{"Map": {"a": "b"}, "Time": "1970-01-01T00:00:00Z"}]);
        assert_eq!(value, json!({"List": list, "Text": "", "Inner": inner}));
    }

    #[test]
    fn an_error_promises_nothing() {
        let mut value = json!({});
        complete(&model(), "Gone", &mut value);
        assert_eq!(value, json!({}));
    }

    #[test]
    fn a_token_is_not_missing() {
        assert_eq!(missing(&model(), "In", &json!({}), "$"), ["$.Name"]);
        let nested = json!({"Text": "", "Inner": {"Map": {}}});
        assert_eq!(missing(&model(), "Out", &nested, "$"), ["$.Inner.Time"]);
    }
}
