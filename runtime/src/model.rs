//! Facts from a model that the runtime needs: schemas, and customizations that models do not state.

pub mod customization;
pub(crate) mod path;
pub mod schema;

pub use self::schema::{Member, Schema};
