//! Reads protocol tests in botocore's format: an array of models with tests.
//!
//! Models have no operations; each test contains its own.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Bundle, Source};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::case::{
    Becomes, Body, Case, Endpoint, ExpectedError, Kind, Media, RequestCase, ResponseCase, Side,
    Suite,
};
use super::exact;

/// A model with tests.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    #[serde(default)]
    description: String,
    metadata: Map<String, Value>,
    #[serde(default)]
    shapes: Map<String, Value>,
    client_endpoint: Option<String>,
    cases: Vec<WrittenCase>,
}

/// A test.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenCase {
    id: Option<String>,
    given: Map<String, Value>,
    params: Option<Value>,
    serialized: Option<Serialized>,
    result: Option<Value>,
    response: Option<Response>,
    error: Option<Value>,
    error_code: Option<String>,
    error_message: Option<String>,
}

/// An expected request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Serialized {
    method: Option<String>,
    uri: Option<String>,
    host: Option<String>,
    body: Option<String>,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    require_headers: Vec<String>,
    #[serde(default)]
    forbid_headers: Vec<String>,
}

/// A response.
#[derive(Debug, Deserialize)]
struct Response {
    status_code: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: String,
}

/// Returns true if a file is in this format: an array of models.
pub(super) fn recognises(file: &Value) -> bool {
    let is_suite = |suite: &Value| suite.get("cases").is_some() && suite.get("metadata").is_some();
    file.as_array()
        .is_some_and(|suites| suites.iter().all(is_suite))
}

/// Suites of a file.
pub(super) fn read(file: &Value, source: &str) -> miette::Result<Vec<Suite>> {
    let suites = file.as_array().map(Vec::as_slice).unwrap_or_default();
    let read = |(index, suite): (usize, &Value)| {
        Written::deserialize(suite)
            .into_diagnostic()
            .and_then(|written| written.suite(source, index))
            .wrap_err_with(|| format!("cannot read suite {index} of `{source}`"))
    };
    suites.iter().enumerate().map(read).collect()
}

impl Written {
    fn suite(self, source: &str, index: usize) -> miette::Result<Suite> {
        let mut operations = Operations::default();
        let mut cases = Vec::new();
        let protocol = protocol(&self.metadata);
        let spoken = protocol.as_ref().ok().copied();
        for (number, case) in self.cases.into_iter().enumerate() {
            let id = case
                .id
                .clone()
                .unwrap_or_else(|| format!("{}, {index}:{number}", self.description));
            let operation = operations.add(&case.given, spoken);
            let endpoint = self.client_endpoint.as_deref().map(Endpoint::parse);
            // Responses in this format show only what a client must read.
            let side = case.response.is_some().then_some(Side::Client);
            cases.push(Case {
                kind: case
                    .kind(spoken, endpoint.unwrap_or_default())
                    .wrap_err_with(|| format!("cannot read `{id}`"))?,
                id,
                operation,
                side,
            });
        }
        let model = json!({
            "metadata": self.metadata,
            "operations": operations.by_name,
            "shapes": self.shapes,
        });
        Ok(Suite {
            source: source.to_owned(),
            bundle: Bundle::new(Source::new(
                format!("{source}[{index}]"),
                exact::release(&model),
            )),
            protocol,
            service: None,
            cases,
        })
    }
}

/// Operations of a model by name; conflicting ones are numbered.
#[derive(Debug, Default)]
struct Operations {
    by_name: Map<String, Value>,
}

impl Operations {
    /// The name of an operation, which is added if necessary.
    fn add(&mut self, given: &Map<String, Value>, protocol: Option<Protocol>) -> String {
        let mut given = given.clone();
        let name = match given.get("name") {
            Some(Value::String(name)) => name.clone(),
            _ => "OperationName".to_owned(),
        };
        given.insert("name".to_owned(), name.clone().into());
        let http = given.entry("http").or_insert_with(|| json!({}));
        if let Value::Object(http) = http {
            http.entry("method").or_insert_with(|| "POST".into());
            http.entry("requestUri").or_insert_with(|| "/".into());
        }
        if let (Some(Protocol::AwsQuery), Some(Value::Object(output))) =
            (protocol, given.get_mut("output"))
        {
            // Service models state this; the tests leave it to the test runner.
            output
                .entry("resultWrapper")
                .or_insert_with(|| format!("{name}Result").into());
        }
        let given = Value::Object(given);
        let names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}{n}")));
        for name in names {
            match self.by_name.get(&name) {
                Some(other) if *other != given => {}
                _ => {
                    self.by_name.insert(name.clone(), given);
                    return name;
                }
            }
        }
        name
    }
}

/// The protocol from the model's metadata; an unsupported one is returned as an error.
fn protocol(metadata: &Map<String, Value>) -> Result<Protocol, String> {
    let text = |key: &str| metadata.get(key).and_then(Value::as_str);
    let version = text("jsonVersion");
    let name = text("protocol").unwrap_or_default();
    let found = match name {
        "json" if version == Some("1.1") => Some(Protocol::AwsJson1_1),
        "json" => Some(Protocol::AwsJson1_0),
        "rest-json" => Some(Protocol::RestJson1),
        "rest-xml" => Some(Protocol::RestXml),
        "query" => Some(Protocol::AwsQuery),
        "ec2" => Some(Protocol::Ec2Query),
        "smithy-rpc-v2-cbor" => Some(Protocol::RpcV2Cbor),
        "smithy-rpc-v2-json" => Some(Protocol::RpcV2Json),
        _ => None,
    };
    found.ok_or_else(|| name.to_owned())
}

