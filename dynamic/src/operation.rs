//! Operations of a model.

use std::fmt;

use sansmith::events::{EventReader, EventWriter};
use sansmith::generated::{ErrorVisitor, debug_error, display_error, error_source};
use sansmith::interpreted::AnyOperation;
use sansmith::operation::{
    AnyFailure, Discovery, Failure, Nested, NestedFailure, NestedMessages, Schema as Facts,
};
use sansmith::request::{self, Request, Stream};
use sansmith::response::{self, Corrected, Streamed};
use sansmith::{Document, OperationError, Schema, Value};

use crate::model::Model;
use crate::value::{Content, DynValue};

/// An operation of a model: inputs become requests, responses become outputs or errors.
#[derive(Clone, Copy)]
pub struct Operation {
    pub(crate) any: &'static AnyOperation,
    pub(crate) model: Model,
}

/// An error of an operation. The content of a modelled one has its schema; that of any other is a document.
pub struct DynError(Failure<DynValue>);

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operation({})", self.name())
    }
}

impl Operation {
    /// The name in the model.
    pub const fn name(self) -> &'static str {
        self.any.facts.name
    }

    /// The model.
    pub const fn model(self) -> Model {
        self.model
    }

    /// Facts from the model.
    pub const fn facts(self) -> &'static Facts {
        self.any.facts
    }

    /// The operation as the runtime knows it.
    pub const fn any(self) -> &'static AnyOperation {
        self.any
    }

    /// The schema of the input.
    pub const fn input(self) -> &'static Schema {
        self.any.input
    }

    /// The schema of the output.
    pub const fn output(self) -> &'static Schema {
        self.any.output
    }

    /// The schemas of the modelled errors.
    pub const fn errors(self) -> &'static [&'static Schema] {
        self.any.errors
    }

    /// Builds the request for an input.
    ///
    /// # Errors
    ///
    /// The input cannot be sent; the error has the path.
    pub fn request(
        self,
        input: &DynValue,
        options: &request::Options,
    ) -> Result<Request, sansmith::Error> {
        self.any.request(input, options)
    }

    /// Builds a request whose payload is the caller's stream, if the operation takes one; else the stream is not sent.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, or the length of the stream is required but unknown.
    pub fn request_streaming<S>(
        self,
        input: &DynValue,
        stream: Stream<S>,
        options: &request::Options,
    ) -> Result<Request<S>, sansmith::Error> {
        self.any.request_streaming(input, stream, options)
    }

    /// Parses a response.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable; the error has the location.
    pub fn response<B: AsRef<[u8]>>(
        self,
        response: &http::Response<B>,
        options: &response::Options,
    ) -> Result<Corrected<DynValue>, DynError> {
        self.any.response(response, options).map_err(DynError)
    }

    /// The schema of the events in the request, if it has any: a union.
    pub const fn input_events(self) -> Option<&'static Schema> {
        self.any.input_events
    }

    /// The schema of the events in the response, if it has any: a union.
    pub const fn output_events(self) -> Option<&'static Schema> {
        self.any.output_events
    }

    /// The writer of a request's events, for a client.
    ///
    /// # Errors
    ///
    /// The input has no events, or cannot be sent.
    pub fn event_writer(
        self,
        input: &DynValue,
        options: &request::Options,
    ) -> Result<EventWriter<DynValue>, sansmith::Error> {
        self.any.event_writer(input, options)
    }

    /// The reader of a response's events, for a client; `output` is that of [`response_stream`](Self::response_stream).
    ///
    /// # Errors
    ///
    /// The output has no events.
    pub fn output_reader(
        self,
        output: DynValue,
        request_id: Option<String>,
    ) -> Result<EventReader<DynValue, DynValue>, sansmith::Error> {
        self.any.output_reader(output, request_id)
    }

    /// The reader of a request's events, for a server; `input` is that of the request's head.
    ///
    /// # Errors
    ///
    /// The input has no events.
    pub fn input_reader(
        self,
        input: DynValue,
    ) -> Result<EventReader<DynValue, DynValue>, sansmith::Error> {
        self.any.input_reader(input)
    }

    /// The writer of a response's events, for a server.
    ///
    /// # Errors
    ///
    /// The output has no events, or cannot be sent.
    pub fn output_writer(
        self,
        output: &DynValue,
    ) -> Result<EventWriter<DynValue>, sansmith::Error> {
        self.any.output_writer(output)
    }

    /// Parses the headers of a successful response whose body is a stream of bytes or of events; any other response is returned
    /// as it is.
    ///
    /// # Errors
    ///
    /// A header is malformed.
    pub fn response_stream<S>(
        self,
        response: http::Response<S>,
    ) -> Result<Streamed<DynValue, S>, DynError> {
        self.any.response_stream(response).map_err(DynError)
    }

    /// Pagination, if the model has it.
    pub fn pagination(self) -> Option<&'static crate::pages::Pagination> {
        self.model.pagination(self.name())
    }

    /// The endpoint parameters that an input sets.
    pub fn arguments(self, input: &DynValue) -> sansmith::endpoint::Arguments<'_> {
        self.any.arguments(input)
    }
}

