//! Input shared by the plan of an item and its documentation.

use super::{Groups, Krate, Names, Users};
use crate::ir::{Ir, Protocol};

/// Input shared by all plans and all documentation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) ir: &'a Ir,
    pub(crate) names: &'a Names,
    /// The path of the generated crate in examples.
    pub(crate) krate: &'a Krate,
    /// The selected protocol.
    pub(crate) protocol: Protocol,
    /// The operations that use each shape.
    pub(crate) users: &'a Users<'a>,
    /// Features by resource.
    pub(crate) groups: &'a Groups,
}
