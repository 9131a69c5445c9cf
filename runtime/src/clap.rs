//! clap's `ValueEnum` for enums, to use them as command-line arguments.
//!
//! <https://docs.rs/clap/latest/clap/trait.ValueEnum.html>

pub use clap::ValueEnum;
pub use clap::builder::PossibleValue;

/// The possible value for an enum value; `None` if it is not in the model.
pub fn possible(values: &'static [&'static str], value: &str) -> Option<PossibleValue> {
    let known = values.iter().find(|known| **known == value)?;
    Some(PossibleValue::new(*known))
}
