//! Converts values of test files and responses to the format of `cargo xtask wire`, using the types in the model.
//!
//! Values are equal if their converted forms are, so this also serves to compare outputs.
//!
//! **Invariants**
//!
//! - Independent of the runtime, which is under test.

use std::borrow::Cow;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use sansmith_codegen::Ir;
use sansmith_codegen::ir::{Decimal, Member, Number, Shape, ShapeKind};
use serde_json::{Map, Value, json};

use super::exact;

/// The origin of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// A test file: blobs are plain text, timestamps are seconds.
    File,
    /// The program: blobs are base64, timestamps are RFC 3339.
    Program,
}

/// Converts values of a model from the given origin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) ir: &'a Ir,
    pub(super) writer: Writer,
}

impl Reader<'_> {
    /// Converts a value of the named shape.
    pub(super) fn read(self, shape: &str, value: &Value) -> Result<Value, String> {
        match self.ir.shapes.get(shape) {
            Some(shape) => self.shape(shape, value, "$"),
            None => Err(format!("the model has no shape `{shape}`")),
        }
    }

    fn member(self, member: &Member, value: &Value, path: &str) -> Result<Value, String> {
        let Some(target) = self.ir.target(member) else {
            return Err(format!("the model has no shape `{}`", member.target));
        };
        let media_type = member
            .media_type
            .as_deref()
            .or(target.traits.media_type.as_deref());
        let is_text = matches!(target.kind, ShapeKind::String);
        if is_text && media_type == Some("application/json") && !value.is_string() {
            // A file may show the JSON that the text holds.
            return Ok(exact::release(value).into());
        }
        self.shape(target, value, path)
    }

    fn shape(self, shape: &Shape, value: &Value, path: &str) -> Result<Value, String> {
        if value.is_null() {
            return Ok(Value::Null);
        }
        let read = match (&shape.kind, value) {
            (ShapeKind::Structure(members) | ShapeKind::Union(members), Value::Object(map)) => {
                return self.members(members, map, path);
            }
            (ShapeKind::List(member), Value::Array(list)) => {
                let element =
                    |(index, value)| self.member(member, value, &format!("{path}[{index}]"));
                return list.iter().enumerate().map(element).collect();
            }
            (ShapeKind::Map(_, member), Value::Object(map)) => {
                let entry = |(key, value): (&String, _)| {
                    let read = self.member(member, value, &format!("{path}[{key:?}]"))?;
                    Ok((key.clone(), read))
                };
                return map
                    .iter()
                    .map(entry)
                    .collect::<Result<_, _>>()
                    .map(Value::Object);
            }
            (ShapeKind::Document, value) => Some(document(value)),
            (ShapeKind::Boolean, Value::Bool(_))
            | (ShapeKind::String | ShapeKind::Enum(_), Value::String(_)) => Some(value.clone()),
            (ShapeKind::BigInteger | ShapeKind::BigDecimal, value) => number(value),
            (ShapeKind::Blob, Value::String(text)) => self.blob(text),
            (ShapeKind::Timestamp, value) => instant(value),
            (ShapeKind::Float | ShapeKind::Double, value) => {
                float(value, matches!(shape.kind, ShapeKind::Float))
            }
            (kind, value) if kind.is_number() => integer(value),
            _ => None,
        };
        read.ok_or_else(|| {
            format!(
                "at `{path}`: expected {}, found {value}",
                shape.kind.as_str()
            )
        })
    }

    /// Converts members; null is the same as absent.
    fn members(
        self,
        members: &[Member],
        map: &Map<String, Value>,
        path: &str,
    ) -> Result<Value, String> {
        let mut read = Map::new();
        for (name, value) in map.iter().filter(|(_, value)| !value.is_null()) {
            let path = format!("{path}.{name}");
            let value = match members.iter().find(|member| member.name == name.as_str()) {
                Some(member) => self.member(member, value, &path)?,
                // Unions keep members unknown to the model.
                None if self.writer == Writer::Program => value.clone(),
                None => return Err(format!("at `{path}`: the model has no such member")),
            };
            read.insert(name.clone(), value);
        }
        Ok(Value::Object(read))
    }

    fn blob(self, text: &str) -> Option<Value> {
        match self.writer {
            Writer::File => Some(BASE64.encode(text).into()),
            Writer::Program => BASE64.decode(text).is_ok().then(|| text.into()),
        }
    }
}

/// A timestamp in RFC 3339.
fn instant(value: &Value) -> Option<Value> {
    let instant: Timestamp = match exact::number(value) {
        Some(number) => {
            let (seconds, nanos) = Decimal::parse(&number)?.seconds()?;
            Timestamp::new(seconds, 0).ok()? + Duration::from_nanos(nanos.into())
        }
        None => value.as_str()?.parse().ok()?,
    };
    Some(instant.to_string().into())
}

/// A number, or the name of what is none.
fn float(value: &Value, single: bool) -> Option<Value> {
    if let Some("NaN" | "Infinity" | "-Infinity") = value.as_str() {
        return Some(value.clone());
    }
    let number = exact::number(value)?;
    let float: f64 = if single {
        number.parse::<f32>().ok()?.into()
    } else {
        number.parse().ok()?
    };
    // The program writes an infinity by its name.
    float.is_finite().then(|| json!(float))
}

