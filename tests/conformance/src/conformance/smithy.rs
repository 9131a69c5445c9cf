//! Reads protocol tests from Smithy models: one suite per protocol.
//!
//! Tests are on operations and errors; a test of an error uses an operation with that error.
//!
//! <https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html>

mod events;
mod malformed;
mod ruled;
mod vendor;
mod written;

use std::collections::BTreeMap;

use miette::{IntoDiagnostic, WrapErr};
use sansmith_codegen::ir::Protocol;
use sansmith_codegen::{Bundle, Source};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::case::{Case, Side, Suite};
pub(super) use ruled::with_rules;

use events::WrittenEvents;
use written::Written;

const MIXIN: &str = "smithy.api#mixin";
const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";
const MALFORMED: &str = "smithy.test#httpMalformedRequestTests";
const EVENTS: &str = "smithy.test#eventStreamTests";

/// Properties of services and resources that refer to operations.
const OPERATIONS: [&str; 8] = [
    "create",
    "put",
    "read",
    "update",
    "delete",
    "list",
    "operations",
    "collectionOperations",
];

/// Returns true if a file is in this format.
pub(super) fn recognises(file: &Value) -> bool {
    file.get("smithy").is_some() && file.get("shapes").is_some()
}

/// Suites of a file.
pub(super) fn read(
    file: &Value,
    text: &str,
    (source, side): (&str, Side),
) -> miette::Result<Vec<Suite>> {
    let model = Model::of(file);
    let mut suites: BTreeMap<(&str, String), Suite> = BTreeMap::new();
    for service in model.services() {
        for id in model.operations(service) {
            let mut cases = Vec::new();
            for (written, error) in model.tests_around(service, id) {
                cases.push(
                    read_test(written, (id, side), error)
                        .wrap_err_with(|| format!("cannot read a test of `{id}` in `{source}`"))?,
                );
            }
            // Clients send no malformed requests.
            for written in model.tests(id, MALFORMED).filter(|_| side == Side::Server) {
                cases.extend(
                    malformed::read(written, local(id))
                        .wrap_err_with(|| format!("cannot read a test of `{id}` in `{source}`"))?,
                );
            }
            for (protocol, case) in cases {
                let new = |(_, protocol): &(_, String)| Suite {
                    source: source.to_owned(),
                    bundle: Bundle::new(Source::new(source, text)),
                    protocol: Protocol::from_name(local(protocol)).ok_or(protocol.clone()),
                    service: model
                        .services()
                        .nth(1)
                        .is_some()
                        .then(|| service.to_owned()),
                    cases: Vec::new(),
                };
                let suite = suites.entry((service, protocol)).or_insert_with_key(new);
                suite.cases.push(case);
            }
        }
    }
    Ok(suites.into_values().collect())
}

/// Parses a test of an operation or of one of its errors; returns it with its protocol.
fn read_test(
    written: &Value,
    (operation, side): (&str, Side),
    error: Option<&str>,
) -> miette::Result<(String, Case)> {
    let is_of_events = ["events", "initialRequest", "initialResponse"]
        .iter()
        .any(|key| written.get(key).is_some());
    if is_of_events {
        let written = WrittenEvents::deserialize(written).into_diagnostic()?;
        let protocol = written.protocol.clone();
        return Ok((protocol, written.case(local(operation), side)?));
    }
    let written = Written::deserialize(written).into_diagnostic()?;
    let protocol = written.protocol.clone();
    let case = written.case(local(operation), error.map(local))?;
    Ok((protocol, case))
}

