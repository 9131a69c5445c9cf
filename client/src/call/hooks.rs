//! Functions of the caller within a call: before a request is signed, and after a response.
//!
//! **Invariants**
//! - Hooks run once per attempt, in the order in which they were added.
//! - A hook sees no body: those may be streams, and their bytes are secret.
//! - A hook runs within a step, under the lock that the calls of a client share.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;
use http::response::Parts;
use sansmith::Operation;
use sansmith::operation::Schema;

use super::need::Payload;

/// A function that sees the headers of a request before it is signed.
type BeforeSign = Arc<dyn Fn(&'static Schema, &mut HeaderMap) + Send + Sync>;

/// A function that sees the head of a response.
type AfterResponse = Arc<dyn Fn(&'static Schema, &Parts) + Send + Sync>;

/// Functions that see requests before they are signed, and responses.
///
/// They run within a step of the call, while the data is locked that the calls of a client share. A hook returns soon,
/// does no IO, and does not use the client: it would wait for itself, and every other call for it.
///
/// ```
/// use sansmith_client::call::{Hooks, Settings};
///
/// let mut settings = Settings::new("eu-west-1");
/// settings.hooks = Hooks::new().before_sign(|_, headers| {
///     headers.insert("x-amzn-trace-id", http::HeaderValue::from_static("Root=1-5f0c6b0a"));
/// });
/// ```
#[derive(Clone, Default)]
pub struct Hooks {
    before_sign: Vec<BeforeSign>,
    after_response: Vec<AfterResponse>,
}

impl Hooks {
    /// No functions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a function that sees and changes the headers of each request; the signature covers the result.
    #[must_use]
    pub fn before_sign(
        mut self,
        hook: impl Fn(&'static Schema, &mut HeaderMap) + Send + Sync + 'static,
    ) -> Self {
        self.before_sign.push(Arc::new(hook));
        self
    }

    /// Adds such a function for the requests of one operation.
    #[must_use]
    pub fn before_sign_of<O: Operation>(
        self,
        hook: impl Fn(&mut HeaderMap) + Send + Sync + 'static,
    ) -> Self {
        self.before_sign(move |schema, headers| {
            if is::<O>(schema) {
                hook(headers);
            }
        })
    }

    /// Adds a function that sees status and headers of each response.
    #[must_use]
    pub fn after_response(
        mut self,
        hook: impl Fn(&'static Schema, &Parts) + Send + Sync + 'static,
    ) -> Self {
        self.after_response.push(Arc::new(hook));
        self
    }

    /// Adds such a function for the responses to one operation.
    #[must_use]
    pub fn after_response_of<O: Operation>(
        self,
        hook: impl Fn(&Parts) + Send + Sync + 'static,
    ) -> Self {
        self.after_response(move |schema, head| {
            if is::<O>(schema) {
                hook(head);
            }
        })
    }

    /// Shows a request.
    pub(super) fn sign(&self, schema: &'static Schema, request: &mut http::Request<Payload>) {
        for hook in &self.before_sign {
            hook(schema, request.headers_mut());
        }
    }

    /// Shows a response.
    pub(super) fn respond(&self, schema: &'static Schema, head: &Parts) {
        for hook in &self.after_response {
            hook(schema, head);
        }
    }
}

/// Tells if a schema is that of an operation.
fn is<O: Operation>(schema: &'static Schema) -> bool {
    schema.name == O::SCHEMA.name && schema.service.id == O::SCHEMA.service.id
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks")
            .field("before_sign", &self.before_sign.len())
            .field("after_response", &self.after_response.len())
            .finish()
    }
}
