//! A chat for a customer who sent a text message: one request in every form.

use sansmith_connect::operation;
use sansmith_connect::prelude::*;
use sansmith_connect::sansmith::Value;
use sansmith_connect::types::{
    ChatMessage, Endpoint, EndpointType, ParticipantDetails, SegmentAttributeValue,
    StartOutboundChatContactRequest, TemplateAttributes, TemplatedMessageConfig,
};
use serde_json::json;

const ARN: &str = "arn:aws:connect:us-west-2:123456789012:phone-number/aa";

/// Required members only.
fn least() -> StartOutboundChatContactRequest {
    let source = Endpoint::builder()
        .r#type(EndpointType::ConnectPhonenumberArn)
        .address(ARN)
        .build();
    let destination = Endpoint::builder()
        .r#type(EndpointType::TelephoneNumber)
        .address("+15551234567")
        .build();
    let subtype = SegmentAttributeValue::builder()
        .value_string("connect:SMS")
        .build();
    StartOutboundChatContactRequest::builder()
        .source_endpoint(source)
        .destination_endpoint(destination)
        .instance_id("11111111-2222-3333-4444-555555555555")
        .segment_attributes([("connect:Subtype", subtype)])
        .contact_flow_id("66666666-7777-8888-9999-000000000000")
        .build()
}

/// All members.
fn most() -> StartOutboundChatContactRequest {
    let expiry = SegmentAttributeValue::builder()
        .value_map([(
            "ExpiryDuration",
            SegmentAttributeValue::builder().value_integer(135).build(),
        )])
        .build();
    let template = TemplatedMessageConfig::builder()
        .knowledge_base_id("base")
        .message_template_id("template")
        .template_attributes(
            TemplateAttributes::builder()
                .custom_attributes([("name", "Ada")])
                .customer_profile_attributes("{}")
                .build(),
        )
        .build();
    let mut request = least();
    request
        .segment_attributes
        .insert("connect:ContactExpiry".into(), expiry);
    request.attributes = Some([("k".into(), "v".into())].into());
    request.chat_duration_in_minutes = Some(60);
    request.participant_details = Some(ParticipantDetails::builder().display_name("Ada").build());
    request.initial_system_message = Some(
        ChatMessage::builder()
            .content_type("text/plain")
            .content("Hello")
            .build(),
    );
    request.initial_templated_system_message = Some(template);
    request.related_contact_id = Some("related".into());
    request.supported_messaging_content_types = Some(vec!["text/plain".into()]);
    request.client_token = Some("token".into());
    request
}

#[test]
fn the_least_request_is_the_json_of_the_api_reference() {
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&least().to_json()).unwrap(),
        json!({
            "SourceEndpoint": {"Type": "CONNECT_PHONENUMBER_ARN", "Address": ARN},
            "DestinationEndpoint": {"Type": "TELEPHONE_NUMBER", "Address": "+15551234567"},
            "InstanceId": "11111111-2222-3333-4444-555555555555",
            "SegmentAttributes": {"connect:Subtype": {"ValueString": "connect:SMS"}},
            "ContactFlowId": "66666666-7777-8888-9999-000000000000",
        })
    );
}

#[test]
fn the_largest_request_has_every_member_once_and_in_order() {
    let json = most().to_json();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap(),
        json!({
            "SourceEndpoint": {"Type": "CONNECT_PHONENUMBER_ARN", "Address": ARN},
            "DestinationEndpoint": {"Type": "TELEPHONE_NUMBER", "Address": "+15551234567"},
            "InstanceId": "11111111-2222-3333-4444-555555555555",
            "SegmentAttributes": {
                "connect:ContactExpiry": {"ValueMap": {"ExpiryDuration": {"ValueInteger": 135}}},
                "connect:Subtype": {"ValueString": "connect:SMS"},
            },
            "Attributes": {"k": "v"},
            "ContactFlowId": "66666666-7777-8888-9999-000000000000",
            "ChatDurationInMinutes": 60,
            "ParticipantDetails": {"DisplayName": "Ada"},
            "InitialSystemMessage": {"ContentType": "text/plain", "Content": "Hello"},
            "InitialTemplatedSystemMessage": {
                "KnowledgeBaseId": "base",
                "MessageTemplateId": "template",
                "TemplateAttributes": {
                    "CustomAttributes": {"name": "Ada"},
                    "CustomerProfileAttributes": "{}",
                },
            },
            "RelatedContactId": "related",
            "SupportedMessagingContentTypes": ["text/plain"],
            "ClientToken": "token",
        })
    );
    let places: Vec<_> = operation_members()
        .iter()
        .map(|name| json.find(name))
        .collect();
    assert!(places.is_sorted() && !places.contains(&None), "{json}");
    assert!(!json.contains(' '), "{json}");
    assert_eq!(serde_json::to_string(&most()).unwrap(), json);
    assert!(most().validate().is_ok());
}

