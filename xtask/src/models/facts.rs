//! Reduces a model file to facts: merges overlays and removes documentation.
//!
//! **Invariants**
//!
//! - Keys keep the model's order, which is the order of members.
//! - Only documentation is removed. A member or shape may be named `documentation` too; its value is an object, while documentation is a string.

use serde_json::Value;

/// Merges an overlay into a model: objects key by key, anything else is replaced.
pub(super) fn merge(model: &mut Value, overlay: Value) {
    match (model, overlay) {
        (Value::Object(model), Value::Object(overlay)) => {
            for (key, value) in overlay {
                match model.get_mut(&key) {
                    Some(known) => merge(known, value),
                    None => {
                        model.insert(key, value);
                    }
                }
            }
        }
        (model, overlay) => *model = overlay,
    }
}

/// Removes all strings under the given keys.
pub(super) fn remove_prose(model: &mut Value, keys: &[&str]) {
    match model {
        Value::Object(object) => {
            object.retain(|key, value| !(value.is_string() && keys.contains(&key.as_str())));
            object
                .values_mut()
                .for_each(|value| remove_prose(value, keys));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| remove_prose(item, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn prose_goes_and_members_of_its_name_stay() {
        let mut model = parse(
            r#"{"documentation": "<p>All</p>", "shapes": {
                "documentation": {"type": "string", "documentation": "a"},
                "S": {"type": "structure", "required": ["documentation"], "documentation": "b",
                      "members": {"z": {"shape": "documentation", "documentation": "c"},
                                  "documentation": {"shape": "documentation"}}},
                "L": {"type": "list", "member": {"shape": "S", "documentation": "d"}}}}"#,
        );
        remove_prose(&mut model, &["documentation"]);
        let expected = r#"{"shapes":{"documentation":{"type":"string"},"S":{"type":"structure","required":["documentation"],"members":{"z":{"shape":"documentation"},"documentation":{"shape":"documentation"}}},"L":{"type":"list","member":{"shape":"S"}}}}"#;
        assert_eq!(model.to_string(), expected);
    }

    #[test]
    fn an_overlay_adds_replaces_and_keeps() {
        let mut model = parse(r#"{"b": {"x": 1, "y": [1, 2]}, "a": 1}"#);
        merge(
            &mut model,
            parse(r#"{"b": {"y": [3], "z": {"n": 1}}, "c": 2}"#),
        );
        assert_eq!(
            model.to_string(),
            r#"{"b":{"x":1,"y":[3],"z":{"n":1}},"a":1,"c":2}"#
        );
    }

    #[test]
    fn numbers_stay_what_they_are() {
        let text =
            "[9223372036854775807,-9223372036854775808,18446744073709551615,0.001,100.0,1e-16]";
        assert_eq!(parse(text).to_string(), text);
    }
}
