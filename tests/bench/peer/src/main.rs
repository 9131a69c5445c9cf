//! A minimal program with one operation of the peer's crate: serializer and deserializer, without its client.

#![forbid(unsafe_code)]

use std::env;
use std::error::Error;
use std::io::{self, Read};

use aws_sdk_connect::config::{ConfigBag, RuntimePlugin};
use aws_sdk_connect::operation::start_outbound_chat_contact::{
    StartOutboundChatContact, StartOutboundChatContactInput, StartOutboundChatContactOutput,
};
use aws_sdk_connect::types::{Endpoint, EndpointType, SegmentAttributeValue};
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    // Runtime input, so that nothing is evaluated at compile time.
    let mut words = env::args().skip(1);
    let mut word = || words.next().unwrap_or_default();
    let endpoint = |kind: EndpointType, address: String| {
        Endpoint::builder().r#type(kind).address(address).build()
    };
    let input = StartOutboundChatContactInput::builder()
        .source_endpoint(endpoint(EndpointType::ConnectPhonenumberArn, word()))
        .destination_endpoint(endpoint(EndpointType::TelephoneNumber, word()))
        .instance_id(word())
        .segment_attributes(
            "connect:Subtype",
            SegmentAttributeValue::builder()
                .value_string(word())
                .build(),
        )
        .contact_flow_id(word())
        .client_token(word())
        .build()?;
    let mut bag = ConfigBag::base();
    bag.push_shared_layer(
        StartOutboundChatContact::new()
            .config()
            .ok_or("an operation has a layer")?,
    );
    let writer = bag.load::<SharedRequestSerializer>().ok_or("a writer")?;
    let request = writer
        .clone()
        .serialize_input(Input::erase(input), &mut bag)?;
    println!("{} {}", request.method(), request.uri());
    println!("{:?} {:?}", request.headers(), request.body().bytes());

    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    let response: HttpResponse = http::Response::new(SdkBody::from(body)).try_into()?;
    let reader = bag.load::<SharedResponseDeserializer>().ok_or("a reader")?;
    let output = reader
        .deserialize_nonstreaming_with_config(&response, &bag)
        .map_err(|error| format!("{error:?}"))?;
    let output = output.downcast::<StartOutboundChatContactOutput>();
    println!(
        "{:?}",
        output.map(|output| output.contact_id).ok().flatten()
    );
    Ok(())
}
