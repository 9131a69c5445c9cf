//! A step of a paginator and of a waiter of Connect.
//!
//! The peer has no step that could be timed alone: its paginators and waiters are streams and futures over a client.

use std::hint::black_box;

use sansmith::page::path::{Path, Step};
use sansmith::page::waiter::{Acceptor, Answer, Comparator, Expected, Matcher, Schema, State};
use sansmith_connect::operation::ListUsers;
use sansmith_connect::prelude::*;
use sansmith_connect::types::{ListUsersRequest, ListUsersResponse, UserSummary};

use crate::clock::Case;

/// `UserSummaryList[].Username`, all equal.
static SAME_NAME: Schema = Schema::new(
    "SameName",
    &[Acceptor::success(Matcher::Output(
        Path::new(&[
            Step::Field("UserSummaryList"),
            Step::Field("Username"),
            Step::Flatten(0, 1),
        ]),
        Comparator::All,
        Expected::Text("Ada"),
    ))],
);

/// The cases.
pub(crate) fn cases() -> Vec<Case> {
    let (input, page) = (input(), output());
    let (waited, answer) = (input.clone(), output());
    let mut turn = 0_u8;
    let pages = [page.clone(), page.next_token("another token of a page")];
    vec![
        Case::taking(
            ("page", "ours"),
            0,
            move || input.clone(),
            move |mut input| {
                turn = turn.wrapping_add(1);
                let page = &pages[usize::from(turn % 2)];
                (ListUsers::next_page(&mut input, black_box(page)), input)
            },
        ),
        Case::new(("waiter", "ours"), 0, move || accepts(black_box(&waited), black_box(&answer))),
    ]
}

/// Panics if a step gives another result than expected.
pub(crate) fn check() {
    let mut next = input();
    assert!(ListUsers::next_page(&mut next, &output()));
    assert_eq!(next.next_token.as_deref(), Some("a token of a page"));
    assert!(accepts(&input(), &output()));
}

fn accepts(input: &ListUsersRequest, output: &ListUsersResponse) -> bool {
    let accepted = Answer::of::<ListUsers>(input, Ok(output)).judge(&SAME_NAME);
    accepted.is_some_and(|accepted| accepted.state == State::Success)
}

fn input() -> ListUsersRequest {
    ListUsersRequest::builder().instance_id("5f1b").build()
}

/// A page of ten users.
fn output() -> ListUsersResponse {
    let users = (0..10).map(|_| UserSummary::builder().username("Ada").id("1"));
    ListUsersResponse::default()
        .next_token("a token of a page")
        .user_summary_list(users)
}
