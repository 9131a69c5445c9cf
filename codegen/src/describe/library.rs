//! Crate documentation.

use super::{Page, operation, words};
use crate::describe::markdown::{code, escape, from_html};
use crate::ir::Operation;
use crate::names::Context;
use crate::names::has_type;

/// The documentation of the crate.
pub(crate) fn library(context: &Context<'_>) -> Vec<String> {
    let ir = context.ir;
    let service = &ir.service;
    let title = Some(service.title.trim()).filter(|title| !title.is_empty());
    let title = escape(title.unwrap_or(&service.id));
    let mut page = Page::begin(None, || {
        format!("Types, requests and responses of {title}.")
    });
    if let Some(docs) = &service.docs {
        page.lines.push(String::new());
        page.lines.extend(from_html(docs));
    }
    let mut facts = Vec::new();
    if !service.version.trim().is_empty() {
        facts.push(format!("API version {}.", code(&service.version)));
    }
    if !service.protocols.is_empty() {
        facts.push(format!("Protocol: {}.", context.protocol));
    }
    let others = service.protocols.iter();
    let others: Vec<_> = others
        .filter(|&&protocol| protocol != context.protocol)
        .collect();
    if !others.is_empty() {
        let others = words::list(others.into_iter().map(ToString::to_string));
        facts.push(format!("The service also supports {others}."));
    }
    page.paragraph(facts);
    let types = ir.shapes.values().filter(|shape| has_type(shape)).count();
    page.paragraph([
        format!(
            "The {} are in [`types`], the {} in [`operation`], each with an example.",
            words::count(types, "types"),
            words::count(service.operations.len(), "operations")
        ),
        "Performs no I/O: inputs become values, JSON or requests; responses become outputs."
            .to_owned(),
    ]);
    if let Some(example) = telling(context) {
        page.section("Example", example);
    }
    let features = features(context);
    if !features.is_empty() {
        page.section("Features", features);
    }
    page.lines
}

/// The first example with several members and moderate length.
fn telling(context: &Context<'_>) -> Option<Vec<String>> {
    let ir = context.ir;
    let required = |operation: &&Operation| {
        let input = operation.input.as_ref().and_then(|io| ir.shape(&io.shape));
        let count = input.map_or(0, |input| {
            input.members().filter(|member| member.required).count()
        });
        operation.deprecated.is_none() && count >= 2
    };
    let operations = || ir.service.operations.values();
    let mut examples = operations()
        .filter(required)
        .chain(operations())
        .filter_map(|operation| {
            let example = operation::example(operation, context)?;
            Some(gated(example, operation, context))
        });
    examples.find(|lines| lines.len() <= MOST_LINES)
}

/// The example of an operation, for a crate that may be compiled without the operation.
fn gated(example: Vec<String>, operation: &Operation, context: &Context<'_>) -> Vec<String> {
    let Some(feature) = context.groups.feature(&operation.name) else {
        return example;
    };
    let (last, mut lines) = match example.split_last() {
        Some((last, lines)) => (last.clone(), lines.to_vec()),
        None => return example,
    };
    let result = lines.pop_if(|line| line.starts_with("# Ok::<"));
    let (returns, end) = match result {
        Some(_) => (
            format!(" -> Result<(), {}::sansmith::Error>", context.krate.path),
            "# Ok(())",
        ),
        None => (String::new(), "#"),
    };
    let begin = [
        format!("# #[cfg(feature = \"{feature}\")]"),
        format!("# fn main(){returns} {{"),
    ];
    lines.splice(1..1, begin);
    lines.extend(
        [
            end.to_owned(),
            "# }".to_owned(),
            format!("# #[cfg(not(feature = \"{feature}\"))]"),
            "# fn main() {}".to_owned(),
        ]
        .into_iter()
        .chain([last]),
    );
    lines
}

/// Features by resource.
fn features(context: &Context<'_>) -> Vec<String> {
    let features = context.groups.features();
    if features.is_empty() {
        return Vec::new();
    }
    let all: Vec<_> = features
        .iter()
        .map(|(feature, operations)| format!("{} ({operations})", code(feature)))
        .collect();
    vec![
        "Each resource has a feature, which compiles its operations and the types that these reach;".to_owned(),
        "`all-operations`, a default feature, enables all of them.".to_owned(),
        format!("With the number of operations: {}.", all.join(", ")),
    ]
}

/// Maximum number of lines of the crate's example, those that are hidden included.
const MOST_LINES: usize = 25;
