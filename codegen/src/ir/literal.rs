//! Default values, typed by their target shape.
//!
//! <https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait>

use super::{Decimal, Number, Shape, ShapeKind, Value};

/// A typed default value.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A boolean.
    Boolean(bool),
    /// A byte, short, integer, long or integer enum value, within the range of its type.
    Integer(i64),
    /// A float, finite.
    Float(f32),
    /// A double, finite.
    Double(f64),
    /// A big integer, as its digits.
    BigInteger(String),
    /// A big decimal, as the model writes it.
    BigDecimal(Number),
    /// A string.
    Text(String),
    /// The value of an enum.
    Enum(String),
    /// A blob, as base64.
    Blob(String),
    /// A timestamp in seconds since 1970, and nanoseconds after them.
    Seconds(i64, u32),
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
            (kind, Value::Number(number)) => Self::of_number(number, kind),
            // A float could lose precision of a big number, so a string is also accepted.
            (ShapeKind::BigInteger | ShapeKind::BigDecimal, Value::String(text)) => {
                Self::of_number(&Number::parse(text)?, &target.kind)
            }
            _ => None,
        }
    }

    /// Interprets a numeric default.
    fn of_number(number: &Number, kind: &ShapeKind) -> Option<Self> {
        let within = |least: i64, most: i64| {
            let whole = i64::try_from(Decimal::of(number)?.as_i128()?).ok()?;
            (least..=most)
                .contains(&whole)
                .then_some(Self::Integer(whole))
        };
        let text = number.as_str();
        match kind {
            ShapeKind::Byte => within(i8::MIN.into(), i8::MAX.into()),
            ShapeKind::Short => within(i16::MIN.into(), i16::MAX.into()),
            ShapeKind::Integer | ShapeKind::IntEnum(_) => within(i32::MIN.into(), i32::MAX.into()),
            ShapeKind::Long => within(i64::MIN, i64::MAX),
            // One that is beyond every float is no value of the type.
            ShapeKind::Float => text
                .parse()
                .ok()
                .filter(|x| f32::is_finite(*x))
                .map(Self::Float),
            ShapeKind::Double => text
                .parse()
                .ok()
                .filter(|x| f64::is_finite(*x))
                .map(Self::Double),
            ShapeKind::BigInteger => {
                let number = Decimal::of(number)?;
                number
                    .as_digits()
                    .map(|digits| Self::BigInteger(digits.to_owned()))
            }
            ShapeKind::BigDecimal => Some(Self::BigDecimal(number.clone())),
            ShapeKind::Timestamp => {
                let (seconds, nanos) = Decimal::of(number)?.seconds()?;
                Some(Self::Seconds(seconds, nanos))
            }
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
        // A document holds integers of 64 bits and floats.
        Value::Number(number) => number.to_f64().is_finite(),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Literal;
    use crate::ir::{Member, Number, Pointer, Shape, ShapeKind};

    fn literal(value: &Value, kind: ShapeKind) -> Option<Literal> {
        let value = value.clone().into();
        Literal::of(&value, &Shape::new("Target", kind, Pointer::root()))
    }

    #[test]
    fn no_digit_of_a_number_is_lost() {
        let number = |text: &str, kind| {
            let value = crate::ir::Value::Number(Number::parse(text).unwrap());
            Literal::of(&value, &Shape::new("Target", kind, Pointer::root()))
        };
        let integer = |digits: &str| Some(Literal::BigInteger(digits.to_owned()));
        let decimal = |text| Number::parse(text).map(Literal::BigDecimal);
        let thousand = "9".repeat(1000);
        let great = format!("1{}", "0".repeat(309));
        for (text, kind, expected) in [
            (&*thousand, ShapeKind::BigInteger, integer(&thousand)),
            ("1E+309", ShapeKind::BigInteger, integer(&great)),
            ("-1.50e3", ShapeKind::BigInteger, integer("-1500")),
            ("-0", ShapeKind::BigInteger, integer("0")),
            ("1e-1", ShapeKind::BigInteger, None),
            // A text of ten characters must not become one of a gigabyte.
            ("1e999999999", ShapeKind::BigInteger, None),
            ("1e999999999", ShapeKind::BigDecimal, decimal("1e999999999")),
            ("1.10", ShapeKind::BigDecimal, decimal("1.10")),
            ("-0.00", ShapeKind::BigDecimal, decimal("-0.00")),
            (
                "9223372036854775807",
                ShapeKind::Long,
                Some(Literal::Integer(i64::MAX)),
            ),
            (
                "9223372036854775807.0",
                ShapeKind::Long,
                Some(Literal::Integer(i64::MAX)),
            ),
            ("9223372036854775808", ShapeKind::Long, None),
            (
                "0.30000000000000004",
                ShapeKind::Double,
                Some(Literal::Double(0.1 + 0.2)),
            ),
            ("1E+309", ShapeKind::Double, None),
            ("1e39", ShapeKind::Float, None),
            (
                "-1.000000001",
                ShapeKind::Timestamp,
                Some(Literal::Seconds(-2, 999_999_999)),
            ),
            (
                "1700000000.123456789",
                ShapeKind::Timestamp,
                Some(Literal::Seconds(1_700_000_000, 123_456_789)),
            ),
        ] {
            assert_eq!(number(text, kind.clone()), expected, "{text} {kind:?}");
        }
        // Equality of numbers is by value; the text is what counts here.
        assert_eq!(
            format!("{:?}", number("1.10", ShapeKind::BigDecimal)),
            r#"Some(BigDecimal(Number("1.10")))"#
        );
        let zero = number("-0.0", ShapeKind::Double);
        assert!(matches!(zero, Some(Literal::Double(zero)) if zero.is_sign_negative()));
    }

    #[test]
    fn a_default_must_fit_its_type() {
        let member = || Box::new(Member::new("member", "S", Pointer::root()));
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
                Some(Literal::Seconds(1, 500_000_000)),
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
                Some(Literal::Document(json!([]).into())),
            ),
            (json!([1]), ShapeKind::Document, None),
            (json!({}), ShapeKind::Structure(Vec::new()), None),
        ] {
            assert_eq!(literal(&value, kind.clone()), expected, "{value} {kind:?}");
        }
    }
}
