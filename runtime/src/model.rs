//! The facts of a model that the runtime needs: schemas, and what a service asks for beside its model.

pub mod customization;
pub(crate) mod path;
pub mod schema;

pub use self::schema::{Member, Schema};
