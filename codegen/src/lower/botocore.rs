//! Lowers the mirror of a botocore model to the [`Ir`].
//!
//! **Invariants**
//! - Facts that botocore states in two places are stated once in the `Ir`: traits of a shape and of a reference to it are
//!   merged first, and names equal to the default are dropped.

mod beside;
mod limits;
mod member;
mod merge;
mod operation;
mod scope;
mod service;
mod service_id;
mod shape;

use indexmap::IndexMap;

use self::scope::{Names, Scope};
use super::endpoint;
use super::values::check_name;
use crate::ir::{Deprecated, Docs, Ir, Pointer, XmlNamespace};
use crate::problem::Problems;
use crate::read::botocore as mirror;
use crate::read::botocore::Beside;
use crate::read::mirror::Text;

/// Lowers the mirror of a model; errors go to `problems`.
pub(crate) fn lower(mirror: mirror::Mirror<'_>, problems: &mut Problems) -> Ir {
    let mirror::Model {
        metadata,
        mut operations,
        mut shapes,
        documentation,
        deprecated,
        deprecated_message,
        deprecated_since,
        client_context_params,
    } = mirror.model;
    merge::merge(&mut operations, &mut shapes, Names::of(&metadata), problems);
    let scope = Scope::new(&metadata, &operations, &shapes);
    let mut service = service::lower_metadata(metadata, problems);
    service.docs = documentation.map(lower_docs);
    service.deprecated = lower_deprecated(deprecated, deprecated_message, deprecated_since);
    service.client_context_params = service::lower_client_params(client_context_params);
    service.endpoint_rules = mirror
        .endpoint_rules
        .and_then(|Beside { at, content }| endpoint::lower_rule_set(content, &at, problems));
    let at = Pointer::root().child("operations");
    for (name, operation) in operations {
        let at = at.child(&name);
        check_name("an operation", &name, &at, problems);
        let lowered = operation::lower_operation(&name, operation, (&shapes, &at), problems);
        service.operations.insert(name.into_owned(), lowered);
    }
    beside::attach_paginators(&mut service, mirror.paginators, problems);
    beside::attach_waiters(&mut service, mirror.waiters, problems);
    beside::attach_examples(&mut service, mirror.examples, problems);
    let at = Pointer::root().child("shapes");
    let mut lowered = IndexMap::with_capacity(shapes.len());
    for (name, shape) in shapes {
        let at = at.child(&name);
        check_name("a shape", &name, &at, problems);
        let shape = shape::lower_shape(&name, shape, (&scope, at), problems);
        lowered.insert(shape.name.clone(), shape);
    }
    Ir {
        service,
        shapes: lowered,
        names: std::collections::BTreeMap::new(),
    }
}

fn lower_docs(text: Text<'_>) -> Docs {
    Docs::from(text.into_owned())
}

fn lower_deprecated(
    deprecated: Option<bool>,
    message: Option<Text<'_>>,
    since: Option<Text<'_>>,
) -> Option<Deprecated> {
    deprecated.unwrap_or(false).then(|| Deprecated {
        message: message.map(Text::into_owned),
        since: since.map(Text::into_owned),
    })
}

fn lower_namespace(namespace: mirror::XmlNamespace<'_>) -> XmlNamespace {
    XmlNamespace {
        uri: namespace.uri.into_owned(),
        prefix: namespace.prefix.map(Text::into_owned),
    }
}

#[cfg(test)]
mod tests;
