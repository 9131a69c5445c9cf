//! Lowers an operation shape to an [`Operation`] and its waiters.

use indexmap::{IndexMap, IndexSet};

use super::example::lower_examples;
use super::facets::lower_deprecated;
use super::http::{lower_checksum, lower_host_prefix, lower_http};
use super::model::{Link, Links, Model};
use super::naming::short;
use super::prelude::UNIT;
use super::scope::Scope;
use super::service::auth_of;
use super::traits::Traits;
use super::waiter::lower_waiters;
use crate::ir::{
    Auth, EndpointDiscovery, Io, Operation, Pagination, ParameterValue, Path, ShapeName, Waiter,
};
use crate::lower::values::{check_name, lower_params};
use crate::lower::{endpoint, path};
use crate::problem::Problems;
use crate::read::mirror::{Entries, Text};
use crate::read::smithy::traits as mirror;

/// An operation, with the waiters that call it.
pub(super) struct Lowered {
    pub(super) operation: Operation,
    pub(super) waiters: Vec<Waiter>,
}

/// Lowers an operation, consuming its traits.
pub(super) fn lower_operation<'a>(
    id: &str,
    (model, scope): (&mut Model<'a>, &Scope<'a>),
    problems: &mut Problems,
) -> Option<Lowered> {
    let shape = model.shapes.get_mut(id)?;
    let mut traits = std::mem::take(&mut shape.traits);
    let links = std::mem::take(&mut shape.links);
    let at = shape.at.clone();
    let name = short(id).to_owned();
    check_name("an operation", &name, &at, problems);
    let model = &*model;
    let input = links.input.as_ref();
    let input = input.and_then(|link| model.shapes.get(&link.target));
    let auth = lower_auth(&mut traits, &scope.common.auth, problems);
    let waiters = lower_waiters(&name, &mut traits, problems);
    let compression =
        traits.take::<mirror::RequestCompression<'_>>("smithy.api#requestCompression", problems);
    let discovered = traits
        .take::<mirror::ClientDiscoveredEndpoint>("aws.api#clientDiscoveredEndpoint", problems);
    let operation = Operation {
        wire_name: None,
        http: lower_http(&mut traits, (input, scope), &at, problems),
        input: lower_side(links.input.as_ref(), (model, scope), None),
        output: lower_side(links.output.as_ref(), (model, scope), Some(&name)),
        errors: lower_errors(&links, scope),
        docs: traits.docs(problems),
        deprecated: lower_deprecated(&mut traits, problems),
        idempotent: traits.flag("smithy.api#idempotent", problems),
        readonly: traits.flag("smithy.api#readonly", problems),
        auth,
        unsigned_payload: traits.flag("aws.auth#unsignedPayload", problems),
        host_prefix: lower_host_prefix(&mut traits, input, problems),
        http_checksum_required: traits.flag("smithy.api#httpChecksumRequired", problems),
        http_checksum: lower_checksum(&mut traits, problems),
        request_compression: compression.map_or_else(Vec::new, |found| owned(found.encodings)),
        endpoint_discovery: discovered.map(|discovered| EndpointDiscovery {
            required: discovered.required.unwrap_or(false),
        }),
        endpoint_operation: scope.common.discovery.as_deref() == Some(id),
        nested: Vec::new(),
        static_context_params: lower_static_params(&mut traits, problems),
        operation_context_params: lower_paths(&mut traits, problems),
        pagination: lower_pagination(&mut traits, scope, problems),
        examples: lower_examples(&mut traits, scope, problems),
        unknown_traits: traits.rest(problems),
        name,
        at,
    };
    Some(Lowered { operation, waiters })
}

/// Lowers an input or output, unless it is `Unit`. `wrapper` is the operation name, for outputs.
fn lower_side(
    link: Option<&Link<'_>>,
    (model, scope): (&Model<'_>, &Scope<'_>),
    wrapper: Option<&str>,
) -> Option<Io> {
    let link = link.filter(|link| link.target != UNIT)?;
    let shape = model.shapes.get(&link.target);
    let has_own = shape.is_some_and(|shape| shape.traits.has("smithy.api#xmlNamespace"));
    let wrapper = wrapper.filter(|_| scope.speech.query);
    let is_body = scope.speech.xml && wrapper.is_none() && !has_own;
    Some(Io {
        xml_namespace: scope.common.xml_namespace.clone().filter(|_| is_body),
        result_wrapper: wrapper.map(|operation| format!("{operation}Result")),
        ..Io::to(scope.name(&link.target), link.at.clone())
    })
}

