//! Errors as servers write them, in the form of each protocol.

use bytes::Bytes;

use super::validation::ValidationException;
use super::writer::{Envelope, ErrorHead};
use super::{Facts, ResponseOptions, ResponseWriter};
use crate::http::protocol::ErrorCodeLocation;
use crate::model::schema::{Fault, Kind, Member, Schema};
use crate::shape::DynShape;
use crate::shape::serializer::ShapeSerializer;
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// An error to write: modelled members, or a code and a message alone.
#[derive(Debug, Clone)]
pub struct ErrorReply {
    code: String,
    message: Option<String>,
    status: Option<u16>,
    fault: Option<Fault>,
}

/// The structure of an error without members.
static BARE: Schema = Schema::structure("Error", &[]);

impl ErrorReply {
    /// An error with a code, for errors that are not modelled.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: None,
            status: None,
            fault: None,
        }
    }

    /// Sets a message, used if the members have none.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Sets the status of an error that is not modelled.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Marks the error as the fault of the server.
    #[must_use]
    pub const fn by_server(mut self) -> Self {
        self.fault = Some(Fault::Server);
        self
    }

    /// Writes the error; `content` has its members, a document has none.
    pub fn write(
        self,
        facts: Facts,
        content: Option<&dyn DynShape>,
        options: &ResponseOptions,
    ) -> http::Response<Bytes> {
        let modelled =
            content.filter(|content| matches!(content.schema().kind, Kind::Structure(_)));
        let schema = modelled.map(DynShape::schema);
        self.write_walk(facts, schema, options, &mut |writer| {
            if let Some(content) = modelled {
                content.write(writer);
            } else {
                let at = Member::new(BARE.name, &BARE);
                writer.begin_structure(&at, 0);
                writer.end_structure(&at);
            }
        })
    }

    /// Writes the error whose members `walk` writes; `schema` is that of a modelled error.
    pub fn write_walk(
        mut self,
        facts: Facts,
        schema: Option<&'static Schema>,
        options: &ResponseOptions,
        walk: &mut dyn FnMut(&mut dyn ShapeSerializer),
    ) -> http::Response<Bytes> {
        let mut probe = Probe::default();
        walk(&mut probe);
        if probe.has_message {
            self.message = None;
        }
        if let Some(schema) = schema {
            schema
                .error
                .unwrap_or(schema.name)
                .clone_into(&mut self.code);
        }
        let status = schema.and_then(|schema| schema.http_status).or(self.status);
        let fault = schema.and_then(|schema| schema.fault).or(self.fault);
        let fault = fault.unwrap_or(match status {
            Some(500..) => Fault::Server,
            _ => Fault::Client,
        });
        let status = status.unwrap_or(match fault {
            Fault::Client => 400,
            Fault::Server => 500,
        });
        let head = ErrorHead {
            id: id(facts, schema, &self.code),
            code: self.code,
            message: self.message,
            fault,
        };
        let mut writer = ResponseWriter::with(facts, Envelope::Error(head), status, options);
        walk(&mut writer);
        writer.finish()
    }
}

/// The type of an error in a body: the name of the shape, in some protocols with its namespace.
fn id(facts: Facts, schema: Option<&'static Schema>, code: &str) -> String {
    let service = facts.operation.service;
    let has_namespace = facts.spec.content_type == "application/x-amz-json-1.0"
        || facts.spec.error_code == ErrorCodeLocation::Type;
    let Some(schema) = schema else {
        return code.to_owned();
    };
    let namespace = if std::ptr::eq(schema, &raw const super::validation::EXCEPTION) {
        ValidationException::NAMESPACE
    } else {
        service.namespace
    };
    if has_namespace && !namespace.is_empty() {
        format!("{namespace}#{}", schema.name)
    } else if service.query_compatible {
        schema.name.to_owned()
    } else {
        code.to_owned()
    }
}

/// Looks for the message among the members of an error.
#[derive(Debug, Default)]
struct Probe {
    depth: usize,
    has_message: bool,
}

impl ShapeSerializer for Probe {
    fn counts(&self) -> bool {
        false
    }

    fn begin_structure(&mut self, _: &Member, _: usize) {
        self.depth += 1;
    }

    fn member(&mut self, member: &'static Member) {
        self.has_message |= self.depth == 1 && member.name.eq_ignore_ascii_case("message");
    }

    fn unknown(&mut self, _: &Member, _: &UnknownMember) {}

    fn end_structure(&mut self, _: &Member) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn begin_list(&mut self, _: &Member, _: usize) {
        self.depth += 1;
    }

    fn element(&mut self, _: &'static Member, _: usize) {}

    fn end_list(&mut self, _: &Member) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn begin_map(&mut self, _: &Member, _: usize) {
        self.depth += 1;
    }

    fn key(&mut self, _: &Member, _: &str, _: usize) {}

    fn end_map(&mut self, _: &Member) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn null(&mut self, _: &Member) {}
    fn boolean(&mut self, _: &Member, _: bool) {}
    fn integer(&mut self, _: &Member, _: i64) {}
    fn float(&mut self, _: &Member, _: f32) {}
    fn double(&mut self, _: &Member, _: f64) {}
    fn string(&mut self, _: &Member, _: &str) {}
    fn enumeration(&mut self, _: &Member, _: &str) {}
    fn blob(&mut self, _: &Member, _: &Blob) {}
    fn timestamp(&mut self, _: &Member, _: &Timestamp) {}
    fn document(&mut self, _: &Member, _: &Document) {}
}
