//! A server that stands between the clients and a service, and injects faults.
//!
//! The service counts what requests do: a request with a token that it knows does nothing. Beside it the server gives
//! credentials, as that of instances does.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::fault::{FAULTS, Fault};

/// A body that is long enough to be cut.
const BODY: &str = "{\"Name\": \"lamp\", \"Padding\": \"0123456789\"}";

/// One request, as the proxy saw it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Path.
    pub path: String,
    /// The invocation id.
    pub id: String,
    /// The idempotency token.
    pub token: String,
    /// The header `amz-sdk-request`.
    pub attempt: String,
    /// The fault of the response.
    pub fault: Fault,
}

/// The requests and effects so far.
#[derive(Debug, Default)]
pub struct State {
    /// The requests, in order.
    pub seen: Vec<Seen>,
    /// The effects of each call, by its invocation id.
    pub effects: BTreeMap<String, usize>,
    tokens: BTreeMap<String, usize>,
    random: u64,
}

/// A running proxy.
#[derive(Debug)]
pub struct Proxy {
    /// Its URL.
    pub url: String,
    /// The requests and effects so far.
    pub state: Arc<Mutex<State>>,
    /// The connections that are open.
    pub open: Arc<AtomicUsize>,
    /// The connections so far.
    pub accepted: Arc<AtomicUsize>,
}

impl Proxy {
    /// Starts a proxy that injects a fault into so many of a thousand responses.
    pub fn start(per_mille: u64, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let state = State {
            random: seed.wrapping_mul(2).wrapping_add(1),
            ..State::default()
        };
        let proxy = Self {
            url: format!("http://{address}"),
            state: Arc::new(Mutex::new(state)),
            open: Arc::default(),
            accepted: Arc::default(),
        };
        let (state, open, accepted) = (
            Arc::clone(&proxy.state),
            Arc::clone(&proxy.open),
            Arc::clone(&proxy.accepted),
        );
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                open.fetch_add(1, Ordering::SeqCst);
                accepted.fetch_add(1, Ordering::SeqCst);
                let (state, open) = (Arc::clone(&state), Arc::clone(&open));
                std::thread::spawn(move || {
                    let _ = serve(stream, &state, per_mille);
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        proxy
    }
}

/// Answers the requests of one connection.
fn serve(mut stream: TcpStream, state: &Mutex<State>, per_mille: u64) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(head) = head(&mut reader)? {
        let mut body = vec![0; field(&head, "content-length").parse().unwrap_or(0)];
        reader.read_exact(&mut body)?;
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        if path.starts_with("/latest/") {
            credentials(&mut stream, &path)?;
            continue;
        }
        let seen = Seen {
            id: field(&head, "amz-sdk-invocation-id"),
            token: field(&head, "x-token"),
            attempt: field(&head, "amz-sdk-request"),
            fault: Fault::None,
            path,
        };
        let fault = state
            .lock()
            .expect("no test has failed")
            .take(seen, per_mille);
        if !respond(&mut stream, &mut reader, fault)? {
            break;
        }
    }
    Ok(())
}

impl State {
    /// Takes a request: its fault, and its effect.
    fn take(&mut self, mut seen: Seen, per_mille: u64) -> Fault {
        let draw = |random: &mut u64| {
            *random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *random >> 33
        };
        if draw(&mut self.random) % 1000 < per_mille {
            let index = usize::try_from(draw(&mut self.random)).unwrap_or_default() % FAULTS.len();
            seen.fault = FAULTS[index];
        }
        let fault = seen.fault;
        if fault.has_effect() {
            let is_new = seen.token.is_empty() || {
                let uses = self.tokens.entry(seen.token.clone()).or_default();
                *uses += 1;
                *uses == 1
            };
            *self.effects.entry(seen.id.clone()).or_default() += usize::from(is_new);
        }
        self.seen.push(seen);
        fault
    }
}

/// The head of the next request; none at the end of the connection.
fn head(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(head))
}

