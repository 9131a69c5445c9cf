//! Times all contenders for serializing and signing requests, parsing responses, and resolving endpoints.
//!
//! Prints a JSON line per round as progress, then one per case.
//! With the feature `allocations` it counts allocations instead; times are then meaningless.
//!
//! **Invariants**
//!
//! - All contenders do the same work: results are compared before anything is timed.
//! - Return values are dropped outside of the measured time. Inputs taken by value are dropped inside; the time for that is
//!   measured and subtracted.

#![forbid(unsafe_code)]

mod by_hand;
mod cases;
mod clock;
mod endpoint;
mod fixtures;
mod ours;
mod pages;
mod peer;
mod same;
mod signing;

use std::env;

use serde_json::json;

use crate::clock::Case;

/// Headers of a typical response.
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
    /// Leaked, so that cases can hold references to them.
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
    endpoint::check();
    pages::check();
    let mut cases = cases::all(&messages);
    cases.extend(signing::cases());
    cases.extend(endpoint::cases());
    cases.extend(pages::cases());
    cases.retain(|case| case.name().contains(&only));
    for round in 1..=rounds {
        cases.iter_mut().for_each(Case::take_turn);
        println!("{}", json!({"round": round, "rounds": rounds}));
    }
    for case in cases {
        println!("{}", case.result());
    }
}
