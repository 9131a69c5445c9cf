//! Streams in and out.

use std::io::{Cursor, Read as _};

use bytes::Bytes;

use super::*;
use crate::call::tests::lamp::{GetGlow, Glow, PourGlow, PourOpen};
use crate::{asynchronous, call::TransportErrorKind};

/// A reader that does not seek.
struct Once(Cursor<Vec<u8>>);

impl std::io::Read for Once {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

fn once(bytes: &str) -> Once {
    Once(Cursor::new(bytes.as_bytes().to_vec()))
}

fn bodies(mock: &Mock) -> Vec<Bytes> {
    mock.requests()
        .into_iter()
        .map(http::Request::into_body)
        .collect()
}

#[test]
fn a_stream_begins_again_for_a_retry_and_for_a_signature() {
    let replies = [Reply::new(500), Reply::new(200)];
    let input = Glow::default();
    for world in both(&replies, nothing) {
        let uploaded = match &world.client {
            Any::Blocking(client) => client.upload::<PourOpen>(&input, "light on"),
            Any::Asynchronous(client, runtime) => {
                let upload = asynchronous::Upload::made(|| Ok("light on".into())).with_length(8);
                runtime.block_on(client.upload::<PourOpen>(&input, upload))
            }
        };
        uploaded.unwrap();
        assert_eq!(bodies(&world.mock), ["light on", "light on"]);
        assert_eq!(world.headers("content-length"), ["8", "8"]);
    }
    for world in both(&[Reply::new(200)], |settings| {
        // Without TLS the signature covers the body.
        *settings = std::mem::take(settings).endpoint("http://lamps.example");
    }) {
        let hashed = match &world.client {
            Any::Blocking(client) => client.upload::<PourGlow>(&input, "light on"),
            Any::Asynchronous(client, runtime) => {
                runtime.block_on(client.upload::<PourGlow>(&input, "light on"))
            }
        };
        hashed.unwrap();
        assert_eq!(bodies(&world.mock), ["light on"]);
    }
}

#[test]
fn a_stream_that_cannot_begin_again_is_sent_once() {
    let replies = [Reply::new(500), Reply::new(200)];
    let input = Glow::default();
    for world in both(&replies, nothing) {
        let attempts = match &world.client {
            Any::Blocking(client) => {
                let upload = blocking::Upload::reader(once("light on")).with_length(8);
                client
                    .upload::<PourOpen>(&input, upload)
                    .unwrap_err()
                    .attempts()
                    .len()
            }
            Any::Asynchronous(client, runtime) => {
                let body = asynchronous::Body::of_bytes("light on");
                let upload = asynchronous::Upload::once(body);
                let called = runtime.block_on(client.upload::<PourOpen>(&input, upload));
                called.unwrap_err().attempts().len()
            }
        };
        assert_eq!(attempts, 1);
    }
}

#[test]
fn a_stream_that_ends_early_is_an_error_of_the_caller() {
    let [world, _] = both(&[Reply::new(200), Reply::new(200)], nothing);
    let Any::Blocking(client) = &world.client else {
        panic!("the first one blocks");
    };
    let upload = blocking::Upload::of_bytes("light").with_length(8);
    let error = client
        .upload::<PourOpen>(&Glow::default(), upload)
        .unwrap_err();
    assert_eq!(error.attempts().len(), 1);
    assert!(error.to_string().contains("after 5 of 8 bytes"), "{error}");
}

#[test]
fn a_body_is_left_to_the_caller_or_read() {
    let reply = Reply::new(200).body("light").body(" on");
    let input = Glow::default();
    for world in both(&[reply.clone(), reply.clone(), reply.broken()], nothing) {
        let whole = world.send::<GetGlow>(&input).unwrap().output;
        assert_eq!(&whole.light.unwrap()[..], b"light on");
        match &world.client {
            Any::Blocking(client) => {
                let mut text = String::new();
                let mut download = client.download::<GetGlow>(&input).unwrap();
                download.body.read_to_string(&mut text).unwrap();
                assert_eq!(text, "light on");
                let broken = client.download::<GetGlow>(&input).unwrap();
                assert!(broken.body.read_all(100).is_err());
            }
            Any::Asynchronous(client, runtime) => runtime.block_on(async {
                let download = client.download::<GetGlow>(&input).await.unwrap();
                assert_eq!(download.body.read_all(100).await.unwrap(), b"light on");
                let broken = client.download::<GetGlow>(&input).await.unwrap();
                let error = broken.body.read_all(100).await.unwrap_err();
                assert_eq!(error.kind, TransportErrorKind::ResetAfter);
            }),
        }
    }
}
