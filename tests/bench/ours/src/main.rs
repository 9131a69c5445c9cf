//! A minimal program with one operation of this project's crate: a request and a response.

#![forbid(unsafe_code)]

use std::env;
use std::error::Error;
use std::io::{self, Read};

use sansmith_connect::operation::StartOutboundChatContact;
use sansmith_connect::prelude::*;
use sansmith_connect::types::{
    Endpoint, EndpointType, SegmentAttributeValue, StartOutboundChatContactRequest,
};

fn main() -> Result<(), Box<dyn Error>> {
    // Runtime input, so that nothing is evaluated at compile time.
    let mut words = env::args().skip(1);
    let mut word = || words.next().unwrap_or_default();
    let endpoint = |kind: EndpointType, address: String| {
        Endpoint::builder().r#type(kind).address(address).build()
    };
    let input = StartOutboundChatContactRequest::builder()
        .source_endpoint(endpoint(EndpointType::ConnectPhonenumberArn, word()))
        .destination_endpoint(endpoint(EndpointType::TelephoneNumber, word()))
        .instance_id(word())
        .segment_attributes([(
            "connect:Subtype",
            SegmentAttributeValue::builder().value_string(word()),
        )])
        .contact_flow_id(word())
        .client_token(word())
        .build();
    let request = StartOutboundChatContact::request(&input)?.http;
    println!("{} {}", request.method(), request.uri());
    println!("{:?} {:?}", request.headers(), request.body().as_bytes());

    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    let output = StartOutboundChatContact::response(http::Response::new(body))?;
    println!("{:?}", output.contact_id);
    Ok(())
}
