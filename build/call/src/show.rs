//! Forms of an output: JSON, a table, or a line per item.

use std::io::Write;

use sansmith::{Codecs as _, Document};
use sansmith_dynamic::{DynValue, Operation, Program};
use serde_json::Value;

use crate::error::{Error, usage};
use crate::tool::{Form, Tool};

/// A value as JSON in the form of the model.
pub(crate) fn json(value: &DynValue) -> Value {
    serde_json::from_str(&value.to_json()).unwrap_or_default()
}

/// Parses a query.
pub(crate) fn compile(expression: &str) -> Result<Program, Error> {
    match Program::parse(expression) {
        Ok(compiled) => Ok(compiled),
        Err(why) => usage(format!("`--query` is no JMESPath expression: {why}")),
    }
}

/// The value of an expression.
pub(crate) fn search(expression: &str, value: &Value) -> Result<Value, Error> {
    let compiled = compile(expression)?;
    let failed = |error: &dyn std::fmt::Display| {
        Error::Call(format!("`{expression}` cannot be applied: {error}"))
    };
    let data = Document::from_json(value.to_string()).map_err(|error| failed(&error))?;
    let found = compiled
        .path()
        .find(&data)
        .map_err(|error| failed(&error))?;
    let found = serde_json::from_str(&found.to_document().to_json());
    found.map_err(|error| failed(&error))
}

/// Prints the output of an operation: in lines, the items of its pages.
pub(crate) fn output(
    operation: Operation,
    output: &Value,
    tool: &Tool,
    out: &mut dyn Write,
) -> Result<(), Error> {
    if tool.query.is_none() && tool.output == Some(Form::Lines) {
        let pagination = operation.pagination();
        if let Some(path) = pagination.and_then(|found| found.items().first()) {
            return print(&search(path, output)?, Form::Lines, out);
        }
    }
    value(output, tool, out)
}

/// Prints a value after the query.
pub(crate) fn value(value: &Value, tool: &Tool, out: &mut dyn Write) -> Result<(), Error> {
    let form = tool.output.unwrap_or_default();
    match &tool.query {
        Some(expression) => print(&search(expression, value)?, form, out),
        None => print(value, form, out),
    }
}

fn print(value: &Value, form: Form, out: &mut dyn Write) -> Result<(), Error> {
    match form {
        Form::Json => {
            let text = serde_json::to_string_pretty(value);
            writeln!(out, "{}", text.unwrap_or_default())?;
        }
        Form::Lines => {
            let one = std::slice::from_ref(value);
            for item in value.as_array().map_or(one, Vec::as_slice) {
                writeln!(out, "{}", cell(item))?;
            }
        }
        Form::Table => out.write_all(table(value).as_bytes())?,
    }
    Ok(())
}

/// A value in one line: texts as they are, control characters escaped.
fn cell(value: &Value) -> String {
    match value {
        Value::String(text) if !text.contains(char::is_control) => text.clone(),
        Value::Null => String::new(),
        Value::String(_)
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Array(_)
        | Value::Object(_) => value.to_string(),
    }
}

/// A table: a list of objects has a column per member, an object a row per member.
fn table(value: &Value) -> String {
    let rows = match value {
        Value::Array(items) if items.iter().all(Value::is_object) => {
            let mut columns: Vec<&str> = Vec::new();
            for name in items
                .iter()
                .filter_map(Value::as_object)
                .flat_map(|item| item.keys())
            {
                if !columns.contains(&name.as_str()) {
                    columns.push(name);
                }
            }
            let names = columns.iter().map(|name| (*name).to_owned()).collect();
            let row = |item: &Value| {
                let cells = columns.iter();
                cells
                    .map(|name| item.get(name).map(cell).unwrap_or_default())
                    .collect()
            };
            std::iter::once(names)
                .chain(items.iter().map(row))
                .collect()
        }
        Value::Array(items) => items.iter().map(|item| vec![cell(item)]).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| vec![name.clone(), cell(value)])
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            vec![vec![cell(value)]]
        }
    };
    aligned(&rows)
}

/// Rows with columns of the same width.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{search, table};

    #[test]
    fn a_list_of_objects_has_columns() {
        let value = json!([{"Id": "1", "Name": "hall"}, {"Id": "22", "Size": 3}]);
        assert_eq!(table(&value), "Id  Name  Size\n1   hall\n22        3\n");
        assert_eq!(table(&json!({"a": 1, "bb": [2]})), "a   1\nbb  [2]\n");
    }

    #[test]
    fn a_query_is_applied() {
        let value = json!({"Items": [{"Name": "b"}, {"Name": "a"}]});
        assert_eq!(
            search("sort(Items[].Name)", &value).unwrap(),
            json!(["a", "b"])
        );
        let status = |query| search(query, &value).map_err(|error| error.status());
        assert_eq!(status("Items["), Err(2));
        // The expression is right, but the output is not what it expects.
        assert_eq!(status("length(None)"), Err(1));
        assert_eq!(status("length(Items)"), Ok(json!(2)));
    }
}
