//! Streams in and out.

use std::io::{Cursor, Read as _};

use bytes::Bytes;

use super::*;
use crate::call::tests::lamp::{GetGlow, Glow, LampError, PourGlow, PourOpen};
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
    let input = Glow::default();
    for world in both(&[Reply::new(200), Reply::new(200)], nothing) {
        let uploaded = match &world.client {
            Any::Blocking(client) => {
                let upload = blocking::Upload::of_bytes("light").with_length(8);
                client.upload::<PourOpen>(&input, upload)
            }
            Any::Asynchronous(client, runtime) => {
                let upload = asynchronous::Upload::of_bytes("light").with_length(8);
                runtime.block_on(client.upload::<PourOpen>(&input, upload))
            }
        };
        let error = uploaded.unwrap_err();
        assert_eq!(error.attempts().len(), 1);
        assert!(error.to_string().contains("after 5 of 8 bytes"), "{error}");
    }
}

#[test]
fn a_stream_is_cut_at_its_length() {
    let input = Glow::default();
    for world in both(&[Reply::new(200)], nothing) {
        let uploaded = match &world.client {
            Any::Blocking(client) => {
                let upload = blocking::Upload::of_bytes("light on").with_length(5);
                client.upload::<PourOpen>(&input, upload)
            }
            Any::Asynchronous(client, runtime) => {
                let upload = asynchronous::Upload::of_bytes("light on").with_length(5);
                runtime.block_on(client.upload::<PourOpen>(&input, upload))
            }
        };
        uploaded.unwrap();
        assert_eq!(bodies(&world.mock), ["light"]);
    }
}

/// A stream that breaks as a connection does.
struct Breaking;

impl http_body::Body for Breaking {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<std::io::Result<http_body::Frame<Bytes>>>> {
        let error = std::io::Error::new(std::io::ErrorKind::TimedOut, "the disk is gone");
        std::task::Poll::Ready(Some(Err(error)))
    }
}

impl std::io::Read for Breaking {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        let error = std::io::Error::new(std::io::ErrorKind::TimedOut, "the disk is gone");
        Err(error)
    }
}

impl std::io::Seek for Breaking {
    fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
        Ok(0)
    }
}

/// A broken stream that can begin again, as the payload of a request without a signature.
pub(super) fn upload_broken(client: &Any) -> Box<CallError<LampError>> {
    let options = CallOptions::new().anonymous();
    let input = Glow::default();
    let uploaded = match client {
        Any::Blocking(client) => {
            let upload = blocking::Upload::seekable(Breaking).unwrap().with_length(8);
            client.upload_with::<PourOpen>(&input, upload, &options)
        }
        Any::Asynchronous(client, runtime) => {
            let upload = asynchronous::Upload::made(|| Ok(asynchronous::Body::new(Breaking)));
            let upload = upload.with_length(8);
            runtime.block_on(client.upload_with::<PourOpen>(&input, upload, &options))
        }
    };
    uploaded.unwrap_err()
}

#[test]
fn a_broken_stream_is_no_broken_connection() {
    for world in both(&[Reply::new(200), Reply::new(200)], nothing) {
        let error = upload_broken(&world.client);
        assert_eq!(error.attempts().len(), 1, "{error:?}");
        let Some(crate::call::Problem::Transport(error)) = error.as_problem() else {
            panic!("{error:?}");
        };
        assert_eq!(error.kind, TransportErrorKind::Other);
        assert!(error.message.contains("the disk is gone"), "{error}");
    }
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
