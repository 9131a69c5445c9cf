//! A protocol test, whatever file it was written in: what goes in, and what must come out.

use sansmith_codegen::Bundle;
use sansmith_codegen::ir::Protocol;
use serde_json::{Value, json};

/// A model with the tests that are about it.
#[derive(Debug)]
pub(super) struct Suite {
    /// The file, by its last two names: `input/query.json`.
    pub(super) source: String,
    /// The model.
    pub(super) bundle: Bundle,
    /// The protocol of the tests, where the model may prefer another; the name of one that nobody here speaks.
    pub(super) protocol: Result<Protocol, String>,
    /// The service of the model, where it has several.
    pub(super) service: Option<String>,
    /// The tests.
    pub(super) cases: Vec<Case>,
}

/// A test.
#[derive(Debug)]
pub(super) struct Case {
    /// What it is called: unique among the requests, or the responses, of a file.
    pub(super) id: String,
    /// The operation it is about.
    pub(super) operation: String,
    /// Whether only servers can take it.
    pub(super) server_only: bool,
    /// What is tested.
    pub(super) kind: Kind,
}

/// What a test is of.
#[derive(Debug)]
pub(super) enum Kind {
    /// An input becomes a request.
    Request(Box<RequestCase>),
    /// A response becomes an output or an error.
    Response(Box<ResponseCase>),
}

impl Kind {
    /// What it is called in messages and in the list of known failures.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Response(_) => "response",
        }
    }
}

impl Kind {
    /// What must come out, in the words of the file.
    pub(super) fn expected(&self) -> Value {
        match self {
            Self::Request(case) => json!({
                "method": case.method,
                "uri": case.uri,
                "host": case.host,
                "headers": case.headers,
                "body": case.body.as_ref().map(|body| String::from_utf8_lossy(&body.bytes)),
            }),
            Self::Response(case) => match &case.becomes {
                Becomes::Output(output) => json!({"output": output}),
                Becomes::Error(error) => json!({
                    "error": {"code": error.code.as_ref().unwrap_or(&error.shape), "fields": error.fields},
                }),
            },
        }
    }
}

/// An input and the request it must become.
#[derive(Debug, Default)]
pub(super) struct RequestCase {
    /// The input, as the file writes values.
    pub(super) params: Value,
    /// Where the request is sent.
    pub(super) endpoint: Endpoint,
    /// Whether the bucket belongs into the host.
    pub(super) virtual_host: bool,
    /// The method.
    pub(super) method: Option<String>,
    /// Path and query, or the path alone where `query` says more of the rest.
    pub(super) uri: Option<String>,
    /// What is asked of the query, where the URI does not say it all.
    pub(super) query: Option<QueryRules>,
    /// The host the request must go to.
    pub(super) host: Option<String>,
    /// Headers with their values.
    pub(super) headers: Vec<(String, String)>,
    /// Headers of whatever value.
    pub(super) required_headers: Vec<String>,
    /// Headers that must not be there.
    pub(super) forbidden_headers: Vec<String>,
    /// The body; anything goes where there is none.
    pub(super) body: Option<Body>,
}

/// What is asked of a query.
#[derive(Debug, Default)]
pub(super) struct QueryRules {
    /// Pairs that must be there, as they stand in the URI.
    pub(super) pairs: Vec<String>,
    /// Keys that must be there.
    pub(super) required: Vec<String>,
    /// Keys that must not.
    pub(super) forbidden: Vec<String>,
}

/// Where a client sends requests: a host, and the path that those of operations go under.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Endpoint {
    /// The host.
    pub(super) host: String,
    /// The path without a slash at its end.
    pub(super) path: String,
}

impl Endpoint {
    /// Reads `https://example.com/custom`, or the same without a scheme.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.split_once("://").map_or(text, |(_, rest)| rest);
        let (host, path) = text.split_at(text.find('/').unwrap_or(text.len()));
        Self {
            host: host.to_owned(),
            path: path.trim_end_matches('/').to_owned(),
        }
    }
}

/// The body a request must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    /// Its bytes, or others that mean the same.
    pub(super) bytes: Vec<u8>,
    /// What decides whether two bodies mean the same.
    pub(super) media: Media,
}

/// A kind of content.
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
    /// Anything else.
    Bytes,
}

impl Media {
    /// The kind of a media type.
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

    /// What a protocol writes where nothing else is said.
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

/// A response and what it must become.
#[derive(Debug)]
pub(super) struct ResponseCase {
    /// The status.
    pub(super) status: u16,
    /// The headers.
    pub(super) headers: Vec<(String, String)>,
    /// The body.
    pub(super) body: Vec<u8>,
    /// What it must become.
    pub(super) becomes: Becomes,
}

/// What a response must become.
#[derive(Debug)]
pub(super) enum Becomes {
    /// An output, as the file writes values.
    Output(Value),
    /// An error of the model.
    Error(ExpectedError),
}

/// The error a response must become.
#[derive(Debug)]
pub(super) struct ExpectedError {
    /// Its shape.
    pub(super) shape: String,
    /// Its code, where the file says one.
    pub(super) code: Option<String>,
    /// Its message, likewise.
    pub(super) message: Option<String>,
    /// Its members, as the file writes values.
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
