//! Protocol test cases, independent of their file format.

use sansmith_codegen::Bundle;
use sansmith_codegen::ir::Protocol;
use serde_json::{Value, json};

use super::events::EventsCase;

/// A model with its tests.
#[derive(Debug)]
pub(super) struct Suite {
    /// Last two components of the file path: `input/query.json`.
    pub(super) source: String,
    /// The model.
    pub(super) bundle: Bundle,
    /// Protocol of the tests, which may differ from the model's preferred one; `Err` with the name of an unsupported one.
    pub(super) protocol: Result<Protocol, String>,
    /// Service to test, if the model has several.
    pub(super) service: Option<String>,
    /// Tests.
    pub(super) cases: Vec<Case>,
}

/// A test.
#[derive(Debug)]
pub(super) struct Case {
    /// Id, unique among the request or response tests of a file.
    pub(super) id: String,
    /// Operation under test.
    pub(super) operation: String,
    /// The only side of the wire that the test is for, if it is not for both.
    pub(super) side: Option<Side>,
    /// Kind of test.
    pub(super) kind: Kind,
}

impl Case {
    /// Returns true for a test of a compressed request, which cannot state the bytes of the body: there is nothing to parse.
    pub(super) fn lacks_body(&self) -> bool {
        let Kind::Request(request) = &self.kind else {
            return false;
        };
        let mut headers = request.headers.iter();
        let is_compressed = headers.any(|(name, _)| name.eq_ignore_ascii_case("content-encoding"));
        let body = request.body.as_ref();
        is_compressed && body.is_none_or(|body| body.bytes.is_empty())
    }
}

/// A side of the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Client,
    Server,
}

impl Side {
    /// Parses the property `appliesTo`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "client" => Some(Self::Client),
            "server" => Some(Self::Server),
            _ => None,
        }
    }
}

/// Kind of test.
#[derive(Debug)]
pub(super) enum Kind {
    /// Serialization of an input to a request.
    Request(Box<RequestCase>),
    /// Parsing of a response to an output or an error.
    Response(Box<ResponseCase>),
    /// Refusal of a request by a server.
    Malformed(Box<MalformedCase>),
    /// Writing and reading of events, and of the heads around them.
    Events(EventsCase),
}

impl Kind {
    /// Name of the kind in messages and in the list of known failures.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Response(_) => "response",
            Self::Malformed(_) => "malformed",
            Self::Events(_) => "events",
        }
    }
}

impl Kind {
    /// Expected result, as written in the file.
    pub(super) fn expected(&self) -> Value {
        match self {
            Self::Request(case) => json!({
                "method": case.method,
                "uri": case.uri,
                "host": case.host,
                "headers": case.headers,
                "body": case.body.as_ref().map(|body| String::from_utf8_lossy(&body.bytes)),
            }),
            Self::Malformed(case) => json!({
                "status": case.status,
                "headers": case.headers,
                "body": format!("{:?}", case.body),
            }),
            Self::Events(case) => format!("{:?}", case.steps).into(),
            Self::Response(case) => match &case.becomes {
                Becomes::Output(output) => json!({"output": output}),
                Becomes::Error(error) => json!({
                    "error": {"code": error.code.as_ref().unwrap_or(&error.shape), "fields": error.fields},
                }),
            },
        }
    }
}

/// An input and its expected request.
#[derive(Debug, Default)]
pub(super) struct RequestCase {
    /// Input, as written in the file.
    pub(super) params: Value,
    /// Endpoint.
    pub(super) endpoint: Endpoint,
    /// Endpoint parameters of a configured client, for services with endpoint rules.
    pub(super) rules: Option<Value>,
    /// Method.
    pub(super) method: Option<String>,
    /// Path and query, or only the path if `query` covers the rest.
    pub(super) uri: Option<String>,
    /// Requirements on the query, if not part of the URI.
    pub(super) query: Option<QueryRules>,
    /// Expected host.
    pub(super) host: Option<String>,
    /// Expected headers.
    pub(super) headers: Vec<(String, String)>,
    /// Names of headers that must be present.
    pub(super) required_headers: Vec<String>,
    /// Names of headers that must be absent.
    pub(super) forbidden_headers: Vec<String>,
    /// Expected body; `None` accepts any body.
    pub(super) body: Option<Body>,
}

/// Requirements on a query.
#[derive(Debug, Default)]
pub(super) struct QueryRules {
    /// Pairs that must be present, in URI encoding.
    pub(super) pairs: Vec<String>,
    /// Keys that must be present.
    pub(super) required: Vec<String>,
    /// Keys that must be absent.
    pub(super) forbidden: Vec<String>,
}

