//! Signatures of the chunks of recorded bodies, and the facts that they rest on.

use sansmith::Timestamp;
use sansmith::identity::Credentials;
use sansmith::schema::TimestampFormat;
use sansmith::sign::{Chunks, Keys, Signer, Streaming};

use super::traffic::{Exchange, chunks, header};

/// The credentials of all recordings.
const CREDENTIALS: (&str, &str) = ("ANOTREAL", "notrealrnrELgWzOk3IfjzDKtFBhDby");

/// The session token of those that have one.
const TOKEN: &str = "notarealsessiontoken";

/// The credentials of a recording.
pub(super) fn credentials(request: &http::Request<Vec<u8>>) -> Credentials {
    let (id, secret) = CREDENTIALS;
    let credentials = Credentials::new(id, secret);
    match header(request.headers(), "x-amz-security-token") {
        Some(_) => credentials.with_session_token(TOKEN),
        None => credentials,
    }
}

/// The time at which a request was signed.
pub(super) fn time(request: &http::Request<Vec<u8>>) -> Option<Timestamp> {
    let text = header(request.headers(), "x-amz-date")?;
    let (date, time) = text.split_once('T')?;
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        date.get(..4)?,
        date.get(4..6)?,
        date.get(6..)?,
        time.get(..2)?,
        time.get(2..4)?,
        time.get(4..6)?
    );
    Timestamp::parse(&text, TimestampFormat::DateTime).ok()
}

/// The parts of an `Authorization`: scope, signed headers, signature.
pub(super) struct Authorization<'h> {
    pub(super) id: &'h str,
    pub(super) region: &'h str,
    pub(super) service: &'h str,
    signature: &'h str,
}

/// The `Authorization` of a request, if it has one.
pub(super) fn authorization(request: &http::Request<Vec<u8>>) -> Option<Authorization<'_>> {
    let text = header(request.headers(), "authorization")?;
    let part = |name: &str| {
        let (_, rest) = text.split_once(name)?;
        rest.split([',', ' ']).next()
    };
    let mut scope = part("Credential=")?.split('/');
    let id = scope.next()?;
    Some(Authorization {
        id,
        region: scope.nth(1)?,
        service: scope.next()?,
        signature: part("Signature=")?,
    })
}

/// Compares the signatures of the chunks of a request with ours, from its own on; `None` without signed chunks.
///
/// That of the request itself covers headers that recordings have edited since, so it is the signing suite that compares those.
pub(super) fn check(exchange: &Exchange) -> Option<Result<(), String>> {
    let request = &exchange.request;
    let streaming = streaming(request).filter(|form| *form != Streaming::UnsignedTrailer)?;
    let authorization = authorization(request)?;
    let now = time(request)?;
    let credentials = credentials(request);
    let signer = Signer::new(&credentials, authorization.region, authorization.service);
    let seed = authorization.signature;
    let chain = Chunks::continuing(&signer, seed, streaming, now, &mut Keys::new());
    let chain = chain.map_err(|error| error.to_string());
    Some(chain.and_then(|chain| check_chunks(chain, request.body())))
}

/// The form of a body in chunks.
fn streaming(request: &http::Request<Vec<u8>>) -> Option<Streaming> {
    let text = header(request.headers(), "x-amz-content-sha256")?;
    let forms = [
        Streaming::Signed,
        Streaming::SignedTrailer,
        Streaming::UnsignedTrailer,
    ];
    forms.into_iter().find(|form| form.text() == text)
}

/// Compares the signatures of chunks and of trailers.
fn check_chunks(mut chain: Chunks, body: &[u8]) -> Result<(), String> {
    let (chunks, lines) = chunks(body).ok_or("the body is not in chunks")?;
    for chunk in &chunks {
        if chunk.bytes.is_empty() {
            break;
        }
        let head = chain.head(chunk.bytes);
        let expected = chunk.signature.unwrap_or_default();
        if !head.contains(expected) {
            return Err(format!("a chunk with {head}, not with {expected}"));
        }
    }
    let trailers = lines.iter().filter_map(|line| line.split_once(':'));
    let trailers = trailers.filter(|(name, _)| *name != "x-amz-trailer-signature");
    let end = chain.finish(&trailers.collect::<Vec<_>>());
    match lines.iter().find(|line| !end.contains(*line)) {
        Some(line) => Err(format!("the end {end:?} lacks {line:?}")),
        None => Ok(()),
    }
}
