//! The operation of a request.
//!
//! **Invariants**
//! - An index is computed from schemas once; finding takes a lookup per segment of a path, or one for the other protocols.
//! - Of several operations that fit, the most specific applies: by path, then by fixed query, then by required query and header
//!   members. Operations that no message tells apart are [`ties`](Routes::ties), and the one that is not deprecated applies.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html#http-trait>

mod rest;
mod tree;

use std::collections::BTreeMap;

use http::{Method, request};
use sansmith::protocol::OperationSelector;

use self::rest::Rest;
pub use self::rest::Tie;
use crate::query;
use crate::{Facts, Rejection, RejectionKind};

/// An index of operations.
#[derive(Debug, Default)]
pub struct Routes {
    facts: Vec<Facts>,
    rest: Rest,
    targets: BTreeMap<String, usize>,
    actions: BTreeMap<&'static str, Vec<usize>>,
    rpc: BTreeMap<(&'static str, &'static str), usize>,
}

/// An operation that was found.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Found {
    /// Place of the operation among those of the index.
    pub index: usize,
    /// Facts of the operation.
    pub facts: Facts,
}

impl Routes {
    /// An index of operations, which may have different protocols.
    pub fn new(operations: impl IntoIterator<Item = Facts>) -> Self {
        let mut routes = Self::default();
        for facts in operations {
            routes.add(facts);
        }
        routes.rest.settle(&routes.facts);
        routes
    }

    fn add(&mut self, facts: Facts) {
        let index = self.facts.len();
        let operation = facts.operation;
        self.facts.push(facts);
        match facts.spec.selector {
            OperationSelector::MethodAndUri => self.rest.add(index, facts),
            OperationSelector::TargetHeader => {
                let service = operation.service;
                let prefix = service.target_prefix.unwrap_or(service.name);
                let target = format!("{prefix}.{}", operation.wire_name());
                self.targets.entry(target).or_insert(index);
            }
            OperationSelector::ActionParam(_) => {
                let named = self.actions.entry(operation.wire_name()).or_default();
                named.push(index);
            }
            OperationSelector::RpcPath => {
                let key = (operation.service.name, operation.wire_name());
                self.rpc.entry(key).or_insert(index);
            }
        }
    }

    /// Facts of all operations, in the order in which they were given.
    pub fn facts(&self) -> &[Facts] {
        &self.facts
    }

    /// Operations that no message tells apart.
    pub fn ties(&self) -> &[Tie] {
        self.rest.ties()
    }

    /// The keys that requests name or match, one for each operation.
    pub(crate) fn keys(&self) -> impl Iterator<Item = String> {
        self.facts.iter().map(|facts| {
            let operation = facts.operation;
            let name = operation.wire_name();
            let service = operation.service;
            match facts.spec.selector {
                OperationSelector::MethodAndUri => {
                    format!("{} {}", operation.method, operation.uri)
                }
                OperationSelector::TargetHeader => {
                    format!("{}.{name}", service.target_prefix.unwrap_or(service.name))
                }
                OperationSelector::ActionParam(_) => format!("{name} {}", service.version),
                OperationSelector::RpcPath => format!("{}/{name}", service.name),
            }
        })
    }

    /// The operation of a request; a form names its operation in the body.
    ///
    /// # Errors
    ///
    /// No operation has such requests.
    pub fn find(&self, head: &request::Parts, body: &[u8]) -> Result<Found, Rejection> {
        let index = self.index_of(head, body).ok_or_else(|| {
            let message = format!(
                "no operation has requests like {} {}",
                head.method,
                head.uri.path()
            );
            Rejection::new(RejectionKind::UnknownOperation, message)
        })?;
        let unknown = || Rejection::new(RejectionKind::UnknownOperation, "unknown operation");
        let facts = *self.facts.get(index).ok_or_else(unknown)?;
        Ok(Found { index, facts })
    }

    fn index_of(&self, head: &request::Parts, body: &[u8]) -> Option<usize> {
        if !self.targets.is_empty()
            && let Some(target) = head.headers.get("x-amz-target")
        {
            let found = self.targets.get(target.to_str().ok()?);
            return found.copied();
        }
        if !self.rpc.is_empty()
            && let Some(key) = rpc(head.uri.path())
            && let Some(index) = self.rpc.get(&key)
        {
            return Some(*index);
        }
        if !self.actions.is_empty()
            && let Some(index) = self.action(head, body)
        {
            return Some(index);
        }
        self.rest.find(&self.facts, head)
    }

    /// The operation of a form.
    fn action(&self, head: &request::Parts, body: &[u8]) -> Option<usize> {
        let form = match head.method {
            Method::GET => head.uri.query().unwrap_or_default(),
            _ => std::str::from_utf8(body).ok()?,
        };
        let action = query::value(form, "Action")?;
        let named = self.actions.get(&*action)?;
        let version = query::value(form, "Version");
        let of_version = |index: &&usize| {
            let facts = self.facts.get(**index);
            facts.is_some_and(|facts| Some(facts.operation.service.version) == version.as_deref())
        };
        named
            .iter()
            .find(of_version)
            .or_else(|| named.first())
            .copied()
    }

    /// Facts of an operation in whose protocol a request of no operation is refused.
    pub fn fallback(&self, head: &request::Parts) -> Option<Facts> {
        let is_form = head.headers.get("content-type").is_some_and(|value| {
            value
                .as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        });
        let fits = |facts: &&Facts| {
            is_form == matches!(facts.spec.selector, OperationSelector::ActionParam(_))
        };
        self.facts
            .iter()
            .find(fits)
            .or_else(|| self.facts.first())
            .copied()
    }
}

/// Service and operation of an RPC path: `/service/S/operation/O`, below any prefix.
fn rpc(path: &str) -> Option<(&str, &str)> {
    let mut parts = path.rsplit('/');
    let operation = parts.next()?;
    let (word, service, first) = (parts.next()?, parts.next()?, parts.next()?);
    (word == "operation" && first == "service").then_some((service, operation))
}

#[cfg(test)]
mod tests;
