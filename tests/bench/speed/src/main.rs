//! Turns a number of rounds into the time of every contender for writing and signing requests and reading responses.
//!
//! Prints a line of JSON a round, so that whoever waits sees that it goes on, and then one a case.
//! Built with the feature `allocations` it counts what is allocated instead; its times then mean nothing.
//!
//! **Invariants**
//!
//! - All contenders do the same work: before anything is timed, what they read and write is compared.
//! - What a contender returns is dropped outside of the time; what it takes by value it drops inside, so that the time
//!   of this drop is measured too and taken off.

#![forbid(unsafe_code)]

mod by_hand;
mod cases;
mod clock;
mod fixtures;
mod ours;
mod peer;
mod same;
mod signing;

use std::env;

use serde_json::json;

use crate::clock::Case;

/// What comes with a response of the service.
const HEADERS: [(&str, &str); 3] = [
    ("content-type", "application/json"),
    ("date", "Sat, 21 Nov 2026 02:30:00 GMT"),
    ("x-amzn-requestid", "5f0c6b0a-6a52-4d3e-9a55-0a8f1c2d3e4f"),
];

/// The messages.
struct Messages {
    chat_input: &'static str,
    chat_answer: &'static [u8],
    contacts: &'static [u8],
    users: &'static [u8],
}

impl Messages {
    /// They live as long as the program, which is when the last case ends.
    fn new() -> Self {
        Self {
            chat_input: fixtures::CHAT_INPUT,
            chat_answer: fixtures::CHAT_ANSWER,
            contacts: fixtures::search_contacts().leak(),
            users: fixtures::search_users().leak(),
        }
    }
}

fn main() {
    let mut arguments = env::args().skip(1);
    let rounds: u32 = arguments
        .next()
        .map_or(1, |n| n.parse().expect("a number of rounds"));
    let only = arguments.next().unwrap_or_default();
    let messages = Messages::new();
    same::check(&messages);
    signing::check();
    let mut cases = cases::all(&messages);
    cases.extend(signing::cases());
    cases.retain(|case| case.name().contains(&only));
    for round in 1..=rounds {
        cases.iter_mut().for_each(Case::take_turn);
        println!("{}", json!({"round": round, "rounds": rounds}));
    }
    for case in cases {
        println!("{}", case.result());
    }
}
