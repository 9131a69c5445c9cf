//! A topic: created, listed, published to. awsQuery forms and XML.

use ::sns::operation::{
    CreateTopic, GetTopicAttributes, GetTopicAttributesError, ListTagsForResource, ListTopics,
    Publish, PublishBatch,
};
use ::sns::prelude::*;
use ::sns::types::{
    CreateTopicInput, GetTopicAttributesInput, ListTagsForResourceRequest, ListTopicsInput,
    MessageAttributeValue, PublishBatchInput, PublishBatchRequestEntry, PublishInput, Tag,
};

use crate::call;

#[test]
fn a_topic_is_made_and_published_to() {
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    let input = CreateTopicInput::builder()
        .name("news")
        .attributes([("DisplayName", "Neues & <Altes>")])
        .tags([tag("team", "läufer"), tag("stage", "test +%20")])
        .build();
    let arn = call::<CreateTopic>(&input).unwrap().topic_arn.unwrap();

    let topics = call::<ListTopics>(&ListTopicsInput::builder().build())
        .unwrap()
        .topics
        .unwrap();
    assert!(
        topics
            .iter()
            .any(|topic| topic.topic_arn.as_ref() == Some(&arn)),
        "{topics:?}"
    );

    let input = GetTopicAttributesInput::builder().topic_arn(&arn).build();
    let attributes = call::<GetTopicAttributes>(&input)
        .unwrap()
        .attributes
        .unwrap();
    assert_eq!(attributes["DisplayName"], "Neues & <Altes>");

    let input = ListTagsForResourceRequest::builder()
        .resource_arn(&arn)
        .build();
    let tags = call::<ListTagsForResource>(&input).unwrap().tags.unwrap();
    assert_eq!(tags, [tag("team", "läufer"), tag("stage", "test +%20")]);

    let kind = MessageAttributeValue::builder()
        .data_type("String")
        .string_value("a b")
        .build();
    let input = PublishInput::builder()
        .topic_arn(&arn)
        .message("line 1\nline 2 \u{1f4e6}")
        .message_attributes([("kind", kind)])
        .build();
    assert!(call::<Publish>(&input).unwrap().message_id.is_some());

    let entry = |id: &str| {
        PublishBatchRequestEntry::builder()
            .id(id)
            .message("m")
            .build()
    };
    let input = PublishBatchInput::builder()
        .topic_arn(&arn)
        .publish_batch_request_entries([entry("a"), entry("b")])
        .build();
    let batch = call::<PublishBatch>(&input).unwrap();
    let ids: Vec<_> = batch
        .successful
        .unwrap()
        .into_iter()
        .filter_map(|entry| entry.id)
        .collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(batch.failed.unwrap_or_default(), []);
}

#[test]
fn a_topic_that_is_not_there_is_a_typed_error() {
    let input = GetTopicAttributesInput::builder()
        .topic_arn("arn:aws:sns:us-east-1:123456789012:nowhere")
        .build();
    let error = call::<GetTopicAttributes>(&input).unwrap_err();
    assert!(
        matches!(error, GetTopicAttributesError::NotFoundException(_)),
        "{error:?}"
    );
    assert_eq!(error.code(), "NotFound");
    assert!(
        error
            .message()
            .is_some_and(|message| message.contains("Topic")),
        "{error:?}"
    );
    assert!(error.request_id().is_some(), "{error:?}");
}