/// The value of a header; empty without one.
fn field(head: &str, name: &str) -> String {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    let found = lines.find(|(found, _)| found.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.to_owned()).unwrap_or_default()
}

/// Answers as the metadata service of an instance.
fn credentials(stream: &mut TcpStream, path: &str) -> std::io::Result<()> {
    let body = match path {
        "/latest/api/token" => "token",
        "/latest/meta-data/iam/security-credentials/" => "role",
        _ => {
            "{\"Code\":\"Success\",\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\
             \"Expiration\":\"2099-01-01T00:00:00Z\"}"
        }
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nx-aws-ec2-metadata-token-ttl-seconds: 600\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

/// The head of an answer with so many bytes.
fn answer(length: usize) -> String {
    let date = dated(0);
    format!("HTTP/1.1 200 OK\r\n{date}content-length: {length}\r\n\r\n")
}

/// Answers a request; tells if the connection goes on.
fn respond(
    stream: &mut TcpStream,
    reader: &mut BufReader<TcpStream>,
    fault: Fault,
) -> std::io::Result<bool> {
    let length = BODY.len();
    let half = &BODY[..length / 2];
    if let Some((status, body)) = fault.error() {
        let date = dated(if fault == Fault::Skew { 3600 } else { 0 });
        let length = body.len();
        let head = format!("HTTP/1.1 {status}\r\n{date}content-length: {length}\r\n\r\n");
        write!(stream, "{head}{body}")?;
        return Ok(true);
    }
    let whole = answer(length);
    let text = match fault {
        Fault::ResetInHead => "HTTP/1.1 200 OK\r\ncontent-le".to_owned(),
        Fault::ResetInBody | Fault::LongLength | Fault::StallInBody => format!("{whole}{half}"),
        Fault::TruncatedChunk => {
            format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{length:x}\r\n{half}")
        }
        Fault::Garbage => "\u{7f}not HTTP at all\r\n\r\n".to_owned(),
        Fault::ShortLength => answer(half.len()) + BODY,
        Fault::None => whole + BODY,
        Fault::ResetBeforeEffect
        | Fault::ResetBefore
        | Fault::Stall
        | Fault::Status500
        | Fault::Status503
        | Fault::Status429
        | Fault::Throttled
        | Fault::Skew
        | Fault::Expired => String::new(),
    };
    stream.write_all(text.as_bytes())?;
    if matches!(fault, Fault::Stall | Fault::StallInBody) {
        wait(reader);
    }
    Ok(fault == Fault::None)
}

/// Waits until the client closes the connection, or for half a minute.
fn wait(reader: &mut BufReader<TcpStream>) {
    let _ = reader
        .get_ref()
        .set_read_timeout(Some(Duration::from_secs(30)));
    let _ = reader.read(&mut [0; 1]);
}

/// The header with a date so many seconds ahead.
fn dated(ahead: u64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH);
    let seconds = now.unwrap_or_default().as_secs() + ahead;
    let time = sansmith::Timestamp::from_secs(i64::try_from(seconds).unwrap_or_default());
    format!(
        "date: {}\r\n",
        time.format(sansmith::schema::TimestampFormat::HttpDate)
    )
}

/// The status and the body of a URL, got without a client.
pub fn get(url: &str) -> (u16, Vec<u8>) {
    let uri: http::Uri = url.parse().expect("a URL");
    let authority = uri.authority().expect("a host").as_str();
    let mut stream = TcpStream::connect(authority).expect("the server listens");
    let target = uri.path_and_query().expect("a path").as_str();
    write!(
        stream,
        "GET {target} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n\r\n"
    )
    .expect("the request is sent");
    let mut reader = BufReader::new(stream);
    let head = head(&mut reader).expect("a response").expect("a head");
    let mut body = Vec::new();
    reader.read_to_end(&mut body).expect("a body");
    if let Ok(length) = field(&head, "content-length").parse() {
        body.truncate(length);
    }
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (status.unwrap_or_default(), body)
}
