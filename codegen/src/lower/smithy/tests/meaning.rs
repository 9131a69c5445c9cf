//! Lowering preserves the meaning of traits and shapes.

use serde_json::json;

use super::{clean, lower, lower_files, member};
use crate::config::Config;
use crate::ir::{
    Acceptor, AcceptorState, ApiKeyPlace, Auth, Comparator, Fault, Location, Matcher,
    ParameterValue, Protocol, ShapeKind, TimestampFormat,
};

#[test]
fn traits_of_members_are_taken() {
    let header = member("String", r#""smithy.api#httpHeader": "x-m""#);
    assert_eq!(header.location, Location::Header("x-m".to_owned()));
    let bounded = member("String", r#""smithy.api#length": {"min": 1, "max": 2}"#);
    let length = bounded.length.map(|length| (length.min, length.max));
    assert_eq!(length, Some((Some(1), Some(2))));
    let named = member("String", r#""smithy.api#jsonName": "M""#);
    assert_eq!(named.json_name.as_deref(), Some("M"));
    let format = member("Timestamp", r#""smithy.api#timestampFormat": "http-date""#);
    assert_eq!(format.timestamp_format, Some(TimestampFormat::HttpDate));
    let param = member("String", r#""smithy.rules#contextParam": {"name": "P"}"#);
    assert_eq!(param.context_param.as_deref(), Some("P"));
}

#[test]
fn a_name_of_xml_leaves_json_alone() {
    let member = member("String", r#""smithy.api#xmlName": "x""#);
    assert_eq!(member.xml_name.as_deref(), Some("x"));
    assert_eq!(member.json_name.as_deref(), Some("m"));
}

#[test]
fn payload_element_name_comes_from_the_member() {
    let name = |traits: &str| {
        let (ir, problems) = lower(&format!(
            r#""t#Api": {{"type": "service", "operations": [{{"target": "t#Op"}}],
                   "traits": {{"aws.protocols#restXml": {{}}}}}},
               "t#Op": {{"type": "operation", "input": {{"target": "t#In"}},
                   "traits": {{"smithy.api#http": {{"method": "PUT", "uri": "/"}}}}}},
               "t#In": {{"type": "structure", "members": {{
                   "Body": {{"target": "t#Bulk", "traits": {{{traits}}}}}}}}},
               "t#Bulk": {{"type": "structure"}}"#
        ));
        assert_eq!(problems, []);
        ir.unwrap().shapes["In"]
            .member("Body")
            .unwrap()
            .xml_name
            .clone()
    };
    let own = r#""smithy.api#xmlName": "Body""#;
    assert_eq!(name(own), None);
    let payload = format!(r#"{own}, "smithy.api#httpPayload": {{}}"#);
    assert_eq!(name(&payload).as_deref(), Some("Body"));
}

#[test]
fn a_default_is_held_unless_it_is_for_others_to_know() {
    let held = |traits: &str, owner: &str| {
        let ir = clean(
            "2.0",
            &format!(
                r#""t#In": {{"type": "structure", "traits": {{{owner}}}, "members": {{
                    "m": {{"target": "smithy.api#Integer", "traits": {{{traits}}}}}}}}}"#
            ),
        );
        let member = ir.shapes["In"].member("m").unwrap().clone();
        (member.default.clone(), member.held_default().is_some())
    };
    let default = r#""smithy.api#default": 5"#;
    assert_eq!(held(default, ""), (Some(json!(5).into()), true));
    assert_eq!(held(r#""smithy.api#default": null"#, ""), (None, false));
    let optional = format!(r#"{default}, "smithy.api#clientOptional": {{}}"#);
    assert_eq!(held(&optional, ""), (Some(json!(5).into()), false));
    let added = format!(r#"{default}, "smithy.api#addedDefault": {{}}"#);
    assert_eq!(held(&added, ""), (Some(json!(5).into()), false));
    let input = r#""smithy.api#input": {}"#;
    assert_eq!(held(default, input), (Some(json!(5).into()), false));
}

#[test]
fn version_one_says_the_same_in_its_own_words() {
    let one = clean(
        "1.0",
        r#""t#In": {"type": "structure", "members": {
               "a": {"target": "smithy.api#PrimitiveInteger"}, "b": {"target": "smithy.api#Integer"},
               "c": {"target": "t#Bare"}, "d": {"target": "t#Boxed"},
               "e": {"target": "smithy.api#PrimitiveBoolean", "traits": {"smithy.api#box": {}}},
               "f": {"target": "t#Hue"}, "g": {"target": "t#Tags"}, "h": {"target": "t#Bytes"}}},
           "t#Bare": {"type": "long"}, "t#Boxed": {"type": "long", "traits": {"smithy.api#box": {}}},
           "t#Bytes": {"type": "blob", "traits": {"smithy.api#streaming": {}}},
           "t#Tags": {"type": "set", "member": {"target": "smithy.api#String"}},
           "t#Hue": {"type": "string", "traits": {"smithy.api#enum": [
               {"value": "r", "name": "RED", "documentation": "Hot.", "tags": ["x"]},
               {"value": "b", "name": "BLUE", "deprecated": true}]}}"#,
    );
    let two = clean(
        "2.0",
        r#""t#In": {"type": "structure", "members": {
               "a": {"target": "smithy.api#PrimitiveInteger", "traits": {"smithy.api#default": 0}},
               "b": {"target": "smithy.api#Integer"},
               "c": {"target": "t#Bare", "traits": {"smithy.api#default": 0}},
               "d": {"target": "t#Boxed"},
               "e": {"target": "smithy.api#PrimitiveBoolean", "traits": {"smithy.api#default": null}},
               "f": {"target": "t#Hue"}, "g": {"target": "t#Tags"},
               "h": {"target": "t#Bytes", "traits": {"smithy.api#default": ""}}}},
           "t#Bare": {"type": "long", "traits": {"smithy.api#default": 0}}, "t#Boxed": {"type": "long"},
           "t#Bytes": {"type": "blob", "traits": {"smithy.api#streaming": {}}},
           "t#Tags": {"type": "list", "member": {"target": "smithy.api#String"},
                      "traits": {"smithy.api#uniqueItems": {}}},
           "t#Hue": {"type": "enum", "members": {
               "RED": {"target": "smithy.api#Unit", "traits": {
                   "smithy.api#enumValue": "r", "smithy.api#documentation": "Hot.", "smithy.api#tags": ["x"]}},
               "BLUE": {"target": "smithy.api#Unit", "traits": {
                   "smithy.api#enumValue": "b", "smithy.api#deprecated": {}}}}}"#,
    );
    let (one, two) = (one.without_pointers(), two.without_pointers());
    assert_eq!(one.to_string(), two.to_string());
    assert_eq!(one, two);
}

#[test]
fn every_type_is_known() {
    let types = [
        "blob",
        "boolean",
        "byte",
        "short",
        "integer",
        "long",
        "float",
        "double",
        "bigInteger",
        "bigDecimal",
        "string",
        "timestamp",
        "document",
    ];
    let members: Vec<String> = types
        .iter()
        .map(|kind| format!(r#""m_{kind}": {{"target": "t#{kind}"}}"#))
        .collect();
    let shapes: Vec<String> = types
        .iter()
        .map(|kind| format!(r#""t#{kind}": {{"type": "{kind}"}}"#))
        .collect();
    let ir = clean(
        "2",
        &format!(
            r#""t#In": {{"type": "structure", "members": {{{}, "n": {{"target": "t#Level"}},
                   "l": {{"target": "t#List"}}, "p": {{"target": "t#Map"}}, "u": {{"target": "t#Union"}}}}}},
               "t#Level": {{"type": "intEnum", "members": {{"LOW": {{"target": "smithy.api#Unit",
                   "traits": {{"smithy.api#enumValue": 1}}}}}}}},
               "t#List": {{"type": "list", "member": {{"target": "t#string"}}}},
               "t#Map": {{"type": "map", "key": {{"target": "t#string"}}, "value": {{"target": "t#long"}}}},
               "t#Union": {{"type": "union", "members": {{"none": {{"target": "smithy.api#Unit"}}}}}}, {}"#,
            members.join(", "),
            shapes.join(", ")
        ),
    );
    for kind in types {
        assert_eq!(ir.shapes[kind].kind.as_str(), kind);
    }
    let ShapeKind::IntEnum(values) = &ir.shapes["Level"].kind else {
        panic!("an enum of integers is one");
    };
    assert_eq!((values[0].name.as_str(), values[0].value), ("LOW", 1));
    assert_eq!(ir.shapes["Unit"].kind, ShapeKind::Structure(Vec::new()));
}

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
        (&pages.input_tokens[0], &pages.items[0]),
        (&"next".to_owned(), &"all".to_owned())
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
    let retry = Acceptor {
        state: AcceptorState::Retry,
        matcher: Matcher::Error("Bad".to_owned()),
    };
    assert_eq!(waiter.acceptors[1], retry);
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
fn what_protocols_ignore_is_ignored() {
    let shapes = r#"
        "t#Api": {"type": "service", "operations": [{"target": "t#Op"}],
                  "traits": {"aws.protocols#restJson1": {}, "smithy.protocols#rpcv2Cbor": {}}},
        "t#Op": {"type": "operation", "input": {"target": "t#In"}, "errors": [{"target": "t#Bad"}],
                 "traits": {"smithy.api#http": {"method": "GET", "uri": "/{m}"}}},
        "t#In": {"type": "structure", "members": {"m": {"target": "smithy.api#String", "traits": {
            "smithy.api#httpLabel": {}, "smithy.api#required": {}}}}},
        "t#Bad": {"type": "structure", "traits": {"smithy.api#error": "client",
            "aws.protocols#awsQueryError": {"code": "Bad.Code", "httpResponseCode": 402}}}"#;
    let by = |protocol| {
        let config = Config {
            protocol,
            ..Config::default()
        };
        lower_files(&[("2.0", shapes)], &config).0.unwrap()
    };
    let rest = by(None);
    assert_eq!(
        rest.shapes["In"].member("m").unwrap().location,
        Location::Label
    );
    let error = rest.shapes["Bad"].traits.error.clone().unwrap();
    assert_eq!((error.code, error.http_status), (None, None));
    let rpc = by(Some(Protocol::RpcV2Cbor));
    assert_eq!(
        rpc.shapes["In"].member("m").unwrap().location,
        Location::Body
    );
    assert_eq!(rpc.service.operations["Op"].http.uri.to_string(), "/");
    let query = by(Some(Protocol::AwsQuery));
    let error = query.shapes["Bad"].traits.error.clone().unwrap();
    assert_eq!(
        (error.code.as_deref(), error.http_status),
        (Some("Bad.Code"), Some(402))
    );
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
