//! Texts turned into mirrors of their format, with no meaning yet.

pub(crate) mod botocore;
pub(crate) mod endpoint;
mod foreign;
pub(crate) mod idl;
pub(crate) mod json;
pub(crate) mod mirror;
pub(crate) mod smithy;