/// A number of any size; one may be written as text.
fn number(value: &Value) -> Option<Value> {
    let number = exact::number(value).or_else(|| value.as_str().map(Cow::Borrowed))?;
    Number::parse(&number).map(|number| exact::marked(number.as_str()))
}

/// A document, whose numbers are integers of 64 bits or floats.
fn document(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(document).collect(),
        Value::Object(entries) => {
            let entries = entries.iter();
            entries
                .map(|(key, value)| (key.clone(), document(value)))
                .collect()
        }
        Value::String(_) => match exact::number(value).and_then(|number| number.parse().ok()) {
            Some(number) if f64::is_finite(number) => json!(number),
            _ => value.clone(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// An integer, possibly written as `1.0`.
fn integer(value: &Value) -> Option<Value> {
    let number = exact::number(value)?;
    let whole = Decimal::parse(&number).and_then(|number| i64::try_from(number.as_i128()?).ok());
    Some(whole.map_or_else(|| value.clone(), Value::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sansmith_codegen::{Bundle, Config, Source, front};

    fn model() -> Ir {
        let shapes = json!({
            "In": {"type": "structure", "members": {
                "Blob": {"shape": "Blob"}, "Time": {"shape": "Time"}, "Float": {"shape": "Float"},
                "Whole": {"shape": "Whole"}, "Text": {"shape": "Text", "jsonvalue": true},
                "List": {"shape": "List"}, "Map": {"shape": "Map"},
            }},
            "Blob": {"type": "blob"}, "Time": {"type": "timestamp"}, "Float": {"type": "float"},
            "Whole": {"type": "integer"}, "Text": {"type": "string"},
            "List": {"type": "list", "member": {"shape": "In"}},
            "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Blob"}},
        });
        let text = json!({
            "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
            "operations": {"A": {"http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "In"}}},
            "shapes": shapes,
        });
        let bundle = Bundle::new(Source::new("m.json", text.to_string()));
        front(&bundle, &Config::default()).unwrap().0
    }

    fn read(writer: Writer, value: &Value) -> Result<Value, String> {
        Reader {
            ir: &model(),
            writer,
        }
        .read("In", value)
    }

    #[test]
    fn a_file_and_a_program_write_one_value_differently() {
        let file = json!({
            "Blob": "foo", "Time": 1.25, "Float": 1.1, "Whole": 1.0, "Text": {"a": 1}, "Map": {"k": "bar"},
            "List": [{"Time": 0}, {"Whole": null}],
        });
        let program = json!({
            "Blob": "Zm9v", "Time": "1970-01-01T00:00:01.25Z", "Float": 1.1_f32, "Whole": 1,
            "Text": r#"{"a":1}"#, "Map": {"k": "YmFy"}, "List": [{"Time": "1970-01-01T00:00:00Z"}, {}],
        });
        let form = read(Writer::File, &file).unwrap();
        assert_eq!(form, read(Writer::Program, &program).unwrap());
        assert_eq!(form["Blob"], "Zm9v");
    }

    #[test]
    fn numbers_keep_the_digits_that_their_types_hold() {
        let read = |value| float(&value, false);
        assert_eq!(
            read(exact::marked("123456789.12345678999")),
            read(json!(123_456_789.123_456_79))
        );
        assert_eq!(read(json!("many")), None);
        assert_eq!(read(exact::marked("1E+309")), None);
        assert_eq!(number(&json!("1e")), None);
        assert_eq!(number(&json!(42)), Some(exact::marked("42")));
        let great = exact::marked("1E+309");
        assert_eq!(number(&great), Some(great.clone()));
        assert_eq!(number(&json!("1E+309")), Some(great));
        let instant = instant(&exact::marked("1700000000.123456789"));
        assert_eq!(instant, Some(json!("2023-11-14T22:13:20.123456789Z")));
        let document = document(&json!({"a": [exact::marked("0.30000000000000004"), "x"]}));
        assert_eq!(document, json!({"a": [0.1 + 0.2, "x"]}));
    }

    #[test]
    fn what_differs_keeps_differing() {
        for (file, program) in [
            (json!({"Blob": "foo"}), json!({"Blob": "Zm8="})),
            (
                json!({"Time": 1}),
                json!({"Time": "1970-01-01T00:00:01.001Z"}),
            ),
            (json!({"Float": 1.1}), json!({"Float": 1.2})),
            (json!({"Float": "NaN"}), json!({"Float": "Infinity"})),
            (json!({"Whole": 1}), json!({"Whole": 2})),
            (json!({}), json!({"List": []})),
        ] {
            let expected = read(Writer::File, &file).unwrap();
            assert_ne!(expected, read(Writer::Program, &program).unwrap(), "{file}");
        }
    }

    #[test]
    fn what_is_of_another_type_is_told_with_its_place() {
        let error = read(Writer::File, &json!({"List": [{"Whole": "1"}]})).unwrap_err();
        assert_eq!(error, "at `$.List[0].Whole`: expected integer, found \"1\"");
        assert!(read(Writer::File, &json!({"Stranger": 1})).is_err());
        assert!(read(Writer::Program, &json!({"Blob": "#"})).is_err());
    }
}
