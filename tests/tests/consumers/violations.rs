//! `validate` on a request that violates several constraints.

use sansmith_connect::prelude::*;
use sansmith_connect::types::{
    Endpoint, EndpointType, Reference, ReferenceType, SegmentAttributeValue,
    StartOutboundChatContactRequest,
};

fn request() -> StartOutboundChatContactRequest {
    let long = SegmentAttributeValue::builder()
        .value_string("é".repeat(1025))
        .build();
    let list = SegmentAttributeValue::builder().value_list([long]).build();
    StartOutboundChatContactRequest::builder()
        .source_endpoint(Endpoint::builder().r#type("CARRIER_PIGEON").build())
        .destination_endpoint(Endpoint::builder().r#type(EndpointType::Voip).build())
        .instance_id("")
        .segment_attributes([("connect:Subtype", list)])
        .contact_flow_id("c".repeat(500))
        .chat_duration_in_minutes(59)
        .build()
}

#[test]
fn violations_are_reported_with_paths_in_model_order() {
    let violations = request().validate().unwrap_err();
    let paths: Vec<_> = violations
        .iter()
        .map(|violation| violation.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "SourceEndpoint.Type",
            "InstanceId",
            r#"SegmentAttributes["connect:Subtype"].ValueList[0].ValueString"#,
            "ChatDurationInMinutes",
        ]
    );
    let told: Vec<_> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        told.get(1).unwrap(),
        "InstanceId: has 0 characters, expected 1 to 100"
    );
    assert!(
        told.get(2).unwrap().contains("1025 characters"),
        "{told:#?}"
    );
    assert_eq!(
        told.get(3).unwrap(),
        "ChatDurationInMinutes: is 59, expected 60 to 10080"
    );
}

#[test]
fn what_models_lag_behind_is_soft() {
    let violations = request().validate().unwrap_err();
    let hard: Vec<_> = violations
        .hard()
        .map(|violation| violation.path.as_str())
        .collect();
    assert_eq!(hard.len(), 3, "{hard:?}");
    assert!(!hard.contains(&"SourceEndpoint.Type"));

    let reference = Reference::builder()
        .r#type(ReferenceType::Url)
        .arn("an arn with spaces!")
        .build();
    let violations = reference.validate().unwrap_err();
    assert!(violations.iter().any(|violation| violation.path == "Arn"));
}

#[test]
fn what_breaks_a_rule_is_still_sent() {
    let json = request().to_json();
    assert!(json.contains(r#""Type":"CARRIER_PIGEON""#) && json.contains(r#""InstanceId":"""#));
    assert_eq!(
        StartOutboundChatContactRequest::from_json(&json).unwrap(),
        request()
    );
}
