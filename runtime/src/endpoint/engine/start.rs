//! Initializes the slots of parameters.

use super::super::error::Error;
use super::super::params::{Argument, Params};
use super::super::rules::{Default, Kind, Parameter, Rules};
use super::super::value::Value;

/// Fills the parameter slots: from operation arguments, by name, from a built-in, or with the default.
///
/// # Errors
///
/// A parameter is missing or of the wrong type.
pub(super) fn fill<'a>(
    slots: &mut [Value<'a>],
    rules: &'a Rules<'a>,
    params: &'a Params<'_>,
    arguments: &'a [(u8, Argument<'_>)],
) -> Result<(), Error> {
    for (slot, argument) in arguments {
        let parameter = rules.parameters.get(usize::from(*slot));
        if let (Some(parameter), Some(place)) = (parameter, slots.get_mut(usize::from(*slot))) {
            *place = value(parameter, argument)?;
        }
    }
    for (parameter, place) in rules.parameters.iter().zip(slots.iter_mut()) {
        if !matches!(place, Value::None) {
            continue;
        }
        if let Some(argument) = params.get_named(parameter.name) {
            *place = value(parameter, argument)?;
        }
        if let (Value::None, Some(built_in)) = (&place, parameter.built_in) {
            *place = value(parameter, params.get(built_in))?;
        }
        if let Value::None = place {
            *place = default(parameter.default);
            if parameter.required && matches!(place, Value::None) {
                return Err(Error::Missing(parameter.name.to_owned()));
            }
        }
    }
    Ok(())
}

/// The value of an argument, if it has the parameter's type.
#[inline]
fn value<'a>(parameter: &Parameter<'_>, argument: &'a Argument<'_>) -> Result<Value<'a>, Error> {
    match (parameter.kind, argument) {
        (_, Argument::Unset) => Ok(Value::None),
        (Kind::Text, Argument::Text(text)) => Ok(Value::text(text)),
        (Kind::Boolean, Argument::Boolean(value)) => Ok(Value::Boolean(*value)),
        (Kind::Texts, Argument::Texts(texts)) => Ok(Value::Texts(texts)),
        _ => Err(wrong_type(parameter)),
    }
}

#[cold]
fn wrong_type(parameter: &Parameter<'_>) -> Error {
    Error::WrongType {
        parameter: parameter.name.to_owned(),
        expected: match parameter.kind {
            Kind::Text => "a string",
            Kind::Boolean => "a boolean",
            Kind::Texts => "a list of strings",
        },
    }
}

#[inline]
fn default(default: Default<'_>) -> Value<'_> {
    match default {
        Default::None => Value::None,
        Default::Text(text) => Value::text(text),
        Default::Boolean(value) => Value::Boolean(value),
        Default::Texts(texts) => Value::Defaults(texts),
    }
}
