//! The example of calls without a client: it works against a server, and the chapter has its code.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../examples/by_hand.rs"]
#[expect(dead_code, reason = "the program of the example is not run")]
mod by_hand;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

use sansmith::endpoint::Params;
use sansmith::identity::Credentials;
use sansmith_connect::operation::ListInstances;
use sansmith_connect::types::ListInstancesRequest;

/// Answers one request per response, and returns the heads of the requests.
fn serve(listener: &TcpListener, responses: &[&str]) -> Vec<String> {
    let mut heads = Vec::new();
    for response in responses {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            reader.read_line(&mut head).unwrap();
        }
        let head = head.to_ascii_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        stream.write_all(response.as_bytes()).unwrap();
        heads.push(head);
    }
    heads
}

fn response(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

#[test]
fn a_call_by_hand_is_resolved_signed_and_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let busy = response("503 Service Unavailable", "{}");
        let done = response("200 OK", r#"{"InstanceSummaryList": [{"Id": "i-1"}]}"#);
        serve(&listener, &[&busy, &done])
    });
    let credentials = Credentials::new("AKIDEXAMPLE", "secret");
    let params = Params::new().region("eu-west-2").endpoint(url);
    let input = ListInstancesRequest::default();
    let place = ("eu-west-2", &params, &credentials);
    let output = by_hand::call::<ListInstances>(&input, place, by_hand::send).unwrap();
    let instances = output.instance_summary_list.unwrap();
    assert_eq!(instances[0].id.as_deref(), Some("i-1"));
    let heads = server.join().unwrap();
    for head in &heads {
        assert!(head.starts_with("get /instance http/1.1\r\n"), "{head}");
        assert!(
            head.contains("authorization: aws4-hmac-sha256 credential=akidexample/"),
            "{head}"
        );
        assert!(head.contains("/eu-west-2/connect/aws4_request"), "{head}");
    }
    assert_eq!(heads.len(), 2);
}

#[test]
fn an_error_of_the_service_ends_the_call() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let refused = response(
            "400 Bad Request",
            r#"{"__type": "InvalidRequestException", "message": "no"}"#,
        );
        serve(&listener, &[&refused])
    });
    let credentials = Credentials::new("AKIDEXAMPLE", "secret");
    let params = Params::new().region("eu-west-2").endpoint(url);
    let place = ("eu-west-2", &params, &credentials);
    let input = ListInstancesRequest::default();
    let error = by_hand::call::<ListInstances>(&input, place, by_hand::send).unwrap_err();
    assert_eq!(error.to_string(), "InvalidRequestException: no");
    assert_eq!(server.join().unwrap().len(), 1);
}

#[test]
fn the_chapter_has_the_code_of_the_example() {
    let example = include_str!("../../examples/by_hand.rs");
    let chapter = include_str!("../../../docs/without-a-client.md");
    let (_, rest) = example.split_once("// [chapter]\n").unwrap();
    let (code, _) = rest.split_once("// [end]\n").unwrap();
    let (_, rest) = chapter.split_once("```rust,ignore\n").unwrap();
    let (shown, _) = rest.split_once("```\n").unwrap();
    assert_eq!(shown, code);
}
