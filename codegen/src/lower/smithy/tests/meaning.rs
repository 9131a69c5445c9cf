//! Lowering preserves the meaning of traits and shapes.

use serde_json::json;

use super::{clean, lower, lower_files, member};
use crate::config::Config;
use crate::ir::{Location, Protocol, ShapeKind, TimestampFormat};

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
