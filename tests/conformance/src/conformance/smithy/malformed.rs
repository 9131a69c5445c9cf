//! Reads tests of malformed requests; a test with parameters becomes one case for each of them.
//!
//! <https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html#httpmalformedrequesttests-trait>

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use miette::IntoDiagnostic;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::botocore::pairs;
use super::super::case::{Body, Case, ExpectedText, Kind, MalformedCase, Media, Side};

/// A test.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    id: String,
    protocol: String,
    request: Value,
    response: Value,
    #[serde(default)]
    test_parameters: BTreeMap<String, Vec<String>>,
}

/// A request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    method: String,
    uri: Option<String>,
    #[serde(default)]
    query_params: Vec<String>,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<String>,
    body_media_type: Option<String>,
}

/// A response.
#[derive(Debug, Deserialize)]
struct Response {
    code: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<ResponseBody>,
}

/// The body of a response.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResponseBody {
    media_type: String,
    assertion: Assertion,
}

/// An expectation about a body.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assertion {
    contents: Option<String>,
    message_regex: Option<String>,
}

/// The cases of a test, with their protocol.
pub(super) fn read(written: &Value, operation: &str) -> miette::Result<Vec<(String, Case)>> {
    let written = Written::deserialize(written).into_diagnostic()?;
    let count = written.test_parameters.values().map(Vec::len).max();
    let Some(count) = count else {
        let case = written.case(written.id.clone(), operation, &BTreeMap::new())?;
        return Ok(vec![(written.protocol, case)]);
    };
    let case = |index: usize| {
        let parameters = written.test_parameters.iter();
        let parameters = parameters
            .filter_map(|(name, values)| Some((name.as_str(), values.get(index)?.as_str())))
            .collect();
        let case = written.case(
            format!("{}_case{index}", written.id),
            operation,
            &parameters,
        )?;
        Ok((written.protocol.clone(), case))
    };
    (0..count).map(case).collect()
}

impl Written {
    fn case(
        &self,
        id: String,
        operation: &str,
        parameters: &BTreeMap<&str, &str>,
    ) -> miette::Result<Case> {
        let (mut request, mut response) = (self.request.clone(), self.response.clone());
        if !parameters.is_empty() {
            fill(&mut request, parameters);
            fill(&mut response, parameters);
        }
        let request = Request::deserialize(request).into_diagnostic()?;
        let response = Response::deserialize(response).into_diagnostic()?;
        Ok(Case {
            id,
            operation: operation.to_owned(),
            side: Some(Side::Server),
            kind: Kind::Malformed(Box::new(MalformedCase {
                request: request.line(self.protocol.ends_with("Cbor")),
                status: response.code,
                headers: pairs(&response.headers),
                body: response.expected()?,
            })),
        })
    }
}

impl Request {
    /// The request as the program reads it; binary bodies are base64.
    fn line(self, is_cbor: bool) -> Value {
        let mut uri = self.uri.unwrap_or_else(|| "/".to_owned());
        if !self.query_params.is_empty() {
            let mark = if uri.contains('?') { '&' } else { '?' };
            uri.push(mark);
            uri.push_str(&self.query_params.join("&"));
        }
        let mut line = json!({"method": self.method, "uri": uri, "headers": self.headers});
        let is_binary = match self.body_media_type.as_deref() {
            Some(name) => Media::of_type(name) == Media::Cbor,
            None => is_cbor,
        };
        if let Some(body) = self.body {
            let key = if is_binary { "body_base64" } else { "body" };
            line[key] = body.into();
        }
        line
    }
}

impl Response {
    /// The expectation about the body.
    fn expected(self) -> miette::Result<ExpectedText> {
        let Some(body) = self.body else {
            return Ok(ExpectedText::Any);
        };
        let media = Media::of_type(&body.media_type);
        Ok(
            match (body.assertion.contents, body.assertion.message_regex) {
                (Some(contents), _) => {
                    let bytes = if media == Media::Cbor {
                        BASE64.decode(contents).into_diagnostic()?
                    } else {
                        contents.into_bytes()
                    };
                    ExpectedText::Body(Body { bytes, media })
                }
                (None, Some(pattern)) => ExpectedText::Pattern(pattern),
                (None, None) => ExpectedText::Any,
            },
        )
    }
}

/// Replaces parameters in all texts of a value.
fn fill(value: &mut Value, parameters: &BTreeMap<&str, &str>) {
    match value {
        Value::String(text) => *text = filled(text, parameters),
        Value::Array(list) => list.iter_mut().for_each(|value| fill(value, parameters)),
        Value::Object(map) => map.values_mut().for_each(|value| fill(value, parameters)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Replaces `$name:L` by a value, `$name:S` by a value as a JSON string, and `$$` by `$`.
fn filled(text: &str, parameters: &BTreeMap<&str, &str>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        result.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            result.push('$');
            rest = after;
            continue;
        }
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (name, form) = after.split_at(end.unwrap_or(after.len()));
        match (parameters.get(name), form.get(..2)) {
            (Some(value), Some(":L")) => result.push_str(value),
            (Some(value), Some(":S")) => result.push_str(&Value::from(*value).to_string()),
            _ => {
                result.push('$');
                rest = after;
                continue;
            }
        }
        rest = form.get(2..).unwrap_or_default();
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_replaced() {
        let parameters = BTreeMap::from([("a", "x\"y"), ("b", "2")]);
        let filled = |text| filled(text, &parameters);
        assert_eq!(filled("[$a:S, $b:L]"), r#"["x\"y", 2]"#);
        assert_eq!(filled("^[a-m]+$$ $b:L$b:L"), "^[a-m]+$ 22");
        assert_eq!(filled("$c:L $"), "$c:L $");
    }

    #[test]
    fn every_parameter_is_a_case() {
        let written = json!({
            "id": "A", "protocol": "aws.protocols#restJson1",
            "request": {"method": "POST", "uri": "/a", "queryParams": ["b=$v:L"], "body": "$v:L"},
            "response": {"code": 400, "body": {
                "mediaType": "application/json", "assertion": {"contents": "{\"m\": $v:L}"},
            }},
            "testParameters": {"v": ["1", "2"]},
        });
        let cases = read(&written, "O").unwrap();
        assert_eq!(cases.len(), 2);
        let Kind::Malformed(case) = &cases[1].1.kind else {
            panic!("it is malformed");
        };
        assert_eq!(case.request["uri"], "/a?b=2");
        assert!(matches!(&case.body, ExpectedText::Body(body) if body.bytes == b"{\"m\": 2}"));
    }
}