/// Errors of an operation and of the service, without duplicates.
fn lower_errors(links: &Links<'_>, scope: &Scope<'_>) -> Vec<ShapeName> {
    let own = links.errors.iter().map(|link| &link.target);
    let ids: IndexSet<_> = own.chain(&scope.common.errors).collect();
    ids.into_iter().map(|id| scope.name(id)).collect()
}

/// Auth schemes, if the operation overrides those of the service or makes auth optional.
fn lower_auth(
    traits: &mut Traits<'_>,
    common: &[Auth],
    problems: &mut Problems,
) -> Option<Vec<Auth>> {
    let listed = traits.take::<Vec<Text<'_>>>("smithy.api#auth", problems);
    let optional = traits.flag("smithy.api#optionalAuth", problems);
    let mut auth = match listed {
        Some(listed) => auth_of(&listed),
        None if optional => common.to_vec(),
        None => return None,
    };
    if optional && !auth.contains(&Auth::None) {
        auth.push(Auth::None);
    }
    Some(auth)
}

/// Endpoint parameters with constant values, by name.
fn lower_static_params(
    traits: &mut Traits<'_>,
    problems: &mut Problems,
) -> IndexMap<String, ParameterValue> {
    type Params<'a> = Entries<'a, mirror::StaticContextParam>;
    let id = "smithy.rules#staticContextParams";
    let Some((params, at)) = traits.take_with_place::<Params<'_>>(id, problems) else {
        return IndexMap::new();
    };
    lower_params((Some(params), &at), problems, |param, at, problems| {
        endpoint::lower_value(param.value, at, problems)
    })
}

/// Endpoint parameters computed from the input, by name.
fn lower_paths(traits: &mut Traits<'_>, problems: &mut Problems) -> IndexMap<String, Path> {
    type Params<'a> = Entries<'a, mirror::OperationContextParam<'a>>;
    let id = "smithy.rules#operationContextParams";
    let Some((params, at)) = traits.take_with_place::<Params<'_>>(id, problems) else {
        return IndexMap::new();
    };
    lower_params((Some(params), &at), problems, |param, at, problems| {
        path::lower_path(param.path.into_owned(), at, problems)
    })
}

/// Pagination of an operation, with the service's settings as defaults.
fn lower_pagination(
    traits: &mut Traits<'_>,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Option<Pagination> {
    let id = "smithy.api#paginated";
    let (own, at) = traits.take_with_place::<mirror::Paginated<'_>>(id, problems)?;
    let common = scope.common.pages.as_ref();
    let text = |own: Option<Text<'_>>, common: Option<&Option<Text<'_>>>| {
        let common = common.and_then(Option::as_ref);
        own.as_ref()
            .or(common)
            .map(|text| text.clone().into_owned())
    };
    let mut paths = |text: Option<String>, key| {
        let lowered = text.map(|text| path::lower_path(text, &at.child(key), problems));
        lowered.into_iter().collect::<Option<Vec<_>>>()
    };
    let output_token = text(own.output_token, common.map(|pages| &pages.output_token));
    let output_tokens = paths(output_token, "outputToken")?;
    let items = text(own.items, common.map(|pages| &pages.items));
    let items = paths(items, "items")?;
    Some(Pagination {
        input_tokens: text(own.input_token, common.map(|pages| &pages.input_token))
            .into_iter()
            .collect(),
        output_tokens,
        items,
        page_size: text(own.page_size, common.map(|pages| &pages.page_size)),
        // Smithy detects the last page by the token alone.
        more_results: None,
        non_aggregate: Vec::new(),
        at,
    })
}

fn owned(texts: Vec<Text<'_>>) -> Vec<String> {
    texts.into_iter().map(Text::into_owned).collect()
}
