//! An email received by a contact centre, as a contact.

use sansmith_connect::prelude::*;
use sansmith_connect::types::{
    EmailAddressInfo, EmailAttachment, EmailHeaderType, InboundAdditionalRecipients,
    InboundEmailContent, InboundMessageSourceType, InboundRawMessage, Reference, ReferenceType,
    StartEmailContactRequest,
};
use serde_json::json;

fn request() -> StartEmailContactRequest {
    let address = |address: &str| EmailAddressInfo::builder().email_address(address).build();
    let message = InboundRawMessage::builder()
        .subject("Where is my parcel?")
        .body("It said Tuesday.\nIt is Thursday.")
        .content_type("text/plain")
        .headers([(EmailHeaderType::MessageId, "<1@mail.example>")])
        .build();
    let sender = EmailAddressInfo::builder()
        .email_address("ada@mail.example")
        .display_name("Ada")
        .build();
    StartEmailContactRequest::builder()
        .instance_id("instance")
        .from_email_address(sender)
        .destination_email_address("help@shop.example")
        .email_message(
            InboundEmailContent::builder()
                .message_source_type(InboundMessageSourceType::Raw)
                .raw_message(message)
                .build(),
        )
        .additional_recipients(
            InboundAdditionalRecipients::builder()
                .cc_addresses([address("bob@mail.example")])
                .build(),
        )
        .attachments([EmailAttachment::builder()
            .file_name("label.pdf")
            .s3_url("https://bucket.example/label.pdf")
            .build()])
        .references([(
            "order",
            Reference::builder()
                .r#type(ReferenceType::Url)
                .value("https://shop.example/1")
                .build(),
        )])
        .build()
}

#[test]
fn the_request_is_the_json_of_the_api_reference() {
    let written: serde_json::Value = serde_json::from_str(&request().to_json()).unwrap();
    assert_eq!(
        written,
        json!({
            "InstanceId": "instance",
            "FromEmailAddress": {"EmailAddress": "ada@mail.example", "DisplayName": "Ada"},
            "DestinationEmailAddress": "help@shop.example",
            "References": {"order": {"Type": "URL", "Value": "https://shop.example/1"}},
            "EmailMessage": {
                "MessageSourceType": "RAW",
                "RawMessage": {
                    "Subject": "Where is my parcel?",
                    "Body": "It said Tuesday.\nIt is Thursday.",
                    "ContentType": "text/plain",
                    "Headers": {"MESSAGE_ID": "<1@mail.example>"},
                },
            },
            "AdditionalRecipients": {"CcAddresses": [{"EmailAddress": "bob@mail.example"}]},
            "Attachments": [{"FileName": "label.pdf", "S3Url": "https://bucket.example/label.pdf"}],
        })
    );
    assert_eq!(
        StartEmailContactRequest::from_json(request().to_json()).unwrap(),
        request()
    );
    assert_eq!(request().validate(), Ok(()));
}

#[test]
fn sensitive_values_are_not_printed() {
    let printed = format!("{:?} {:?}", request(), request().to_value_redacted());
    for secret in [
        "parcel",
        "Tuesday",
        "ada@",
        "help@",
        "bob@",
        "label.pdf",
        "Ada",
    ] {
        assert!(!printed.contains(secret), "{secret} is in {printed}");
    }
    assert!(
        printed.contains("instance") && printed.contains("text/plain"),
        "{printed}"
    );
}
