//! Turns the protocol tests of a Smithy model into suites: one a protocol, for a service speaks one at a time.
//!
//! Tests stand on operations, and on errors; one of an error is run with an operation that may give it.
//!
//! <https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html>

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Bundle, Source};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::botocore::pairs;
use super::case::{
    Becomes, Body, Case, Endpoint, ExpectedError, Kind, Media, QueryRules, RequestCase,
    ResponseCase, Suite,
};

/// What both kinds of test have.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    id: String,
    protocol: String,
    applies_to: Option<String>,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<String>,
    body_media_type: Option<String>,
    #[serde(default = "nothing")]
    params: Value,
    #[serde(flatten)]
    request: WrittenRequest,
    /// The status of a response.
    code: Option<u16>,
}

/// What a test of a request has beside.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenRequest {
    method: Option<String>,
    uri: Option<String>,
    host: Option<String>,
    resolved_host: Option<String>,
    #[serde(default)]
    query_params: Vec<String>,
    #[serde(default)]
    forbid_query_params: Vec<String>,
    #[serde(default)]
    require_query_params: Vec<String>,
    #[serde(default)]
    forbid_headers: Vec<String>,
    #[serde(default)]
    require_headers: Vec<String>,
    #[serde(default)]
    vendor_params: Value,
}

fn nothing() -> Value {
    json!({})
}

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";

/// Whether a file is in this format.
pub(super) fn recognises(file: &Value) -> bool {
    file.get("smithy").is_some() && file.get("shapes").is_some()
}

/// The suites of a file.
pub(super) fn read(file: &Value, text: &str, source: &str) -> miette::Result<Vec<Suite>> {
    let model = Model::of(file);
    let mut suites: BTreeMap<(&str, String), Suite> = BTreeMap::new();
    for (service, _) in model.of_type("service") {
        for (id, operation) in model.operations(service) {
            for (written, error) in model.tests_around(service, (id, operation)) {
                let (protocol, case) = read_test(written, id, error)
                    .wrap_err_with(|| format!("cannot read a test of `{id}` in `{source}`"))?;
                let new = |(_, protocol): &(_, String)| Suite {
                    source: source.to_owned(),
                    bundle: Bundle::new(Source::new(source, text)),
                    protocol: Protocol::from_name(local(protocol)).ok_or(protocol.clone()),
                    service: model.has_several_services().then(|| service.to_owned()),
                    cases: Vec::new(),
                };
                let suite = suites.entry((service, protocol)).or_insert_with_key(new);
                suite.cases.push(case);
            }
        }
    }
    Ok(suites.into_values().collect())
}

/// The protocol of a test, and the test: of an operation, or of an error that it may give.
fn read_test(
    written: &Value,
    operation: &str,
    error: Option<&str>,
) -> miette::Result<(String, Case)> {
    let written = Written::deserialize(written).into_diagnostic()?;
    let protocol = written.protocol.clone();
    let case = written.case(local(operation), error.map(local))?;
    Ok((protocol, case))
}

/// The shapes of a file, with what is applied to them.
struct Model<'a> {
    shapes: &'a Map<String, Value>,
    applied: BTreeMap<&'a str, Vec<&'a Map<String, Value>>>,
}

impl<'a> Model<'a> {
    fn of(file: &'a Value) -> Self {
        static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        let shapes = file
            .get("shapes")
            .and_then(Value::as_object)
            .unwrap_or(&NONE);
        let mut applied: BTreeMap<&str, Vec<&Map<String, Value>>> = BTreeMap::new();
        for (id, shape) in shapes {
            if let Some(traits) = shape.get("traits").and_then(Value::as_object) {
                applied.entry(id).or_default().push(traits);
            }
        }
        Self { shapes, applied }
    }

    fn of_type(&self, name: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let is_it = move |shape: &Value| shape.get("type").and_then(Value::as_str) == Some(name);
        let shapes = self.shapes.iter().filter(move |(_, shape)| is_it(shape));
        shapes.map(|(id, shape)| (id.as_str(), shape))
    }

    fn has_several_services(&self) -> bool {
        self.of_type("service").nth(1).is_some()
    }

