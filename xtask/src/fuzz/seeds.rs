//! Derives fuzz seeds from protocol tests and fixtures.
//!
//! Output tests give their body, their headers, and all of it in the form read by target `response`; input tests give body and
//! input value; each suite gives its model.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};
use serde_json::{Value, json};

use super::{Fuzz, make};
use sansmith_project::corpus::{Corpus, sha256_hex};

/// Writes seeds from the corpus.
pub(super) fn write(fuzz: &Fuzz, corpus: &Corpus) -> miette::Result<()> {
    for kind in ["input", "output"] {
        let folder = corpus.protocol_tests().join(kind);
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let text = fs::read_to_string(entry.path())
                .into_diagnostic()
                .wrap_err_with(|| format!("cannot read `{}`", entry.path().display()))?;
            let suites: Value = serde_json::from_str(&text).into_diagnostic()?;
            for suite in suites.as_array().into_iter().flatten() {
                write_suite(fuzz, suite)?;
            }
        }
    }
    Ok(())
}

/// Writes seeds from the project's own fixtures.
pub(super) fn write_fixtures(fuzz: &Fuzz) -> miette::Result<()> {
    let fixtures = fuzz.root.join("tests/fixtures");
    let folders = fs::read_dir(&fixtures).into_iter().flatten().flatten();
    for folder in folders {
        let files = fs::read_dir(folder.path()).into_iter().flatten().flatten();
        for file in files.map(|file| file.path()) {
            if file
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let text = fs::read(&file).into_diagnostic()?;
                put(fuzz, &["model", "smithy"], &text)?;
            }
        }
    }
    for text in OF_OURS {
        put(
            fuzz,
            &["json", "document", "query", "validate", "serde", "request"],
            text.as_bytes(),
        )?;
    }
    for text in TIMES {
        put(fuzz, &["timestamp", "base64"], text.as_bytes())?;
    }
    for text in HEADS {
        put(fuzz, &["headers"], text.as_bytes())?;
    }
    for text in CONFIGURATIONS {
        put(fuzz, &["config"], text.as_bytes())?;
    }
    write_endpoints(fuzz)?;
    // A chunk size, the length of the headers, a header with a text, and a payload.
    put(
        fuzz,
        &["frames"],
        b"\x03\x16\x0d:message-type\x07\x00\x05event{}",
    )?;
    for source in 0..8_u8 {
        for text in ANSWERS {
            put(
                fuzz,
                &["credentials"],
                &[&[source], text.as_bytes()].concat(),
            )?;
        }
    }
    Ok(())
}

/// Writes rule sets, a diagram, and bytes for tables and parameters.
fn write_endpoints(fuzz: &Fuzz) -> miette::Result<()> {
    for service in ["connect", "sts"] {
        let folder = fuzz.root.join("models").join(service);
        let rules = fs::read(folder.join("endpoint-rule-set-1.json")).into_diagnostic()?;
        put(fuzz, &["endpoint"], &[&[2][..], &rules, &[5; 32]].concat())?;
    }
    put(
        fuzz,
        &["endpoint"],
        &[&[2][..], RULES.as_bytes(), &[5; 32]].concat(),
    )?;
    put(
        fuzz,
        &["endpoint"],
        &[&[3][..], DIAGRAM.as_bytes(), &[5; 32]].concat(),
    )?;
    for kind in [0, 1, 4_u8] {
        let numbers: Vec<u8> = (0..=255).map(|byte: u8| byte.wrapping_mul(37)).collect();
        put(fuzz, &["endpoint"], &[&[kind][..], &numbers].concat())?;
    }
    Ok(())
}

/// A rule set with many functions.
const RULES: &str = r#"{"version":"1.0","parameters":{"R":{"type":"string"},"F":{"type":"boolean","required":true,"default":false}},"rules":[{"type":"tree","conditions":[{"fn":"isSet","argv":[{"ref":"R"}]},{"fn":"not","argv":[{"fn":"booleanEquals","argv":[{"ref":"F"},false]}]}],"rules":[{"type":"endpoint","conditions":[{"fn":"aws.parseArn","argv":[{"ref":"R"}],"assign":"a"},{"fn":"getAttr","argv":[{"ref":"a"},"resourceId[0]"],"assign":"b"},{"fn":"substring","argv":[{"ref":"b"},0,2,true],"assign":"c"},{"fn":"stringEquals","argv":["d",{"ref":"c"}]}],"endpoint":{"url":"https://{b}.{a#region}","headers":{"h":["{c}"]},"properties":{"authSchemes":[{"name":"sigv4","signingName":"{c}"}]}}},{"type":"error","conditions":[{"fn":"aws.partition","argv":[{"ref":"R"}],"assign":"a"}],"error":"{a#name} {R}"}]},{"type":"endpoint","conditions":[{"fn":"parseURL","argv":[{"ref":"R"}],"assign":"u"}],"endpoint":{"url":"{u#scheme}://{u#authority}{u#path}"}}]}"#;

