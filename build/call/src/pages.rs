//! All pages of an operation.
//!
//! **Invariants**
//! - A page with the tokens of the page before ends the command with an error.

use std::io::Write;

use sansmith::json::Options;
use sansmith_dynamic::{DynValue, Pagination};
use serde_json::Value;

use crate::error::{Error, usage};
use crate::run::{client, send};
use crate::show;
use crate::words::Asked;

/// Calls until the last page, and prints the joined output.
pub(crate) fn all(asked: &Asked, input: DynValue, output: &mut dyn Write) -> Result<(), Error> {
    let operation = asked.operation;
    let Some(pagination) = operation.pagination() else {
        return usage(format!("`{}` has no pages", operation.name()));
    };
    let client = client(asked)?;
    let mut input = input;
    let mut whole = Value::Null;
    let mut before: Option<Vec<Value>> = None;
    loop {
        let page = show::json(&send(asked, &client, &input)?.output);
        let next = next(&pagination, &page)?;
        join(&mut whole, page, &pagination);
        let Some(tokens) = next else { break };
        if before.as_ref() == Some(&tokens) {
            return Err(Error::Call(
                "a page has the tokens of the page before".to_owned(),
            ));
        }
        input = with_tokens(&input, &pagination, &tokens)?;
        before = Some(tokens);
    }
    if let Value::Object(members) = &mut whole {
        for path in &pagination.output_tokens {
            members.remove(*path);
        }
    }
    show::output(operation, &whole, &asked.tool, output)
}

/// The tokens of the next page; `None` after the last one.
fn next(pagination: &Pagination<'_>, page: &Value) -> Result<Option<Vec<Value>>, Error> {
    if let Some(path) = pagination.more_results
        && !is_true(&show::search(path, page)?)
    {
        return Ok(None);
    }
    let tokens = pagination.output_tokens.iter();
    let tokens = tokens.map(|path| show::search(path, page));
    let tokens = tokens.collect::<Result<Vec<_>, _>>()?;
    Ok(tokens.iter().any(is_true).then_some(tokens))
}

/// Truth as in `JMESPath`; an empty token is none.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

/// The input of the next page.
fn with_tokens(
    input: &DynValue,
    pagination: &Pagination<'_>,
    tokens: &[Value],
) -> Result<DynValue, Error> {
    let Value::Object(mut members) = show::json(input) else {
        return Ok(input.clone());
    };
    for (name, token) in pagination.input_tokens.iter().zip(tokens) {
        if is_true(token) {
            members.insert((*name).to_owned(), token.clone());
        } else {
            members.remove(*name);
        }
    }
    let json = Value::Object(members).to_string();
    Ok(DynValue::from_json_with(
        input.schema(),
        json,
        Options::new(),
    )?)
}

/// Appends the items of a page; other members are those of the first page.
fn join(whole: &mut Value, page: Value, pagination: &Pagination<'_>) {
    if whole.is_null() {
        *whole = page;
        return;
    }
    for path in &pagination.items {
        let pointer = format!("/{}", path.replace('.', "/"));
        let Some(more) = page.pointer(&pointer).cloned() else {
            continue;
        };
        match (whole.pointer_mut(&pointer), more) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(Value::Object(entries)), Value::Object(more)) => entries.extend(more),
            (Some(place), more) if place.is_null() => *place = more,
            (None, more) => {
                if let Value::Object(members) = whole {
                    members.insert((*path).to_owned(), more);
                }
            }
            (Some(_), _) => {}
        }
    }
}
