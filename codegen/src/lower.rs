//! Lowers format mirrors to the [`Ir`](crate::ir::Ir); all format knowledge ends here.

pub(crate) mod botocore;
pub(crate) mod endpoint;
pub(crate) mod path;
pub(crate) mod smithy;
mod uri;
mod values;