/// A decision diagram of one condition.
const DIAGRAM: &str = r#"{"version":"1.1","parameters":{"R":{"type":"string"}},"conditions":[{"fn":"isSet","argv":[{"ref":"R"}]}],"results":[{"conditions":[],"endpoint":{"url":"https://{R}"},"type":"endpoint"}],"root":2,"nodeCount":2,"nodes":"/////wAAAAH/////AAAAAAX14QEF9eEA"}"#;

/// Shared configuration files.
const CONFIGURATIONS: [&str; 2] = [
    "[default]\nregion = us-east-1 # a\nservices = b\ns3 =\n  use_arn_region = true\n[services b]\ns3 =\n  endpoint_url = http://c\n",
    "; a\n[profile b]\nrole_arn = c\nsource_profile = d\n[profile d]\nsso_session = e\n[sso-session e]\nsso_region = f\nsso_start_url = g\n[d]\naws_access_key_id = h\naws_secret_access_key = i\n",
];

/// Responses of credential sources, with all their parts terminated by zero bytes.
const ANSWERS: [&str; 5] = [
    r#"{"Version":1,"AccessKeyId":"a","SecretAccessKey":"b","Token":"c","SessionToken":"d","AccountId":"e","Expiration":"2030-01-01T00:00:00Z"}"#,
    "http://localhost/a\0{\"Code\":\"Failed\",\"Message\":\"b\"}\x005\x004",
    "{\"accessToken\":\"a\",\"expiresAt\":\"2023-11-14T22:14:00Z\",\"refreshToken\":\"b\",\"clientId\":\"c\",\"clientSecret\":\"d\",\"registrationExpiresAt\":\"2030-01-01T00:00:00Z\"}\0{\"accessToken\":\"e\",\"expiresIn\":900}\0{\"roleCredentials\":{\"accessKeyId\":\"f\",\"secretAccessKey\":\"g\",\"sessionToken\":\"h\",\"expiration\":1900000000000}}",
    "token\0<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
    r#"{"accessToken":{"accessKeyId":"a","secretAccessKey":"b","sessionToken":"c","accountId":"d","expiresAt":"2030-01-01T00:00:00Z"},"clientId":"e","refreshToken":"f","dpopKey":"g"}"#,
];

/// Values for the model of `tests/fuzz`, which is not in any corpus.
const OF_OURS: [&str; 4] = [
    r#"{"Text":"a","Secret":"b","Hue":"red","Count":1,"Big":-9223372036854775808,"Ratio":1e300,"Small":"NaN","Flag":true,"Bytes":"aGk=","When":1.5,"Iso":"2026-01-01T00:00:00Z","Http":"Tue, 29 Apr 2014 18:30:38 GMT","Any":{"a":[1,null,{"b":"c"}]}}"#,
    r#"{"Text":"\ud83e\udd80\u0000","Texts":["a","b"],"flat":[{"Text":"c"}],"Holes":[null,1],"Hues":["red","blue"],"TextMap":{"a":"b"},"FlatMap":{"a":["b"]},"HueMap":{"red":{"Text":"c"}},"Deep":[{"a":["aGk="]}]}"#,
    r#"{"Text":"a","Choice":{"All":{"Text":"b","Choice":{"New":[1]}}},"Self":{"Text":"c","Self":{"Text":"d"}},"mark":"e","sp:Spaced":"f"}"#,
    r#"{"Id":"a","Rest":"b/c","Hue":"red","Hues":["red","light green"],"Whens":[0,1.5],"Texts":["a,b","\"c\""],"Count":1,"Ratio":"Infinity","Flag":false,"When":0,"Json":"{}","Meta":{"a":"b"},"Query":["a","b"],"More":{"c":"d"},"Since":0,"Plain":"p","Inner":{"Text":"a"},"Body":{"Text":"a"}}"#,
];

const TIMES: [&str; 9] = [
    "2026-11-21T08:30:00.123456789Z",
    "1985-04-12T23:20:50.52+01:00",
    "-0001-01-01T00:00:00Z",
    "9999-12-31T23:59:60Z",
    "Tue, 29 Apr 2014 18:30:38 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "1515531081.1234",
    "-1e18",
];

