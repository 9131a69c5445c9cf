//! The documentation of an operation, with an example that compiles.

use super::{Page, words};
use crate::ir::{Auth, Ir, Operation, Pagination, Service, Shape};
use crate::plan::markdown::{code, escape};
use crate::plan::names::Names;
use crate::plan::placeholder::{self, Krate};

/// The documentation of an operation of the library of that name.
pub(in crate::plan) fn operation(
    operation: &Operation,
    ir: &Ir,
    names: &Names,
    krate: &str,
) -> Vec<String> {
    let summary = summary(operation, ir, names);
    let mut page = Page::begin(operation.docs.as_ref(), || summary.clone());
    if operation.docs.is_some() {
        page.paragraph([summary]);
    }
    page.paragraph(facts(operation));
    page.paragraph(operation.pagination.as_ref().map(paging));
    page.paragraph(reference(&ir.service, operation));
    if !operation.errors.is_empty() {
        let errors = operation.errors.iter().map(|error| {
            let ident = names.type_of(error);
            format!(
                "- [`{ident}`](crate::types::{ident}){}",
                status(ir.shape(error))
            )
        });
        page.section("Errors", errors);
    }
    if let Some(example) = example(operation, ir, names, Krate(krate)) {
        page.section("Example", example);
    }
    page.lines
}

/// What it takes and gives, and where it is sent.
fn summary(operation: &Operation, ir: &Ir, names: &Names) -> String {
    let link = |io: Option<&crate::ir::Io>| {
        let ident = io.map(|io| names.type_of(&io.shape))?;
        Some(format!("[`{ident}`](crate::types::{ident})"))
    };
    let input = link(operation.input.as_ref()).unwrap_or_default();
    let output = link(operation.output.as_ref()).unwrap_or_default();
    let is_rest = ir
        .service
        .protocol(None)
        .is_some_and(crate::ir::Protocol::is_rest);
    if is_rest {
        let http = code(&format!("{} {}", operation.http.method, operation.http.uri));
        format!("{http}: takes {input}, gives {output}.")
    } else {
        format!("Takes {input}, gives {output}.")
    }
}

/// What is to know of a call.
fn facts(operation: &Operation) -> Vec<String> {
    let mut facts = Vec::new();
    match (operation.readonly, operation.idempotent) {
        (true, _) => facts.push("Changes nothing.".to_owned()),
        (false, true) => facts.push("Idempotent: twice does what once does.".to_owned()),
        (false, false) => {}
    }
    if operation.http.code != 200 {
        facts.push(format!("Status {} on success.", operation.http.code));
    }
    if let Some(name) = &operation.wire_name {
        facts.push(format!("{} on the wire.", code(name)));
    }
    if let Some(prefix) = &operation.host_prefix {
        facts.push(format!("Its host begins with {}.", code(prefix)));
    }
    facts.extend(operation.auth.as_deref().map(authentication));
    let checksum = operation.http_checksum.as_ref();
    let required =
        operation.http_checksum_required || checksum.is_some_and(|sum| sum.request_required);
    let discovery = operation.endpoint_discovery;
    let said = [
        (operation.unsigned_payload, "The body is not signed."),
        (required, "A request must carry a checksum of its body."),
        (
            discovery.is_some_and(|found| found.required),
            "Its host must be asked for.",
        ),
        (
            discovery.is_some_and(|found| !found.required),
            "Its host may be asked for.",
        ),
        (
            operation.endpoint_operation,
            "It tells the host of the other operations.",
        ),
    ];
    facts.extend(
        said.into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, fact)| fact.to_owned()),
    );
    if !operation.request_compression.is_empty() {
        let encodings: Vec<String> = operation
            .request_compression
            .iter()
            .map(|name| code(name))
            .collect();
        facts.push(format!(
            "A large body may be compressed with {}.",
            words::list(&encodings)
        ));
    }
    facts
}

/// How a request is authenticated, where it is not as all others are.
fn authentication(auth: &[Auth]) -> String {
    let ways: Vec<String> = auth
        .iter()
        .map(|way| match way {
            Auth::SigV4 => "SigV4".to_owned(),
            Auth::SigV4a => "SigV4a".to_owned(),
            Auth::Bearer => "a bearer token".to_owned(),
            Auth::Basic => "HTTP Basic".to_owned(),
            Auth::Digest => "HTTP Digest".to_owned(),
            Auth::ApiKey => "an API key".to_owned(),
            Auth::None => "nothing at all".to_owned(),
            Auth::Other(name) => escape(name),
        })
        .collect();
    format!("Authenticated with {}.", words::list(&ways))
}

/// How its output is paged.
fn paging(paging: &Pagination) -> String {
    let list = |paths: &[String]| {
        let paths: Vec<String> = paths.iter().map(|path| code(path)).collect();
        words::list(&paths)
    };
    let mut text = format!(
        "Paged: {} takes the {} of the page before",
        list(&paging.input_tokens),
        list(&paging.output_tokens)
    );
    if !paging.items.is_empty() {
        text.extend(["; the pages are of ", &list(&paging.items)]);
    }
    if let Some(size) = &paging.page_size {
        text.extend(["; ", &code(size), " limits one"]);
    }
    if let Some(more) = &paging.more_results {
        text.extend(["; ", &code(more), " says whether there are more"]);
    }
    text.push('.');
    text
}

/// The page of the official reference.
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

/// The status an error comes with.
fn status(error: Option<&Shape>) -> String {
    let status = error
        .and_then(|error| error.traits.error.as_ref())
        .and_then(|error| error.http_status);
    status
        .map(|status| format!(", status {status}"))
        .unwrap_or_default()
}

/// An input as a user would write it, and what may be done with it.
pub(super) fn example(
    operation: &Operation,
    ir: &Ir,
    names: &Names,
    krate: Krate<'_>,
) -> Option<Vec<String>> {
    let input = ir.shape(&operation.input.as_ref()?.shape)?;
    let sample = placeholder::sample(input, ir, names)?;
    let Krate(library) = krate;
    let mut lines = vec![
        "```".to_owned(),
        format!("use {library}::prelude::*;"),
        format!("use {library}::types::*;"),
        String::new(),
    ];
    let mut value = placeholder::spell(&sample.value, krate);
    if let Some(first) = value.first_mut() {
        first.insert_str(0, "let input = ");
    }
    if let Some(last) = value.last_mut() {
        last.push(';');
    }
    lines.extend(value);
    if sample.valid {
        lines.push("# assert!(input.validate().is_ok());".to_owned());
    }
    lines.push(r#"println!("{}", input.to_json());"#.to_owned());
    lines.push("```".to_owned());
    Some(lines)
}
