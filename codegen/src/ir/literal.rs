//! Default values, typed by their target shape.
//!
//! <https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait>

use serde_json::Value;

use super::{Decimal, Shape, ShapeKind};

/// A typed default value.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A boolean.
    Boolean(bool),
    /// A byte, short, integer, long or integer enum value, within the range of its type.
    Integer(i64),
    /// A float or double.
    Float(Decimal),
    /// A big integer or big decimal.
    Number(Decimal),
    /// A string.
    Text(String),
    /// The value of an enum.
    Enum(String),
    /// A blob, as base64.
    Blob(String),
    /// A timestamp in seconds since 1970.
    Seconds(Decimal),
    /// A timestamp as RFC 3339.
    Instant(String),
    /// An empty list.
    List,
    /// An empty map.
    Map,
    /// A document.
    Document(Value),
}

impl Literal {
    /// Interprets a default value of shape `target`; `None` if it does not fit the type.
    pub fn of(value: &Value, target: &Shape) -> Option<Self> {
        match (&target.kind, value) {
            (ShapeKind::Boolean, Value::Bool(value)) => Some(Self::Boolean(*value)),
            (ShapeKind::String, Value::String(text)) => Some(Self::Text(text.clone())),
            (ShapeKind::Enum(_), Value::String(text)) => Some(Self::Enum(text.clone())),
            (ShapeKind::Blob, Value::String(text)) => {
                is_base64(text).then(|| Self::Blob(text.clone()))
            }
            (ShapeKind::Timestamp, Value::String(text)) => {
                is_instant(text).then(|| Self::Instant(text.clone()))
            }
            (ShapeKind::List(_), Value::Array(items)) if items.is_empty() => Some(Self::List),
            (ShapeKind::Map(..), Value::Object(entries)) if entries.is_empty() => Some(Self::Map),
            (ShapeKind::Document, value) => {
                is_document(value).then(|| Self::Document(value.clone()))
            }
            (kind, Value::Number(number)) => {
                Self::of_number(&Decimal::parse(&number.to_string())?, kind)
            }
            // A float could lose precision of a big number, so a string is also accepted.
            (ShapeKind::BigInteger | ShapeKind::BigDecimal, Value::String(text)) => {
                Self::of_number(&Decimal::parse(text)?, &target.kind)
            }
            _ => None,
        }
    }

    /// Interprets a numeric default.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others are no numbers")]
    fn of_number(number: &Decimal, kind: &ShapeKind) -> Option<Self> {
        let within = |least: i64, most: i64| {
            let whole = i64::try_from(number.as_i128()?).ok()?;
            (least..=most)
                .contains(&whole)
                .then_some(Self::Integer(whole))
        };
        match kind {
            ShapeKind::Byte => within(i8::MIN.into(), i8::MAX.into()),
            ShapeKind::Short => within(i16::MIN.into(), i16::MAX.into()),
            ShapeKind::Integer | ShapeKind::IntEnum(_) => within(i32::MIN.into(), i32::MAX.into()),
            ShapeKind::Long => within(i64::MIN, i64::MAX),
            ShapeKind::Float | ShapeKind::Double => Some(Self::Float(number.clone())),
            ShapeKind::BigInteger => number.is_integer().then(|| Self::Number(number.clone())),
            ShapeKind::BigDecimal => Some(Self::Number(number.clone())),
            ShapeKind::Timestamp => Some(Self::Seconds(number.clone())),
            _ => None,
        }
    }
}

/// Returns true if the text is padded base64.
fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && text.len() - data.len() <= 2 && data.bytes().all(digit)
}

/// Returns true if the text has the form of an RFC 3339 timestamp.
fn is_instant(text: &str) -> bool {
    let form: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let Some(rest) = form.strip_prefix("0000-00-00T00:00:00") else {
        return false;
    };
    let after = rest
        .strip_prefix('.')
        .map(|rest| rest.trim_start_matches('0'));
    matches!(after.unwrap_or(rest), "Z" | "+00:00" | "-00:00")
}

/// Returns true for document defaults: scalars and empty containers.
fn is_document(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Literal;
    use crate::ir::{Decimal, Member, Pointer, Shape, ShapeKind};

    fn literal(value: &Value, kind: ShapeKind) -> Option<Literal> {
        Literal::of(value, &Shape::new("Target", kind, Pointer::root()))
    }

    #[test]
    fn a_default_must_fit_its_type() {
        let member = || Box::new(Member::new("member", "S", Pointer::root()));
        let seconds = Decimal::parse("1.5").unwrap();
        for (value, kind, expected) in [
            (
                json!(true),
                ShapeKind::Boolean,
                Some(Literal::Boolean(true)),
            ),
            (json!(127), ShapeKind::Byte, Some(Literal::Integer(127))),
            (json!(128), ShapeKind::Byte, None),
            (json!(1.0), ShapeKind::Integer, Some(Literal::Integer(1))),
            (json!(1.5), ShapeKind::Integer, None),
            (json!(1.5), ShapeKind::BigInteger, None),
            (json!("x"), ShapeKind::Integer, None),
            (
                json!("YWJj"),
                ShapeKind::Blob,
                Some(Literal::Blob("YWJj".to_owned())),
            ),
            (json!("YWJ"), ShapeKind::Blob, None),
            (json!("Y==="), ShapeKind::Blob, None),
            (
                json!(1.5),
                ShapeKind::Timestamp,
                Some(Literal::Seconds(seconds)),
            ),
            (json!("1985-04-12"), ShapeKind::Timestamp, None),
            (
                json!("1985-04-12T23:20:50.52Z"),
                ShapeKind::Timestamp,
                Some(Literal::Instant("1985-04-12T23:20:50.52Z".to_owned())),
            ),
            (json!([]), ShapeKind::List(member()), Some(Literal::List)),
            (json!([1]), ShapeKind::List(member()), None),
            (
                json!([]),
                ShapeKind::Document,
                Some(Literal::Document(json!([]))),
            ),
            (json!([1]), ShapeKind::Document, None),
            (json!({}), ShapeKind::Structure(Vec::new()), None),
        ] {
            assert_eq!(literal(&value, kind.clone()), expected, "{value} {kind:?}");
        }
    }
}
