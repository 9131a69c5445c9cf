//! Every type of Amazon Connect as a row of a table, with what cannot be done behind a `dyn`.

use sansmith::{Codecs as _, DynShape, Shape, Type, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value, or why there is none.
type Read = Result<Box<dyn DynShape>, String>;

/// A type of the table.
pub(crate) struct Row {
    /// Its schema and its walks.
    pub(crate) ty: Type,
    /// Reads a tree of values.
    pub(crate) from_value: fn(&Value) -> Read,
    /// Writes what serde makes of a value.
    pub(crate) to_serde: fn(&dyn DynShape) -> String,
    /// Reads it.
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