/// Member names in the model's order, as JSON keys.
fn operation_members() -> Vec<String> {
    use sansmith_connect::sansmith::Shape;
    let members = StartOutboundChatContactRequest::SCHEMA.members();
    members
        .iter()
        .map(|member| format!("\"{}\":", member.name))
        .collect()
}

#[test]
fn the_tree_tells_kinds_apart() {
    let text = |text: &str| Value::String(text.to_owned());
    let value = most().to_value();
    assert_eq!(
        value.get("SegmentAttributes"),
        Some(&Value::map([
            (
                "connect:ContactExpiry",
                Value::structure([(
                    "ValueMap",
                    Value::map([(
                        "ExpiryDuration",
                        Value::structure([("ValueInteger", Value::Integer(135))])
                    )])
                )])
            ),
            (
                "connect:Subtype",
                Value::structure([("ValueString", text("connect:SMS"))])
            ),
        ]))
    );
    assert_eq!(
        value.get("SourceEndpoint"),
        Some(&Value::structure([
            ("Type", Value::Enum("CONNECT_PHONENUMBER_ARN".to_owned())),
            ("Address", text(ARN)),
        ]))
    );
    assert_eq!(
        StartOutboundChatContactRequest::from_value(&value).unwrap(),
        most()
    );
}

#[test]
fn absent_is_left_out_and_empty_is_kept() {
    let mut request = least();
    request.attributes = Some([].into());
    request.supported_messaging_content_types = Some(Vec::new());
    request.segment_attributes.clear();
    let value = request.to_value();
    assert_eq!(value.get("Attributes"), Some(&Value::Map(Vec::new())));
    assert_eq!(
        value.get("SupportedMessagingContentTypes"),
        Some(&Value::list([]))
    );
    assert_eq!(
        value.get("SegmentAttributes"),
        Some(&Value::Map(Vec::new()))
    );
    assert_eq!(value.get("ClientToken"), None);
    let json = request.to_json();
    assert!(
        json.contains(r#""SupportedMessagingContentTypes":[]"#),
        "{json}"
    );
    assert!(!json.contains("ClientToken"), "{json}");
}

#[test]
fn the_query_has_what_the_reference_implementations_send() {
    let mut request = most();
    request.supported_messaging_content_types = Some(vec!["text/plain".into(), "a b".into()]);
    let query = request.to_query();
    let pairs: Vec<_> = query.iter().collect();
    for pair in [
        ("SourceEndpoint.Type", "CONNECT_PHONENUMBER_ARN"),
        ("SegmentAttributes.entry.1.key", "connect:ContactExpiry"),
        (
            "SegmentAttributes.entry.1.value.ValueMap.entry.1.key",
            "ExpiryDuration",
        ),
        (
            "SegmentAttributes.entry.1.value.ValueMap.entry.1.value.ValueInteger",
            "135",
        ),
        ("SegmentAttributes.entry.2.value.ValueString", "connect:SMS"),
        ("ChatDurationInMinutes", "60"),
        ("SupportedMessagingContentTypes.member.1", "text/plain"),
        ("SupportedMessagingContentTypes.member.2", "a b"),
    ] {
        assert!(pairs.contains(&pair), "{pair:?} is not among {pairs:#?}");
    }
    let text = query.to_string();
    assert!(
        text.starts_with("SourceEndpoint.Type=CONNECT_PHONENUMBER_ARN&"),
        "{text}"
    );
    assert!(
        text.contains("SupportedMessagingContentTypes.member.2=a%20b"),
        "{text}"
    );
    assert!(
        !text.contains("Action=") && !text.contains("Version="),
        "{text}"
    );

    request.supported_messaging_content_types = Some(Vec::new());
    request.attributes = Some([].into());
    let text = request.to_query().to_string();
    assert!(text.contains("&SupportedMessagingContentTypes=&"), "{text}");
    assert!(!text.contains("&Attributes"), "{text}");
}

#[test]
fn the_ec2_query_numbers_lists_without_a_word_between() {
    let text = most().to_query_ec2().to_string();
    assert!(
        text.contains("&SupportedMessagingContentTypes.1=text%2Fplain"),
        "{text}"
    );
}

#[test]
fn xml_and_cbor_come_back() {
    let xml = most().to_xml();
    assert!(
        xml.starts_with(
            "<StartOutboundChatContactRequest><SourceEndpoint><Type>CONNECT_PHONENUMBER_ARN</Type>"
        ),
        "{xml}"
    );
    assert_eq!(
        StartOutboundChatContactRequest::from_xml(&xml).unwrap(),
        most()
    );
    assert_eq!(
        StartOutboundChatContactRequest::from_cbor(most().to_cbor()).unwrap(),
        most()
    );
}

#[test]
fn the_operation_says_where_the_request_goes() {
    use sansmith_connect::sansmith::Operation;
    let schema = operation::StartOutboundChatContact::SCHEMA;
    assert_eq!(
        [schema.name, schema.method, schema.uri],
        ["StartOutboundChatContact", "PUT", "/contact/outbound-chat"]
    );
    assert_eq!(schema.status, 200);
}
