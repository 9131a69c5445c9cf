//! Requests at an endpoint, and curl commands.

use super::{TOKEN, map, send};
use crate::http::OperationExt as _;
use crate::http::protocol::{RestJson1, RpcV2Cbor};
use crate::http::request::Options;
use crate::http::request::fixture::{
    Bind, Bound, Glow, Light, OfStructure, SendStructure, Tag, Tagged, Whisper, Whispered,
};

#[test]
fn options_can_be_kept() {
    fn keep<T: Clone + Send + Sync + 'static>(value: T) -> T {
        value
    }
    let kept = keep(Options::new().tokens(|| TOKEN.to_owned()));
    let request = Bind::<RestJson1>::request_with(&Bound::default(), &kept.clone()).unwrap();
    assert_eq!(request.http.uri().query(), Some(&*format!("token={TOKEN}")));
}

#[test]
fn a_request_goes_to_its_endpoint() {
    let input = Light {
        lamp: "a b".to_owned(),
        ..Light::default()
    };
    let request = send::<Glow<RestJson1>>(&input).unwrap();
    let http = request.to("https://lamps.example/v1/").unwrap();
    assert_eq!(http.uri(), "https://lamps.example/v1/lamps/a%20b?now");
    let mut request = send::<Glow<RestJson1>>(&input).unwrap();
    request.host_prefix = Some("data.".to_owned());
    request.endpoint = Some("http://other.example:81".to_owned());
    let http = request.to("https://lamps.example").unwrap();
    assert_eq!(http.uri(), "http://data.other.example:81/lamps/a%20b?now");
    let request = send::<Glow<RestJson1>>(&input).unwrap();
    assert!(request.to("lamps.example").is_err());
}

#[test]
fn a_command_shows_no_secret() {
    let input = Light {
        lamp: "it's".to_owned(),
        secrets: Some(map([("k", "hush".to_owned())])),
        name: Some("n'\n".to_owned()),
        ..Light::default()
    };
    let request = send::<Glow<RestJson1>>(&input).unwrap();
    assert_eq!(
        request.to_curl(),
        "curl --globoff --path-as-is \\\n  --request PUT \\\n  --header 'x-secret-k: ***' \\\n  \
         --header 'content-type: application/json' \\\n  --data-raw '{\"name\":\"n'\\''\\n\"}' \\\n  \
         \"${AWS_ENDPOINT_URL:?}\"'/lamps/it%27s?now'"
    );
    assert!(request.to_curl_revealing().contains("x-secret-k: hush"));
    let input = Whispered {
        secret: "hush".to_owned(),
    };
    let request = send::<Whisper<RestJson1>>(&input).unwrap();
    assert!(!request.to_curl().contains("hush"));
    assert!(request.to_curl_revealing().contains("/hush"));
}

#[test]
fn a_body_that_is_no_text_is_piped() {
    let input = OfStructure {
        body: Some(Tagged {
            name: Some("a".to_owned()),
            token: None,
        }),
        text: None,
    };
    let command = send::<SendStructure<RpcV2Cbor>>(&input).unwrap().to_curl();
    assert!(command.starts_with("printf %s 'oWRC"), "{command}");
    assert!(command.contains(" | base64 -d | curl "), "{command}");
    assert!(command.contains("--data-binary @-"), "{command}");
}

#[test]
fn curl_signs_what_sigv4_signs() {
    let mut request = send::<Tag<RestJson1>>(&Tagged::default()).unwrap();
    request.host_prefix = Some("data.".to_owned());
    let command = request.to_curl();
    for word in [
        r#"--aws-sigv4 "aws:amz:$AWS_REGION:"'lamps'"#,
        r#"--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY""#,
        r#"${AWS_SESSION_TOKEN:+--header} ${AWS_SESSION_TOKEN:+"x-amz-security-token: $AWS_SESSION_TOKEN"}"#,
        r#""${AWS_ENDPOINT_URL:-https://data.lamp.$AWS_REGION.amazonaws.com}"'/tag'"#,
    ] {
        assert!(command.contains(word), "{word} is not in\n{command}");
    }
    let signature = http::HeaderValue::from_static("AWS4-HMAC-SHA256 Signature=0");
    let headers = request.http.headers_mut();
    headers.insert("authorization", signature);
    let command = request.to_curl();
    assert!(!command.contains("--aws-sigv4") && !command.contains("Signature=0"));
}
