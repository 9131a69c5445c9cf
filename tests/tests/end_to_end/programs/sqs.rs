//! A queue: messages sent and received. awsJson1_0 with awsQuery error codes.

use ::sqs::operation::{
    CreateQueue, DeleteMessage, GetQueueAttributes, GetQueueUrl, GetQueueUrlError, ReceiveMessage,
    SendMessage, SendMessageBatch,
};
use ::sqs::prelude::*;
use ::sqs::types::{
    CreateQueueRequest, DeleteMessageRequest, GetQueueAttributesRequest, GetQueueUrlRequest,
    MessageAttributeValue, QueueAttributeName, ReceiveMessageRequest, SendMessageBatchRequest,
    SendMessageBatchRequestEntry, SendMessageRequest,
};

use crate::call;

#[test]
fn messages_go_in_and_come_out() {
    let input = CreateQueueRequest::builder()
        .queue_name("orders")
        .attributes([(QueueAttributeName::VisibilityTimeout, "7")])
        .build();
    let url = call::<CreateQueue>(&input).unwrap().queue_url.unwrap();
    assert!(url.ends_with("/orders"), "{url}");

    let text = "päckchen \u{1f4e6} & <b>\"quoted\"</b>\nnext line";
    let kind = MessageAttributeValue::builder()
        .data_type("Binary")
        .binary_value([0_u8, 255, 7])
        .build();
    let input = SendMessageRequest::builder()
        .queue_url(&url)
        .message_body(text)
        .message_attributes([("kind", kind)])
        .build();
    let sent = call::<SendMessage>(&input).unwrap();

    let input = ReceiveMessageRequest::builder()
        .queue_url(&url)
        .message_attribute_names(["All"])
        .build();
    let mut messages = call::<ReceiveMessage>(&input).unwrap().messages.unwrap();
    let message = messages.pop().unwrap();
    assert!(messages.is_empty());
    assert_eq!(message.body.as_deref(), Some(text));
    assert_eq!(message.message_id, sent.message_id);
    let attributes = message.message_attributes.unwrap();
    let value = attributes["kind"].binary_value.as_ref().unwrap();
    assert_eq!(value.as_ref(), [0, 255, 7]);

    let input = DeleteMessageRequest::builder()
        .queue_url(&url)
        .receipt_handle(message.receipt_handle.unwrap())
        .build();
    call::<DeleteMessage>(&input).unwrap();

    let entry = |id: &str| {
        SendMessageBatchRequestEntry::builder()
            .id(id)
            .message_body("x")
            .build()
    };
    let input = SendMessageBatchRequest::builder()
        .queue_url(&url)
        .entries([entry("a"), entry("b")])
        .build();
    let batch = call::<SendMessageBatch>(&input).unwrap();
    assert_eq!(batch.successful.len(), 2);

    let input = GetQueueAttributesRequest::builder()
        .queue_url(&url)
        .attribute_names([QueueAttributeName::All])
        .build();
    let attributes = call::<GetQueueAttributes>(&input)
        .unwrap()
        .attributes
        .unwrap();
    assert_eq!(attributes[&QueueAttributeName::VisibilityTimeout], "7");
    assert_eq!(
        attributes[&QueueAttributeName::ApproximateNumberOfMessages],
        "2"
    );
}

#[test]
fn a_queue_that_is_not_there_is_a_typed_error() {
    let input = GetQueueUrlRequest::builder().queue_name("nowhere").build();
    let error = call::<GetQueueUrl>(&input).unwrap_err();
    assert!(
        matches!(error, GetQueueUrlError::QueueDoesNotExist(_)),
        "{error:?}"
    );
    assert!(error.request_id().is_some(), "{error:?}");
    assert_eq!(error.status(), 400);
}
