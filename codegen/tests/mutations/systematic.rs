//! One model with each mutation applied at every place: the result is a value or a report, never a panic.

use sansmith_codegen::report::Entry;
use sansmith_codegen::{Bundle, Config, Report, Source, front};
use serde_json::{Value, json};

/// A model with every kind of construct.
pub(crate) fn model() -> Value {
    json!({
        "version": "2.0",
        "metadata": {
            "protocol": "rest-json", "protocols": ["rest-json", "query"], "serviceId": "Lamp",
            "endpointPrefix": "lamp", "jsonVersion": "1.1", "auth": ["aws.auth#sigv4"],
            "xmlNamespace": "urn:lamp", "protocolSettings": {"h2": "optional"},
            "awsQueryCompatible": {}
        },
        "clientContextParams": {"Dim": {"type": "boolean"}},
        "operations": {
            "Glow": {
                "name": "Glow2020",
                "http": {"method": "PUT", "requestUri": "/{Id}/{Rest+}?glow", "responseCode": 201},
                "input": {"shape": "In", "xmlNamespace": {"uri": "urn:in"}},
                "output": {"shape": "Out", "resultWrapper": "GlowResult"},
                "errors": [{"shape": "Dark"}], "auth": ["smithy.api#noAuth"], "authtype": "none",
                "endpoint": {"hostPrefix": "{Host}."}, "endpointdiscovery": {"required": true},
                "httpChecksum": {"requestAlgorithmMember": "Id", "responseAlgorithms": ["CRC32"]},
                "requestcompression": {"encodings": ["gzip"]},
                "staticContextParams": {"Dim": {"value": true}},
                "operationContextParams": {"Lamp": {"path": "Id"}}
            },
            "Dim": {"http": {"method": "GET", "requestUri": "/"}}
        },
        "shapes": {
            "In": {
                "type": "structure", "required": ["Id", "Self"], "payload": "Body",
                "members": {
                    "Id": {"shape": "Id", "location": "uri", "contextParam": {"name": "Lamp"}},
                    "Rest": {"shape": "Id", "location": "uri", "deprecated": true},
                    "Host": {"shape": "Id", "hostLabel": true, "locationName": "host"},
                    "Self": {"shape": "In", "xmlNamespace": {"prefix": "p", "uri": "u"}},
                    "Head": {"shape": "When", "location": "header", "timestampFormat": "rfc822"},
                    "Heads": {"shape": "Map", "location": "headers", "locationName": "x-"},
                    "Query": {"shape": "Map", "location": "querystring"},
                    "Body": {"shape": "Bytes", "streaming": true}
                }
            },
            "Out": {"type": "structure", "members": {
                "Code": {"shape": "Count", "location": "statusCode"},
                "Choice": {"shape": "Choice"}, "Any": {"shape": "Any"}}},
            "Choice": {"type": "structure", "union": true, "members": {
                "List": {"shape": "List"}, "More": {"shape": "Out"}}},
            "Any": {"type": "structure", "document": true, "members": {}},
            "Id": {"type": "string", "min": 1, "max": 9, "pattern": "\\d+", "sensitive": true},
            "Hue": {"type": "string", "enum": ["red", "blue"]},
            "When": {"type": "timestamp", "timestampFormat": "iso8601"},
            "Bytes": {"type": "blob", "streaming": true, "requiresLength": true},
            "Count": {"type": "long", "min": -9_223_372_036_854_775_808_i64, "max": 0.5},
            "List": {"type": "list", "member": {"shape": "Hue"}, "flattened": true, "max": 3},
            "Map": {"type": "map", "key": {"shape": "Hue"}, "value": {"shape": "Id"}, "sparse": true},
            "Dark": {"type": "structure", "exception": true, "members": {},
                "error": {"code": "dark", "httpStatusCode": 503, "senderFault": false},
                "retryable": {"throttling": true}}
        }
    })
}

