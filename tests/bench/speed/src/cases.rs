//! Benchmark cases: message, contender and code.

use std::hint::black_box;

use aws_sdk_connect::operation as theirs;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use sansmith_connect::operation;
use sansmith_connect::sansmith::{Codecs, DynShape, Operation, OperationExt as _, Shape, Type};
use sansmith_connect::types;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::clock::Case;
use crate::{Messages, by_hand, ours, peer};

/// All cases, grouped by message.
pub(crate) fn all(messages: &Messages) -> Vec<Case> {
    let mut cases = requests(messages);
    cases.extend(answers(messages));
    cases.extend(contacts(messages));
    cases.extend(users(messages));
    cases.extend(contacts_written(messages));
    cases
}

/// Serialization of an input to method, path, headers and body.
fn requests(messages: &Messages) -> Vec<Case> {
    const MESSAGE: &str = "request";
    let bytes = by_hand_input(messages).1;
    let hand = || by_hand_input(messages).0;
    let ours = || {
        types::StartOutboundChatContactRequest::from_json(messages.chat_input).expect("an input")
    };
    let theirs = peer::chat_input(messages.chat_input);
    let (input, dropped) = (theirs.clone(), theirs);
    let mut operation =
        peer::Operation::of(&theirs::start_outbound_chat_contact::StartOutboundChatContact::new());
    let (a, b, c, d, e, f, g) = (ours(), ours(), hand(), hand(), hand(), hand(), ours());
    vec![
        Case::taking(
            (MESSAGE, "peer"),
            bytes,
            move || Input::erase(input.clone()),
            move |input| operation.request(input),
        )
        .less_the_drop_of(move || Input::erase(dropped.clone())),
        Case::new((MESSAGE, "ours"), bytes, move || {
            operation::StartOutboundChatContact::request(black_box(&g)).expect("a request")
        }),
        Case::new((MESSAGE, "ours, body alone"), bytes, move || {
            black_box(&a).to_json()
        }),
        Case::new((MESSAGE, "ours, body alone, dyn"), bytes, move || {
            ours::write(black_box::<&dyn DynShape>(&b))
        }),
        Case::new((MESSAGE, "serde_json"), bytes, move || {
            by_hand::request(black_box(&c))
        }),
        Case::new((MESSAGE, "serde_json, body alone"), bytes, move || {
            serde_json::to_vec(black_box(&d)).expect("JSON")
        }),
        Case::new((MESSAGE, "sonic-rs, body alone"), bytes, move || {
            sonic_rs::to_vec(black_box(&e)).expect("JSON")
        }),
        Case::new((MESSAGE, "simd-json, body alone"), bytes, move || {
            simd_json::to_vec(black_box(&f)).expect("JSON")
        }),
    ]
}

fn by_hand_input(messages: &Messages) -> (by_hand::Input, usize) {
    let input = serde_json::from_str(messages.chat_input).expect("an input");
    let bytes = serde_json::to_vec(&input).expect("JSON").len();
    (input, bytes)
}

/// Parsing of a 52-byte response.
fn answers(messages: &Messages) -> Vec<Case> {
    let body = messages.chat_answer;
    let operation =
        peer::Operation::of(&theirs::start_outbound_chat_contact::StartOutboundChatContact::new());
    let mut cases = vec![peer_reads("answer", operation, body)];
    cases.extend(ours_reads::<operation::StartOutboundChatContact>(
        "answer", body,
    ));
    cases.extend(others_read::<by_hand::Output>("answer", body));
    cases
}

/// Parsing of a 277 KB response.
fn contacts(messages: &Messages) -> Vec<Case> {
    let body = messages.contacts;
    let operation = peer::Operation::of(&theirs::search_contacts::SearchContacts::new());
    let mut cases = vec![peer_reads("contacts", operation, body)];
    cases.extend(ours_reads::<operation::SearchContacts>("contacts", body));
    cases.extend(others_read::<by_hand::SearchContacts>("contacts", body));
    cases
}

/// Parsing of a 130 KB response.
fn users(messages: &Messages) -> Vec<Case> {
    let body = messages.users;
    let operation = peer::Operation::of(&theirs::search_users::SearchUsers::new());
    let mut cases = vec![peer_reads("users", operation, body)];
    cases.extend(ours_reads::<operation::SearchUsers>("users", body));
    cases.extend(others_read::<by_hand::SearchUsers>("users", body));
    cases
}

fn peer_reads(message: &'static str, operation: peer::Operation, body: &'static [u8]) -> Case {
    let response = peer::response(body);
    Case::new((message, "peer"), body.len(), move || {
        operation.response(black_box(&response))
    })
}

fn ours_reads<O: Operation>(message: &'static str, body: &'static [u8]) -> Vec<Case>
where
    O::Output: Shape,
{
    let of = Type::of::<O::Output>();
    vec![
        // Takes the response by value, so that it is dropped inside, including its headers.
        Case::taking(
            (message, "ours"),
            body.len(),
            move || ours::response(body),
            |response| O::response(black_box(response)).ok().expect("an output"),
        )
        .less_the_drop_of(move || ours::response(body)),
        Case::new((message, "ours, body alone"), body.len(), move || {
            O::Output::from_json(black_box(body)).expect("a value")
        }),
        Case::new((message, "ours, body alone, dyn"), body.len(), move || {
            ours::read(black_box(&of), black_box(body))
        }),
    ]
}

fn others_read<T: DeserializeOwned + 'static>(
    message: &'static str,
    body: &'static [u8],
) -> Vec<Case> {
    vec![
        Case::new((message, "serde_json"), body.len(), move || {
            serde_json::from_slice::<T>(black_box(body)).expect("a value")
        }),
        Case::new((message, "sonic-rs"), body.len(), move || {
            sonic_rs::from_slice::<T>(black_box(body)).expect("a value")
        }),
        // Parses in place, so each run gets a copy.
        Case::taking(
            (message, "simd-json"),
            body.len(),
            move || body.to_vec(),
            |mut body| {
                let value = simd_json::from_slice::<T>(black_box(&mut body)).expect("a value");
                (value, body)
            },
        ),
        Case::new(
            (message, "serde_json, nothing kept"),
            body.len(),
            move || serde_json::from_slice::<IgnoredAny>(black_box(body)).expect("JSON"),
        ),
    ]
}

/// Serialization of the large value to JSON; the peer can only serialize inputs.
fn contacts_written(messages: &Messages) -> Vec<Case> {
    const MESSAGE: &str = "contacts written";
    let body = messages.contacts;
    let bytes = body.len();
    let ours = || types::SearchContactsResponse::from_json(body).expect("a value");
    let hand = || serde_json::from_slice::<by_hand::SearchContacts>(body).expect("a value");
    let (a, b, c, d, e) = (ours(), ours(), hand(), hand(), hand());
    vec![
        Case::new((MESSAGE, "ours"), bytes, move || black_box(&a).to_json()),
        Case::new((MESSAGE, "ours, dyn"), bytes, move || {
            ours::write(black_box::<&dyn DynShape>(&b))
        }),
        Case::new((MESSAGE, "serde_json"), bytes, move || {
            serde_json::to_vec(black_box(&c)).expect("JSON")
        }),
        Case::new((MESSAGE, "sonic-rs"), bytes, move || {
            sonic_rs::to_vec(black_box(&d)).expect("JSON")
        }),
        Case::new((MESSAGE, "simd-json"), bytes, move || {
            simd_json::to_vec(black_box(&e)).expect("JSON")
        }),
    ]
}
