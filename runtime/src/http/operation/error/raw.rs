//! Raw responses, kept with errors that do not represent them completely.

use std::fmt;

use http::HeaderMap;

use crate::http::response::ResponseParts;

/// Maximum number of body bytes kept.
const MOST: usize = 65_536;

/// Maximum length of a text used as a message.
const SHORT: usize = 1024;

/// A response that is unreadable or does not identify the error: status, headers and the first 64 KiB of the body.
///
/// `Debug` omits headers and body, which may contain secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct RawResponse {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
    length: usize,
}

impl RawResponse {
    /// Copies the parts to keep.
    pub(crate) fn of(parts: &ResponseParts<'_>) -> Self {
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers.clone(),
            body: parts.body.get(..MOST).unwrap_or(parts.body).to_vec(),
            length: parts.body.len(),
        }
    }

    /// Status code.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, truncated to 64 KiB.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The length of the complete body, in bytes.
    pub const fn length(&self) -> usize {
        self.length
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// The text of a body, if it is short enough for a message.
pub(crate) fn short_text(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body.get(..body.len().min(SHORT + 1))?).ok()?;
    let text = text
        .trim_start_matches(crate::types::text::BYTE_ORDER_MARK)
        .trim();
    let is_plain = text
        .chars()
        .all(|c| !c.is_control() || c.is_ascii_whitespace());
    (!text.is_empty() && body.len() <= SHORT && is_plain).then(|| text.to_owned())
}
