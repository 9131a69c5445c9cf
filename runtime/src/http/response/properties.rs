//! Property tests: random values as response bodies, and random bytes, which must not panic.

use http::StatusCode;
use proptest::prelude::*;

use super::Options;
use super::fixture::{Copy, Echo, Glow};
use crate::arbitrary::{Codec, Range, ValueOptions, strategy};
use crate::codec::cbor::CborWriter;
use crate::codec::json::{JsonWriter, Names};
use crate::codec::{json, xml};
use crate::fixture::Everything;
use crate::http::OperationExt as _;
use crate::http::protocol::{
    AwsJson1_1, AwsQuery, Ec2Query, Protocol, RestJson1, RestXml, RpcV2Cbor, RpcV2Json,
};
use crate::shape::serializer;

/// Any value that a codec can represent.
fn holdable(codec: Codec) -> impl Strategy<Value = Everything> {
    strategy(ValueOptions {
        range: Range::Any,
        codec,
    })
}

/// Parses a body as a response, and compares the result.
fn check<P: Protocol>(value: &Everything, body: impl Into<Vec<u8>>) -> Result<(), TestCaseError> {
    let mut response = http::Response::new(body.into());
    if let Some(protocol) = P::SPEC.smithy_protocol {
        let protocol = http::HeaderValue::from_static(protocol);
        response.headers_mut().insert("smithy-protocol", protocol);
    }
    let read = Echo::<P>::response_corrected(response);
    let read = read
        .map(|read| (read.output, read.paths))
        .map_err(|error| error.to_string());
    // Compared as text, where NaN equals itself.
    prop_assert_eq!(
        format!("{read:?}"),
        format!("{:?}", Ok::<_, String>((value, [""; 0])))
    );
    Ok(())
}

/// JSON with names of the model.
fn by_model(value: &Everything) -> String {
    let mut writer = JsonWriter::new(Names::Model);
    serializer::write(value, &mut writer);
    writer.finish()
}

/// An XML document without its declaration.
fn element(value: &Everything) -> String {
    let text = xml::to_xml(value);
    match text.split_once("?>") {
        Some((start, rest)) if start.starts_with("<?xml") => rest.to_owned(),
        _ => text,
    }
}

/// Parses arbitrary bytes.
fn survive<P: Protocol>(status: StatusCode, header: &str, body: &[u8]) {
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    if let Ok(value) = http::HeaderValue::from_str(header) {
        for name in [
            "x-texts",
            "x-dates",
            "x-numbers",
            "x-media",
            "x-amzn-errortype",
            "x-amzn-query-error",
        ] {
            response.headers_mut().insert(name, value.clone());
        }
    }
    let options = Options::new();
    let _ = Glow::<P>::response_with(&response, &options).map_err(|error| error.to_string());
    let _ = Copy::<P>::response_with(&response, &options).map_err(|error| format!("{error:?}"));
    let _ = Echo::<P>::response_with(&response, &options);
    let _ = Echo::<P>::response_with(&response, &options.keep_going());
    let _ = Glow::<P>::response_with(&response, &options.keep_going());
}

proptest! {
    #[test]
    fn what_json_says_is_read_back(value in holdable(Codec::Json)) {
        check::<RestJson1>(&value, json::to_json(&value))?;
        check::<AwsJson1_1>(&value, by_model(&value))?;
        check::<RpcV2Json>(&value, by_model(&value))?;
    }

    #[test]
    fn what_xml_says_is_read_back(value in holdable(Codec::Xml)) {
        check::<RestXml>(&value, xml::to_xml(&value))?;
        check::<Ec2Query>(&value, xml::to_xml(&value))?;
        let element = element(&value).replacen("<Everything", "<EchoResult", 1);
        let element = match element.strip_suffix("</Everything>") {
            Some(open) => format!("{open}</EchoResult>"),
            None => element,
        };
        let wrapped = format!("<EchoResponse>{element}<ResponseMetadata/></EchoResponse>");
        check::<AwsQuery>(&value, wrapped)?;
    }

    #[test]
    fn what_cbor_says_is_read_back(value in holdable(Codec::Cbor)) {
        let mut writer = CborWriter::new(Names::Model);
        serializer::write(&value, &mut writer);
        check::<RpcV2Cbor>(&value, writer.finish())?;
    }

    #[test]
    fn nothing_is_too_much(
        status in 100_u16..600,
        header in "[ -~]{0,20}|(\"?[a-z, \\\\]{0,4}\"?,?){0,4}",
        body in prop_oneof![
            any::<Vec<u8>>(),
            r#"(\{|\}|\[|\]|,|:|"|"__type"|"name"|"Texts"|null|1|-|\\u12|a){0,30}"#.prop_map(String::into_bytes),
            "(<|>|/|Error|Code|R|GlowResult|Secrets|entry|key|value| |a|=|\"){0,30}".prop_map(String::into_bytes),
        ],
    ) {
        let status = StatusCode::from_u16(status).unwrap_or_default();
        survive::<RestJson1>(status, &header, &body);
        survive::<RestXml>(status, &header, &body);
        survive::<AwsQuery>(status, &header, &body);
        survive::<RpcV2Cbor>(status, &header, &body);
    }
}
