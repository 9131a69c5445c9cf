//! Pages, items and waits.

use std::time::Duration;

use sansmith::page::waiter::{Accepted, Answer, Schema, State, Waiter};
use sansmith::page::{NextPage, Paginated, PaginatedItems, Tokens};

use super::*;
use crate::WaitError;
use crate::call::tests::lamp::{Glow, LampError, PutGlow};

/// Glows by their tokens.
struct Glows;

impl Paginated for Glows {
    type Operation = PutGlow;

    fn advance(input: &mut Glow, output: &Glow) -> NextPage {
        Tokens::new()
            .set(&mut input.token, output.token.as_ref())
            .finish()
    }
}

impl PaginatedItems for Glows {
    type Items = Vec<String>;

    fn items(output: Glow) -> Vec<String> {
        output
            .name
            .unwrap_or_default()
            .split(',')
            .map(str::to_owned)
            .collect()
    }
}

fn page(names: &str, token: &str) -> Reply {
    let reply = Reply::new(200).header("x-name", names);
    if token.is_empty() {
        reply
    } else {
        reply.header("x-token", token)
    }
}

fn first() -> Glow {
    Glow {
        token: Some("t-0".to_owned()),
        ..Glow::default()
    }
}

#[test]
fn items_of_all_pages_come_in_order_and_end_with_an_error() {
    let replies = [
        page("a,b", "t-1"),
        page("c", ""),
        page("d", "t-1"),
        Reply::new(400),
        page("e", "t-1"),
        page("f", "t-1"),
    ];
    for world in both(&replies, nothing) {
        let run = || match &world.client {
            Any::Blocking(client) => client.items::<Glows>(first()).collect::<Vec<_>>(),
            Any::Asynchronous(client, runtime) => runtime.block_on(async {
                let mut items = client.items::<Glows>(first());
                let mut found = Vec::new();
                while let Some(item) = items.next().await {
                    found.push(item);
                }
                found
            }),
        };
        let items: Result<Vec<_>, _> = run().into_iter().collect();
        assert_eq!(items.unwrap(), ["a", "b", "c"]);
        assert_eq!(world.headers("x-token"), ["t-0", "t-1"]);
        let broken = run();
        assert_eq!(broken.len(), 2);
        assert!(broken[1].is_err());
        // A service that repeats a token is an error, not an endless loop.
        let repeated = run();
        let error = repeated[1].as_ref().unwrap_err();
        assert!(
            error.to_string().contains("the token of the page before"),
            "{error}"
        );
    }
}

/// A wait until a lamp is on.
struct LampIsOn;

impl Waiter for LampIsOn {
    type Operation = PutGlow;
    const SCHEMA: &'static Schema = &Schema::new("LampIsOn", &[]).delay(2, 120);

    fn judge(_: &Glow, result: Result<&Glow, &LampError>, _: &Answer<'_>) -> Option<Accepted> {
        let state = match result.ok()?.name.as_deref() {
            Some("on") => State::Success,
            Some("broken") => State::Failure,
            _ => State::Retry,
        };
        Some(Accepted::by_code(state))
    }
}

#[test]
fn a_wait_ends_with_its_state_or_its_time() {
    let replies = [
        page("off", ""),
        page("off", ""),
        page("on", ""),
        page("broken", ""),
        Reply::new(404),
    ];
    for world in both(&replies, nothing) {
        let wait = |total| {
            let total = Duration::from_secs(total);
            match &world.client {
                Any::Blocking(client) => client.wait_until::<LampIsOn>(&Glow::default(), total),
                Any::Asynchronous(client, runtime) => {
                    runtime.block_on(client.wait_until::<LampIsOn>(&Glow::default(), total))
                }
            }
        };
        assert_eq!(wait(60).unwrap().state, State::Success);
        assert_eq!(world.time.pauses().len(), 2);
        assert!(world.time.pauses()[0] >= Duration::from_secs(2));
        assert!(matches!(wait(60), Err(WaitError::Failed(_))));
        assert!(matches!(wait(60), Err(WaitError::Call(_))));
        for _ in 0..10 {
            world.mock.reply(page("off", ""));
        }
        assert!(matches!(wait(9), Err(WaitError::TimedOut)));
    }
}
