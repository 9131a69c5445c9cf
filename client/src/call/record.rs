//! The attempts of a call, as they are told beside an output or an error.

use std::time::Duration;

use http::HeaderMap;
use sansmith::Timestamp;

/// The headers that have the id of a request.
const REQUEST_IDS: [&str; 3] = ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"];

/// Facts about a call that came to its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// The id that all attempts have in the header `amz-sdk-invocation-id`.
    pub invocation_id: String,
    /// The attempts, in order.
    pub attempts: Vec<Attempt>,
}

impl Metadata {
    /// The id by which the service knows the last request that it answered.
    pub fn request_id(&self) -> Option<&str> {
        let mut attempts = self.attempts.iter().rev();
        attempts.find_map(|attempt| attempt.request_id.as_deref())
    }
}

/// One attempt of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// Scheme and host that the request went to.
    pub endpoint: String,
    /// The instant at which the request was handed over.
    pub started: Timestamp,
    /// The time until the end of the response, or until the failure.
    pub duration: Duration,
    /// The status of the response.
    pub status: Option<u16>,
    /// The id by which the service knows the request.
    pub request_id: Option<String>,
    /// The second id that Amazon S3 gives a request.
    pub extended_request_id: Option<String>,
    /// The code of the error.
    pub error_code: Option<String>,
    /// The reason why there is no response.
    pub failure: Option<String>,
}

impl Attempt {
    /// An attempt that begins.
    pub(super) fn begin(uri: &http::Uri, started: Timestamp) -> Self {
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        Self {
            endpoint: format!("{scheme}://{authority}"),
            started,
            duration: Duration::ZERO,
            status: None,
            request_id: None,
            extended_request_id: None,
            error_code: None,
            failure: None,
        }
    }

    /// Takes status and ids out of the head of a response.
    pub(super) fn answered(&mut self, head: &http::response::Parts) {
        let text = |name: &str| header(&head.headers, name).map(str::to_owned);
        self.status = Some(head.status.as_u16());
        self.request_id = REQUEST_IDS.iter().find_map(|name| text(name));
        self.extended_request_id = text("x-amz-id-2");
    }
}

/// The text of a header.
pub(super) fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    Some(text).filter(|text| !text.is_empty())
}
