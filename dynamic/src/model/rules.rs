//! Endpoint rules and parameters of an image, as the runtime's tables.

use sansmith::endpoint::rules::{
    Attribute, Call, Default, Function, Kind, Operand, Outcome, Parameter, Property, Scheme, Step,
};
use sansmith::endpoint::{Binding, BuiltIn, Rules, Segment};

use super::Model;
use crate::endpoint::{ATTRIBUTES, FUNCTIONS};
use crate::image::{
    BindingRecord, CallRow, OperandRow, OutcomeRow, ParameterRow, PropertyRow, RulesRecord,
    SchemeRow, SegmentRow, SourceRecord, ValueRow,
};
use crate::interned::keep;

/// The place of a function by its name in the generator.
pub(crate) fn function_place(name: &str) -> Option<u8> {
    let place = FUNCTIONS.iter().position(|(known, _)| *known == name);
    u8::try_from(place?).ok()
}

/// The place of an attribute by its name in the generator.
pub(crate) fn attribute_place(name: &str) -> Option<u8> {
    let place = ATTRIBUTES.iter().position(|(known, _)| *known == name);
    u8::try_from(place?).ok()
}

impl Model {
    /// The endpoint rules, if the model has any.
    pub(super) fn rules(self) -> Option<&'static Rules<'static>> {
        let offset = self.0.image.index.rules?;
        let record: RulesRecord<'static> = self.0.image.record(offset)?;
        Some(Box::leak(Box::new(rules(record))))
    }
}

fn rules(record: RulesRecord<'static>) -> Rules<'static> {
    let mut values: Vec<Property<'static>> = Vec::with_capacity(record.values.len());
    for row in &record.values {
        let value = value(row, &values);
        values.push(value);
    }
    let schemes = record.schemes.into_iter().map(|rows| {
        let rows = rows.iter().map(|row| scheme(row, &values));
        keep(rows.collect())
    });
    let schemes = keep(schemes.collect());
    let headers = record.headers.into_iter().map(|rows| {
        let rows = rows
            .into_iter()
            .map(|(name, values)| (name, operands(&values)));
        keep(rows.collect())
    });
    let properties = record.properties.iter().map(|rows| entries(rows, &values));
    let steps = record.steps.into_iter();
    Rules {
        parameters: keep(record.parameters.into_iter().map(parameter).collect()),
        slots: record.slots,
        texts: keep(record.texts),
        operands: operands(&record.operands),
        calls: keep(record.calls.iter().map(call).collect()),
        conditions: keep(record.conditions.iter().map(call).collect()),
        steps: keep(
            steps
                .map(|(condition, then, otherwise)| Step::new(condition, then, otherwise))
                .collect(),
        ),
        root: record.root,
        results: keep(record.results.iter().map(outcome).collect()),
        schemes,
        headers: keep(headers.collect()),
        properties: keep(properties.collect()),
    }
}

fn parameter(row: ParameterRow<'static>) -> Parameter<'static> {
    let mut parameter = Parameter::new(
        row.name,
        match row.kind {
            0 => Kind::Text,
            1 => Kind::Boolean,
            _ => Kind::Texts,
        },
    );
    parameter.built_in = row.built_in.and_then(BuiltIn::parse);
    parameter.required = row.required;
    parameter.default = match row.default {
        Some(SourceRecord::Text(text)) => Default::Text(text),
        Some(SourceRecord::Boolean(value)) => Default::Boolean(value),
        Some(SourceRecord::Texts(texts)) => Default::Texts(keep(texts)),
        Some(SourceRecord::Member(_) | SourceRecord::Path(_)) | None => Default::None,
    };
    parameter
}

fn call(row: &CallRow) -> Call {
    // An image has no other places: `encode` refuses unknown names.
    let known = FUNCTIONS.get(usize::from(row.function));
    let function = known.map_or(Function::Concat, |(_, function)| *function);
    let mut call = Call::new(function, row.first, row.count);
    call.assign = row.assign;
    call
}

fn operand(row: OperandRow) -> Operand {
    match row {
        OperandRow::Slot(slot) => Operand::Slot(slot),
        OperandRow::Text(index) => Operand::Text(index),
        OperandRow::Boolean(value) => Operand::Boolean(value),
        OperandRow::Integer(value) => Operand::Integer(value),
        OperandRow::Call(index) => Operand::Call(index),
        OperandRow::Attribute(place) => {
            let known = ATTRIBUTES.get(usize::from(place));
            Operand::Attribute(known.map_or(Attribute::Name, |(_, attribute)| *attribute))
        }
    }
}

fn operands(rows: &[OperandRow]) -> &'static [Operand] {
    keep(rows.iter().copied().map(operand).collect())
}

fn outcome(row: &OutcomeRow) -> Outcome {
    match *row {
        OutcomeRow::Error(message) => Outcome::Error(operand(message)),
        OutcomeRow::Endpoint(url, schemes, headers, properties) => {
            Outcome::endpoint(operand(url), schemes, headers, properties)
        }
    }
}

fn scheme(row: &SchemeRow<'static>, values: &[Property<'static>]) -> Scheme<'static> {
    Scheme {
        name: operand(row.name),
        signing_name: row.signing_name.map(operand),
        signing_region: row.signing_region.map(operand),
        signing_region_set: row.signing_region_set.as_deref().map(operands),
        disable_double_encoding: row.disable_double_encoding,
        disable_normalize_path: row.disable_normalize_path,
        properties: entries(&row.properties, values),
    }
}