impl WrittenCase {
    fn kind(self, protocol: Option<Protocol>, endpoint: Endpoint) -> miette::Result<Kind> {
        match (self.serialized, self.response) {
            (Some(serialized), _) => {
                let params = self.params.unwrap_or_else(|| json!({}));
                serialized.request(params, protocol, endpoint)
            }
            (None, Some(response)) => {
                let becomes = match self.error {
                    Some(fields) => Becomes::Error(ExpectedError {
                        shape: error_shape(&self.given, self.error_code.as_deref())?,
                        code: self.error_code,
                        message: self.error_message,
                        fields,
                    }),
                    None => Becomes::Output(self.result.unwrap_or_else(|| json!({}))),
                };
                Ok(Kind::Response(Box::new(ResponseCase {
                    status: response.status_code,
                    headers: pairs(&response.headers),
                    body: body(&response.body, protocol == Some(Protocol::RpcV2Cbor))?,
                    written: None,
                    required_headers: Vec::new(),
                    forbidden_headers: Vec::new(),
                    becomes,
                })))
            }
            (None, None) => Err(miette!("it has neither `serialized` nor `response`")),
        }
    }
}

impl Serialized {
    fn request(
        self,
        params: Value,
        protocol: Option<Protocol>,
        endpoint: Endpoint,
    ) -> miette::Result<Kind> {
        let headers = pairs(&self.headers);
        let media = headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
            .map(|(_, value)| Media::of_type(value))
            .or_else(|| protocol.map(Media::of_protocol))
            .unwrap_or(Media::Bytes);
        let body = match self.body {
            Some(text) => Some(Body {
                bytes: body(&text, media == Media::Cbor)?,
                media,
            }),
            None => None,
        };
        Ok(Kind::Request(Box::new(RequestCase {
            params,
            endpoint,
            method: self.method,
            uri: self.uri,
            host: self.host.map(|host| Endpoint::parse(&host).host),
            headers,
            required_headers: self.require_headers,
            forbidden_headers: self.forbid_headers,
            body,
            ..RequestCase::default()
        })))
    }
}

/// The error shape: the only one of the operation, or the one named by the code.
fn error_shape(given: &Map<String, Value>, code: Option<&str>) -> miette::Result<String> {
    let errors = given.get("errors").and_then(Value::as_array);
    let names: Vec<_> = errors
        .into_iter()
        .flatten()
        .filter_map(|error| error.get("shape")?.as_str())
        .collect();
    match (names.as_slice(), code) {
        ([name], _) => Ok((*name).to_owned()),
        (names, Some(code)) if names.contains(&code) => Ok(code.to_owned()),
        _ => Err(miette!("the operation has no such error")),
    }
}

/// A body, written as text, or as base64 if binary.
fn body(text: &str, encoded: bool) -> miette::Result<Vec<u8>> {
    if encoded {
        BASE64.decode(text).into_diagnostic()
    } else {
        Ok(text.as_bytes().to_vec())
    }
}

/// Pairs of names and strings.
pub(super) fn pairs(map: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: &Value| {
        let number = exact::number(value);
        let text = number.or_else(|| value.as_str().map(Cow::Borrowed));
        text.map_or_else(|| value.to_string(), Cow::into_owned)
    };
    map.iter()
        .map(|(name, value)| (name.clone(), text(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suite(cases: &Value) -> Suite {
        let file = json!([{
            "description": "Sizes",
            "metadata": {"protocol": "query", "apiVersion": "2020-01-08"},
            "shapes": {},
            "clientEndpoint": "https://example.com/custom",
            "cases": cases,
        }]);
        assert!(recognises(&file));
        read(&file, "input/query.json").unwrap().remove(0)
    }

    #[test]
    fn an_operation_is_a_distinct_given() {
        let suite = suite(&json!([
            {"given": {"name": "A", "output": {"shape": "B"}}, "params": {}, "serialized": {}},
            {"given": {"name": "A", "output": {"shape": "B"}}, "params": {}, "serialized": {}},
            {"given": {"name": "A"}, "params": {}, "serialized": {}},
        ]));
        let names: Vec<_> = suite
            .cases
            .iter()
            .map(|case| case.operation.as_str())
            .collect();
        assert_eq!(names, ["A", "A", "A2"]);
        let model: Value = serde_json::from_str(&suite.bundle.service.text).unwrap();
        assert_eq!(model["operations"]["A2"]["name"], "A");
        assert_eq!(model["operations"]["A2"]["http"]["requestUri"], "/");
        assert_eq!(
            model["operations"]["A"]["output"]["resultWrapper"],
            "AResult"
        );
        assert_eq!(suite.cases[2].id, "Sizes, 0:2");
    }

    #[test]
    fn a_request_goes_where_the_client_points() {
        let suite = suite(&json!([
            {"given": {"name": "A"}, "params": {}, "serialized": {"host": "foo.example.com", "body": "a=b"}},
        ]));
        let Kind::Request(case) = &suite.cases[0].kind else {
            panic!("it is a request");
        };
        assert_eq!(case.endpoint.path, "/custom");
        assert_eq!(case.host.as_deref(), Some("foo.example.com"));
        assert_eq!(case.body.as_ref().unwrap().media, Media::Form);
    }

    #[test]
    fn an_error_is_of_the_shape_its_operation_names() {
        let suite = suite(&json!([{
            "given": {"name": "A", "errors": [{"shape": "Gone"}]},
            "error": {}, "errorCode": "Custom", "response": {"status_code": 400, "body": "<a/>"},
        }]));
        let Kind::Response(case) = &suite.cases[0].kind else {
            panic!("it is a response");
        };
        let Becomes::Error(error) = &case.becomes else {
            panic!("it is an error");
        };
        assert_eq!(
            (error.shape.as_str(), error.code.as_deref()),
            ("Gone", Some("Custom"))
        );
        assert_eq!(case.body, b"<a/>");
    }
}
