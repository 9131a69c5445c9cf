//! Flags of members, as JSON in the form of the model.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sansmith::schema::Kind;
use sansmith::{Member, Schema};
use serde_json::{Map, Value};

use crate::error::{Error, usage};
use crate::{names, shorthand};

/// Members that were given.
#[derive(Debug, Default)]
pub(crate) struct Flags(pub(crate) Map<String, Value>);

impl Flags {
    /// Adds a member by its flag; returns false if the input has none of that name.
    pub(crate) fn add(
        &mut self,
        input: &'static Schema,
        flag: &str,
        values: &[String],
    ) -> Result<bool, Error> {
        let mut members = input.members().iter();
        let found = members.find(|member| names::flag(member.name) == flag || member.name == flag);
        if let Some(member) = found {
            let value = value(member, flag, values)?;
            self.0.insert(member.name.to_owned(), value);
            return Ok(true);
        }
        // A boolean has a second flag, which sets it to false.
        let positive = flag.strip_prefix("no-");
        let mut members = input.members().iter();
        let found = members.find(|member| {
            matches!(member.target.kind, Kind::Boolean)
                && Some(names::flag(member.name).as_str()) == positive
        });
        if let (Some(member), []) = (found, values) {
            self.0.insert(member.name.to_owned(), Value::Bool(false));
            return Ok(true);
        }
        Ok(false)
    }
}

/// The value of a member.
fn value(member: &Member, flag: &str, values: &[String]) -> Result<Value, Error> {
    match (&member.target.kind, values) {
        (Kind::Boolean, []) => Ok(Value::Bool(true)),
        (_, []) => usage(format!("the flag `--{flag}` has no value")),
        (Kind::List(element), values) => list(element, flag, values),
        (_, [value]) => one(member, flag, value),
        (_, [_, surplus, ..]) => usage(format!(
            "the flag `--{flag}` takes one value: `{surplus}` is another one"
        )),
    }
}

/// A list: JSON, or elements as words.
fn list(element: &'static Member, flag: &str, values: &[String]) -> Result<Value, Error> {
    if let [value] = values {
        let text = file_text(value)?;
        if text.trim_start().starts_with('[') {
            return json(flag, &text);
        }
        if !is_nested(element) && text.contains(',') && *value == text {
            let words = text.split(',');
            let words = words.map(|word| one(element, flag, word));
            return Ok(Value::Array(words.collect::<Result<_, _>>()?));
        }
    }
    let elements = values.iter().map(|value| one(element, flag, value));
    Ok(Value::Array(elements.collect::<Result<_, _>>()?))
}

/// Returns true if values have members.
pub(crate) fn is_nested(member: &Member) -> bool {
    matches!(
        member.target.kind,
        Kind::Structure(_) | Kind::Union(_) | Kind::Map(..) | Kind::List(_)
    )
}

/// One value.
pub(crate) fn one(member: &Member, flag: &str, text: &str) -> Result<Value, Error> {
    match &member.target.kind {
        Kind::Blob => Ok(Value::String(match text.strip_prefix('@') {
            Some(path) => BASE64.encode(fs::read(path).map_err(|error| no_file(path, &error))?),
            None if BASE64.decode(text).is_ok() => text.to_owned(),
            None => return usage(format!("`--{flag}` is neither base64 nor `@FILE`")),
        })),
        Kind::Boolean => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => usage(format!(
                "`--{flag}` is `{text}`: expected `true` or `false`"
            )),
        },
        Kind::Byte
        | Kind::Short
        | Kind::Integer
        | Kind::Long
        | Kind::IntEnum(_)
        | Kind::Float
        | Kind::Double
        | Kind::BigInteger
        | Kind::BigDecimal => match serde_json::from_str::<Value>(text) {
            Ok(number) if number.is_number() => Ok(number),
            // Not a number, and infinities, are texts.
            _ => Ok(Value::String(text.to_owned())),
        },
        Kind::Timestamp => Ok(match serde_json::from_str::<Value>(text) {
            Ok(number) if number.is_number() => number,
            _ => Value::String(text.to_owned()),
        }),
        Kind::Document => {
            let text = file_text(text)?;
            Ok(serde_json::from_str(&text).unwrap_or(Value::String(text)))
        }
        Kind::Structure(_) | Kind::Union(_) | Kind::Map(..) | Kind::List(_) => {
            let text = file_text(text)?;
            if text.trim_start().starts_with(['{', '[']) {
                return json(flag, &text);
            }
            shorthand::read(member, flag, &text)
        }
        _ => Ok(Value::String(file_text(text)?)),
    }
}

/// A text, or that of a file after `@` or `file://`.
pub(crate) fn file_text(text: &str) -> Result<String, Error> {
    match text
        .strip_prefix('@')
        .or_else(|| text.strip_prefix("file://"))
    {
        Some(path) => fs::read_to_string(path).map_err(|error| no_file(path, &error)),
        None => Ok(text.to_owned()),
    }
}

fn no_file(path: &str, error: &std::io::Error) -> Error {
    Error::Usage(format!("cannot read `{path}`: {error}"))
}

fn json(flag: &str, text: &str) -> Result<Value, Error> {
    serde_json::from_str(text)
        .map_err(|error| Error::Usage(format!("the value of `--{flag}` is not JSON: {error}")))
}