impl DynError {
    /// The error with its content.
    pub fn into_failure(self) -> Failure<DynValue> {
        self.0
    }

    /// The content.
    pub fn content(&self) -> &DynValue {
        &self.0
    }
}

impl From<Failure<DynValue>> for DynError {
    fn from(failure: Failure<DynValue>) -> Self {
        Self(failure)
    }
}

impl fmt::Debug for DynError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_error(self, f)
    }
}

impl fmt::Display for DynError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display_error(self, f)
    }
}

impl std::error::Error for DynError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        error_source(self)
    }
}

impl OperationError for DynError {
    fn variants<V: ErrorVisitor<Self>>(visitor: V) -> V::Out {
        visitor.unhandled(|failure: Failure<Document>| {
            Self(failure.map(|document| DynValue {
                schema: &sansmith::schema::DOCUMENT,
                content: Content::Document(document),
            }))
        })
    }

    fn failure(&self) -> &dyn AnyFailure {
        &self.0
    }
}

/// Messages of an operation that calls of others make themselves.
#[derive(Debug)]
struct Messages {
    model: Model,
    place: usize,
}

impl NestedMessages for Messages {
    fn request(&self, input: &Value) -> Result<Request, sansmith::Error> {
        let (operation, input) = self.input(input)?;
        operation.request(&input, &request::Options::new())
    }

    fn arguments(
        &self,
        input: &Value,
    ) -> Result<sansmith::endpoint::Arguments<'static>, sansmith::Error> {
        let (operation, input) = self.input(input)?;
        Ok(operation.arguments(&input).into_owned())
    }

    fn response(&self, response: &http::Response<Vec<u8>>) -> Result<Value, NestedFailure> {
        let failed = |error: &DynError| NestedFailure::of(error);
        let operation = self.operation().map_err(|error| {
            let failure = Failure::new("", crate::value::zero(&sansmith::schema::DOCUMENT));
            failed(&DynError(failure.with_message(error.to_string())))
        })?;
        let output = operation.response(response, &response::Options::new());
        let output = output.map_err(|error| failed(&error))?;
        Ok(sansmith::Codecs::to_value(&output.output))
    }
}

impl Messages {
    /// The operation, and its input out of the members that it has.
    fn input(&self, input: &Value) -> Result<(Operation, DynValue), sansmith::Error> {
        let operation = self.operation()?;
        let known = operation.input().members();
        let texts = texts(input).into_iter();
        let texts = texts.filter(|(name, _)| known.iter().any(|member| member.name == *name));
        let json: serde_json::Value = texts.collect();
        let input = DynValue::from_json(operation.input(), json.to_string())?;
        Ok((operation, input))
    }

    fn operation(&self) -> Result<Operation, sansmith::Error> {
        let missing = sansmith::ErrorKind::Unsupported {
            what: "an operation that the model lacks",
        };
        let found = self.model.operation_at(self.place);
        found.ok_or_else(|| sansmith::Error::new(missing))
    }
}

/// Members of the input of a nested operation: texts, and texts by name.
fn texts(input: &Value) -> Vec<(String, serde_json::Value)> {
    let Value::Structure(members) = input else {
        return Vec::new();
    };
    let members = members.iter().filter_map(|(name, value)| {
        let text = |value: &Value| Some(serde_json::Value::from(value.as_str()?));
        let value = if let Value::Map(entries) = value {
            let entries = entries.iter();
            entries
                .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), text(value)?)))
                .collect()
        } else {
            text(value)?
        };
        Some((name.clone(), value))
    });
    members.collect()
}

/// An operation of a model that calls of others make themselves.
pub(crate) fn nested(model: Model, place: u32) -> Option<&'static Nested> {
    let place = usize::try_from(place).ok()?;
    let schema = model.operation_at(place)?.facts();
    let messages = Box::leak(Box::new(Messages { model, place }));
    Some(Box::leak(Box::new(Nested::of(schema, messages))))
}

/// Endpoint discovery by an operation of a model.
pub(crate) fn discovery(
    model: Model,
    (place, required, identifiers): &(u32, bool, Vec<&'static str>),
) -> Option<&'static Discovery> {
    let discovery = Discovery::of(*required, *nested(model, *place)?);
    let identifiers = crate::interned::keep(identifiers.clone());
    Some(Box::leak(Box::new(discovery.identified(identifiers))))
}
