//! Credentials through the chain: one refresh at a time, and a call that is dropped.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::call::Identity;
use crate::call::tests::lamp::{Glow, PutGlow};
use crate::credentials::{ImdsOptions, Options, Source};

/// Credentials of an instance, at a host of the mock.
fn chain() -> Identity {
    let imds = ImdsOptions::default().endpoint("http://imds.example");
    Identity::Chain(Box::new(
        Options::default().sources([Source::Imds]).imds(imds),
    ))
}

/// A mock with an instance; it counts the requests for credentials.
fn instance() -> (Mock, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let mock = Mock::new().handle(move |request| match request.uri().path() {
        "/latest/api/token" => Reply::new(200).header("x-aws-ec2-metadata-token-ttl-seconds", "600").body("t"),
        "/latest/meta-data/iam/security-credentials/" => Reply::new(200).body("role"),
        "/latest/meta-data/iam/security-credentials/role" => {
            counted.fetch_add(1, Ordering::SeqCst);
            // Time for other calls to come and wait.
            std::thread::sleep(Duration::from_millis(20));
            Reply::new(200).body(
                r#"{"Code":"Success","AccessKeyId":"AKIDIMDS","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}"#,
            )
        }
        _ => Reply::new(200),
    });
    (mock, count)
}

fn builder<C>() -> Builder<C> {
    let identity = chain();
    Builder::default()
        .region("eu-west-1")
        .identity(identity)
        .endpoint("https://lamps.example")
}

#[test]
fn threads_get_credentials_once() {
    let (mock, count) = instance();
    let client = builder::<blocking::Client>().build_with(mock.clone());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let client = client.clone();
            scope.spawn(move || client.send::<PutGlow>(&Glow::default()).unwrap());
        }
    });
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(client.counters().calls, 8);
}

#[test]
fn tasks_get_credentials_once_and_a_dropped_one_leaves_them_to_another() {
    let (mock, count) = instance();
    let client = builder::<Client>().build_with(mock);
    runtime().block_on(async {
        // A call that is polled once, and dropped while it gets the credentials.
        let input = Glow::default();
        let mut dropped = Box::pin(client.send::<PutGlow>(&input));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let _ = dropped.as_mut().poll(&mut context);
        drop(dropped);
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.send::<PutGlow>(&Glow::default()).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
    });
    assert!(count.load(Ordering::SeqCst) <= 2);
}
