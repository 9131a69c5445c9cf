//! Random inputs: building is deterministic and never panics.
#![cfg(feature = "proptest")]

use ::proptest::prelude::*;

use super::super::fixture::{Glow, Light, OfStructure, SendStructure, Tag, Tagged, operation};
use super::*;
use crate::arbitrary::{Range, ValueOptions, strategy};
use crate::fixture::Everything;
use crate::forms::Codecs;
use crate::http::operation::Schema;
use crate::http::protocol::{AwsQuery, Ec2Query, Protocol, RestXml, RpcV2Cbor};
use crate::http::service::Service;

static SERVICE: Service = Service::new("Lamp", "Lamp", "1");
operation!(
    All(Everything) = Schema::new(&SERVICE, "All", "POST", "/{text}/{Secret+}?q").host_prefix("x.")
);

/// Builds a request twice.
fn same<O: Operation>(input: &O::Input) -> Option<Request>
where
    O::Input: crate::shape::Shape,
{
    let (one, other) = (send::<O>(input), send::<O>(input));
    match (one, other) {
        (Ok(one), Ok(other)) => {
            assert_eq!(one.http.uri(), other.http.uri());
            assert_eq!(one.http.headers(), other.http.headers());
            assert_eq!(one.http.body(), other.http.body());
            let bytes = one.http.body().as_bytes().unwrap();
            let length = one.http.headers().get("content-length");
            let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
            assert_eq!(length.unwrap_or(0), bytes.len());
            Some(one)
        }
        (Err(one), Err(other)) => {
            assert_eq!(one, other);
            None
        }
        _ => panic!("one is refused and the other is not"),
    }
}

/// Builds a request with every protocol without bindings.
fn whole<P: Protocol>(input: &Everything) -> Vec<u8> {
    let request = same::<All<P>>(input);
    request.map_or_else(Vec::new, |request| {
        request.http.body().as_bytes().unwrap().to_vec()
    })
}

fn any<T: crate::shape::Shape>() -> impl Strategy<Value = T> {
    strategy(ValueOptions {
        range: Range::Any,
        ..ValueOptions::default()
    })
}

proptest! {
    #[test]
    fn a_bound_input_is_sent_or_refused(light in any::<Light>()) {
        same::<Glow<RestJson1>>(&light);
        same::<Glow<RestXml>>(&light);
    }

    #[test]
    fn a_payload_is_what_its_codec_says(input in any::<OfStructure>()) {
        if let (Some(body), Some(request)) = (&input.body, same::<SendStructure<RestJson1>>(&input)) {
            let json = body.to_json();
            prop_assert_eq!(request.http.body().as_bytes(), Some(json.as_bytes()));
        }
    }

    #[test]
    fn a_body_comes_back(input in any::<Tagged>()) {
        let request = same::<Tag<RestJson1>>(&input).unwrap();
        let read = Tagged::from_json(request.http.body().as_bytes().unwrap()).unwrap();
        prop_assert_eq!(read.name, input.name);
        prop_assert_eq!(read.token.unwrap(), input.token.unwrap_or_else(|| TOKEN.to_owned()));
    }

    #[test]
    fn everything_is_sent_or_refused(mut input in any::<Everything>()) {
        same::<All<RestXml>>(&input);
        input.secret = Some("host".to_owned());
        let json = whole::<AwsJson1_0>(&input);
        prop_assert_eq!(json.first(), Some(&b'{'));
        let cbor = whole::<RpcV2Cbor>(&input);
        prop_assert!(crate::codec::cbor::from_cbor::<Everything>(&cbor).is_ok());
        for form in [whole::<AwsQuery>(&input), whole::<Ec2Query>(&input)] {
            prop_assert!(form.is_ascii());
            prop_assert!(form.starts_with(b"Action=All&Version=1"));
        }
    }
}
