//! Documentation of operations, with an example that compiles.

mod events;

use super::{Page, syntax, words};
use crate::describe::example;
use crate::describe::markdown::{code, comment, escape};
use crate::ir::{Auth, Ir, Operation, Pagination, Path, Service, Shape, ShapeName};
use crate::names::{Context, Names};

/// Documentation of an operation; `reasons` are those of its customizations.
pub(crate) fn operation(
    operation: &Operation,
    reasons: &[&'static str],
    context: &Context<'_>,
) -> Vec<String> {
    let summary = summary(operation, context);
    let mut page = Page::begin(operation.docs.as_ref(), || summary.clone());
    if operation.docs.is_some() {
        page.paragraph([summary]);
    }
    page.paragraph(facts(operation));
    page.paragraph(feature(operation, context));
    page.paragraph(reasons.iter().map(|&reason| reason.to_owned()));
    page.paragraph(operation.pagination.as_ref().map(paging));
    page.paragraph(reference(&context.ir.service, operation));
    page.section("Errors", [errors(operation, context.names)]);
    if let Some(example) = example(operation, context) {
        page.section("Example", example);
    }
    let events = events::section(operation, context);
    if !events.is_empty() {
        page.section("Events", events);
    }
    page.lines.extend(request_syntax(operation, context));
    page.lines
}

/// All members of the input as JSON, and links to the types that are named only.
fn request_syntax(operation: &Operation, context: &Context<'_>) -> Vec<String> {
    let input = operation.input.as_ref();
    let input = input.and_then(|io| context.ir.shape(&io.shape));
    let Some(syntax) = input.and_then(|input| syntax::syntax(input, context.ir, context.names))
    else {
        return Vec::new();
    };
    let mut page = Page { lines: Vec::new() };
    let fence = |text: &str| [text.to_owned()];
    let block = fence("```text")
        .into_iter()
        .chain(syntax.lines)
        .chain(fence("```"));
    page.section("Request syntax", block);
    let links = syntax
        .named
        .iter()
        .map(|name| format!("[`{name}`](types::{name})"));
    let links: Vec<_> = links.collect();
    page.paragraph((!links.is_empty()).then(|| format!("Types: {}.", links.join(", "))));
    page.lines
}

/// Input, output, method and URI.
fn summary(operation: &Operation, context: &Context<'_>) -> String {
    let link = |io: Option<&crate::ir::Io>| {
        let ident = io.map(|io| context.names.type_of(&io.shape))?;
        Some(format!("[`{ident}`](types::{ident})"))
    };
    let input = link(operation.input.as_ref()).unwrap_or_default();
    let output = link(operation.output.as_ref()).unwrap_or_default();
    if context.protocol.is_rest() {
        let http = code(&format!("{} {}", operation.http.method, operation.http.uri));
        format!("{http}: takes {input}, returns {output}.")
    } else {
        format!("Takes {input}, returns {output}.")
    }
}

/// The feature that compiles an operation.
fn feature(operation: &Operation, context: &Context<'_>) -> Option<String> {
    let feature = context.groups.feature(&operation.name)?;
    Some(format!("Feature: {}.", code(feature)))
}

/// Facts about a call.
fn facts(operation: &Operation) -> Vec<String> {
    let mut facts = Vec::new();
    match (operation.readonly, operation.idempotent) {
        (true, _) => facts.push("Read-only.".to_owned()),
        (false, true) => facts.push("Idempotent.".to_owned()),
        (false, false) => {}
    }
    if operation.http.code != 200 {
        facts.push(format!("Status {} on success.", operation.http.code));
    }
    if let Some(name) = &operation.wire_name {
        facts.push(format!("Wire name {}.", code(name)));
    }
    if let Some(prefix) = &operation.host_prefix {
        facts.push(format!("Host prefix {}.", code(prefix)));
    }
    facts.extend(operation.auth.as_deref().map(authentication));
    let checksum = operation.http_checksum.as_ref();
    let required =
        operation.http_checksum_required || checksum.is_some_and(|sum| sum.request_required);
    let discovery = operation.endpoint_discovery;
    let said = [
        (operation.unsigned_payload, "The body is not signed."),
        (required, "Requires a checksum of the body."),
        (
            discovery.is_some_and(|found| found.required),
            "Requires endpoint discovery.",
        ),
        (
            discovery.is_some_and(|found| !found.required),
            "Supports endpoint discovery.",
        ),
        (
            operation.endpoint_operation,
            "Returns the endpoint of other operations (endpoint discovery).",
        ),
    ];
    facts.extend(
        said.into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, fact)| fact.to_owned()),
    );
    if !operation.request_compression.is_empty() {
        let encodings = operation.request_compression.iter();
        let encodings = words::list(encodings.map(|name| code(name)));
        facts.push(format!("Large bodies may be compressed with {encodings}."));
    }
    facts
}

