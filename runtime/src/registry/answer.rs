//! Parsed responses as JSON.

use crate::codec::json::{JsonWriter, Names, push_text};
use crate::http::operation::AnyFailure;
use crate::model::schema::{Kind, Schema, TimestampFormat};
use crate::shape::DynShape;

/// A parsed response.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// An output.
    #[non_exhaustive]
    Output {
        /// JSON in serde's form.
        json: String,
        /// Paths of required members that were missing.
        corrected: Vec<String>,
    },
    /// An error.
    Error(ServiceError),
}

/// An error of any operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The error code from the service, or the status if there is none.
    pub code: String,
    /// The message from the service, or the reason why the response is unreadable.
    pub message: Option<String>,
    /// The request id assigned by the service.
    pub request_id: Option<String>,
    /// Status code of the response.
    pub status: u16,
    /// True if the request may succeed when repeated.
    pub retryable: bool,
    /// Members as JSON in serde's form.
    pub fields: String,
    /// Name of the error shape; `None` if it is not modelled.
    pub shape: Option<&'static str>,
}

impl Answer {
    /// An output, with the paths of corrected members.
    pub fn output(output: &dyn DynShape, corrected: Vec<String>) -> Self {
        let json = to_json(output);
        Self::Output { json, corrected }
    }

    /// An error.
    pub fn error(failure: &dyn AnyFailure) -> Self {
        Self::Error(ServiceError::of(failure))
    }

    /// One line of JSON: `{"output": …}`, or `{"error": …}` with `code`, `message`, `request_id` and `fields`, as far as present in
    /// the response.
    pub fn to_json(&self) -> String {
        match self {
            Self::Output { json, .. } => format!("{{\"output\":{json}}}"),
            Self::Error(error) => error.to_json(None),
        }
    }
}

impl ServiceError {
    /// An error of any operation.
    pub(super) fn of(failure: &dyn AnyFailure) -> Self {
        let meta = failure.meta();
        let cause = || meta.cause().map(ToString::to_string);
        Self {
            code: meta.code().to_owned(),
            message: meta.message().map(str::to_owned).or_else(cause),
            request_id: meta.request_id().map(str::to_owned),
            status: meta.status(),
            retryable: meta.retryable(),
            fields: match to_json(failure.content()) {
                // An error without content has no members.
                nothing if nothing == "null" => "{}".to_owned(),
                fields => fields,
            },
            shape: modelled(failure.content().schema()),
        }
    }

    /// The error as one line of JSON, optionally with its shape name.
    pub(super) fn to_json(&self, shape: Option<&str>) -> String {
        let mut text = "{\"error\":{\"code\":".to_owned();
        push_text(&self.code, &mut text);
        for (key, value) in [
            (",\"message\":", self.message.as_deref()),
            (",\"request_id\":", self.request_id.as_deref()),
            (",\"shape\":", shape),
        ] {
            if let Some(value) = value {
                text.push_str(key);
                push_text(value, &mut text);
            }
        }
        text.push_str(",\"fields\":");
        text.push_str(&self.fields);
        text.push_str("}}");
        text
    }
}

/// The name of an error shape; unmodelled errors are documents.
fn modelled(schema: &'static Schema) -> Option<&'static str> {
    (!matches!(schema.kind, Kind::Document)).then_some(schema.name)
}

/// A value as JSON in serde's form.
pub(super) fn to_json(value: &dyn DynShape) -> String {
    let mut writer = JsonWriter::new(Names::Model).timestamp_format(TimestampFormat::DateTime);
    value.write(&mut writer);
    writer.finish()
}