    /// The operations of a service and of its resources.
    fn operations(&self, service: &str) -> Vec<(&'a str, &'a Value)> {
        let mut found = Vec::new();
        let mut open = vec![service];
        let mut seen = Vec::new();
        while let Some(id) = open.pop() {
            let Some((id, shape)) = self.shapes.get_key_value(id) else {
                continue;
            };
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let lifecycle = ["create", "put", "read", "update", "delete", "list"];
            let bound = lifecycle
                .into_iter()
                .filter_map(|name| target(shape.get(name)?));
            let listed = targets(shape, "operations").chain(targets(shape, "collectionOperations"));
            for id in bound.chain(listed) {
                if let Some((id, operation)) = self.shapes.get_key_value(id) {
                    found.push((id.as_str(), operation));
                }
            }
            open.extend(targets(shape, "resources"));
        }
        found
    }

    /// The errors that an operation of a service may give.
    fn errors(&self, service: &str, operation: &'a Value) -> impl Iterator<Item = &'a str> {
        let of_service = self.shapes.get(service).into_iter();
        targets(operation, "errors").chain(of_service.flat_map(|shape| targets(shape, "errors")))
    }

    /// The first operation of a service that may give an error.
    fn first_with(&self, service: &str, error: &str) -> Option<&'a str> {
        self.operations(service)
            .into_iter()
            .find(|(_, operation)| self.errors(service, operation).any(|id| id == error))
            .map(|(id, _)| id)
    }

    /// The tests to run with an operation, those of errors with the error.
    fn tests_around(
        &self,
        service: &str,
        (id, operation): (&str, &'a Value),
    ) -> Vec<(&'a Value, Option<&'a str>)> {
        let own = self.tests(id, REQUESTS).chain(self.tests(id, RESPONSES));
        let mut tests: Vec<_> = own.map(|test| (test, None)).collect();
        for error in self.errors(service, operation) {
            // An error that several operations have is tested once, with the first.
            if self.first_with(service, error) == Some(id) {
                tests.extend(self.tests(error, RESPONSES).map(|test| (test, Some(error))));
            }
        }
        tests
    }

    /// The tests of a kind that a shape has.
    fn tests(&self, id: &str, kind: &str) -> impl Iterator<Item = &'a Value> {
        let traits = self.applied.get(id).into_iter().flatten();
        traits
            .filter_map(move |traits| traits.get(kind)?.as_array())
            .flatten()
    }
}

fn target(reference: &Value) -> Option<&str> {
    reference.get("target")?.as_str()
}

fn targets<'a>(shape: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    let listed = shape.get(key).and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(target)
}