/// Authentication of the operation, if it differs from the service.
fn authentication(auth: &[Auth]) -> String {
    let ways: Vec<String> = auth
        .iter()
        .map(|way| match way {
            Auth::SigV4 => "SigV4".to_owned(),
            Auth::SigV4a => "SigV4a".to_owned(),
            Auth::Bearer => "bearer token".to_owned(),
            Auth::Basic => "HTTP Basic".to_owned(),
            Auth::Digest => "HTTP Digest".to_owned(),
            Auth::ApiKey => "API key".to_owned(),
            Auth::None => "none".to_owned(),
            Auth::Other(name) => escape(name),
        })
        .collect();
    format!("Authentication: {}.", ways.join(" or "))
}

/// Pagination of the output.
fn paging(paging: &Pagination) -> String {
    let names = words::list(paging.input_tokens.iter().map(|name| code(name)));
    let texts = |paths: &[Path]| words::list(paths.iter().map(|path| code(&path.text)));
    let mut text = format!(
        "Paginated: {names} takes the previous {}",
        texts(&paging.output_tokens)
    );
    if !paging.items.is_empty() {
        text.extend(["; items in ", &texts(&paging.items)]);
    }
    if let Some(size) = &paging.page_size {
        text.extend(["; page size ", &code(size)]);
    }
    if let Some(more) = &paging.more_results {
        text.extend(["; more pages if ", &code(&more.text)]);
    }
    text.push('.');
    text
}

/// Link to the official reference.
fn reference(service: &Service, operation: &Operation) -> Option<String> {
    let fits = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    let uid = service.uid.as_deref().filter(|uid| fits(uid))?;
    let name = Some(operation.name.as_str()).filter(|name| fits(name))?;
    Some(format!(
        "[Official reference](https://docs.aws.amazon.com/goto/WebAPI/{uid}/{name})"
    ))
}

/// Link to the error enum.
fn errors(operation: &Operation, names: &Names) -> String {
    let error = names.error(&operation.name);
    match operation.errors.len() {
        0 => format!("[`{error}`]: no modelled errors."),
        1 => format!("[`{error}`]: 1 modelled error, or `Unhandled`."),
        count => format!("[`{error}`]: {count} modelled errors, or `Unhandled`."),
    }
}

/// Documentation of an error variant.
pub(crate) fn failure(error: &ShapeName, ir: &Ir) -> Vec<String> {
    vec![format!("{}{}.", code(error), status(ir.shape(error)))]
}

/// HTTP status of an error.
fn status(error: Option<&Shape>) -> String {
    let status = error
        .and_then(|error| error.traits.error.as_ref())
        .and_then(|error| error.http_status);
    status
        .map(|status| format!(", status {status}"))
        .unwrap_or_default()
}

/// An example of building the input and the request.
pub(super) fn example(operation: &Operation, context: &Context<'_>) -> Option<Vec<String>> {
    let &Context {
        ir, names, krate, ..
    } = context;
    let input = operation.input.as_ref()?;
    let shape = ir.shape(&input.shape)?;
    let given = operation
        .examples
        .iter()
        .filter(|example| example.error.is_none());
    let mut given = given.filter_map(|example| {
        let value = example::given(shape, &example.input, ir, names)?;
        Some((example.title.as_str(), value))
    });
    let (title, value, valid) = if let Some((title, value)) = given.next() {
        // The constraints of the model do not bind its examples.
        (title, value, false)
    } else {
        let sample = example::sample(shape, ir, names)?;
        ("", sample.value, sample.valid)
    };
    let mut lines = vec![krate.fence().to_owned()];
    let path = &krate.path;
    let modules = ["operation", "prelude::*", "types::*"];
    lines.extend(modules.map(|module| format!("use {path}::{module};")));
    lines.push(String::new());
    if !title.trim().is_empty() {
        lines.push(format!("// {}", comment(title)));
    }
    lines.extend(example::assign("input", &value, krate));
    if valid {
        lines.push("# assert!(input.validate().is_ok());".to_owned());
    }
    let name = names.operation(&operation.name);
    lines.push(format!(
        "let request = operation::{name}::request(&input)?;"
    ));
    lines.push(r#"println!("{} {}", request.http.method(), request.http.uri());"#.to_owned());
    if input.events.is_some() {
        lines.push(format!(
            "let events = operation::{name}::event_writer(&input, &Default::default())?;"
        ));
        lines.push(r#"println!("{events:?}");"#.to_owned());
    }
    lines.push(format!("# Ok::<(), {path}::sansmith::Error>(())"));
    lines.push("```".to_owned());
    Some(lines)
}
