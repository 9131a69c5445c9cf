//! Seal of traits that only this crate implements.

/// A supertrait of the traits that only this crate implements, so that they can get methods in any release.
pub trait Sealed {}