/// A shape's name without its namespace.
fn local(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

impl Written {
    fn case(self, operation: &str, error: Option<&str>) -> miette::Result<Case> {
        Ok(Case {
            id: self.id.clone(),
            operation: operation.to_owned(),
            server_only: self.applies_to.as_deref() == Some("server"),
            kind: match self.code {
                Some(status) => self.response(status, error)?,
                None => self.request()?,
            },
        })
    }

    /// The kind of the body, and its bytes: those that are not text are base64.
    fn body(&self) -> miette::Result<Option<Body>> {
        let Some(text) = &self.body else {
            return Ok(None);
        };
        let of_header = self
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
            .and_then(|(_, value)| value.as_str());
        let media = match (
            self.body_media_type.as_deref().or(of_header),
            &*self.protocol,
        ) {
            (Some(name), _) => Media::of_type(name),
            (None, id) => Protocol::from_name(local(id)).map_or(Media::Bytes, Media::of_protocol),
        };
        let bytes = if media == Media::Cbor {
            BASE64.decode(text).into_diagnostic()?
        } else {
            text.as_bytes().to_vec()
        };
        Ok(Some(Body { bytes, media }))
    }

    fn request(self) -> miette::Result<Kind> {
        let body = self.body()?;
        let Self {
            headers,
            params,
            request,
            ..
        } = self;
        let endpoint = request
            .host
            .as_deref()
            .map(Endpoint::parse)
            .unwrap_or_default();
        let style = "/scopedConfig/client/s3/addressing_style";
        let style = request.vendor_params.pointer(style).and_then(Value::as_str);
        Ok(Kind::Request(Box::new(RequestCase {
            params,
            endpoint,
            virtual_host: style == Some("virtual"),
            method: Some(request.method.ok_or_else(|| miette!("it has no method"))?),
            uri: Some(request.uri.ok_or_else(|| miette!("it has no uri"))?),
            query: Some(QueryRules {
                pairs: request.query_params,
                required: request.require_query_params,
                forbidden: request.forbid_query_params,
            }),
            host: request.resolved_host,
            headers: pairs(&headers),
            required_headers: request.require_headers,
            forbidden_headers: request.forbid_headers,
            body,
        })))
    }

    fn response(self, status: u16, error: Option<&str>) -> miette::Result<Kind> {
        let body = self.body()?;
        let becomes = match error {
            None => Becomes::Output(self.params),
            Some(shape) => Becomes::Error(ExpectedError {
                shape: shape.to_owned(),
                code: None,
                message: None,
                fields: self.params,
            }),
        };
        Ok(Kind::Response(Box::new(ResponseCase {
            status,
            headers: pairs(&self.headers),
            body: body.map(|body| body.bytes).unwrap_or_default(),
            becomes,
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Value {
        let request = json!([{
            "id": "A", "protocol": "aws.protocols#restJson1", "method": "GET", "uri": "/a",
            "queryParams": ["b=c"], "host": "example.com/custom", "resolvedHost": "x.example.com",
            "vendorParams": {"scopedConfig": {"client": {"s3": {"addressing_style": "virtual"}}}},
        }, {
            "id": "B", "protocol": "aws.protocols#restJson1", "method": "GET", "uri": "/a",
            "appliesTo": "server",
        }]);
        let response = json!([{
            "id": "C", "protocol": "smithy.protocols#rpcv2Cbor", "code": 400, "body": "oA==",
            "bodyMediaType": "application/cbor", "params": {"D": 1},
        }]);
        json!({
            "smithy": "2.0",
            "shapes": {
                "n#S": {"type": "service", "operations": [{"target": "n#O"}], "resources": [{"target": "n#R"}]},
                "n#R": {"type": "resource", "read": {"target": "n#P"}, "resources": [{"target": "n#R"}]},
                "n#O": {"type": "operation", "errors": [{"target": "n#E"}], "traits": {REQUESTS: request}},
                "n#P": {"type": "operation", "errors": [{"target": "n#E"}], "traits": {RESPONSES: response}},
                "n#E": {"type": "structure", "members": {}, "traits": {RESPONSES: response}},
            },
        })
    }

    #[test]
    fn tests_are_found_on_operations_resources_and_errors() {
        let model = model();
        assert!(recognises(&model));
        let suites = read(&model, "", "m.json").unwrap();
        let found: Vec<_> = suites
            .iter()
            .map(|suite| {
                let cases = suite.cases.iter();
                let cases = cases.map(|case| format!("{} {}", case.operation, case.id));
                (
                    suite.protocol.as_ref().unwrap().as_str(),
                    cases.collect::<Vec<_>>(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("restJson1", vec!["O A".to_owned(), "O B".to_owned()]),
                ("rpcv2Cbor", vec!["O C".to_owned(), "P C".to_owned()]),
            ]
        );
        assert!(suites[0].cases[1].server_only);
    }

    #[test]
    fn a_request_test_says_what_is_asked() {
        let model = model();
        let suites = read(&model, "", "m.json").unwrap();
        let Kind::Request(case) = &suites[0].cases[0].kind else {
            panic!("it is a request");
        };
        assert_eq!(
            (case.endpoint.path.as_str(), case.virtual_host),
            ("/custom", true)
        );
        assert_eq!(case.host.as_deref(), Some("x.example.com"));
        assert_eq!(case.query.as_ref().unwrap().pairs, ["b=c"]);
        assert!(case.body.is_none());
    }

    #[test]
    fn a_body_that_is_not_text_is_decoded() {
        let model = model();
        let suites = read(&model, "", "m.json").unwrap();
        let Kind::Response(case) = &suites[1].cases[0].kind else {
            panic!("it is a response");
        };
        assert_eq!((case.status, case.body.as_slice()), (400, &[0xa0][..]));
        let Becomes::Error(error) = &case.becomes else {
            panic!("it is an error");
        };
        assert_eq!(error.shape, "E");
    }
}
