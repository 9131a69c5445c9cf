//! Documentation of structures, unions and enums.

use super::{Page, example, words};
use crate::describe::markdown::code;
use crate::ir::{ErrorTrait, Facts, Fault, Io, Operation, Shape, ShapeKind};
use crate::names::ident::snake;
use crate::names::{Context, Names};

/// Documentation of a shape.
pub(crate) fn shape(shape: &Shape, context: &Context<'_>) -> Vec<String> {
    let role = role(shape, context);
    let parts = parts(shape);
    let mut page = Page::begin(shape.traits.docs.as_ref(), || {
        role.clone().unwrap_or_else(|| parts.clone())
    });
    let told = shape.traits.docs.is_none();
    // Without prose, the summary is already one of the two.
    let role = role.filter(|_| !told);
    let said = role.into_iter().chain(facts(shape, context.names));
    page.paragraph(said);
    page.paragraph(used(shape, context));
    if let Some(error) = &shape.traits.error {
        page.paragraph(error_facts(shape, error));
        page.paragraph(raised_by(shape, context));
    }
    if let Some(example) = example(shape, context) {
        page.section("Example", example);
    }
    page.lines
}

/// Operations that hold the shape somewhere in their input or output, if it is neither itself.
fn used(shape: &Shape, context: &Context<'_>) -> Option<String> {
    let Facts {
        is_input,
        is_output,
        ..
    } = shape.facts;
    if is_input || is_output {
        return None;
    }
    let list = |names: &[&str]| {
        let names = names.iter();
        words::list(names.map(|name| words::operation(name, shape, context)))
    };
    let inputs = list(context.users.inputs(&shape.name));
    let outputs = list(context.users.outputs(&shape.name));
    match (inputs.is_empty(), outputs.is_empty()) {
        (false, false) => Some(format!(
            "In the input of {inputs}; in the output of {outputs}."
        )),
        (false, true) => Some(format!("In the input of {inputs}.")),
        (true, false) => Some(format!("In the output of {outputs}.")),
        (true, true) => None,
    }
}

/// An example that makes a structure or a union.
fn example(shape: &Shape, context: &Context<'_>) -> Option<Vec<String>> {
    if shape.facts.synthetic {
        return None;
    }
    let sample = example::sample(shape, context.ir, context.names)?;
    let name = if shape.facts.is_input {
        "input".to_owned()
    } else {
        snake(&shape.name).to_string()
    };
    let mut lines = vec![context.krate.fence().to_owned()];
    lines.push(format!("use {}::types::*;", context.krate.path));
    lines.push(String::new());
    lines.extend(example::assign(&name, &sample.value, context.krate));
    lines.push("```".to_owned());
    Some(lines)
}

/// Role in an operation: input, output or error.
fn role(shape: &Shape, context: &Context<'_>) -> Option<String> {
    if shape.traits.error.is_some() {
        return Some(format!("Error {}.", code(&shape.name)));
    }
    let Facts {
        is_input,
        is_output,
        ..
    } = shape.facts;
    let of = |io: fn(&Operation) -> Option<&Io>| {
        let operations = context.ir.service.operations.values();
        let users =
            operations.filter(|operation| io(operation).is_some_and(|io| io.shape == shape.name));
        let users: Vec<&Operation> = users.collect();
        let mut streams = users.iter().filter_map(|user| io(user)?.events.as_ref());
        let after = streams.next_back().map(|events| {
            let ident = context.names.type_of(&events.shape);
            format!(", followed by events: [`{ident}`](super::{ident})")
        });
        (!users.is_empty())
            .then(|| operations_of(&users, shape, context) + &after.unwrap_or_default())
    };
    let input = is_input
        .then(|| of(|operation| operation.input.as_ref()))
        .flatten();
    let output = is_output
        .then(|| of(|operation| operation.output.as_ref()))
        .flatten();
    match (input, output) {
        (Some(input), Some(output)) => Some(format!("Input of {input}; output of {output}.")),
        (Some(input), None) => Some(format!("Input of {input}.")),
        (None, Some(output)) => Some(format!("Output of {output}.")),
        (None, None) => None,
    }
}

/// Links to operations.
fn operations_of(operations: &[&Operation], shape: &Shape, context: &Context<'_>) -> String {
    let names = operations.iter().map(|operation| &operation.name);
    words::list(names.map(|name| words::operation(name, shape, context)))
}

/// Summary of the contents.
fn parts(shape: &Shape) -> String {
    let values: Vec<String> = match &shape.kind {
        ShapeKind::Enum(values) => values.iter().map(|value| code(&value.value)).collect(),
        ShapeKind::IntEnum(values) => {
            let values = values.iter();
            values.map(|value| code(&value.value.to_string())).collect()
        }
        _ => shape.members().map(|member| code(&member.name)).collect(),
    };
    let values: Vec<String> = values
        .into_iter()
        .filter(|value| !value.is_empty())
        .collect();
    if values.is_empty() {
        return "No members yet.".to_owned();
    }
    let list = words::list(values);
    match &shape.kind {
        ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => format!("An enum of {list}."),
        ShapeKind::Union(_) => format!("A union of {list}."),
        _ => format!("A structure with {list}."),
    }
}

/// Other facts.
fn facts(shape: &Shape, names: &Names) -> Vec<String> {
    let mut facts = Vec::new();
    let traits = &shape.traits;
    let ident = names.type_of(&shape.name);
    if shape.facts.synthetic {
        facts.push("Not in the model: reserved for future members.".to_owned());
    } else if ident.as_str() != shape.name.as_str() && traits.error.is_none() {
        facts.push(format!("{} in the model.", code(&shape.name)));
    }
    let said = [
        (traits.streaming, "Event stream: each value is one event."),
        (traits.event, "Event of an event stream."),
        (shape.facts.recursive, "Recursive."),
        (traits.sensitive, "Sensitive: redacted in `Debug`."),
        (
            shape.facts.holds_sensitive && !traits.sensitive,
            "Contains sensitive data, which `Debug` redacts.",
        ),
    ];
    facts.extend(
        said.into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, fact)| fact.to_owned()),
    );
    if let Some(name) = &traits.xml_name {
        facts.push(format!("XML element {}.", code(name)));
    }
    facts
}

/// Wire form and retry information of an error.
fn error_facts(shape: &Shape, error: &ErrorTrait) -> Vec<String> {
    let mut facts = Vec::new();
    facts.push(match error.fault {
        Fault::Client => "Client error.".to_owned(),
        Fault::Server => "Server error.".to_owned(),
    });
    facts.extend(error.http_status.map(|status| format!("Status {status}.")));
    let code_differs = |code: &&String| code.as_str() != shape.name.as_str();
    facts.extend(
        error
            .code
            .as_ref()
            .filter(code_differs)
            .map(|text| format!("Code {}.", code(text))),
    );
    facts.extend(error.retryable.map(|retryable| {
        let why = if retryable.throttling {
            " after a delay (throttling)"
        } else {
            ""
        };
        format!("Retryable{why}.")
    }));
    facts
}

/// Operations that return an error.
fn raised_by(shape: &Shape, context: &Context<'_>) -> Option<String> {
    let operations = context.ir.service.operations.values();
    let users: Vec<&Operation> = operations
        .filter(|operation| operation.errors.contains(&shape.name))
        .collect();
    (!users.is_empty()).then(|| format!("Error of {}.", operations_of(&users, shape, context)))
}
