//! Validation of values against the constraints of their model.
//!
//! **Invariants**
//! - All violations are reported in the model's order, on servers the first 1,000; only constraints of the model are checked.
//! - Messages, paths and rules contain no sensitive values or map keys.
//!
//! <https://smithy.io/2.0/spec/constraint-traits.html>

mod checks;
mod document;
mod fingerprint;
mod pattern;
mod validator;
mod violation;

use self::validator::Validator;
pub use self::violation::{Rule, Severity, Violation, Violations};
use crate::model::schema::{Member, Schema};
use crate::shape::DynShape;
use crate::shape::Shape;
use crate::shape::serializer::ShapeSerializer;
use crate::types::Document;
use crate::types::error::{Error, ErrorKind};

/// Validates a value.
///
/// # Errors
///
/// All violations.
pub fn validate<T: Shape>(value: &T) -> Result<(), Violations> {
    let mut validator = Validator::default();
    crate::shape::serializer::write(value, &mut validator);
    validator.finish()
}

/// Validates the values written by `walk`.
///
/// # Errors
///
/// All violations, as one text.
pub(crate) fn check_walk(walk: &mut dyn FnMut(&mut dyn ShapeSerializer)) -> Result<(), Error> {
    let mut validator = Validator::default();
    walk(&mut validator);
    let violations = validator.finish();
    violations.map_err(|violations| Error::new(ErrorKind::Other(violations.to_string())))
}

/// Validates a value of a type known at run time only.
///
/// # Errors
///
/// All violations.
pub fn validate_any(value: &dyn DynShape) -> Result<(), Violations> {
    let mut validator = Validator::default();
    value.write(&mut validator);
    validator.finish()
}

/// Like [`validate_any`], but stops recording at a number of violations: an input of a client may have any number.
///
/// # Errors
///
/// The first violations.
#[cfg(feature = "server")]
pub(crate) fn validate_up_to(value: &dyn DynShape, limit: usize) -> Result<(), Violations> {
    let mut validator = Validator::up_to(limit);
    value.write(&mut validator);
    validator.finish()
}

/// Validates JSON in serde's form against a schema; untyped data may also lack required members or have wrong types.
///
/// ```
/// use sansmith::schema::{INTEGER, Member, Schema};
/// use sansmith::validate::validate_document;
/// use sansmith::Document;
///
/// static MEMBERS: &[Member] = &[Member::required("Size", &INTEGER)];
/// static BOX: Schema = Schema::structure("Box", MEMBERS);
///
/// let violations = validate_document(&Document::Map(Default::default()), &BOX).unwrap_err();
/// assert_eq!(violations.to_string(), "Size: is required and missing");
/// ```
///
/// # Errors
///
/// All violations.
pub fn validate_document(document: &Document, schema: &'static Schema) -> Result<(), Violations> {
    let mut validator = Validator::default();
    validator.document_at(document, &Member::new(schema.name, schema));
    validator.finish()
}

#[cfg(test)]
mod tests;
