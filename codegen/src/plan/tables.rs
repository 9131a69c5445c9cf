//! The parts of the plan that need no Rust name, for [`tables`](crate::tables).

pub use super::customizations::Customization;
pub(crate) use super::operation::{Asked, asked, facts as operation, nested_call};
pub use super::schema::{Argument, Call};
pub(crate) use super::schema::{location, member_traits as member, scalar};
pub(crate) use super::service::calls as service;
use super::{narrow, schema, structure};
use crate::ir::{Ir, Member, Shape};
use crate::problem::Problems;

/// Common and rare traits of a shape.
pub(crate) fn shape(shape: &Shape, problems: &mut Problems) -> (Vec<Call>, Vec<Call>) {
    let (calls, _) = schema::shape_calls(shape, problems);
    (calls, schema::shape_traits(shape))
}

/// The target of a member with the constraints of the member, if it has any.
pub(crate) fn narrowed(member: &Member, ir: &Ir) -> Option<Shape> {
    let target = ir.target(member).filter(|_| member.is_narrow())?;
    Some(narrow::copy(member, target))
}

/// Returns true if an absent member has a default that fits its type.
pub(crate) fn has_default(member: &Member, ir: &Ir) -> bool {
    structure::default(member, ir).is_some()
}
