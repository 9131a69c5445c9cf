//! Checks that all contenders do the same work, by comparing their results with the messages.

use aws_sdk_connect::operation as theirs;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use sansmith_connect::operation;
use sansmith_connect::sansmith::{Codecs, Operation, OperationExt as _, Shape, Type};
use sansmith_connect::types;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Messages, by_hand, ours, peer};

/// Panics if a contender's result is incomplete.
pub(crate) fn check(messages: &Messages) {
    check_requests(messages);
    check_reading::<operation::StartOutboundChatContact, by_hand::Output>(messages.chat_answer);
    check_reading::<operation::SearchContacts, by_hand::SearchContacts>(messages.contacts);
    check_reading::<operation::SearchUsers, by_hand::SearchUsers>(messages.users);
    check_peer(messages);
}

/// Panics if two messages differ; `1` and `1.0` are equal.
fn assert_same(found: &Value, expected: &Value) {
    if let Some(path) = difference(found, expected) {
        panic!("what was read or written differs from the message at `{path}`");
    }
}

/// The first difference between two messages.
fn difference(a: &Value, b: &Value) -> Option<String> {
    let inside = |key: &str, a: Option<&Value>, b: &Value| match a {
        Some(a) => difference(a, b).map(|path| format!("/{key}{path}")),
        None => Some(format!("/{key}")),
    };
    match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            b.iter().find_map(|(key, b)| inside(key, a.get(key), b))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(i, (a, b))| inside(&i.to_string(), Some(a), b))
        }
        _ => (a.as_f64().is_none() || a.as_f64() != b.as_f64())
            .then(String::new)
            .filter(|_| a != b),
    }
}

fn value(text: impl AsRef<[u8]>) -> Value {
    serde_json::from_slice(text.as_ref()).expect("JSON")
}

fn check_requests(messages: &Messages) {
    let expected = value(messages.chat_input);
    let hand: by_hand::Input = serde_json::from_str(messages.chat_input).expect("an input");
    assert_same(&value(by_hand::request(&hand).body()), &expected);
    assert_same(&value(sonic_rs::to_vec(&hand).expect("JSON")), &expected);
    assert_same(&value(simd_json::to_vec(&hand).expect("JSON")), &expected);
    let ours =
        types::StartOutboundChatContactRequest::from_json(messages.chat_input).expect("an input");
    assert_same(&value(ours.to_json()), &expected);
    assert_eq!(ours::write(&ours), ours.to_json());
    let request = operation::StartOutboundChatContact::request(&ours)
        .expect("a request")
        .http;
    assert_same(
        &value(request.body().as_bytes().expect("a body")),
        &expected,
    );
    assert_eq!(
        (request.method().as_str(), request.uri().path()),
        ("PUT", "/contact/outbound-chat")
    );
    let request =
        peer::Operation::of(&theirs::start_outbound_chat_contact::StartOutboundChatContact::new())
            .request(Input::erase(peer::chat_input(messages.chat_input)));
    assert_same(&value(request.body().bytes().expect("a body")), &expected);
    assert_eq!(
        (request.method(), request.uri()),
        ("PUT", "/contact/outbound-chat")
    );
}

/// Checks that a parsed message is complete, and equal when serialized again.
fn check_reading<Ours, Hand>(message: &'static [u8])
where
    Ours: Operation,
    Ours::Output: Shape,
    Hand: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let expected = value(message);
    let ours = Ours::Output::from_json(message).expect("a value");
    assert!(Ours::response(ours::response(message)).ok().as_ref() == Some(&ours));
    assert_same(&value(ours.to_json()), &expected);
    assert!(ours::read(&Type::of::<Ours::Output>(), message).equals(&ours));
    let hand: Hand = serde_json::from_slice(message).expect("a value");
    assert_same(&serde_json::to_value(&hand).expect("JSON"), &expected);
    assert_eq!(hand, sonic_rs::from_slice(message).expect("a value"));
    assert_eq!(
        hand,
        simd_json::from_slice(&mut message.to_vec()).expect("a value")
    );
}

/// The peer cannot serialize outputs, so its parsed values are compared instead.
fn check_peer(messages: &Messages) {
    let output =
        peer::Operation::of(&theirs::start_outbound_chat_contact::StartOutboundChatContact::new())
            .response(&peer::response(messages.chat_answer));
    let output = output
        .downcast_ref::<theirs::start_outbound_chat_contact::StartOutboundChatContactOutput>();
    assert!(output.expect("its output").contact_id.is_some());
    let output = peer::Operation::of(&theirs::search_contacts::SearchContacts::new())
        .response(&peer::response(messages.contacts));
    let output = output
        .downcast_ref::<theirs::search_contacts::SearchContactsOutput>()
        .expect("its output");
    assert_eq!(output.contacts.len(), 100);
    let has_all = |contact: &aws_sdk_connect::types::ContactSearchSummary| {
        let steps = contact
            .routing_criteria
            .as_ref()
            .map_or(&[][..], |criteria| criteria.steps());
        let expression = steps.first().and_then(|step| step.expression.as_ref());
        let condition =
            expression.and_then(|expression| expression.not_attribute_condition.as_ref());
        let range = condition.and_then(|condition| condition.range.as_ref());
        range.is_some()
            && contact.segment_attributes.is_some()
            && !contact.ai_agent_info().is_empty()
    };
    assert!(output.contacts.iter().all(has_all));
    let output = peer::Operation::of(&theirs::search_users::SearchUsers::new())
        .response(&peer::response(messages.users));
    let output = output
        .downcast_ref::<theirs::search_users::SearchUsersOutput>()
        .expect("its output");
    assert_eq!(output.users().len(), 100);
    assert!(
        output
            .users()
            .iter()
            .all(|user| !user.voice_enhancement_configs().is_empty())
    );
}
