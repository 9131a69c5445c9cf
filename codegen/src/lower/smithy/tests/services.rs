//! Lowering preserves the meaning of services, resources and operations.

use serde_json::json;

use super::{clean, lower};
use crate::ir::{
    Acceptor, AcceptorState, ApiKeyPlace, Auth, Comparator, Fault, Matcher, ParameterValue,
    Protocol,
};

#[test]
fn resources_bring_their_operations() {
    let (ir, problems) = lower(
        r#""t#Api": {"type": "service", "resources": [{"target": "t#R"}],
                     "errors": [{"target": "t#Gone"}], "traits": {"aws.protocols#awsJson1_1": {}}},
           "t#R": {"type": "resource", "identifiers": {"id": {"target": "smithy.api#String"}},
                   "create": {"target": "t#C"}, "put": {"target": "t#P"}, "read": {"target": "t#G"},
                   "update": {"target": "t#U"}, "delete": {"target": "t#D"}, "list": {"target": "t#L"},
                   "operations": [{"target": "t#O"}], "collectionOperations": [{"target": "t#X"}],
                   "resources": [{"target": "t#Sub"}]},
           "t#Sub": {"type": "resource", "operations": [{"target": "t#S"}, {"target": "t#O"}],
                     "resources": [{"target": "t#R"}]},
           "t#C": {"type": "operation"}, "t#P": {"type": "operation"}, "t#G": {"type": "operation"},
           "t#U": {"type": "operation"}, "t#D": {"type": "operation"}, "t#L": {"type": "operation"},
           "t#O": {"type": "operation"}, "t#X": {"type": "operation"}, "t#S": {"type": "operation"},
           "t#Gone": {"type": "structure", "traits": {"smithy.api#error": "server"}}"#,
    );
    assert_eq!(problems, []);
    let ir = ir.unwrap();
    let operations: Vec<_> = ir.service.operations.keys().map(String::as_str).collect();
    assert_eq!(operations, ["C", "P", "G", "U", "D", "L", "O", "X", "S"]);
    assert!(
        ir.service
            .operations
            .values()
            .all(|operation| operation.errors == ["Gone"])
    );
    assert_eq!(ir.service.target_prefix.as_deref(), Some("Api"));
    let fault = ir.shapes["Gone"]
        .traits
        .error
        .as_ref()
        .map(|error| error.fault);
    assert_eq!(fault, Some(Fault::Server));
}

#[test]
fn service_metadata_is_read() {
    let (ir, problems) = lower(
        r#""t#Api_2020": {"type": "service", "version": "2020-01-01", "traits": {
               "aws.api#service": {"sdkId": "My Api", "arnNamespace": "my", "endpointPrefix": "my-api"},
               "aws.auth#sigv4": {"name": "signed"}, "smithy.api#httpBearerAuth": {},
               "smithy.api#title": "The API", "aws.protocols#restXml": {"noErrorWrapping": true},
               "aws.protocols#restJson1": {"http": ["http/1.1"], "eventStreamHttp": ["h2"]},
               "smithy.api#auth": ["smithy.api#httpBearerAuth", "aws.auth#sigv4"],
               "smithy.rules#endpointBdd": {"version": "1.1", "parameters": {}, "conditions": [], "results": [],
                   "root": 1, "nodeCount": 1, "nodes": "/////wAAAAH/////"}}}"#,
    );
    assert_eq!(problems, []);
    let service = ir.unwrap().service;
    assert_eq!((&*service.id, &*service.title), ("My Api", "The API"));
    assert_eq!(service.uid.as_deref(), Some("my-api-2020-01-01"));
    assert_eq!(
        (&*service.endpoint_prefix, &*service.signing_name),
        ("my-api", "signed")
    );
    assert_eq!(service.auth, [Auth::Bearer, Auth::SigV4]);
    assert_eq!(service.protocols, [Protocol::RestXml, Protocol::RestJson1]);
    assert_eq!(service.http2.as_deref(), Some("eventstream"));
    assert!(service.no_error_wrapping && service.endpoint_diagram.is_some());
}

