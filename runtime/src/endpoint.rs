//! Endpoint resolution: evaluates a service's rules on parameters, without a client or I/O.
//!
//! The generator compiles a rule set, or its binary decision diagram, into a [`Rules`] table.
//! One engine evaluates every table.
//!
//! **Invariants**
//! - Resolution is a pure function of table, parameters and partitions.
//! - Only the result is allocated, unless a rule passes a template to a function.
//! - Steps only lead forward, so every evaluation ends.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html>

mod arguments;
mod cache;
mod engine;
mod error;
mod functions;
mod params;
mod partitions;
mod resolved;
pub mod rules;
mod value;

#[cfg(test)]
mod tests;

pub use self::arguments::{Arguments, Binding, Segment, Source};
pub use self::cache::Cache;
pub use self::error::Error;
pub use self::params::{Argument, BuiltIn, Params};
pub use self::partitions::{List, Outputs, Partition, Partitions, Region};
pub use self::resolved::{AuthScheme, Endpoint, Property};
pub use self::rules::Rules;

impl Rules<'_> {
    /// Resolves the endpoint of the service, or of an operation without endpoint parameters.
    ///
    /// # Errors
    ///
    /// A required parameter is missing, a parameter has the wrong type, or the rules end in an error.
    pub fn resolve<'a>(&'a self, params: &'a Params<'_>) -> Result<Endpoint<'a>, Error> {
        engine::resolve(self, params, &[])
    }

    /// Resolves the endpoint of an operation, whose [`Arguments`] take precedence over `params`.
    ///
    /// # Errors
    ///
    /// A required parameter is missing, a parameter has the wrong type, or the rules end in an error.
    pub fn resolve_with<'a>(
        &'a self,
        params: &'a Params<'_>,
        arguments: &'a Arguments<'_>,
    ) -> Result<Endpoint<'a>, Error> {
        engine::resolve(self, params, arguments.as_slice())
    }
}
