//! Texts turned into mirrors of their format, with no meaning yet.

pub(crate) mod botocore;
mod foreign;
pub(crate) mod json;
pub(crate) mod mirror;
pub(crate) mod smithy;
