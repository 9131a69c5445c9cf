//! Both clients over real connections, to a small server in the test.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::*;
use crate::call::TransportErrorKind;
use crate::call::tests::lamp::{GetGlow, Glow, PourGlow, PutGlow};

/// A server that answers each request of each connection by a function of its body, and counts connections.
fn serve(
    answer: impl Fn(&mut TcpStream, &str, Vec<u8>) -> bool + Send + Sync + 'static,
) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let (counted, answer) = (Arc::clone(&count), Arc::new(answer));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while let Some((head, body)) = read(&mut reader) {
                    if !answer(&mut stream, &head, body) {
                        break;
                    }
                }
            });
        }
    });
    (url, count)
}

/// The head and the body of the next request.
fn read(reader: &mut BufReader<TcpStream>) -> Option<(String, Vec<u8>)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let head = head.to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    Some((head, body))
}

fn respond(stream: &mut TcpStream, head: &str, body: &[u8]) -> bool {
    let length = body.len();
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).is_ok() && stream.write_all(body).is_ok()
}

/// A client of each kind, with its own transport.
fn clients(url: &str) -> [Any; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let made = |url: &str| {
        let credentials = Credentials::new("AKIDEXAMPLE", "secret");
        (url.to_owned(), credentials)
    };
    let (endpoint, credentials) = made(url);
    let blocking = blocking::Client::builder()
        .region("eu-west-1")
        .endpoint(endpoint)
        .credentials(credentials);
    let (endpoint, credentials) = made(url);
    let asynchronous = Client::builder()
        .region("eu-west-1")
        .endpoint(endpoint)
        .credentials(credentials);
    [
        Any::Blocking(blocking.max_attempts(2).build().unwrap()),
        Any::Asynchronous(asynchronous.max_attempts(2).build().unwrap(), runtime),
    ]
}

#[test]
fn a_connection_is_used_again_also_after_an_error() {
    let (url, connections) = serve(|stream, head, _| {
        let is_put = head.starts_with("put");
        respond(
            stream,
            if is_put { "200 OK" } else { "404 Not Found" },
            b"{}",
        )
    });
    for (index, client) in clients(&url).into_iter().enumerate() {
        for _ in 0..3 {
            client
                .send::<PutGlow>(&Glow::default(), &CallOptions::new())
                .unwrap();
            client
                .send::<GetGlow>(&Glow::default(), &CallOptions::new())
                .unwrap_err();
        }
        assert_eq!(connections.load(Ordering::SeqCst), index + 1);
    }
}

#[test]
fn requests_have_the_headers_of_the_call_and_no_others() {
    let (url, _) = serve(|stream, head, _| respond(stream, "200 OK", head.as_bytes()));
    for client in clients(&url) {
        let output = client
            .send::<GetGlow>(&Glow::default(), &CallOptions::new())
            .unwrap();
        let head = String::from_utf8(output.output.light.unwrap().to_vec()).unwrap();
        let mut names: Vec<_> = head
            .lines()
            .filter_map(|line| Some(line.split_once(": ")?.0))
            .collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "amz-sdk-invocation-id",
                "amz-sdk-request",
                "authorization",
                "host",
                "user-agent",
                "x-amz-date",
                "x-token"
            ]
        );
    }
}

#[test]
fn a_payload_goes_out_and_comes_back_whole() {
    let (url, _) = serve(|stream, _, body| respond(stream, "200 OK", &body));
    let bytes: Vec<u8> = (0..300_000_u32)
        .map(|index| (index % 251).try_into().unwrap())
        .collect();
    let folder = std::env::temp_dir().join(format!("sansmith-client-{}", std::process::id()));
    std::fs::write(&folder, &bytes).unwrap();
    for client in clients(&url) {
        let done = match &client {
            Any::Blocking(client) => {
                let upload = blocking::Upload::open(&folder).unwrap();
                client.upload::<PourGlow>(&Glow::default(), upload).unwrap()
            }
            Any::Asynchronous(client, runtime) => {
                let upload = crate::asynchronous::Upload::open(&folder).unwrap();
                runtime
                    .block_on(client.upload::<PourGlow>(&Glow::default(), upload))
                    .unwrap()
            }
        };
        assert!(done.light.unwrap()[..] == bytes);
    }
    std::fs::remove_file(&folder).unwrap();
}

#[test]
fn broken_connections_are_told_apart() {
    let (url, _) = serve(|stream, head, _| {
        if head.contains("x-name: reset") {
            return false;
        }
        if head.contains("x-name: short") {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{");
            return false;
        }
        if head.contains("x-name: chunk") {
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{");
            return false;
        }
        std::thread::sleep(Duration::from_secs(5));
        false
    });
    for client in clients(&url) {
        for (name, kind) in [
            ("reset", TransportErrorKind::ResetBefore),
            ("short", TransportErrorKind::ResetAfter),
            ("chunk", TransportErrorKind::ResetAfter),
            ("stall", TransportErrorKind::Timeout),
        ] {
            let input = Glow {
                name: Some(name.to_owned()),
                ..Glow::default()
            };
            let options = CallOptions::new().attempt_timeout(Duration::from_millis(200));
            let start = Instant::now();
            let error = client.send::<PutGlow>(&input, &options).unwrap_err();
            assert_eq!(error.attempts().len(), 2, "{name}: {error:?}");
            assert!(start.elapsed() < Duration::from_secs(3), "{name}");
            let Some(crate::call::Problem::Transport(error)) = error.as_problem() else {
                panic!("{name}: {error:?}");
            };
            assert_eq!(error.kind, kind, "{name}: {error:?}");
        }
    }
}

#[test]
fn hosts_without_an_address_or_a_server_are_told_apart() {
    // A port that was free a moment ago.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for (url, kinds) in [
        (closed.as_str(), &[TransportErrorKind::Connect][..]),
        // A resolver may be out of reach too.
        (
            "http://no-such-host.invalid",
            &[TransportErrorKind::Dns, TransportErrorKind::Connect][..],
        ),
    ] {
        for client in clients(url) {
            let error = client
                .send::<PutGlow>(&Glow::default(), &CallOptions::new())
                .unwrap_err();
            let Some(crate::call::Problem::Transport(error)) = error.as_problem() else {
                panic!("{error:?}");
            };
            assert!(kinds.contains(&error.kind), "{url}: {error:?}");
        }
    }
}

#[test]
fn a_broken_stream_is_not_sent_again() {
    let (url, _) = serve(|stream, _, _| respond(stream, "200 OK", b"{}"));
    for client in clients(&url) {
        let error = streams::upload_broken(&client);
        assert_eq!(error.attempts().len(), 1, "{error:?}");
        let Some(crate::call::Problem::Transport(error)) = error.as_problem() else {
            panic!("{error:?}");
        };
        assert_eq!(error.kind, TransportErrorKind::Other, "{error:?}");
        assert!(error.message.contains("the disk is gone"), "{error:?}");
    }
}
