//! Tests of signed frames.

use bytes::Bytes;

use super::fixture::{Talk, TalkMessage};
use super::*;
use crate::identity::Credentials;
use crate::protocol::AwsJson1_1;
use crate::sign::EventSigner;

#[test]
fn signed_frames_hold_frames() {
    let credentials = Credentials::new("AKID", "secret");
    let signer = EventSigner::after(&credentials, "us-west-2", "lamp", &"0".repeat(64));
    let options = request::Options::new();
    let mut writer = Talk::<AwsJson1_1>::event_writer(&message(), &options).unwrap();
    writer.sign(signer);
    let bytes = written(&mut writer, &all());
    let outer = frames(&bytes);
    // The initial request and the end are signed too.
    assert_eq!(outer.len(), all().len() + 2);
    for frame in &outer {
        let date = frame.headers().get(":date").unwrap();
        assert_eq!(date.as_timestamp(), Some(NOW));
        assert_eq!(frame.headers().iter().count(), 2);
    }
    assert!(outer.last().unwrap().payload().is_empty());
    let inner = Frame::parse(Bytes::clone(outer.first().unwrap().payload())).unwrap();
    assert_eq!(inner.headers().text(EVENT_TYPE), Some(INITIAL_REQUEST));
    let mut reader = Talk::<AwsJson1_1>::input_reader(TalkMessage::default());
    check(&bytes, 11, &mut reader, &all());
}
