//! The peer: aws-sdk-connect's request serializer and response deserializer, extracted from the runtime plugin of an operation.

use std::collections::HashMap;

use aws_sdk_connect::config::{ConfigBag, RuntimePlugin};
use aws_sdk_connect::operation::start_outbound_chat_contact::StartOutboundChatContactInput;
use aws_sdk_connect::types::{
    ChatMessage, Endpoint, EndpointType, ParticipantDetails, SegmentAttributeValue,
    TemplateAttributes, TemplatedMessageConfig,
};
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use serde_json::Value;

use crate::HEADERS;

/// An operation as seen by the client.
pub(crate) struct Operation {
    bag: ConfigBag,
}

impl Operation {
    /// The configuration with only the operation's own layer.
    pub(crate) fn of(plugin: &impl RuntimePlugin) -> Self {
        let mut bag = ConfigBag::base();
        bag.push_shared_layer(plugin.config().expect("an operation has a layer"));
        Self { bag }
    }

    /// The request for an input; the trait takes the input by value.
    pub(crate) fn request(&mut self, input: Input) -> HttpRequest {
        let writer = self
            .bag
            .load::<SharedRequestSerializer>()
            .expect("a writer")
            .clone();
        writer
            .serialize_input(input, &mut self.bag)
            .expect("a request")
    }

    /// The output of a response.
    pub(crate) fn response(&self, response: &HttpResponse) -> Output {
        let reader = self
            .bag
            .load::<SharedResponseDeserializer>()
            .expect("a reader");
        reader
            .deserialize_nonstreaming_with_config(response, &self.bag)
            .expect("an output")
    }
}

/// A received response with its body in memory.
pub(crate) fn response(body: &[u8]) -> HttpResponse {
    let mut response = http::Response::builder();
    for (name, value) in HEADERS {
        response = response.header(name, value);
    }
    let response = response
        .body(SdkBody::from(body.to_vec()))
        .expect("a response");
    response.try_into().expect("a response")
}

/// The input in the peer's types.
pub(crate) fn chat_input(text: &str) -> StartOutboundChatContactInput {
    let input: Value = serde_json::from_str(text).expect("JSON");
    let templated = &input["InitialTemplatedSystemMessage"];
    let attributes = &templated["TemplateAttributes"];
    let minutes = input["ChatDurationInMinutes"]
        .as_i64()
        .and_then(|minutes| i32::try_from(minutes).ok());
    StartOutboundChatContactInput::builder()
        .source_endpoint(endpoint(&input["SourceEndpoint"]))
        .destination_endpoint(endpoint(&input["DestinationEndpoint"]))
        .instance_id(string(&input["InstanceId"]))
        .set_segment_attributes(Some(map(&input["SegmentAttributes"], segment)))
        .set_attributes(Some(map(&input["Attributes"], string)))
        .contact_flow_id(string(&input["ContactFlowId"]))
        .set_chat_duration_in_minutes(minutes)
        .participant_details(
            ParticipantDetails::builder()
                .display_name(string(&input["ParticipantDetails"]["DisplayName"]))
                .build()
                .expect("complete"),
        )
        .initial_system_message(
            ChatMessage::builder()
                .content_type(string(&input["InitialSystemMessage"]["ContentType"]))
                .content(string(&input["InitialSystemMessage"]["Content"]))
                .build()
                .expect("complete"),
        )
        .initial_templated_system_message(
            TemplatedMessageConfig::builder()
                .knowledge_base_id(string(&templated["KnowledgeBaseId"]))
                .message_template_id(string(&templated["MessageTemplateId"]))
                .template_attributes(
                    TemplateAttributes::builder()
                        .set_custom_attributes(Some(map(&attributes["CustomAttributes"], string)))
                        .customer_profile_attributes(string(
                            &attributes["CustomerProfileAttributes"],
                        ))
                        .build(),
                )
                .build()
                .expect("complete"),
        )
        .related_contact_id(string(&input["RelatedContactId"]))
        .set_supported_messaging_content_types(Some(list(
            &input["SupportedMessagingContentTypes"],
            string,
        )))
        .client_token(string(&input["ClientToken"]))
        .build()
        .expect("complete")
}

fn endpoint(value: &Value) -> Endpoint {
    Endpoint::builder()
        .r#type(EndpointType::from(string(&value["Type"]).as_str()))
        .address(string(&value["Address"]))
        .build()
}

fn segment(value: &Value) -> SegmentAttributeValue {
    let given = |key: &str| value.get(key);
    SegmentAttributeValue::builder()
        .set_value_string(given("ValueString").map(string))
        .set_value_map(given("ValueMap").map(|value| map(value, segment)))
        .set_value_integer(
            given("ValueInteger")
                .and_then(Value::as_i64)
                .and_then(|i| i32::try_from(i).ok()),
        )
        .set_value_list(given("ValueList").map(|value| list(value, segment)))
        .set_value_arn(given("ValueArn").map(string))
        .build()
}

fn string(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn list<T>(value: &Value, of: fn(&Value) -> T) -> Vec<T> {
    value.as_array().expect("a list").iter().map(of).collect()
}

fn map<T>(value: &Value, of: fn(&Value) -> T) -> HashMap<String, T> {
    let members = value.as_object().expect("a map").iter();
    members
        .map(|(key, value)| (key.clone(), of(value)))
        .collect()
}
