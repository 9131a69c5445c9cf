//! Mirrors of a format turned into the [`Ir`](crate::ir::Ir): all knowledge of a format ends here.

pub(crate) mod botocore;
pub(crate) mod endpoint;
mod path;
pub(crate) mod smithy;
mod uri;
mod values;
