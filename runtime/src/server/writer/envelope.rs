//! The parts of a response around the members of an output or error, by protocol.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
//! <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html>
//! <https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#operation-error-serialization>

use http::header::{HeaderMap, HeaderName};

use super::format::BodyWriter;
use crate::codec::query::Dialect;
use crate::codec::xml::XmlWriter;
use crate::http::protocol::{ErrorCodeLocation, OperationSelector};
use crate::model::schema::{Fault, Member, STRING};
use crate::server::Facts;
use crate::server::response::put;
use crate::shape::serializer::ShapeSerializer;

/// The kind of a response.
pub(in crate::server) enum Envelope {
    Output,
    Error(ErrorHead),
}

/// The parts of an error besides its members.
pub(in crate::server) struct ErrorHead {
    /// Code on the wire.
    pub(in crate::server) code: String,
    /// Name of the shape, with its namespace if that is known; the code if the error is not modelled.
    pub(in crate::server) id: String,
    /// A message that is not among the members.
    pub(in crate::server) message: Option<String>,
    /// The responsible party.
    pub(in crate::server) fault: Fault,
}

/// The member with the type of an error.
static TYPE: Member = Member::new("__type", &STRING);
/// The member with the message of an error, if no member of the model has it.
static MESSAGE: Member = Member::new("message", &STRING);

impl ErrorHead {
    /// The party in XML and in the header of awsQuery's errors.
    fn party(&self) -> &'static str {
        match self.fault {
            Fault::Client => "Sender",
            Fault::Server => "Receiver",
        }
    }
}

impl Envelope {
    /// Returns true if there is a body even without members.
    pub(super) const fn has_body(&self) -> bool {
        matches!(self, Self::Error(_))
    }

    /// Adds headers.
    pub(super) fn head(&self, facts: Facts, headers: &mut HeaderMap) {
        let Self::Error(error) = self else {
            return;
        };
        if facts.binds() && facts.spec.error_code == ErrorCodeLocation::HeaderOrBody {
            put(
                headers,
                HeaderName::from_static("x-amzn-errortype"),
                &error.code,
            );
        }
        if facts.operation.service.query_compatible && facts.spec.query_mode {
            let value = format!("{};{}", error.code, error.party());
            put(
                headers,
                HeaderName::from_static("x-amzn-query-error"),
                &value,
            );
        }
    }

    /// Opens the body.
    pub(super) fn open(
        &self,
        facts: Facts,
        (at, present): (&Member, usize),
        body: &mut BodyWriter,
    ) {
        match (self, body) {
            (Self::Output, BodyWriter::Xml(xml)) => open_output(facts, at, xml),
            (Self::Output, body) => body.as_dyn().begin_structure(at, present),
            (Self::Error(error), BodyWriter::Xml(xml)) => {
                open_error(facts, (at, error), xml);
            }
            (Self::Error(error), body) => {
                let has_type = !facts.binds();
                let added = usize::from(has_type) + usize::from(error.message.is_some());
                let writer = body.as_dyn();
                writer.begin_structure(at, present.saturating_add(added));
                if has_type {
                    writer.member(&TYPE);
                    writer.string(&TYPE, &error.id);
                }
                if let Some(message) = &error.message {
                    writer.member(&MESSAGE);
                    writer.string(&MESSAGE, message);
                }
            }
        }
    }

    /// Closes the body.
    pub(super) fn close(&self, facts: Facts, at: &Member, request_id: &str, body: &mut BodyWriter) {
        match (self, body) {
            (Self::Output, BodyWriter::Xml(xml)) => close_output(facts, at, request_id, xml),
            (Self::Error(_), BodyWriter::Xml(xml)) => close_error(facts, at, request_id, xml),
            (_, body) => body.as_dyn().end_structure(at),
        }
    }
}

/// Opens the root of an output, with its wrapper.
fn open_output(facts: Facts, at: &Member, xml: &mut XmlWriter) {
    let operation = facts.operation;
    let OperationSelector::ActionParam(dialect) = facts.spec.selector else {
        if !is_unwrapped(facts) {
            xml.begin_structure(at, 0);
        }
        return;
    };
    let name = format!("{}Response", operation.wire_name());
    let namespace = operation.service.xml_namespace;
    if dialect == Dialect::Ec2 {
        xml.root_next(&name, namespace);
        xml.begin_structure(at, 0);
        return;
    }
    xml.open_root(&name, namespace);
    if operation.has_output {
        match operation.result_wrapper {
            Some(name) => xml.name_next(name),
            None => xml.name_next(&format!("{}Result", operation.wire_name())),
        }
        xml.begin_structure(at, 0);
    }
}

/// Closes the root of an output, with its wrapper and the request id.
fn close_output(facts: Facts, at: &Member, request_id: &str, xml: &mut XmlWriter) {
    let operation = facts.operation;
    let OperationSelector::ActionParam(dialect) = facts.spec.selector else {
        if !is_unwrapped(facts) {
            xml.end_structure(at);
        }
        return;
    };
    match dialect {
        Dialect::Aws => {
            if operation.has_output {
                xml.end_structure(at);
            }
            xml.raw("<ResponseMetadata>");
            xml.leaf("RequestId", request_id);
            xml.raw("</ResponseMetadata>");
        }
        Dialect::Ec2 => {
            xml.leaf("requestId", request_id);
            return xml.end_structure(at);
        }
    }
    xml.close(&format!("{}Response", operation.wire_name()));
}

/// Returns true if the only member is the root of the document.
fn is_unwrapped(facts: Facts) -> bool {
    let customizations = facts.operation.customizations;
    customizations.contains(&crate::model::customization::Customization::UnwrappedOutput)
}

/// Opens an error, up to its members.
fn open_error(facts: Facts, (at, error): (&Member, &ErrorHead), xml: &mut XmlWriter) {
    match facts.spec.selector {
        OperationSelector::ActionParam(Dialect::Ec2) => {
            xml.raw("<Response><Errors>");
            xml.name_next("Error");
        }
        _ if has_no_wrapper(facts) => xml.name_next("Error"),
        _ => {
            xml.open_root("ErrorResponse", None);
            xml.name_next("Error");
        }
    }
    xml.begin_structure(at, 0);
    let has = |name: &str| {
        at.target
            .members()
            .iter()
            .any(|member| member.xml_key() == name)
    };
    if facts.spec.selector != OperationSelector::ActionParam(Dialect::Ec2) && !has("Type") {
        xml.leaf("Type", error.party());
    }
    if !has("Code") {
        xml.leaf("Code", &error.code);
    }
    if let Some(message) = &error.message {
        xml.leaf("Message", message);
    }
}

/// Closes an error, with the request id.
fn close_error(facts: Facts, at: &Member, request_id: &str, xml: &mut XmlWriter) {
    match facts.spec.selector {
        OperationSelector::ActionParam(Dialect::Ec2) => {
            xml.end_structure(at);
            xml.raw("</Errors>");
            xml.leaf("RequestID", request_id);
            xml.raw("</Response>");
        }
        _ if has_no_wrapper(facts) => {
            xml.leaf("RequestId", request_id);
            xml.end_structure(at);
        }
        _ => {
            xml.end_structure(at);
            xml.leaf("RequestId", request_id);
            xml.close("ErrorResponse");
        }
    }
}

/// Returns true if an error is the root of its document.
fn has_no_wrapper(facts: Facts) -> bool {
    facts.operation.service.no_error_wrapping && facts.binds()
}
