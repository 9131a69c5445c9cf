//! A contact imported from another system.

use sansmith_connect::prelude::*;
use sansmith_connect::types::{
    Channel, ContactInitiationMethod, CreateContactRequest, InitiateAs, Reference, ReferenceStatus,
    ReferenceType, SegmentAttributeValue, UserInfo,
};
use serde_json::json;

#[test]
fn the_request_is_the_json_of_the_api_reference() {
    let text = |text: &str| SegmentAttributeValue::builder().value_string(text).build();
    let reference = Reference::builder()
        .r#type(ReferenceType::Attachment)
        .status(ReferenceStatus::Approved)
        .arn("arn:aws:connect:us-west-2:123456789012:file/a")
        .build();
    let list = SegmentAttributeValue::builder()
        .value_list([text("a"), text("b")])
        .build();
    let request = CreateContactRequest::builder()
        .instance_id("instance")
        .client_token("token")
        .attributes([("b", "2"), ("a", "1")])
        .references([("file", reference)])
        .channel(Channel::Email)
        .initiation_method(ContactInitiationMethod::AgentReply)
        .expiry_duration_in_minutes(1440)
        .user_info(UserInfo::builder().user_id("agent").build())
        .initiate_as(InitiateAs::ConnectedToUser)
        .segment_attributes([("connect:List", list)])
        .previous_contact_id("before")
        .build();
    let expected = json!({
        "InstanceId": "instance",
        "ClientToken": "token",
        "Attributes": {"a": "1", "b": "2"},
        "References": {"file": {
            "Type": "ATTACHMENT",
            "Status": "APPROVED",
            "Arn": "arn:aws:connect:us-west-2:123456789012:file/a",
        }},
        "Channel": "EMAIL",
        "InitiationMethod": "AGENT_REPLY",
        "ExpiryDurationInMinutes": 1440,
        "UserInfo": {"UserId": "agent"},
        "InitiateAs": "CONNECTED_TO_USER",
        "SegmentAttributes": {"connect:List": {"ValueList": [{"ValueString": "a"}, {"ValueString": "b"}]}},
        "PreviousContactId": "before",
    });
    let written: serde_json::Value = serde_json::from_str(&request.to_json()).unwrap();
    assert_eq!(written, expected);
    assert_eq!(serde_json::to_value(&request).unwrap(), expected);
    assert_eq!(
        CreateContactRequest::from_json(expected.to_string()).unwrap(),
        request
    );
    assert_eq!(
        serde_json::from_value::<CreateContactRequest>(expected).unwrap(),
        request
    );
}
