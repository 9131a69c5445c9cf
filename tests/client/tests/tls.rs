//! Both clients over TLS, to a server with a certificate of its own.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sansmith_client::call::{Problem, TransportErrorKind};
use sansmith_client::{Client, blocking};
use sansmith_client_tests::caller::{Caller, configured, runtime};
use sansmith_client_tests::lamp::{BumpLamp, Count};

/// A server for `localhost`, and its certificate as PEM.
fn serve() -> (String, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let config = Arc::clone(&config);
            std::thread::spawn(move || {
                let connection = ServerConnection::new(config).unwrap();
                let mut stream = StreamOwned::new(connection, stream);
                let mut buffer = [0; 4096];
                while stream.read(&mut buffer).is_ok_and(|count| count > 0) {
                    let body = "{\"Name\": \"tls\"}";
                    let length = body.len();
                    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
                    let _ = stream.write_all(head.as_bytes());
                    let _ = stream.write_all(body.as_bytes());
                }
            });
        }
    });
    (format!("https://localhost:{port}"), made.cert.pem())
}

#[test]
fn a_server_is_trusted_by_its_certificate_alone() {
    let (url, certificate) = serve();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), certificate).unwrap();
    let trusting = [
        Caller::Blocking(
            configured::<blocking::Client>(&url)
                .ca_bundle(file.path())
                .build()
                .unwrap(),
        ),
        Caller::Asynchronous(
            configured::<Client>(&url)
                .ca_bundle(file.path())
                .build()
                .unwrap(),
            runtime(),
        ),
    ];
    for caller in trusting {
        for _ in 0..2 {
            let output = caller.try_send::<BumpLamp>(&Count::default()).unwrap();
            assert_eq!(output.name.as_deref(), Some("tls"), "{}", caller.name());
        }
    }
    for caller in Caller::both(&url) {
        let error = caller.try_send::<BumpLamp>(&Count::default()).unwrap_err();
        let Some(Problem::Transport(problem)) = error.as_problem() else {
            panic!("{}: {error:?}", caller.name());
        };
        assert_eq!(
            problem.kind,
            TransportErrorKind::Tls,
            "{}: {error:?}",
            caller.name()
        );
        assert_eq!(
            error.attempts().len(),
            1,
            "a server that is not trusted is not asked again"
        );
    }
}

#[test]
fn a_file_without_certificates_is_an_error() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let built = configured::<blocking::Client>("https://localhost")
        .ca_bundle(file.path())
        .build();
    assert!(built.unwrap_err().to_string().contains("there are none"));
    let built = configured::<Client>("https://localhost")
        .ca_bundle(file.path())
        .build();
    assert!(built.unwrap_err().to_string().contains("there are none"));
}
