//! Every scenario against moto, by both clients.

#![cfg(corpus)]
#![allow(clippy::print_stdout, reason = "a failure names its scenario")]

use std::panic::{AssertUnwindSafe, catch_unwind};

use sansmith_client_tests::caller::Caller;
use sansmith_client_tests::moto::Moto;
use sansmith_client_tests::scenarios;

#[test]
fn both_clients_do_every_scenario() {
    let Some(moto) = Moto::start() else { return };
    let mut failed = Vec::new();
    for caller in Caller::both(&moto.endpoint()) {
        for (name, scenario) in scenarios::all() {
            let done = catch_unwind(AssertUnwindSafe(|| scenario(&caller)));
            if done.is_err() {
                failed.push(format!("{}: {name}", caller.name()));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(scenarios::all().len() >= 30);
}
