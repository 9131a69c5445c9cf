//! Examples that a model gives, as values of its shapes.
//!
//! **Invariants**
//! - A value that the shape cannot hold, or that no literal spells, gives no example.

use super::{MAX_DEPTH, MOST_VALUES, Placeholder};
use crate::ir::{Ir, Member, Shape, ShapeKind, Value};
use crate::names::{Ident, Names, setter};

/// The input of an example; `None` if it does not fit the shape.
pub(crate) fn given(shape: &Shape, value: &Value, ir: &Ir, names: &Names) -> Option<Placeholder> {
    let mut reader = Reader {
        ir,
        names,
        values: 0,
        depth: 0,
    };
    reader.structure(shape, value)
}

/// State of the conversion.
struct Reader<'a> {
    ir: &'a Ir,
    names: &'a Names,
    values: usize,
    depth: usize,
}

impl Reader<'_> {
    fn member(&mut self, member: &Member, value: &Value) -> Option<Placeholder> {
        self.values += 1;
        if self.values > MOST_VALUES || self.depth > MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let made = self.value(self.ir.target(member)?, value);
        self.depth -= 1;
        Some(if member.boxed {
            Placeholder::Boxed(Box::new(made?))
        } else {
            made?
        })
    }

    fn value(&mut self, shape: &Shape, value: &Value) -> Option<Placeholder> {
        match (&shape.kind, value) {
            (ShapeKind::String, Value::String(text)) => Some(Placeholder::Text(text.clone())),
            (ShapeKind::Blob, Value::String(text)) => Some(Placeholder::Blob(text.clone())),
            (ShapeKind::Boolean, Value::Bool(value)) => Some(Placeholder::Boolean(*value)),
            (ShapeKind::Enum(values), Value::String(text)) => {
                let at = values.iter().position(|value| value.value == *text)?;
                self.variant(shape, at)
            }
            (ShapeKind::IntEnum(values), Value::Number(number)) => {
                let text = number.to_string();
                let at = values
                    .iter()
                    .position(|value| value.value.to_string() == text)?;
                self.variant(shape, at)
            }
            (ShapeKind::Structure(_), _) => self.structure(shape, value),
            (ShapeKind::Union(_), _) => self.union(shape, value),
            (ShapeKind::List(element), Value::Array(items)) => {
                if items.is_empty() || shape.traits.sparse {
                    return None;
                }
                let items = items.iter().map(|item| self.member(element, item));
                items.collect::<Option<_>>().map(Placeholder::List)
            }
            (ShapeKind::Map(key, held), Value::Object(entries)) => {
                if entries.is_empty() || shape.traits.sparse {
                    return None;
                }
                let entries = entries.iter().map(|(name, value)| {
                    let name = self.member(key, &Value::String(name.clone()))?;
                    Some((name, self.member(held, value)?))
                });
                entries.collect::<Option<_>>().map(Placeholder::Map)
            }
            (kind, Value::Number(number)) => literal(kind, &number.to_string()),
            _ => None,
        }
    }

    fn variant(&self, shape: &Shape, at: usize) -> Option<Placeholder> {
        let variant = self.names.parts(&shape.name).get(at)?;
        let ty = self.names.type_of(&shape.name);
        Some(Placeholder::Enum(ty, variant.clone()))
    }

    /// The setters of all members, which must include the required ones.
    fn structure(&mut self, shape: &Shape, value: &Value) -> Option<Placeholder> {
        let fields = self.fields(shape, value)?;
        let is_set = |name: &Ident| fields.iter().any(|(field, _)| *field == setter(name));
        let mut members = shape.members().zip(self.names.parts(&shape.name));
        if members.any(|(member, name)| shape.requires(member) && !is_set(name)) {
            return None;
        }
        let ty = self.names.type_of(&shape.name);
        Some(Placeholder::Structure(ty, fields))
    }

    fn fields(&mut self, shape: &Shape, value: &Value) -> Option<Vec<(Ident, Placeholder)>> {
        let Value::Object(entries) = value else {
            return None;
        };
        let names = self.names;
        let mut fields = Vec::new();
        for (member, name) in shape.members().zip(names.parts(&shape.name)) {
            if let Some(value) = entries.get(member.name.as_str()) {
                fields.push((setter(name), self.member(member, value)?));
            }
        }
        (fields.len() == entries.len()).then_some(fields)
    }

    fn union(&mut self, shape: &Shape, value: &Value) -> Option<Placeholder> {
        let Value::Object(entries) = value else {
            return None;
        };
        let (tag, value) = entries.first().filter(|_| entries.len() == 1)?;
        let mut members = shape.members().zip(self.names.parts(&shape.name));
        let (member, variant) = members.find(|(member, _)| member.name.as_str() == tag)?;
        let value = self.member(member, value)?;
        let ty = self.names.type_of(&shape.name);
        Some(Placeholder::Union(ty, variant.clone(), Box::new(value)))
    }
}

