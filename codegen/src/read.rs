//! Parses texts into mirrors of their format, uninterpreted.

pub(crate) mod botocore;
pub(crate) mod endpoint;
mod foreign;
pub(crate) mod idl;
pub(crate) mod json;
pub(crate) mod mirror;
pub(crate) mod smithy;
