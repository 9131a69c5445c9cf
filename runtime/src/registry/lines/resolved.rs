//! Requests at the endpoint of a service's rules.

use serde_json::value::RawValue;

use super::Entry;
#[cfg(feature = "endpoint")]
use super::headers_line;
use crate::http::request::Request;

/// The line of a request at the endpoint that rules give.
#[cfg(feature = "endpoint")]
pub(super) fn request<E: Entry>(
    entry: &E,
    input: &RawValue,
    request: Request,
    params: &RawValue,
) -> Result<String, String> {
    use std::collections::BTreeMap;

    use serde_json::{Map, Value};

    use crate::endpoint::{BuiltIn, Params};

    let given: BTreeMap<String, Value> =
        serde_json::from_str(params.get()).map_err(|error| format!("`params`: {error}"))?;
    let mut params = Params::new();
    for (name, value) in given {
        params = match (BuiltIn::parse(&name), value) {
            (Some(built_in), Value::Bool(value)) => params.built_in(built_in, value),
            (Some(built_in), Value::String(text)) => params.built_in(built_in, text),
            (None, Value::Bool(value)) => params.named(name, value),
            (None, Value::String(text)) => params.named(name, text),
            (_, other) => {
                return Err(format!(
                    "`params.{name}` is {other}, neither a boolean nor a string"
                ));
            }
        };
    }
    let endpoint = entry.endpoint(input.get().as_bytes(), &params)?;
    let request = request.to_resolved(&endpoint);
    let request = request.map_err(|error| error.to_string())?;
    let mut answer = Map::new();
    answer.insert("method".to_owned(), request.method().as_str().into());
    answer.insert("uri".to_owned(), request.uri().to_string().into());
    answer.insert("headers".to_owned(), headers_line(request.headers()).into());
    super::push_body(request.body().as_bytes().unwrap_or_default(), &mut answer);
    Ok(Value::from(answer).to_string())
}

/// Endpoint rules are not part of this build.
#[cfg(not(feature = "endpoint"))]
pub(super) fn request<E: Entry>(
    _: &E,
    _: &RawValue,
    _: Request,
    _: &RawValue,
) -> Result<String, String> {
    Err("this program was built without the feature `endpoint`".to_owned())
}