const HEADS: [&str; 2] = [
    "x-hue: red\nx-hues: red, light green\nx-count: 5\nx-ratio: NaN\nx-flag: true\nx-when: Tue, 29 Apr 2014 18:30:38 GMT\nx-json: e30=\nx-meta-a: b\n\n{\"Plain\":\"a\"}",
    "x-whens: Tue, 29 Apr 2014 18:30:38 GMT, Tue, 29 Apr 2014 18:30:39 GMT\nx-texts: a, \"b, c\", \"d\\\"e\"\nx-texts: f\nX-Amz-Request-Id: g\n\n",
];

fn write_suite(fuzz: &Fuzz, suite: &Value) -> miette::Result<()> {
    let protocol = suite["metadata"]["protocol"].as_str().unwrap_or_default();
    let cases = suite["cases"].as_array().into_iter().flatten();
    let mut operations = serde_json::Map::new();
    for case in cases {
        let name = case["given"]["name"].as_str().unwrap_or("Operation");
        operations.insert(name.to_owned(), case["given"].clone());
        put(
            fuzz,
            &["json", "document"],
            case["params"].to_string().as_bytes(),
        )?;
        put(
            fuzz,
            &["json", "document"],
            case["result"].to_string().as_bytes(),
        )?;
        let sent = body(protocol, &case["serialized"]["body"]);
        put(fuzz, readers(protocol), &sent)?;
        if case["response"].is_object() {
            write_response(fuzz, protocol, &case["response"])?;
        }
    }
    let model = json!({
        "metadata": suite["metadata"], "operations": operations, "shapes": suite["shapes"]
    });
    let model = model.to_string();
    put(fuzz, &["model"], model.as_bytes())?;
    put(fuzz, &["dynamic"], &[&[1], model.as_bytes()].concat())
}

fn write_response(fuzz: &Fuzz, protocol: &str, response: &Value) -> miette::Result<()> {
    let body = body(protocol, &response["body"]);
    put(fuzz, readers(protocol), &body)?;
    let mut head = String::new();
    for (name, value) in response["headers"].as_object().into_iter().flatten() {
        let _ = writeln!(head, "{name}: {}", value.as_str().unwrap_or_default());
    }
    put(fuzz, &["headers"], head.as_bytes())?;
    let status = response["status_code"].as_u64().unwrap_or(200);
    let row = match protocol {
        "rest-json" => 0,
        "rest-xml" => 1,
        "json" => 3,
        "query" => 4,
        "ec2" => 5,
        _ => 6,
    };
    for operation in 0..3 {
        let mut whole = format!("{row}{operation}{status}\n{head}\n").into_bytes();
        whole.extend_from_slice(&body);
        let target = if status < 400 { "response" } else { "error" };
        put(fuzz, &[target], &whole)?;
    }
    Ok(())
}

/// Parsers for bodies of a protocol.
fn readers(protocol: &str) -> &'static [&'static str] {
    match protocol {
        "rest-json" | "json" => &["json", "document"],
        "rest-xml" | "query" | "ec2" => &["xml"],
        _ => &["cbor"],
    }
}

/// The bytes of a body; CBOR tests use base64.
fn body(protocol: &str, body: &Value) -> Vec<u8> {
    let text = match body.as_str() {
        Some(text) => text.to_owned(),
        None if body.is_null() => String::new(),
        None => body.to_string(),
    };
    if protocol.contains("cbor") {
        decode(&text)
    } else {
        text.into_bytes()
    }
}

/// A lenient base64 decoder that skips invalid characters.
fn decode(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<usize> = text.chars().filter_map(|c| DIGITS.find(c)).collect();
    let mut bytes = Vec::new();
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - group.len()));
        let all = bits.to_be_bytes();
        let last = all.len() - 3;
        bytes.extend(all.iter().skip(last).take(group.len().saturating_sub(1)));
    }
    bytes
}

/// Writes a seed for several targets, named by its digest.
fn put(fuzz: &Fuzz, targets: &[&str], bytes: &[u8]) -> miette::Result<()> {
    for target in targets {
        let folder = fuzz.seeds(target);
        make(&folder)?;
        write_once(&folder.join(sha256_hex(bytes)), bytes)?;
    }
    Ok(())
}

fn write_once(place: &Path, bytes: &[u8]) -> miette::Result<()> {
    if place.exists() {
        return Ok(());
    }
    fs::write(place, bytes)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", place.display()))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn base64_of_the_corpus_is_read() {
        assert_eq!(decode("v/8="), [0xbf, 0xff]);
        assert_eq!(decode("aGVsbG8="), b"hello");
        assert_eq!(decode(""), b"");
    }
}