/// Names with the values of earlier rows.
fn entries(
    rows: &[PropertyRow<'static>],
    values: &[Property<'static>],
) -> &'static [(&'static str, Property<'static>)] {
    let rows = rows
        .iter()
        .map(|(name, index)| (*name, earlier(*index, values)));
    keep(rows.collect())
}

fn value(row: &ValueRow<'static>, values: &[Property<'static>]) -> Property<'static> {
    match row {
        ValueRow::Text(text) => Property::Text(operand(*text)),
        ValueRow::Boolean(value) => Property::Boolean(*value),
        ValueRow::Integer(value) => Property::Integer(*value),
        ValueRow::List(items) => {
            let items = items.iter().map(|item| earlier(*item, values));
            Property::List(keep(items.collect()))
        }
        ValueRow::Record(rows) => Property::Record(entries(rows, values)),
    }
}

fn earlier(index: u32, values: &[Property<'static>]) -> Property<'static> {
    let place = usize::try_from(index).unwrap_or(usize::MAX);
    values
        .get(place)
        .copied()
        .unwrap_or(Property::Boolean(false))
}

/// Endpoint parameters set by an operation.
pub(super) fn bindings(rows: &[BindingRecord<'static>]) -> &'static [Binding] {
    let rows = rows.iter().map(|row| match &row.source {
        SourceRecord::Text(text) => Binding::text(row.slot, text),
        SourceRecord::Boolean(value) => Binding::boolean(row.slot, *value),
        SourceRecord::Texts(texts) => Binding::texts(row.slot, keep(texts.clone())),
        SourceRecord::Member(index) => Binding::member(row.slot, place(*index)),
        SourceRecord::Path(rows) => Binding::path(row.slot, path(rows)),
    });
    keep(rows.collect())
}

fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// The last of several paths, which refers to the ones before it.
fn path(rows: &[Vec<SegmentRow>]) -> &'static [Segment] {
    let mut paths: Vec<&'static [Segment]> = Vec::with_capacity(rows.len());
    for row in rows {
        let segments = row.iter().map(|segment| match segment {
            SegmentRow::Member(index) => Segment::Member(place(*index)),
            SegmentRow::Each => Segment::Each,
            SegmentRow::Keys => Segment::Keys,
            SegmentRow::Index(index) => Segment::Index(*index),
            SegmentRow::Select(inner) => {
                let inner = inner.iter().filter_map(|index| paths.get(place(*index)));
                Segment::Select(keep(inner.copied().collect()))
            }
        });
        let segments = keep(segments.collect());
        paths.push(segments);
    }
    paths.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use sansmith_codegen::ir;

    use super::*;

    #[test]
    fn all_functions_and_attributes_of_the_generator_are_known() {
        // Templates and paths have no name in rules.
        let names = ir::Function::ALL.iter().map(|function| function.variant());
        for name in names.chain(["Concat", "GetAttr"]) {
            assert!(function_place(name).is_some(), "{name}");
        }
        for attribute in ir::Attribute::ALL {
            let name = attribute.variant();
            assert!(attribute_place(name).is_some(), "{name}");
        }
        for (name, function) in FUNCTIONS {
            assert_eq!(name, format!("{function:?}"));
        }
        for (name, attribute) in ATTRIBUTES {
            assert_eq!(name, format!("{attribute:?}"));
        }
    }
}
