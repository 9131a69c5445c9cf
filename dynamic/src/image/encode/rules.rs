//! Encodes endpoint rules, and the parameters that operations set.

use sansmith_codegen::endpoint::{
    Operand, Property, Segment, Source, Table, TableCall, TableOutcome,
};
use sansmith_codegen::ir::{Attribute, ParameterKind, ParameterValue};

use super::number;
use crate::error::{Error, ErrorKind};
use crate::image::records::SourceRecord;
use crate::image::rules::{
    CallRow, OperandRow, OutcomeRow, ParameterRow, PropertyRow, RulesRecord, SchemeRow, SegmentRow,
    ValueRow,
};
use crate::model::{attribute_place, function_place};

/// The record of rules.
///
/// # Errors
///
/// The interpreter does not know a function or an attribute.
pub(super) fn encode(table: &Table) -> Result<RulesRecord<'_>, Error> {
    let mut attributes = Attribute::ALL.iter().map(|known| known.variant());
    if let Some(name) = attributes.find(|name| attribute_place(name).is_none()) {
        return Err(unknown(name));
    }
    let mut values = Vec::new();
    let schemes = table.schemes.iter().map(|rows| {
        let rows = rows.iter().map(|row| SchemeRow {
            name: operand(row.name),
            signing_name: row.signing_name.map(operand),
            signing_region: row.signing_region.map(operand),
            signing_region_set: row.signing_region_set.as_deref().map(operands),
            disable_double_encoding: row.disable_double_encoding,
            disable_normalize_path: row.disable_normalize_path,
            properties: properties(&row.properties, &mut values),
        });
        rows.collect()
    });
    let schemes = schemes.collect();
    let entries = table
        .properties
        .iter()
        .map(|rows| properties(rows, &mut values));
    let entries = entries.collect();
    let headers = table.headers.iter().map(|rows| {
        let rows = rows
            .iter()
            .map(|(name, values)| (name.as_str(), operands(values)));
        rows.collect()
    });
    let steps = table.steps.iter();
    Ok(RulesRecord {
        parameters: parameters(table),
        slots: table.slots,
        texts: table.texts.iter().map(String::as_str).collect(),
        operands: operands(&table.operands),
        calls: calls(&table.calls)?,
        conditions: calls(&table.conditions)?,
        steps: steps
            .map(|step| (step.condition, step.then, step.otherwise))
            .collect(),
        root: table.root,
        results: table.results.iter().map(outcome).collect(),
        headers: headers.collect(),
        schemes,
        properties: entries,
        values,
    })
}

fn unknown(name: &str) -> Error {
    let name = name.to_owned();
    ErrorKind::Rules { name }.into()
}

fn parameters(table: &Table) -> Vec<ParameterRow<'_>> {
    let rows = table.parameters.iter().map(|row| ParameterRow {
        name: &row.name,
        kind: match row.kind {
            ParameterKind::Text => 0,
            ParameterKind::Boolean => 1,
            ParameterKind::Texts => 2,
        },
        built_in: row.built_in.map(|built_in| built_in.name),
        required: row.required,
        default: row.default.as_ref().map(constant),
    });
    rows.collect()
}

fn operand(row: Operand) -> OperandRow {
    match row {
        Operand::Slot(slot) => OperandRow::Slot(slot),
        Operand::Text(index) => OperandRow::Text(index),
        Operand::Boolean(value) => OperandRow::Boolean(value),
        Operand::Integer(value) => OperandRow::Integer(value),
        Operand::Call(index) => OperandRow::Call(index),
        // All attributes have a place, or there are no rules.
        Operand::Attribute(attribute) => {
            OperandRow::Attribute(attribute_place(attribute.variant()).unwrap_or(u8::MAX))
        }
    }
}

fn operands(rows: &[Operand]) -> Vec<OperandRow> {
    rows.iter().copied().map(operand).collect()
}

fn calls(rows: &[TableCall]) -> Result<Vec<CallRow>, Error> {
    let rows = rows.iter().map(|row| {
        Ok(CallRow {
            function: function_place(row.function).ok_or_else(|| unknown(row.function))?,
            assign: row.assign,
            count: row.count,
            first: row.first,
        })
    });
    rows.collect()
}

fn outcome(row: &TableOutcome) -> OutcomeRow {
    match *row {
        TableOutcome::Error(message) => OutcomeRow::Error(operand(message)),
        TableOutcome::Endpoint {
            url,
            schemes,
            headers,
            properties,
        } => OutcomeRow::Endpoint(operand(url), schemes, headers, properties),
    }
}

fn properties<'t>(
    rows: &'t [(String, Property)],
    values: &mut Vec<ValueRow<'t>>,
) -> Vec<PropertyRow<'t>> {
    rows.iter()
        .map(|(name, value)| (name.as_str(), property(value, values)))
        .collect()
}

/// Adds a property after those in it; returns its index.
fn property<'t>(value: &'t Property, values: &mut Vec<ValueRow<'t>>) -> u32 {
    let row = match value {
        Property::Text(text) => ValueRow::Text(operand(*text)),
        Property::Boolean(value) => ValueRow::Boolean(*value),
        Property::Integer(value) => ValueRow::Integer(*value),
        Property::List(items) => {
            ValueRow::List(items.iter().map(|item| property(item, values)).collect())
        }
        Property::Record(rows) => ValueRow::Record(properties(rows, values)),
    };
    values.push(row);
    number(values.len() - 1)
}

/// The source of a parameter that an operation sets.
pub(super) fn source(source: &Source) -> SourceRecord<'_> {
    match source {
        Source::Value(value) => constant(value),
        Source::Member(index, _) => SourceRecord::Member(number(*index)),
        Source::Path(segments) => {
            let mut paths = Vec::new();
            path(segments, &mut paths);
            SourceRecord::Path(paths)
        }
    }
}

fn constant(value: &ParameterValue) -> SourceRecord<'_> {
    match value {
        ParameterValue::Text(text) => SourceRecord::Text(text),
        ParameterValue::Boolean(value) => SourceRecord::Boolean(*value),
        ParameterValue::Texts(texts) => {
            SourceRecord::Texts(texts.iter().map(String::as_str).collect())
        }
    }
}

/// Adds a path after those that it refers to; returns its index.
fn path(segments: &[Segment], paths: &mut Vec<Vec<SegmentRow>>) -> u32 {
    let row = segments.iter().map(|segment| match segment {
        Segment::Member(index, _) => SegmentRow::Member(number(*index)),
        Segment::Each => SegmentRow::Each,
        Segment::Keys => SegmentRow::Keys,
        Segment::Index(index) => SegmentRow::Index(*index),
        Segment::Select(inner) => {
            SegmentRow::Select(inner.iter().map(|inner| path(inner, paths)).collect())
        }
    });
    let row = row.collect();
    paths.push(row);
    number(paths.len() - 1)
}

#[cfg(test)]
mod tests {
    use sansmith_codegen::endpoint::compile_rule_set;

    use super::*;

    #[test]
    fn a_function_that_is_not_known_is_an_error() {
        let text = r#"{"version": "1.0", "parameters": {"Region": {"type": "string"}}, "rules": [
            {"type": "endpoint", "conditions": [{"fn": "isSet", "argv": [{"ref": "Region"}]}],
             "endpoint": {"url": "https://lamp.{Region}.example.com"}}]}"#;
        let source = sansmith_codegen::Source::new("rules.json", text);
        let mut table = compile_rule_set(&source).unwrap();
        assert!(encode(&table).is_ok());
        table.conditions[0].function = "Guess";
        let error = encode(&table).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("`Guess`"), "{error}");
    }
}
