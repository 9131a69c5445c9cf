//! Hand-written `StartOutboundChatContact`: input, output and request.

use std::collections::HashMap;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Uri};

use super::{open_enum, structure};

open_enum!(EndpointType {
    TelephoneNumber = "TELEPHONE_NUMBER",
    Voip = "VOIP",
    ContactFlow = "CONTACT_FLOW",
    ConnectPhonenumberArn = "CONNECT_PHONENUMBER_ARN",
    EmailAddress = "EMAIL_ADDRESS",
});

structure!(Endpoint {
    r#type: EndpointType,
    address: String
});
structure!(SegmentAttributeValue {
    value_string: String,
    value_map: HashMap<String, SegmentAttributeValue>,
    value_integer: i32,
    value_list: Vec<SegmentAttributeValue>,
    value_arn: String,
});
structure!(ParticipantDetails {
    display_name: String
});
structure!(ChatMessage {
    content_type: String,
    content: String
});
structure!(TemplateAttributes {
    custom_attributes: HashMap<String, String>,
    customer_profile_attributes: String,
});
structure!(TemplatedMessageConfig {
    knowledge_base_id: String,
    message_template_id: String,
    template_attributes: TemplateAttributes,
});
structure!(Input {
    source_endpoint: Endpoint,
    destination_endpoint: Endpoint,
    instance_id: String,
    segment_attributes: HashMap<String, SegmentAttributeValue>,
    attributes: HashMap<String, String>,
    contact_flow_id: String,
    chat_duration_in_minutes: i32,
    participant_details: ParticipantDetails,
    initial_system_message: ChatMessage,
    initial_templated_system_message: TemplatedMessageConfig,
    related_contact_id: String,
    supported_messaging_content_types: Vec<String>,
    client_token: String,
});
structure!(Output { contact_id: String });

/// Method, path, two headers and body.
pub(crate) fn request(input: &Input) -> Request<Vec<u8>> {
    let body = serde_json::to_vec(input).expect("all of it is JSON");
    Request::builder()
        .method(Method::PUT)
        .uri(Uri::from_static("/contact/outbound-chat"))
        .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .header(CONTENT_LENGTH, HeaderValue::from(body.len()))
        .body(body)
        .expect("a request")
}