/// A literal of a number that its type can hold.
fn literal(kind: &ShapeKind, text: &str) -> Option<Placeholder> {
    let integer = |fits: bool, ty| fits.then(|| Placeholder::Integer(text.to_owned(), ty));
    match kind {
        ShapeKind::Byte => integer(text.parse::<i8>().is_ok(), "i8"),
        ShapeKind::Short => integer(text.parse::<i16>().is_ok(), "i16"),
        ShapeKind::Integer => integer(text.parse::<i32>().is_ok(), "i32"),
        ShapeKind::Long => integer(text.parse::<i64>().is_ok(), "i64"),
        ShapeKind::Float => {
            let value = text.parse::<f32>().ok().filter(|value| value.is_finite())?;
            Some(Placeholder::Float(format!("{value:?}"), "f32"))
        }
        ShapeKind::Double => {
            let value = text.parse::<f64>().ok().filter(|value| value.is_finite())?;
            Some(Placeholder::Float(format!("{value:?}"), "f64"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::given;
    use crate::describe::example::{Placeholder, assign};
    use crate::ir::Value;
    use crate::names::{Krate, Names};
    use crate::passes::sample;

    /// The code of an example, or nothing if it does not fit the input.
    fn code(entries: &[(&str, Value)]) -> String {
        let ir = sample::ir(
            r#""In": {"type": "structure", "required": ["Name"], "members": {
                "Name": {"shape": "Text"}, "Hue": {"shape": "Hue"}, "Sizes": {"shape": "Sizes"},
                "When": {"shape": "When"}}},
               "Text": {"type": "string"}, "Hue": {"type": "string", "enum": ["red"]},
               "Sizes": {"type": "list", "member": {"shape": "Size"}}, "Size": {"type": "integer"},
               "When": {"type": "timestamp"}"#,
            r#""Put": {"http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "In"}}"#,
        );
        let entries = entries.iter().cloned();
        let entries = entries.map(|(name, value)| (name.to_owned(), value));
        let input = Value::Object(entries.collect());
        let value: Option<Placeholder> = given(&ir.shapes["In"], &input, &ir, &Names::new(&ir));
        let krate = Krate {
            path: "lamp".to_owned(),
            tested: true,
        };
        let lines = value.map(|value| assign("input", &value, &krate));
        lines.unwrap_or_default().join("\n")
    }

    fn text(text: &str) -> Value {
        Value::String(text.to_owned())
    }

    #[test]
    fn an_example_becomes_code() {
        let entries = [("Hue", text("red")), ("Name", text("n"))];
        let expected = r#"let input = In::builder().name("n").hue(Hue::Red).build();"#;
        assert_eq!(code(&entries), expected);
    }

    #[test]
    fn what_does_not_fit_is_no_example() {
        let name = || ("Name", text("n"));
        for (entries, reason) in [
            (vec![("Hue", text("red"))], "a required member is missing"),
            (
                vec![name(), ("Hue", text("blue"))],
                "a value the enum does not have",
            ),
            (
                vec![name(), ("Other", text("x"))],
                "a member the shape does not have",
            ),
            (
                vec![name(), ("When", text("2026-01-01"))],
                "a timestamp has no literal",
            ),
            (vec![name(), ("Sizes", text("x"))], "a text is no list"),
            (vec![("Name", Value::Null)], "null"),
        ] {
            assert_eq!(code(&entries), "", "{reason}");
        }
    }
}
