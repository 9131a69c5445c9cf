//! Help for the operations of a model.

use std::fmt::Write as _;

use sansmith::schema::Kind;
use sansmith_dynamic::{Model, Operation};

use crate::names;
use crate::words::{Asked, Kind as Word, command};

/// A message with the names that a service has.
pub(crate) fn names(model: Model, kind: Word) -> String {
    let (what, known): (_, Vec<_>) = match kind {
        Word::Operation => ("operation", model.operation_names().collect()),
        Word::Waiter => ("waiter", model.waiter_names().collect()),
    };
    let id = model.service().id;
    if known.is_empty() {
        return format!("{id} has no {what}");
    }
    format!("which {what} of {id}? It has\n  {}", known.join("\n  "))
}

/// A message for a flag that neither the input nor the tool has.
pub(crate) fn unknown(operation: Operation, flag: &str) -> String {
    let members = operation.input().members().iter();
    let known: Vec<String> = members
        .map(|member| format!("--{}", names::flag(member.name)))
        .collect();
    let shown = if known.is_empty() {
        "it has no members".to_owned()
    } else {
        known.join(", ")
    };
    format!(
        "`{}` has no member for `--{flag}`: {shown}",
        operation.name()
    )
}

/// The help of an operation or a waiter.
pub(crate) fn of(asked: &Asked) -> String {
    let operation = asked.operation;
    let service = operation.model().service().id;
    let mut text = match asked.waiter {
        None => format!("{} of {service}\n\nMembers:\n", operation.name()),
        Some(waiter) => format!(
            "{} of {service}, a waiter on {}\n\nMembers:\n",
            waiter.schema.name,
            operation.name()
        ),
    };
    let members = operation.input().members();
    for member in members {
        let flag = names::flag(member.name);
        let kind = match &member.target.kind {
            Kind::Enum(values) if values.len() <= 8 => values.join("|"),
            kind => kind.as_str().to_owned(),
        };
        let required = if member.required { " (required)" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  --{flag} <{kind}>{required}");
    }
    if members.is_empty() {
        text.push_str("  none\n");
    }
    let is_hidden = |flag: &str| {
        members
            .iter()
            .any(|member| names::flag(member.name) == flag)
    };
    text.push_str("\nOptions of the tool, here or before the service:\n");
    let mut hidden = Vec::new();
    for argument in command(asked.kind()).get_arguments() {
        let Some(flag) = argument.get_long() else {
            continue;
        };
        if is_hidden(flag) {
            hidden.push(format!("--{flag}"));
            continue;
        }
        let help = argument.get_help().map(ToString::to_string);
        let _ = writeln!(text, "  --{flag:<16} {}", help.unwrap_or_default());
    }
    if !hidden.is_empty() {
        let _ = writeln!(
            text,
            "\nOnly before the service, as the input has members of these names:\n  {}",
            hidden.join(", ")
        );
    }
    text
}
