//! Amazon Connect types in a table, with functions that `dyn` cannot provide.

use sansmith::{Codecs as _, DynShape, Shape, Type, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A parsed value, or the error.
type Read = Result<Box<dyn DynShape>, String>;

/// A type of the table.
pub(crate) struct Row {
    /// Schema and codecs.
    pub(crate) ty: Type,
    /// Parses a value tree.
    pub(crate) from_value: fn(&Value) -> Read,
    /// Serializes with serde.
    pub(crate) to_serde: fn(&dyn DynShape) -> String,
    /// Parses with serde.
    pub(crate) from_serde: fn(&str) -> Read,
}

impl Row {
    const fn of<T: Shape + Serialize + DeserializeOwned>() -> Self {
        Self {
            ty: Type::of::<T>(),
            from_value: |value| match T::from_value(value) {
                Ok(value) => Ok(Box::new(value)),
                Err(error) => Err(error.to_string()),
            },
            to_serde: |value| {
                let value = value.as_any().downcast_ref::<T>();
                serde_json::to_string(value.unwrap()).unwrap()
            },
            from_serde: |text| match serde_json::from_str::<T>(text) {
                Ok(value) => Ok(Box::new(value)),
                Err(error) => Err(error.to_string()),
            },
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/rows.rs"));
