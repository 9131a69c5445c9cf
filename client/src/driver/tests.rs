//! Both clients against a mock, in virtual time: each test runs on both.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests have threads, and stop where they cannot go on"
)]

mod calls;
#[cfg(feature = "blocking-h2")]
mod events;
#[cfg(all(feature = "blocking-h2", feature = "ring", feature = "webpki-roots"))]
mod exchange;
mod identities;
#[cfg(feature = "dynamic")]
mod interpreted;
mod pages;
mod recordings;
mod secrets;
mod streams;
#[cfg(all(feature = "blocking", feature = "ring", feature = "webpki-roots"))]
mod wire;

use sansmith::identity::Credentials;
use sansmith::{Operation, Shape};

use crate::call::{CallError, Output, Settings};
use crate::driver::{Builder, CallOptions, Counters};
use crate::testing::{Mock, Reply, VirtualTime};
use crate::{Client, blocking};

/// The secrets of the tests, which no output may have.
const SECRETS: [&str; 3] = ["wJalrSECRETKEY", "FwoGSESSIONTOKEN", "hunter2PASSWORD"];

/// A client of either kind.
enum Any {
    Blocking(blocking::Client),
    Asynchronous(Client, tokio::runtime::Runtime),
}

/// A client with its world.
struct World {
    client: Any,
    mock: Mock,
    time: VirtualTime,
}

type Called<O> = Result<Output<<O as Operation>::Output>, Box<CallError<<O as Operation>::Error>>>;

fn configured<C>(time: &VirtualTime, change: fn(&mut Settings)) -> Builder<C> {
    let [secret, session, _] = SECRETS;
    let credentials = Credentials::new("AKIDEXAMPLE", secret).with_session_token(session);
    Builder::default()
        .region("eu-west-1")
        .credentials(credentials)
        .endpoint("https://lamps.example")
        .configure(change)
        .time(time.clone())
}

/// A client of each kind over these replies.
fn both(replies: &[Reply], change: fn(&mut Settings)) -> [World; 2] {
    [true, false].map(|is_blocking| {
        let time = VirtualTime::new();
        let mock = Mock::of(replies.iter().cloned()).with_time(time.clone());
        let client = if is_blocking {
            Any::Blocking(configured::<blocking::Client>(&time, change).build_with(mock.clone()))
        } else {
            let client = configured::<Client>(&time, change).build_with(mock.clone());
            Any::Asynchronous(client, runtime())
        };
        World { client, mock, time }
    })
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().build().unwrap()
}

impl Any {
    fn send<O: Operation>(&self, input: &O::Input, options: &CallOptions) -> Called<O>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        match self {
            Self::Blocking(client) => client.send_with::<O>(input, options),
            Self::Asynchronous(client, runtime) => {
                runtime.block_on(client.send_with::<O>(input, options))
            }
        }
    }

    fn counters(&self) -> Counters {
        match self {
            Self::Blocking(client) => client.counters(),
            Self::Asynchronous(client, _) => client.counters(),
        }
    }
}

impl World {
    fn send<O: Operation>(&self, input: &O::Input) -> Called<O>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        self.client.send::<O>(input, &CallOptions::new())
    }

    /// A header of every request so far.
    fn headers(&self, name: &str) -> Vec<String> {
        let requests = self.mock.requests();
        let of = |request: &http::Request<bytes::Bytes>| {
            let value = request.headers().get(name);
            value.map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        requests.iter().map(of).collect()
    }
}

fn nothing(_: &mut Settings) {}