#[test]
fn streams_of_events_may_need_the_second_http() {
    let http2 = |settings: &str| {
        let (ir, _) = lower(&format!(
            r#""t#Api": {{"type": "service", "traits": {{"aws.protocols#restJson1": {settings}}}}}"#
        ));
        ir.unwrap().service.http2
    };
    let needs = r#"{"http": ["http/1.1", "h2"], "eventStreamHttp": ["h2"]}"#;
    assert_eq!(http2(needs).as_deref(), Some("eventstream"));
    let may = r#"{"http": ["h2", "http/1.1"]}"#;
    assert_eq!(http2(may).as_deref(), Some("optional"));
    assert_eq!(http2(r#"{"http": ["http/1.1"]}"#), None);
    assert_eq!(http2("{}"), None);
}

#[test]
fn operation_traits_are_read() {
    let (ir, problems) = lower(
        r#""t#Api": {"type": "service", "operations": [{"target": "t#Op"}], "traits": {
               "aws.protocols#awsQuery": {}, "aws.auth#sigv4": {"name": "x"},
               "smithy.api#xmlNamespace": {"uri": "urn:x"},
               "smithy.api#paginated": {"inputToken": "next", "outputToken": "next", "pageSize": "max"}}},
           "t#Op": {"type": "operation", "input": {"target": "smithy.api#Unit"}, "output": {"target": "t#Out"},
               "traits": {"smithy.api#paginated": {"items": "all", "pageSize": "most"},
                   "smithy.api#optionalAuth": {}, "smithy.api#http": {"method": "GET", "uri": "/ignored"},
                   "smithy.api#endpoint": {"hostPrefix": "data."}, "smithy.api#idempotent": {},
                   "smithy.rules#staticContextParams": {"Fast": {"value": true}},
                   "smithy.rules#operationContextParams": {"Name": {"path": "a.b"}},
                   "smithy.api#examples": [{"title": "T", "error": {"shapeId": "t#Bad", "content": {"m": 1}}}],
                   "smithy.waiters#waitable": {"Done": {"maxDelay": 9, "acceptors": [
                       {"state": "success", "matcher": {"output": {
                           "path": "all[]", "expected": "true", "comparator": "booleanEquals"}}},
                       {"state": "retry", "matcher": {"errorType": "t#Bad"}}]}}}},
           "t#Out": {"type": "structure", "members": {"all": {"target": "smithy.api#String"}}}"#,
    );
    assert_eq!(problems, []);
    let service = ir.unwrap().service;
    let operation = &service.operations["Op"];
    let pages = operation.pagination.as_ref().unwrap();
    assert_eq!(
        (pages.input_tokens[0].as_str(), pages.items[0].text.as_str()),
        ("next", "all")
    );
    assert_eq!(pages.page_size.as_deref(), Some("most"));
    assert_eq!(operation.auth, Some(vec![Auth::SigV4, Auth::None]));
    let http = (
        operation.http.method.as_str(),
        operation.http.uri.to_string(),
    );
    assert_eq!(http, ("POST", "/".to_owned()));
    assert_eq!(operation.input, None);
    let output = operation.output.as_ref().unwrap();
    assert_eq!(output.result_wrapper.as_deref(), Some("OpResult"));
    assert!(operation.static_context_params["Fast"] == ParameterValue::Boolean(true));
    assert_eq!(operation.operation_context_params["Name"].text, "a.b");
    assert_eq!(operation.host_prefix.as_deref(), Some("data."));
    let error = operation.examples[0].error.as_ref().unwrap();
    assert_eq!(error.shape.as_str(), "Bad");
    assert_eq!(error.content, json!({"m": 1}).into());
    let waiter = &service.waiters["Done"];
    assert_eq!((waiter.min_delay, waiter.max_delay), (2, Some(9)));
    let Acceptor { state, matcher, .. } = &waiter.acceptors[1];
    let retry = Matcher::Error("Bad".to_owned());
    assert_eq!((*state, matcher), (AcceptorState::Retry, &retry));
    let Matcher::Output {
        comparator,
        expected,
        ..
    } = &waiter.acceptors[0].matcher
    else {
        panic!("it looks at the output");
    };
    assert_eq!(comparator, &Comparator::Equals);
    assert_eq!(expected, &json!(true).into());
}

#[test]
fn a_stream_of_events_has_events() {
    let ir = clean(
        "2.0",
        r#""t#In": {"type": "structure", "members": {"events": {"target": "t#Events",
               "traits": {"smithy.api#httpPayload": {}}}}},
           "t#Events": {"type": "union", "traits": {"smithy.api#streaming": {}},
                        "members": {"one": {"target": "t#One"}}},
           "t#One": {"type": "structure", "members": {"body": {"target": "smithy.api#Blob",
               "traits": {"smithy.api#eventPayload": {}}}}}"#,
    );
    assert!(ir.shapes["Events"].traits.streaming);
    assert!(ir.shapes["One"].traits.event);
    assert!(ir.shapes["One"].member("body").unwrap().event_payload);
}

#[test]
fn the_namespace_of_a_service_is_that_of_its_documents() {
    let namespace = |traits: &str, protocol: &str| {
        let (ir, problems) = lower(&format!(
            r#""t#Api": {{"type": "service", "operations": [{{"target": "t#Op"}}], "traits": {{
                   "{protocol}": {{}}, "smithy.api#xmlNamespace": {{"uri": "urn:api"}}}}}},
               "t#Op": {{"type": "operation", "input": {{"target": "t#In"}},
                        "traits": {{"smithy.api#http": {{"method": "PUT", "uri": "/"}}}}}},
               "t#In": {{"type": "structure", "traits": {{{traits}}}}}"#
        ));
        assert_eq!(problems, []);
        let input = ir.unwrap().service.operations["Op"].input.clone();
        input.unwrap().xml_namespace.map(|namespace| namespace.uri)
    };
    let xml = "aws.protocols#restXml";
    assert_eq!(namespace("", xml).as_deref(), Some("urn:api"));
    let own = r#""smithy.api#xmlNamespace": {"uri": "urn:own"}"#;
    assert_eq!(namespace(own, xml), None);
    assert_eq!(namespace("", "aws.protocols#restJson1"), None);
}

#[test]
fn an_api_key_has_its_place() {
    let place = |trait_: &str| {
        let (ir, problems) = lower(&format!(
            r#""t#Api": {{"type": "service", "traits": {{"aws.protocols#restJson1": {{}},
                   "smithy.api#httpApiKeyAuth": {trait_}}}}}"#
        ));
        assert_eq!(problems, []);
        let service = ir.unwrap().service;
        assert_eq!(service.auth, [Auth::ApiKey]);
        service.api_key
    };
    assert_eq!(
        place(r#"{"name": "X-Key", "in": "header", "scheme": "Key"}"#),
        Some(ApiKeyPlace::Header {
            name: "X-Key".to_owned(),
            scheme: Some("Key".to_owned()),
        })
    );
    assert_eq!(
        place(r#"{"name": "key", "in": "query"}"#),
        Some(ApiKeyPlace::Query("key".to_owned()))
    );
}