/// Shapes of a file, with applied traits.
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

    /// Services, without mixins.
    fn services(&self) -> impl Iterator<Item = &'a str> {
        let is_one = |id: &str, shape: &Value| {
            shape.get("type").and_then(Value::as_str) == Some("service")
                && !self.traits(id).any(|traits| traits.contains_key(MIXIN))
        };
        let services = self
            .shapes
            .iter()
            .filter(move |(id, shape)| is_one(id, shape));
        services.map(|(id, _)| id.as_str())
    }

    /// Operations of a service and of its resources.
    fn operations(&self, service: &str) -> Vec<&'a str> {
        let mut found = Vec::new();
        let mut open = vec![service];
        let mut seen = Vec::new();
        while let Some(id) = open.pop() {
            let Some((id, _)) = self.shapes.get_key_value(id) else {
                continue;
            };
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            found.extend(OPERATIONS.into_iter().flat_map(|key| self.named(id, key)));
            open.extend(self.named(id, "resources"));
        }
        found
    }

    /// Shapes referenced under a key by a shape or its mixins.
    fn named(&self, id: &str, key: &str) -> Vec<&'a str> {
        let mut named = Vec::new();
        let mut open = vec![id];
        let mut seen = Vec::new();
        while let Some(id) = open.pop() {
            let Some((id, shape)) = self.shapes.get_key_value(id) else {
                continue;
            };
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            named.extend(shape.get(key).and_then(target));
            named.extend(targets(shape, key));
            open.extend(targets(shape, "mixins"));
        }
        named
    }

    /// Errors of an operation, including those of the service.
    fn errors(&self, service: &str, operation: &str) -> impl Iterator<Item = &'a str> {
        let own = self.named(operation, "errors");
        own.into_iter().chain(self.named(service, "errors"))
    }

    /// The first operation of a service with the given error.
    fn first_with(&self, service: &str, error: &str) -> Option<&'a str> {
        let operations = self.operations(service).into_iter();
        let mut giving = operations.filter(|id| self.errors(service, id).any(|id| id == error));
        giving.next()
    }

    /// Tests to run with an operation; tests of errors include the error.
    fn tests_around(&self, service: &str, id: &str) -> Vec<(&'a Value, Option<&'a str>)> {
        let own = [REQUESTS, RESPONSES, EVENTS];
        let own = own.into_iter().flat_map(|kind| self.tests(id, kind));
        let mut tests: Vec<_> = own.map(|test| (test, None)).collect();
        for error in self.errors(service, id) {
            // An error shared by several operations is tested once, with the first.
            if self.first_with(service, error) == Some(id) {
                tests.extend(self.tests(error, RESPONSES).map(|test| (test, Some(error))));
            }
        }
        tests
    }

    /// Traits applied to a shape.
    fn traits(&self, id: &str) -> impl Iterator<Item = &'a Map<String, Value>> {
        self.applied.get(id).into_iter().flatten().copied()
    }

    /// Tests of the given kind on a shape.
    fn tests(&self, id: &str, kind: &str) -> impl Iterator<Item = &'a Value> {
        self.traits(id)
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

/// A shape name without namespace.
fn local(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::super::case::{Becomes, Kind};
    use super::*;
    use serde_json::json;

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
                "n#S": {"type": "service", "mixins": [{"target": "n#M"}], "resources": [{"target": "n#R"}]},
                "n#M": {"type": "service", "operations": [{"target": "n#O"}], "traits": {"smithy.api#mixin": {}}},
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
        let suites = read(&model, "", ("m.json", Side::Client)).unwrap();
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
        assert_eq!(suites[0].cases[1].side, Some(Side::Server));
    }

    #[test]
    fn request_tests_are_read() {
        let model = model();
        let suites = read(&model, "", ("m.json", Side::Client)).unwrap();
        let Kind::Request(case) = &suites[0].cases[0].kind else {
            panic!("it is a request");
        };
        assert_eq!(
            (case.endpoint.path.as_str(), case.rules.is_some()),
            ("/custom", true)
        );
        assert_eq!(case.host.as_deref(), Some("x.example.com"));
        assert_eq!(case.query.as_ref().unwrap().pairs, ["b=c"]);
        assert!(case.body.is_none());
    }

    #[test]
    fn a_body_that_is_not_text_is_decoded() {
        let model = model();
        let suites = read(&model, "", ("m.json", Side::Client)).unwrap();
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
