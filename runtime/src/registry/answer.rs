//! What a response says, as JSON.

use crate::codec::json::{JsonWriter, Names, push_text};
use crate::http::operation::AnyFailure;
use crate::model::schema::{Kind, Schema, TimestampFormat};
use crate::shape::DynShape;

/// What a response says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// An output.
    #[non_exhaustive]
    Output {
        /// As JSON in serde's form.
        json: String,
        /// The paths of the required members that the response lacked.
        corrected: Vec<String>,
    },
    /// An error.
    Error(ServiceError),
}

/// An error, whatever its operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The code: what the service calls the error, or the status where it says nothing.
    pub code: String,
    /// What the service says about it, or why the response cannot be read.
    pub message: Option<String>,
    /// The id by which the service knows the request.
    pub request_id: Option<String>,
    /// The status of the response.
    pub status: u16,
    /// Whether the same request may well succeed later.
    pub retryable: bool,
    /// The members, as JSON in serde's form.
    pub fields: String,
    /// The name of the error's shape; none where the model does not know the error.
    pub shape: Option<&'static str>,
}

impl Answer {
    /// An output.
    pub(super) fn output(output: &dyn DynShape, corrected: Vec<String>) -> Self {
        let json = to_json(output);
        Self::Output { json, corrected }
    }

    /// An error.
    pub(super) fn error(failure: &dyn AnyFailure) -> Self {
        let cause = || AnyFailure::cause(failure).map(ToString::to_string);
        Self::Error(ServiceError {
            code: failure.code().to_owned(),
            message: failure.message().map(str::to_owned).or_else(cause),
            request_id: failure.request_id().map(str::to_owned),
            status: failure.status(),
            retryable: failure.retryable(),
            fields: match to_json(failure.content()) {
                // An error that says nothing has no members.
                nothing if nothing == "null" => "{}".to_owned(),
                fields => fields,
            },
            shape: modelled(failure.content().schema()),
        })
    }

    /// The answer as one line of JSON: `{"output": …}`, or `{"error": …}` with `code`, `message`, `request_id` and
    /// `fields`, of which those are left out that the response lacks.
    pub fn to_json(&self) -> String {
        match self {
            Self::Output { json, .. } => format!("{{\"output\":{json}}}"),
            Self::Error(error) => error.to_json(None),
        }
    }
}

impl ServiceError {
    /// The error as one line of JSON, with the name of its shape where that is asked for.
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

/// The name of an error's shape; one that the model does not know is a document.
fn modelled(schema: &'static Schema) -> Option<&'static str> {
    (!matches!(schema.kind, Kind::Document)).then_some(schema.name)
}

/// A value as JSON in serde's form.
fn to_json(value: &dyn DynShape) -> String {
    let mut writer = JsonWriter::new(Names::Model).timestamp_format(TimestampFormat::DateTime);
    value.write(&mut writer);
    writer.finish()
}
