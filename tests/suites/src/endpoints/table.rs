//! Converts a compiled table to the runtime's types, allocated in an arena instead of statics.

use bumpalo::Bump;
use sansmith::endpoint::rules::{
    Attribute, Call, Default, Function, Kind, Operand, Outcome, Parameter, Property, Scheme, Step,
};
use sansmith::endpoint::{BuiltIn, Rules};
use sansmith_codegen::endpoint as plan;
use sansmith_codegen::ir::{self, ParameterKind, ParameterValue};
use sansmith_dynamic::endpoint::{attribute, function};

/// The table in an arena.
///
/// # Errors
///
/// A function or an attribute is not known to the interpreter.
pub(super) fn rules<'a>(table: &'a plan::Table, arena: &'a Bump) -> Result<Rules<'a>, String> {
    known(table)?;
    let texts = table.texts.iter().map(String::as_str);
    let schemes = table.schemes.iter().map(|schemes| {
        let schemes = schemes.iter().map(|row| scheme(row, arena));
        &*arena.alloc_slice_fill_iter(schemes.collect::<Vec<_>>())
    });
    let headers = table.headers.iter().map(|headers| {
        let headers = headers
            .iter()
            .map(|(name, values)| (name.as_str(), operands(values, arena)));
        &*arena.alloc_slice_fill_iter(headers.collect::<Vec<_>>())
    });
    let properties = table.properties.iter().map(|row| entries(row, arena));
    Ok(Rules {
        parameters: arena
            .alloc_slice_fill_iter(table.parameters.iter().map(|row| parameter(row, arena))),
        slots: table.slots,
        texts: arena.alloc_slice_fill_iter(texts),
        operands: operands(&table.operands, arena),
        calls: arena.alloc_slice_fill_iter(table.calls.iter().map(call)),
        conditions: arena.alloc_slice_fill_iter(table.conditions.iter().map(call)),
        steps: arena.alloc_slice_fill_iter(
            table
                .steps
                .iter()
                .map(|step| Step::new(step.condition, step.then, step.otherwise)),
        ),
        root: table.root,
        results: arena.alloc_slice_fill_iter(table.results.iter().map(|row| outcome(*row))),
        schemes: arena.alloc_slice_fill_iter(schemes.collect::<Vec<_>>()),
        headers: arena.alloc_slice_fill_iter(headers.collect::<Vec<_>>()),
        properties: arena.alloc_slice_fill_iter(properties.collect::<Vec<_>>()),
    })
}

/// Checks that all names are known, of which the functions below then find each.
fn known(table: &plan::Table) -> Result<(), String> {
    let calls = table.calls.iter().chain(&table.conditions);
    let functions = calls
        .map(|row| row.function)
        .filter(|name| function(name).is_none());
    let attributes = ir::Attribute::ALL
        .iter()
        .map(|known| known.variant())
        .filter(|name| attribute(name).is_none());
    match functions.chain(attributes).next() {
        Some(name) => Err(format!("`{name}` of endpoint rules is not known")),
        None => Ok(()),
    }
}

fn parameter<'a>(row: &'a plan::TableParameter, arena: &'a Bump) -> Parameter<'a> {
    Parameter {
        name: &row.name,
        kind: match row.kind {
            ParameterKind::Text => Kind::Text,
            ParameterKind::Boolean => Kind::Boolean,
            ParameterKind::Texts => Kind::Texts,
        },
        built_in: row
            .built_in
            .and_then(|built_in| BuiltIn::parse(built_in.name)),
        required: row.required,
        default: match &row.default {
            None => Default::None,
            Some(ParameterValue::Text(text)) => Default::Text(text),
            Some(ParameterValue::Boolean(value)) => Default::Boolean(*value),
            Some(ParameterValue::Texts(texts)) => {
                Default::Texts(arena.alloc_slice_fill_iter(texts.iter().map(String::as_str)))
            }
        },
    }
}

fn call(row: &plan::TableCall) -> Call {
    Call {
        function: function(row.function).unwrap_or(Function::Concat),
        assign: row.assign,
        count: row.count,
        first: row.first,
    }
}

fn operand(row: plan::Operand) -> Operand {
    match row {
        plan::Operand::Slot(slot) => Operand::Slot(slot),
        plan::Operand::Text(index) => Operand::Text(index),
        plan::Operand::Boolean(value) => Operand::Boolean(value),
        plan::Operand::Integer(value) => Operand::Integer(value),
        plan::Operand::Call(index) => Operand::Call(index),
        plan::Operand::Attribute(row) => {
            Operand::Attribute(attribute(row.variant()).unwrap_or(Attribute::Name))
        }
    }
}

fn operands<'a>(rows: &[plan::Operand], arena: &'a Bump) -> &'a [Operand] {
    arena.alloc_slice_fill_iter(rows.iter().map(|row| operand(*row)))
}

fn outcome(row: plan::TableOutcome) -> Outcome {
    match row {
        plan::TableOutcome::Error(message) => Outcome::Error(operand(message)),
        plan::TableOutcome::Endpoint {
            url,
            schemes,
            headers,
            properties,
        } => Outcome::Endpoint {
            url: operand(url),
            schemes,
            headers,
            properties,
        },
    }
}

fn scheme<'a>(row: &'a plan::Scheme, arena: &'a Bump) -> Scheme<'a> {
    Scheme {
        name: operand(row.name),
        signing_name: row.signing_name.map(operand),
        signing_region: row.signing_region.map(operand),
        signing_region_set: row
            .signing_region_set
            .as_deref()
            .map(|regions| operands(regions, arena)),
        disable_double_encoding: row.disable_double_encoding,
        disable_normalize_path: row.disable_normalize_path,
        properties: entries(&row.properties, arena),
    }
}

fn entries<'a>(
    rows: &'a [(String, plan::Property)],
    arena: &'a Bump,
) -> &'a [(&'a str, Property<'a>)] {
    let entries = rows
        .iter()
        .map(|(name, value)| (name.as_str(), property(value, arena)));
    arena.alloc_slice_fill_iter(entries.collect::<Vec<_>>())
}

fn property<'a>(row: &'a plan::Property, arena: &'a Bump) -> Property<'a> {
    match row {
        plan::Property::Text(text) => Property::Text(operand(*text)),
        plan::Property::Boolean(value) => Property::Boolean(*value),
        plan::Property::Integer(value) => Property::Integer(*value),
        plan::Property::List(items) => {
            let items: Vec<_> = items.iter().map(|item| property(item, arena)).collect();
            Property::List(arena.alloc_slice_fill_iter(items))
        }
        plan::Property::Record(rows) => Property::Record(entries(rows, arena)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_function_is_an_error() {
        let text = r#"{"version": "1.0", "parameters": {"Region": {"type": "string"}}, "rules": [
            {"type": "endpoint", "conditions": [{"fn": "isSet", "argv": [{"ref": "Region"}]}],
             "endpoint": {"url": "https://lamp.{Region}.example.com"}}]}"#;
        let source = sansmith_codegen::Source::new("rules.json", text);
        let mut table = plan::compile_rule_set(&source).unwrap();
        assert!(rules(&table, &Bump::new()).is_ok());
        table.conditions[0].function = "Guess";
        let error = rules(&table, &Bump::new()).map(|_| ()).unwrap_err();
        assert_eq!(error, "`Guess` of endpoint rules is not known");
    }
}
