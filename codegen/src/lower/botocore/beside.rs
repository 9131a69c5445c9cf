//! Attaches paginators, waiters and examples to the [`Service`].

use indexmap::IndexMap;

use super::lower_docs;
use crate::ir::{
    Acceptor, Comparator, Example, Matcher, Number, Pagination, Pointer, Service, Value, Waiter,
};
use crate::lower::path::lower_path;
use crate::lower::values::{lower_number, lower_state, lower_status};
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore as mirror;
use crate::read::botocore::Beside;
use crate::read::mirror::{Entries, Text, Texts};

/// Attaches each paginator to its operation.
pub(super) fn attach_paginators(
    service: &mut Service,
    texts: Vec<Beside<Entries<'_, mirror::Paginator<'_>>>>,
    problems: &mut Problems,
) {
    for Beside { at, content } in texts {
        for (name, paginator) in content {
            if let Some(operation) = service.operations.get_mut(&*name) {
                operation.pagination = lower_paginator(paginator, at.child(&name), problems);
            } else {
                unknown_operation(service, &name, at.child(&name), problems);
            }
        }
    }
}

/// Attaches each waiter to the service.
pub(super) fn attach_waiters(
    service: &mut Service,
    texts: Vec<Beside<Entries<'_, mirror::Waiter<'_>>>>,
    problems: &mut Problems,
) {
    for Beside { at, content } in texts {
        for (name, waiter) in content {
            let at = at.child(&name);
            if !service.operations.contains_key(&*waiter.operation) {
                unknown_operation(service, &waiter.operation, at.child("operation"), problems);
                continue;
            }
            let waiter = lower_waiter(&name, waiter, at, problems);
            service.waiters.insert(name.into_owned(), waiter);
        }
    }
}

/// Attaches each example to its operation.
pub(super) fn attach_examples(
    service: &mut Service,
    texts: Vec<Beside<Entries<'_, Vec<mirror::Example<'_>>>>>,
    problems: &mut Problems,
) {
    for Beside { at, content } in texts {
        for (name, examples) in content {
            if let Some(operation) = service.operations.get_mut(&*name) {
                operation.examples = examples.into_iter().map(lower_example).collect();
            } else {
                unknown_operation(service, &name, at.child(&name), problems);
            }
        }
    }
}

fn unknown_operation(service: &Service, name: &str, at: Pointer, problems: &mut Problems) {
    let similar = problems.similar(name, service.operations.keys().map(String::as_str));
    let operation = name.to_owned();
    problems.push(ProblemKind::UnknownOperation { operation, similar }, at);
}

fn lower_paginator(
    paginator: mirror::Paginator<'_>,
    at: Pointer,
    problems: &mut Problems,
) -> Option<Pagination> {
    let mut paths = |texts: Option<Texts<'_>>, key| {
        let texts = texts.map_or_else(Vec::new, |texts| texts.0);
        let lowered = texts
            .into_iter()
            .map(|text| lower_path(text.into_owned(), &at.child(key), problems));
        lowered.collect::<Option<Vec<_>>>()
    };
    let output_tokens = paths(Some(paginator.output_token), "output_token");
    let items = paths(paginator.result_key, "result_key");
    let non_aggregate = paths(paginator.non_aggregate_keys, "non_aggregate_keys");
    let more_results = match paginator.more_results {
        Some(text) => Some(lower_path(
            text.into_owned(),
            &at.child("more_results"),
            problems,
        )?),
        None => None,
    };
    let inputs = paginator.input_token.0.into_iter();
    Some(Pagination {
        input_tokens: inputs.map(Text::into_owned).collect(),
        output_tokens: output_tokens?,
        items: items?,
        page_size: paginator.limit_key.map(Text::into_owned),
        more_results,
        non_aggregate: non_aggregate?,
        at,
    })
}

fn lower_waiter(
    name: &str,
    waiter: mirror::Waiter<'_>,
    at: Pointer,
    problems: &mut Problems,
) -> Waiter {
    let mut whole = |number: &Number, key| {
        lower_number(
            number,
            ("the value", "an integer"),
            &at.child(key),
            problems,
        )
    };
    let min_delay = whole(&waiter.delay, "delay").unwrap_or_default();
    let max_attempts = whole(&waiter.max_attempts, "maxAttempts");
    let acceptors_at = at.child("acceptors");
    Waiter {
        name: name.to_owned(),
        operation: waiter.operation.into_owned(),
        min_delay,
        max_delay: None,
        max_attempts,
        acceptors: waiter
            .acceptors
            .into_iter()
            .enumerate()
            .filter_map(|(index, acceptor)| {
                lower_acceptor(acceptor, &acceptors_at.child(&index.to_string()), problems)
            })
            .collect(),
        docs: waiter.description.map(lower_docs),
        deprecated: None,
        at,
    }
}

fn lower_acceptor(
    acceptor: mirror::Acceptor<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Acceptor> {
    let state = lower_state(&acceptor.state, at, problems)?;
    let matcher = lower_matcher(acceptor, at, problems)?;
    let at = at.clone();
    Some(Acceptor { state, matcher, at })
}

fn lower_matcher(
    acceptor: mirror::Acceptor<'_>,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Matcher> {
    let argument = acceptor.argument;
    let mut output = |comparator, path: Option<Text<'_>>, expected| {
        let path = lower_path(path?.into_owned(), &at.child("argument"), problems)?;
        Some(Matcher::Output {
            path,
            comparator,
            expected,
        })
    };
    let matcher = match (&*acceptor.matcher, acceptor.expected) {
        ("path", expected) => output(Comparator::Equals, argument, expected),
        ("pathAll", expected) => output(Comparator::AllEqual, argument, expected),
        ("pathAny", expected) => output(Comparator::AnyEqual, argument, expected),
        // `true` matches any error, `false` matches success; some models have them as strings.
        ("error", Value::Bool(failed)) => Some(Matcher::Success(!failed)),
        ("error", Value::String(code)) => Some(match code.as_str() {
            "true" => Matcher::Success(false),
            "false" => Matcher::Success(true),
            _ => Matcher::Error(code),
        }),
        ("status", Value::Number(code)) => {
            lower_status(&code, &at.child("expected"), problems).map(Matcher::Status)
        }
        _ => None,
    };
    if matcher.is_none() {
        let unknown = ProblemKind::UnknownValue {
            what: "matcher",
            value: acceptor.matcher.into_owned(),
            expected: "`path`, `pathAll` or `pathAny` with an argument, `error` or `status`",
        };
        problems.push(unknown, at.clone());
    }
    matcher
}

fn lower_example(example: mirror::Example<'_>) -> Example {
    Example {
        title: example.title.unwrap_or_default().into_owned(),
        docs: example.description.map(lower_docs),
        input: example
            .input
            .unwrap_or_else(|| Value::Object(IndexMap::new())),
        output: example.output,
        error: None,
    }
}
