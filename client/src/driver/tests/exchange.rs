//! Events in both directions over HTTP/2, to a server in the test that answers each event while the request goes on.

use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::Frame;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use sansmith::Timestamp;
use sansmith::events::{EventWriter, EventsExt as _, InputReader};
use tokio::net::TcpListener;

use super::*;
use crate::asynchronous::{Closed, EventSender, Hyper, Transport};
use crate::call::StreamError;
use crate::call::tests::lamp::events::Sparks;
use crate::call::tests::lamp::{Glow, TalkGlow};

/// Longest time for an end.
const LIMIT: Duration = Duration::from_secs(20);

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// A body that answers each event with the same event; "dark" with an exception.
struct Echo {
    request: Incoming,
    reader: InputReader<TalkGlow>,
    writer: EventWriter<Sparks>,
    /// Takes the end of the request: true for a whole one.
    ended: mpsc::Sender<bool>,
}

impl http_body::Body for Echo {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        loop {
            if let Some(event) = self.reader.next_event() {
                let answer = match event.unwrap() {
                    event if event == Sparks::of(b"dark") => Sparks::dark("out"),
                    event => event,
                };
                let bytes = self.writer.write(&answer, NOW).unwrap();
                return Poll::Ready(Some(Ok(Frame::data(bytes.into()))));
            }
            match ready!(Pin::new(&mut self.request).poll_frame(context)) {
                Some(Ok(frame)) => self.reader.feed(frame.data_ref().unwrap()),
                end => return Poll::Ready(end),
            }
        }
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        // The test may not look.
        let _ = self.ended.send(self.reader.is_over());
    }
}

/// A server for one connection after the other, and the ends of its requests.
fn serve() -> (String, mpsc::Receiver<bool>) {
    let (ended, ends) = mpsc::channel();
    let (address, found) = mpsc::channel();
    std::thread::spawn(move || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            address.send(listener.local_addr().unwrap()).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                let ended = ended.clone();
                let service = service_fn(move |request: http::Request<Incoming>| {
                    let ended = ended.clone();
                    let version = request.version();
                    async move {
                        assert_eq!(version, http::Version::HTTP_2);
                        let body = Echo {
                            request: request.into_body(),
                            reader: TalkGlow::input_reader(Glow::default()),
                            writer: TalkGlow::output_writer(&Glow::default()).unwrap(),
                            ended,
                        };
                        let response = http::Response::builder().header("x-name", "desk");
                        Ok::<_, std::convert::Infallible>(response.body(body).unwrap())
                    }
                });
                let builder = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
                tokio::spawn(builder.serve_connection(TokioIo::new(stream), service));
            }
        });
    });
    (format!("http://{}", found.recv().unwrap()), ends)
}

fn builder<C>(url: &str) -> Builder<C> {
    Builder::default()
        .region("eu-west-1")
        .credentials(Credentials::new("AKIDEXAMPLE", SECRETS[0]))
        .endpoint(url)
        .attempt_timeout(Duration::from_secs(20))
}

fn asynchronous(url: &str) -> (Client, tokio::runtime::Runtime) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_all().build().unwrap();
    let transport = Transport::new(Hyper::new().unwrap());
    (builder::<Client>(url).build_with(transport), runtime)
}

#[test]
fn events_go_and_come_at_the_same_time() {
    let (url, ends) = serve();
    let (client, runtime) = asynchronous(&url);
    runtime.block_on(async {
        let (mut sender, queue) = EventSender::new(1);
        let input = Glow::default();
        let mut events = client
            .exchange_events::<TalkGlow>(&input, queue)
            .await
            .unwrap();
        assert_eq!(events.output().await.unwrap().name.as_deref(), Some("desk"));
        for word in ["one", "two", "three"] {
            // The next event is made of the answer to the last one.
            let event = Sparks::of(word.as_bytes());
            sender.send(event.clone()).await.unwrap();
            assert_eq!(events.next().await.unwrap().unwrap(), event);
        }
        drop(sender);
        assert!(events.next().await.is_none());
        assert!(ends.recv_timeout(LIMIT).unwrap());
    });
}

#[test]
fn a_dropped_stream_ends_the_request() {
    let (url, ends) = serve();
    let (client, runtime) = asynchronous(&url);
    runtime.block_on(async {
        let (mut sender, queue) = EventSender::new(1);
        let input = Glow::default();
        let mut events = client
            .exchange_events::<TalkGlow>(&input, queue)
            .await
            .unwrap();
        sender.send(Sparks::of(b"one")).await.unwrap();
        events.next().await.unwrap().unwrap();
        drop(events);
        let mut closed = Ok(());
        while closed.is_ok() {
            closed = sender.send(Sparks::of(b"two")).await;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(closed, Err(Closed));
        assert!(sender.is_closed());
        drop(ends);
    });
}

#[test]
fn an_event_that_cannot_be_sent_ends_the_stream_with_its_reason() {
    let (url, ends) = serve();
    let (client, runtime) = asynchronous(&url);
    runtime.block_on(async {
        let (mut sender, queue) = EventSender::new(1);
        let input = Glow::default();
        let mut events = client
            .exchange_events::<TalkGlow>(&input, queue)
            .await
            .unwrap();
        sender.send(Sparks::of(b"one")).await.unwrap();
        events.next().await.unwrap().unwrap();
        let unknown = sansmith::UnknownMember::default();
        sender.send(Sparks::Unknown(unknown)).await.unwrap();
        let error = events.next().await.unwrap().unwrap_err();
        assert!(matches!(error, StreamError::Sending(_)), "{error:?}");
        assert!(events.next().await.is_none());
        assert!(!ends.recv_timeout(LIMIT).unwrap(), "the request was cut");
    });
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_exchanges_events_too() {
    let (url, ends) = serve();
    let client = builder::<blocking::Client>(&url).build().unwrap();
    let (sender, receiver) = mpsc::channel();
    let called = client.exchange_events::<TalkGlow>(&Glow::default(), receiver);
    let mut events = called.unwrap();
    assert_eq!(events.output().unwrap().name.as_deref(), Some("desk"));
    for word in ["one", "two"] {
        let event = Sparks::of(word.as_bytes());
        sender.send(event.clone()).unwrap();
        assert_eq!(events.next().unwrap().unwrap(), event);
    }
    sender.send(Sparks::of(b"dark")).unwrap();
    let error = events.next().unwrap().unwrap_err();
    assert_eq!(error.code(), Some("Dark"));
    drop(sender);
    assert!(events.next().is_none());
    drop(ends);
}
