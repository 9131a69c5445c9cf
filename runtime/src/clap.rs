//! Enums as the values of a command's arguments, for the crate `clap`.
//!
//! <https://docs.rs/clap/latest/clap/trait.ValueEnum.html>

pub use clap::ValueEnum;
pub use clap::builder::PossibleValue;

/// The possible value of an argument for a value of an enum; none of one that the model does not know.
pub fn possible(values: &'static [&'static str], value: &str) -> Option<PossibleValue> {
    let known = values.iter().find(|known| **known == value)?;
    Some(PossibleValue::new(*known))
}
