//! The mirror of a botocore model turned into the [`Ir`].
//!
//! **Invariants**
//! - What botocore says at two places is said at one in the `Ir`: `flattened` of a list goes to the members
//!   that hold it, a name that is the default goes nowhere.

mod beside;
mod member;
mod operation;
mod scope;
mod service;
mod shape;
mod uri;

use indexmap::IndexMap;
use serde_json::Number;

use self::scope::Scope;
use crate::ir::{Decimal, Deprecated, Docs, Ir, Pointer, XmlNamespace};
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore as mirror;
use crate::read::mirror::Text;

/// Lowers the mirror of a model; what is wrong goes to `problems`.
pub(crate) fn lower(mirror: mirror::Mirror<'_>, problems: &mut Problems) -> Ir {
    let mirror::Model {
        metadata,
        operations,
        shapes,
        documentation,
        deprecated,
        deprecated_message,
        deprecated_since,
        client_context_params,
    } = mirror.model;
    let scope = Scope::new(&metadata, &operations, &shapes);
    let mut service = service::lower_metadata(metadata, problems);
    service.docs = documentation.map(lower_docs);
    service.deprecated = lower_deprecated(deprecated, deprecated_message, deprecated_since);
    service.client_context_params = service::lower_client_params(client_context_params);
    service.endpoint_rules = mirror.endpoint_rules;
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
    }
}

/// Complains of a name that is not an identifier of Smithy: nothing else may become one of Rust.
fn check_name(what: &'static str, name: &str, at: &Pointer, problems: &mut Problems) {
    let start = name.trim_start_matches('_');
    let valid = start.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !valid {
        let name = name.to_owned();
        problems.push(ProblemKind::InvalidName { what, name }, at.clone());
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

/// A number of a type that the place asks for.
fn lower_number<T: TryFrom<u64>>(
    number: &Number,
    (what, expected): (&'static str, &'static str),
    at: &Pointer,
    problems: &mut Problems,
) -> Option<T> {
    // A whole number may be written with a fraction of zero.
    let whole = Decimal::parse(&number.to_string())
        .and_then(|decimal| u64::try_from(decimal.as_i128()?).ok())
        .and_then(|whole| T::try_from(whole).ok());
    if whole.is_none() {
        let number = number.to_string();
        let kind = ProblemKind::InvalidNumber {
            what,
            number,
            expected,
        };
        problems.push(kind, at.clone());
    }
    whole
}

/// The status of an answer.
fn lower_status(number: &Number, at: &Pointer, problems: &mut Problems) -> Option<u16> {
    /// A number that can be one.
    struct Status(u16);

    impl TryFrom<u64> for Status {
        type Error = ();

        fn try_from(code: u64) -> Result<Self, ()> {
            let code = u16::try_from(code).map_err(|_| ())?;
            (100..600).contains(&code).then_some(Self(code)).ok_or(())
        }
    }

    let expected = ("the status", "a number from 100 to 599");
    lower_number(number, expected, at, problems).map(|Status(code)| code)
}

#[cfg(test)]
mod tests;