pub(crate) fn sidecars() -> Vec<Value> {
    vec![
        json!({"pagination": {"Glow": {"input_token": "Id", "output_token": ["Any"],
            "result_key": "Choice", "non_aggregate_keys": ["Code"]}}}),
        json!({"version": 2, "waiters": {"Lit": {"operation": "Glow", "delay": 1,
            "maxAttempts": 3, "acceptors": [
                {"matcher": "path", "argument": "Any", "expected": "on", "state": "success"},
                {"matcher": "error", "expected": true, "state": "failure"},
                {"matcher": "status", "expected": 404, "state": "retry"}]}}}),
        json!({"examples": {"Glow": [{"title": "t", "input": {"Id": "1"}, "output": {}}]}}),
        json!({"merge": {"shapes": {"Out": {"members": {"New": {"shape": "Id"}}}}}}),
        json!({"version": "1.0", "parameters": {
                "Region": {"type": "string", "builtIn": "AWS::Region", "required": true, "default": "x"},
                "Fast": {"type": "boolean"}},
            "rules": [{"type": "tree", "conditions": [
                {"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "partition"},
                {"fn": "not", "argv": [{"fn": "booleanEquals", "argv": [{"ref": "Fast"}, true]}]}],
              "rules": [
                {"type": "error", "conditions": [{"fn": "stringEquals", "argv": [
                    {"fn": "getAttr", "argv": [{"ref": "partition"}, "name"]}, "aws-{Region}"]}], "error": "no {Region}"},
                {"type": "endpoint", "conditions": [], "endpoint": {
                    "url": "https://{Region}.{partition#dnsSuffix}", "headers": {"x-a": ["{Region}"]},
                    "properties": {"authSchemes": [{"name": "sigv4", "signingRegionSet": ["*"],
                        "disableDoubleEncoding": true}], "x": [{"y": 1}]}}}]}]}),
    ]
}

pub(crate) const NAMES: [&str; 5] = [
    "paginators-1.json",
    "waiters-2.json",
    "examples-1.json",
    "service-2.sdk-extras.json",
    "endpoint-rule-set-1.json",
];

fn run(model: &Value, sidecars: &[Value]) -> Result<(), Report> {
    let mut bundle = Bundle::new(Source::new("service-2.json", model.to_string()));
    let named = NAMES.iter().zip(sidecars);
    bundle.sidecars = named
        .map(|(name, sidecar)| Source::new(*name, sidecar.to_string()))
        .collect();
    let (ir, warnings) = front(&bundle, &Config::default())?;
    // Print the result, to test printing too.
    let _ = ir.to_string();
    let _ = Report::new(&bundle, warnings);
    Ok(())
}

/// Pointers to all values within a value.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    let entries = value.as_object().into_iter().flatten();
    for (key, child) in entries {
        places(child, &format!("{at}/{key}"), all);
    }
    let items = value.as_array().into_iter().flatten().enumerate();
    for (index, child) in items {
        places(child, &format!("{at}/{index}"), all);
    }
}

fn replacements() -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("x"),
        json!("Foo; fn main"),
        json!("a\nb"),
        json!("{"),
        json!("/{Id"),
        json!([]),
        json!({}),
        json!([[]]),
        json!({"shape": "In"}),
        json!({"": {"": 1}}),
        json!({"a~/b": null}),
    ];
    let names = [
        "In",
        "Out",
        "Choice",
        "List",
        "Map",
        "Id",
        "structure",
        "list",
        "map",
        "Nowhere",
    ];
    values.extend(names.map(|name| json!(name)));
    values
}

#[test]
fn the_model_itself_is_right() {
    if let Err(report) = run(&model(), &sidecars()) {
        let lines: Vec<_> = report.entries().iter().map(Entry::one_line).collect();
        panic!("{lines:#?}");
    }
}

#[test]
fn no_replacement_is_a_panic() {
    let (model, sidecars) = (model(), sidecars());
    let mut all = Vec::new();
    places(&model, "", &mut all);
    for place in &all {
        for value in replacements() {
            let mut damaged = model.clone();
            *damaged.pointer_mut(place).expect("the place is there") = value;
            let _ = run(&damaged, &sidecars);
        }
    }
    for number in 0..sidecars.len() {
        let mut all = Vec::new();
        places(&sidecars[number], "", &mut all);
        for place in &all {
            for value in replacements() {
                let mut damaged = sidecars.clone();
                *damaged[number]
                    .pointer_mut(place)
                    .expect("the place is there") = value;
                let _ = run(&model, &damaged);
            }
        }
    }
}

#[test]
fn no_missing_or_unknown_key_is_a_panic() {
    let (model, sidecars) = (model(), sidecars());
    let mut all = Vec::new();
    places(&model, "", &mut all);
    for place in &all {
        let Some(entries) = model.pointer(place).and_then(Value::as_object) else {
            continue;
        };
        for key in entries.keys() {
            let mut damaged = model.clone();
            let entries = damaged.pointer_mut(place).and_then(Value::as_object_mut);
            let entries = entries.expect("the place is an object");
            let value = entries.remove(key).unwrap_or_default();
            let _ = run(&damaged, &sidecars);
            let entries = damaged.pointer_mut(place).and_then(Value::as_object_mut);
            entries
                .expect("the place is an object")
                .insert(format!("{key}x"), value);
            let _ = run(&damaged, &sidecars);
        }
    }
}

#[test]
fn no_cut_text_is_a_panic() {
    let text = model().to_string();
    for end in (0..text.len()).step_by(7) {
        let Some(cut) = text.get(..end) else { continue };
        let bundle = Bundle::new(Source::new("service-2.json", cut));
        assert!(front(&bundle, &Config::default()).is_err());
    }
}
