//! JSON lines of servers: requests become inputs, outputs and errors become responses.
//!
//! `request` gives `input`, or `rejected` with the response; `output` and `error` (with `shape` and `fields`) give `status`,
//! `headers` and `body`.

use bytes::Bytes;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::answer::to_json;
use super::lines::{Entry, Line, headers_line, push_body};
use crate::codec::json::{JsonTree, Names, Options as JsonOptions};
use crate::server::{ErrorReply, Options, ResponseOptions, ServedOperation};
use crate::shape::{DynShape, Type};

/// The request id of every response.
const REQUEST_ID: &str = "00000000-0000-4000-8000-000000000000";

/// The response to a line of a server; `None` if it is not one.
pub(super) fn respond<E: Entry>(entry: &E, line: &Line<'_>) -> Result<Option<String>, String> {
    let parts = ["request", "output", "error"].map(|name| line.part(name));
    if parts.iter().all(Option::is_none) {
        return Ok(None);
    }
    let Some(operation) = entry.served() else {
        return Err(format!("`{}` has no lines of servers", entry.name()));
    };
    let options = ResponseOptions::new().request_id(REQUEST_ID);
    match parts {
        [Some(request), None, None] => parse(operation, request, line, &options),
        [None, Some(output), None] => {
            let output = value(operation.output(), output)?;
            Ok(response_line(&operation.write_response(&*output, &options)).to_string())
        }
        [None, None, Some(error)] => write_error(operation, error, &options),
        _ => Err("the line has more than one of `request`, `output` and `error`".to_owned()),
    }
    .map(Some)
}

/// Parses a request.
fn parse(
    operation: &ServedOperation,
    request: &RawValue,
    line: &Line<'_>,
    options: &ResponseOptions,
) -> Result<String, String> {
    let parts = Line::of(request, "request.")?;
    let text = |name: &str| Ok::<_, String>(parts.text(name)?.unwrap_or_default());
    let mut message = http::Request::new(());
    *message.method_mut() = text("method")?
        .parse()
        .map_err(|_| "`request.method` is not a method")?;
    *message.uri_mut() = text("uri")?
        .parse()
        .map_err(|_| "`request.uri` is not a URI")?;
    *message.headers_mut() = parts.headers()?;
    let body = parts.body()?;
    let (head, ()) = message.into_parts();
    let mut parsing = Options::new();
    if line.flag("unvalidated")? {
        parsing = parsing.unvalidated();
    }
    if line.flag("without_sums")? {
        parsing = parsing.without_sums();
    }
    Ok(match operation.parse_request(&head, &body, &parsing) {
        Ok(input) => format!("{{\"input\":{}}}", to_json(&*input)),
        Err(rejection) => {
            let response = rejection.write(operation.facts(), options);
            json!({
                "rejected": rejection.to_string(),
                "response": response_line(&response),
            })
            .to_string()
        }
    })
}

/// Writes an error.
fn write_error(
    operation: &ServedOperation,
    error: &RawValue,
    options: &ResponseOptions,
) -> Result<String, String> {
    let parts = Line::of(error, "error.")?;
    let shape = parts.text("shape")?.ok_or("`error` has no `shape`")?;
    let mut reply = ErrorReply::new(&*shape);
    if let Some(message) = parts.text("message")? {
        reply = reply.message(message);
    }
    let content = match (operation.error(&shape), parts.part("fields")) {
        (Some(modelled), Some(fields)) => Some(value(modelled, fields)?),
        (Some(_), None) | (None, _) => None,
    };
    let response = operation.write_error(reply, content.as_deref(), options);
    Ok(response_line(&response).to_string())
}

/// Reads a value in serde's form.
fn value(of: Type, json: &RawValue) -> Result<Box<dyn DynShape>, String> {
    let options = JsonOptions::new().names(Names::Model);
    let read = || {
        let mut tree = JsonTree::parse(json.get().as_bytes(), of.schema(), options)?;
        let root = tree.root();
        let value = of.read(&mut tree, root);
        tree.finish(value)
    };
    let (value, _) = read().map_err(|error| error.to_string())?;
    Ok(value)
}

/// A response as JSON.
fn response_line(response: &http::Response<Bytes>) -> Value {
    let mut answer = Map::new();
    answer.insert("status".to_owned(), response.status().as_u16().into());
    answer.insert(
        "headers".to_owned(),
        headers_line(response.headers()).into(),
    );
    push_body(response.body(), &mut answer);
    answer.into()
}