/// An endpoint: host, and base path of operations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Endpoint {
    /// The host.
    pub(super) host: String,
    /// Path without a trailing slash.
    pub(super) path: String,
}

impl Endpoint {
    /// Parses `https://example.com/custom`, with or without scheme.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.split_once("://").map_or(text, |(_, rest)| rest);
        let (host, path) = text.split_at(text.find('/').unwrap_or(text.len()));
        Self {
            host: host.to_owned(),
            path: path.trim_end_matches('/').to_owned(),
        }
    }
}

/// An expected body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    /// Bytes; equivalent bodies are accepted.
    pub(super) bytes: Vec<u8>,
    /// Media type, which decides on equivalence.
    pub(super) media: Media,
}

/// Media type of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// CBOR.
    Cbor,
    /// The fields of a form.
    Form,
    /// Any other.
    Bytes,
}

impl Media {
    /// Classifies a media type.
    pub(super) fn of_type(media_type: &str) -> Self {
        let name = media_type.split(';').next().unwrap_or_default().trim();
        match name {
            "application/json" | "application/x-amz-json-1.0" | "application/x-amz-json-1.1" => {
                Self::Json
            }
            "application/xml" | "text/xml" => Self::Xml,
            "application/cbor" => Self::Cbor,
            "application/x-www-form-urlencoded" => Self::Form,
            _ => Self::Bytes,
        }
    }

    /// Default media type of a protocol.
    pub(super) fn of_protocol(protocol: Protocol) -> Self {
        match protocol {
            Protocol::AwsJson1_0
            | Protocol::AwsJson1_1
            | Protocol::RestJson1
            | Protocol::RpcV2Json => Self::Json,
            Protocol::RestXml => Self::Xml,
            Protocol::RpcV2Cbor => Self::Cbor,
            Protocol::AwsQuery | Protocol::Ec2Query => Self::Form,
        }
    }
}

/// A response and its expected result.
#[derive(Debug)]
pub(super) struct ResponseCase {
    /// The status.
    pub(super) status: u16,
    /// The headers.
    pub(super) headers: Vec<(String, String)>,
    /// The body.
    pub(super) body: Vec<u8>,
    /// The body that a server must write; `None` accepts any.
    pub(super) written: Option<Body>,
    /// Names of headers that a server must write.
    pub(super) required_headers: Vec<String>,
    /// Names of headers that a server must not write.
    pub(super) forbidden_headers: Vec<String>,
    /// Expected result.
    pub(super) becomes: Becomes,
}

/// A request that a server must refuse.
#[derive(Debug)]
pub(super) struct MalformedCase {
    /// The request as the program reads it.
    pub(super) request: Value,
    /// Expected status.
    pub(super) status: u16,
    /// Expected headers.
    pub(super) headers: Vec<(String, String)>,
    /// Expectation about the body.
    pub(super) body: ExpectedText,
}

/// An expectation about the body of a refusal.
#[derive(Debug)]
pub(super) enum ExpectedText {
    /// Any body.
    Any,
    /// These contents.
    Body(Body),
    /// A message that matches a pattern.
    Pattern(String),
}

/// Expected result of a response.
#[derive(Debug)]
pub(super) enum Becomes {
    /// An output, as written in the file.
    Output(Value),
    /// A modelled error.
    Error(ExpectedError),
}

/// An expected error.
#[derive(Debug)]
pub(super) struct ExpectedError {
    /// Shape.
    pub(super) shape: String,
    /// Code, if given by the file.
    pub(super) code: Option<String>,
    /// Message, if given by the file.
    pub(super) message: Option<String>,
    /// Members, as written in the file.
    pub(super) fields: Value,
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, Media};

    #[test]
    fn an_endpoint_is_a_host_and_a_path() {
        let custom = Endpoint {
            host: "example.com".to_owned(),
            path: "/custom".to_owned(),
        };
        assert_eq!(Endpoint::parse("https://example.com/custom"), custom);
        assert_eq!(Endpoint::parse("example.com/custom/"), custom);
        assert_eq!(Endpoint::parse("https://example.com").path, "");
    }

    #[test]
    fn parameters_of_a_media_type_do_not_change_its_kind() {
        assert_eq!(
            Media::of_type("application/json; charset=utf-8"),
            Media::Json
        );
        assert_eq!(Media::of_type("text/plain"), Media::Bytes);
    }
}
