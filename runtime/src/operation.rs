//! What an operation is: its input, its output and its facts.

use crate::schema;
use crate::shape::Shape;

/// An operation of a service.
pub trait Operation {
    /// What it takes.
    type Input: Shape;
    /// What it gives.
    type Output: Shape;
    /// What the model says of it.
    const SCHEMA: Schema;
    /// The errors the model knows.
    const ERRORS: &'static [&'static schema::Schema] = &[];
}

/// What the model says of an operation.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Schema {
    /// Its name in the model.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The URI, with the members of the input in braces: `/users/{InstanceId}`.
    pub uri: &'static str,
    /// The status of a success.
    pub status: u16,
    /// Whether calling it twice does what calling it once does.
    pub idempotent: bool,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// Whether its output comes in pages.
    pub paginated: bool,
    /// What stands before the host, with labels in braces.
    pub host_prefix: Option<&'static str>,
}

impl Schema {
    /// An operation that the model says nothing more of; a success has the status 200.
    pub const fn new(name: &'static str, method: &'static str, uri: &'static str) -> Self {
        Self {
            name,
            method,
            uri,
            status: 200,
            idempotent: false,
            readonly: false,
            paginated: false,
            host_prefix: None,
        }
    }

    /// The status of a success.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// `smithy.api#idempotent`.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// `smithy.api#readonly`.
    #[must_use]
    pub const fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// `smithy.api#paginated`.
    #[must_use]
    pub const fn paginated(mut self) -> Self {
        self.paginated = true;
        self
    }

    /// `smithy.api#endpoint`.
    #[must_use]
    pub const fn host_prefix(mut self, prefix: &'static str) -> Self {
        self.host_prefix = Some(prefix);
        self
    }
}
