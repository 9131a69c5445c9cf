//! Spans and events of calls, for `tracing`.
//!
//! **Invariants**
//! - Nothing is told but facts of the model, hosts, statuses, ids and codes: no path, header or body, which may have
//!   secrets.

#[cfg(feature = "tracing")]
use tracing::{Level, event, span};

use crate::call::Metadata;

/// The span of a call; nothing without the feature `tracing`.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    /// The span of a call of an operation.
    pub(crate) fn new(service: &str, operation: &str, region: Option<&str>) -> Self {
        let span = span!(
            Level::INFO,
            "call",
            service,
            operation,
            region = region.unwrap_or_default(),
        );
        Self { span }
    }

    /// A request that is sent.
    pub(crate) fn sent(&self, uri: &http::Uri) {
        let host = uri.authority().map_or("", |authority| authority.as_str());
        event!(parent: &self.span, Level::DEBUG, host, "request sent");
    }

    /// A response, or the reason why there is none.
    pub(crate) fn answered(&self, answer: Result<u16, &crate::transport::TransportError>) {
        match answer {
            Ok(status) => {
                event!(parent: &self.span, Level::DEBUG, status, "response");
            }
            Err(error) => {
                event!(parent: &self.span, Level::DEBUG, kind = ?error.kind, "no response");
            }
        }
    }

    /// The end of a call.
    pub(crate) fn ended(&self, outcome: Option<(&Metadata, bool)>) {
        let Some((metadata, is_failure)) = outcome else {
            return;
        };
        let attempts = metadata.attempts.len();
        let request_id = metadata.request_id().unwrap_or_default();
        let last = metadata.attempts.last();
        let code = last.and_then(|last| last.error_code.as_deref());
        if is_failure {
            let code = code.unwrap_or_default();
            event!(parent: &self.span, Level::WARN, attempts, request_id, code, "call failed");
        } else {
            event!(parent: &self.span, Level::INFO, attempts, request_id, "call done");
        }
    }
}

#[cfg(not(feature = "tracing"))]
#[expect(clippy::unused_self, reason = "the feature `tracing` is off")]
impl Span {
    pub(crate) fn new(_: &str, _: &str, _: Option<&str>) -> Self {
        Self {}
    }

    pub(crate) fn sent(&self, _: &http::Uri) {}

    pub(crate) fn answered(&self, _: Result<u16, &crate::transport::TransportError>) {}

    pub(crate) fn ended(&self, _: Option<(&Metadata, bool)>) {}
}
