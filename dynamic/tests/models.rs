//! Models of the repository, and small ones with everything that is special.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use std::path::{Path, PathBuf};

use sansmith::{Codecs as _, OperationError as _, request, response};
use sansmith_dynamic::{Cache, DynValue, Finder, Model, Sample, Sampler, Source};

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models")
}

fn connect() -> Model {
    Finder::new().folder(models()).open("connect").unwrap()
}

/// A service with recursive shapes, all kinds of members, and an error.
const LAMP: &str = r#"
$version: "2"
namespace example.lamp
use aws.protocols#restJson1

@restJson1
service Lamp { version: "2026-01-01", operations: [Glow] }

@http(method: "POST", uri: "/lamps/{name}/glow", code: 200)
operation Glow { input := {
    @required @httpLabel name: String
    @httpHeader("x-level") level: Level = 3
    @httpQuery("tags") tags: Tags
    tree: Tree
    color: Color
    @required at: Timestamp
    any: Document
    holes: Holes
}, output := {
    @required tree: Tree
    @httpHeader("x-count") count: Long
    @required names: Tags
}, errors: [Broken] }

integer Level
list Tags { member: String }
@sparse list Holes { member: String }
structure Tree { value: String, left: Tree, right: Tree, leaves: Trees, color: Color }
map Trees { key: String, value: Tree }
union Color { name: String, mixed: Colors }
list Colors { member: Color }

@error("client") @httpError(409)
structure Broken { @required message: String, bulb: Integer }
"#;

fn lamp() -> Model {
    Model::of_sources(Source::new("lamp.smithy", LAMP), []).unwrap()
}

#[test]
fn an_input_goes_to_its_bindings_and_comes_back() {
    let glow = lamp().operation("Glow").unwrap();
    let json = r#"{"name":"desk lamp","level":3,"tags":["a","b"],"tree":{"value":"v","left":{"leaves":{"k":{}}},"color":{"mixed":[{"name":"red"}]}},"color":{"name":"blue"},"at":"2026-01-01T00:00:00Z","any":null,"holes":["a",null]}"#;
    let input = DynValue::from_json(glow.input(), json).unwrap();
    assert_eq!(input.to_json(), json);
    let request = glow.request(&input, &request::Options::new()).unwrap();
    assert_eq!(request.http.uri(), "/lamps/desk%20lamp/glow?tags=a&tags=b");
    assert_eq!(request.http.headers()["x-level"], "3");
    let body = std::str::from_utf8(request.http.body().as_bytes().unwrap()).unwrap();
    assert!(body.contains(r#""at":1767225600"#), "{body}");
    assert!(body.contains(r#""holes":["a",null]"#), "{body}");
    let changed = DynValue::from_json(glow.input(), json.replace("blue", "red")).unwrap();
    assert_ne!(input, changed);
}

#[test]
fn what_is_required_must_be_there_and_defaults_are_filled() {
    let glow = lamp().operation("Glow").unwrap();
    let error = DynValue::from_json(glow.input(), r#"{"name":"n"}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the required member `at` is missing (at byte 0)"
    );
    let error = DynValue::from_json(glow.input(), r#"{"name":"n","at":0,"level":3000000000}"#);
    assert_eq!(error.unwrap_err().path(), "level");
    let output = glow.output();
    let zero = DynValue::zero(output);
    assert_eq!(zero.to_json(), r#"{"tree":{},"names":[]}"#);
    let value = zero.to_value();
    assert_eq!(
        value.get("names").and_then(|names| names.as_list()),
        Some(&[][..])
    );
}

#[test]
fn responses_become_outputs_and_errors() {
    let glow = lamp().operation("Glow").unwrap();
    let response = http::Response::builder()
        .header("x-count", "7")
        .body(r#"{"tree":{"left":{"value":"v"}},"unknown":1}"#)
        .unwrap();
    let read = glow.response(&response, &response::Options::new()).unwrap();
    assert_eq!(
        read.output.to_json(),
        r#"{"tree":{"left":{"value":"v"}},"count":7,"names":[]}"#
    );
    assert_eq!(read.paths, ["names"]);
    let response = http::Response::builder()
        .status(409)
        .header("x-amzn-errortype", "Broken")
        .body(r#"{"message":"it fell","bulb":2}"#)
        .unwrap();
    let error = glow
        .response(&response, &response::Options::new())
        .unwrap_err();
    assert_eq!(error.to_string(), "Broken: it fell");
    assert_eq!(error.status(), 409);
    assert_eq!(error.content().schema().name, "Broken");
    assert_eq!(
        error.content().get("bulb").and_then(DynValue::as_i64),
        Some(2)
    );
    let response = http::Response::builder()
        .status(500)
        .body(r#"{"__type":"Strange","a":[1]}"#)
        .unwrap();
    let error = glow
        .response(&response, &response::Options::new())
        .unwrap_err();
    assert_eq!((error.code(), error.retryable()), ("Strange", true));
    assert_eq!(error.content().to_json(), r#"{"__type":"Strange","a":[1]}"#);
}

#[test]
fn a_cache_answers_and_a_damaged_one_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("lamp.smithy");
    // Another namespace than in the other tests, which share what is open in this process.
    std::fs::write(&model, LAMP.replace("example.lamp", "example.cached")).unwrap();
    let cache = Cache::at(folder.path().join("cache"));
    let first = cache.open(&model).unwrap();
    let files: Vec<_> = std::fs::read_dir(cache.folder().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1);
    let whole = std::fs::read(&files[0]).unwrap();
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    for bytes in [&damaged, &whole[..whole.len() - 1], b"".as_slice()] {
        std::fs::write(&files[0], bytes).unwrap();
        // A copy of the model with another name has another key, so this process reads the cache.
        let again = cache.open(&model).unwrap();
        assert_eq!(format!("{again:?}"), format!("{first:?}"));
    }
}

#[test]
fn connect_has_the_operations_of_its_model() {
    let model = connect();
    assert_eq!(model.service().id, "Connect");
    assert!(model.operation_names().count() > 300);
    let error = model.operation("listqueues").unwrap_err().to_string();
    assert_eq!(
        error,
        "Connect has no operation `listqueues`: did you mean `ListQueues`?"
    );
    let chat = model.operation("StartOutboundChatContact").unwrap();
    let params = sansmith::endpoint::Params::new()
        .built_in(sansmith::endpoint::BuiltIn::Region, "eu-west-1");
    let input = Sampler::new(1).value(chat.input());
    let arguments = chat.arguments(&input);
    let endpoint = model.service().endpoint_with(&params, &arguments).unwrap();
    assert_eq!(endpoint.url, "https://connect.eu-west-1.amazonaws.com");
}

#[test]
fn samples_are_valid_and_the_same_for_a_seed() {
    for operation in connect().operations() {
        for sample in [Sample::Full, Sample::Least] {
            let value = |seed| Sampler::new(seed).sample(sample).value(operation.input());
            let one = value(1);
            assert_eq!(one.to_json(), value(1).to_json());
            let violations =
                sansmith::registry::validate_json(one.to_json().as_bytes(), operation.input());
            let violations = violations.unwrap();
            assert!(
                violations.is_empty(),
                "{operation:?}: {violations:?} {one:?}"
            );
            operation.request(&one, &request::Options::new()).unwrap();
        }
    }
}
