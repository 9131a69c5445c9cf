//! Strict parsing, lenient parsing, and unknown values.

use sansmith_connect::prelude::*;
use sansmith_connect::types::{
    CreatedByInfo, Endpoint, EndpointType, EvaluationAnswerData, StartOutboundChatContactRequest,
    TemplatedMessageConfig,
};

#[test]
fn a_missing_required_member_is_an_error_with_its_path() {
    let json = r#"{"KnowledgeBaseId":"a","TemplateAttributes":{}}"#;
    let error = TemplatedMessageConfig::from_json(json)
        .unwrap_err()
        .to_string();
    assert!(error.contains("MessageTemplateId"), "{error}");
    assert!(serde_json::from_str::<TemplatedMessageConfig>(json).is_err());

    let json = r#"{
        "SourceEndpoint": {}, "DestinationEndpoint": {}, "InstanceId": "i", "ContactFlowId": "c",
        "SegmentAttributes": {},
        "InitialTemplatedSystemMessage": {"KnowledgeBaseId": "a", "MessageTemplateId": "b"}
    }"#;
    let error = StartOutboundChatContactRequest::from_json(json)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("InitialTemplatedSystemMessage: ")
            && error.contains("TemplateAttributes"),
        "{error}"
    );

    let (read, corrected) = StartOutboundChatContactRequest::from_json_lenient(json).unwrap();
    assert_eq!(
        corrected,
        ["InitialTemplatedSystemMessage.TemplateAttributes"]
    );
    let message = read.initial_templated_system_message.unwrap();
    assert_eq!(message.message_template_id, "b");
    assert_eq!(message.template_attributes.custom_attributes, None);
}

#[test]
fn a_wrong_type_is_an_error_with_its_path_and_byte() {
    let json = r#"{"SegmentAttributes":{"connect:Subtype":{"ValueInteger":"x"}}}"#;
    let (strict, lenient) = (
        StartOutboundChatContactRequest::from_json(json).unwrap_err(),
        StartOutboundChatContactRequest::from_json_lenient(json).unwrap_err(),
    );
    assert_eq!(
        lenient.path(),
        r#"SegmentAttributes["connect:Subtype"].ValueInteger"#
    );
    assert_eq!(lenient.offset(), json.find(r#""x""#));
    assert!(!strict.to_string().is_empty());
}

#[test]
fn members_that_are_not_known_are_skipped() {
    let json = r#"{"Type":"VOIP","Newer":{"a":[1,{"b":null}]},"Address":"a"}"#;
    let endpoint = Endpoint::from_json(json).unwrap();
    assert_eq!(endpoint.r#type, Some(EndpointType::Voip));
    assert_eq!(endpoint.to_json(), r#"{"Type":"VOIP","Address":"a"}"#);
    assert_eq!(serde_json::from_str::<Endpoint>(json).unwrap(), endpoint);
}

#[test]
fn values_that_are_not_known_are_written_back() {
    let json = r#"{"Type":"CARRIER_PIGEON"}"#;
    let endpoint = Endpoint::from_json(json).unwrap();
    assert!(matches!(endpoint.r#type, Some(EndpointType::Unknown(_))));
    assert_eq!(endpoint.r#type, Some(EndpointType::from("CARRIER_PIGEON")));
    assert_eq!(endpoint.to_json(), json);
    assert_eq!(serde_json::to_string(&endpoint).unwrap(), json);
    assert_eq!(
        Endpoint::from_value(&endpoint.to_value()).unwrap(),
        endpoint
    );

    let json = r#"{"NewerAnswer":{"a":[true,null,1.5]}}"#;
    let answer = EvaluationAnswerData::from_json(json).unwrap();
    assert!(matches!(answer, EvaluationAnswerData::Unknown(_)));
    assert_eq!(answer.to_json(), json);
}

#[test]
fn a_known_value_is_never_the_unknown_one() {
    assert_eq!(EndpointType::from("VOIP"), EndpointType::Voip);
    assert_eq!("VOIP".parse(), Ok(EndpointType::Voip));
    assert_eq!(EndpointType::Voip.to_string(), "VOIP");
    assert!(EndpointType::VALUES.contains(&"TELEPHONE_NUMBER"));
    assert!(EndpointType::from("A") < EndpointType::Voip);
}

#[test]
fn two_members_of_a_union_are_an_error() {
    let json = r#"{"ConnectUserArn":"a","AWSIdentityArn":"b"}"#;
    assert!(CreatedByInfo::from_json(json).is_err());
    assert!(serde_json::from_str::<CreatedByInfo>(json).is_err());
    let json = r#"{"__type":"x","ConnectUserArn":null,"AWSIdentityArn":"b"}"#;
    assert_eq!(
        CreatedByInfo::from_json(json).unwrap(),
        CreatedByInfo::AwsIdentityArn("b".into())
    );
}

#[test]
fn the_last_of_two_wins_and_a_bare_nan_is_no_json() {
    let endpoint = Endpoint::from_json(r#"{"Address":"a","Address":"b"}"#).unwrap();
    assert_eq!(endpoint.address.as_deref(), Some("b"));
    let numeric = |json: &str| EvaluationAnswerData::from_json(json);
    assert_eq!(
        numeric(r#"{"NumericValue":"Infinity"}"#).unwrap(),
        EvaluationAnswerData::NumericValue(f64::INFINITY)
    );
    assert_eq!(
        EvaluationAnswerData::NumericValue(f64::NEG_INFINITY).to_json(),
        r#"{"NumericValue":"-Infinity"}"#
    );
    assert!(numeric(r#"{"NumericValue":NaN}"#).is_err());
}

#[test]
fn bytes_that_are_no_text_are_an_error() {
    for bytes in [
        b"\xff".as_slice(),
        b"{\"Address\":\"\xc3\x28\"}",
        b"",
        b"[",
        b"null",
        b"{} {}",
    ] {
        assert!(Endpoint::from_json(bytes).is_err(), "{bytes:?}");
    }
}
