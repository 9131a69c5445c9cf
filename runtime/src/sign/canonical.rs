//! Canonical requests: the text that both sides sign.
//!
//! **Invariants**
//! - Names are in lower case and sorted; values of repeated names are joined by commas.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::error::SignError;
use super::request::{Payload, Signable};
use super::settings::Settings;
use super::stamp::Stamp;
use super::{hex, path, query};

/// The header with the payload hash.
pub(super) const CONTENT_HASH: &str = "x-amz-content-sha256";

/// Signed headers: names in lower case, values as sent.
pub(super) struct Covered<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Covered<'a> {
    /// Headers of a request except those excluded by `settings`; additional ones replace those with the same name.
    ///
    /// # Errors
    ///
    /// The request has no `host`.
    pub(super) fn new(
        request: &Signable<'a>,
        besides: &[(&'a str, &'a str)],
        settings: &Settings<'_>,
    ) -> Result<Self, SignError> {
        let mut headers = Vec::with_capacity(request.headers.len() + besides.len());
        for &(name, value) in request.headers {
            let name = lower(name);
            if settings.covers(&name) && besides.iter().all(|(other, _)| *other != name) {
                headers.push((name, value));
            }
        }
        if headers.iter().all(|(name, _)| name != "host") {
            return Err(SignError::MissingHost);
        }
        headers.extend(
            besides
                .iter()
                .map(|&(name, value)| (Cow::Borrowed(name), value)),
        );
        // A stable sort: values of the same name keep their order.
        headers.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(Self(headers))
    }

    /// Unique names, separated by semicolons.
    pub(super) fn names(&self) -> String {
        let mut names = String::with_capacity(self.0.len() * 20);
        let mut last = "";
        for (name, _) in &self.0 {
            if name != last {
                if !names.is_empty() {
                    names.push(';');
                }
                names.push_str(name);
            }
            last = name;
        }
        names
    }

    fn push(&self, to: &mut String) {
        let mut last = "";
        for (name, value) in &self.0 {
            if name == last {
                to.push(',');
            } else {
                if !last.is_empty() {
                    to.push('\n');
                }
                to.push_str(name);
                to.push(':');
            }
            push_trimmed(value, to);
            last = name;
        }
        to.push('\n');
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Appends a value, trimmed and with runs of spaces collapsed.
fn push_trimmed(value: &str, to: &mut String) {
    for (index, word) in value.split_ascii_whitespace().enumerate() {
        if index > 0 {
            to.push(' ');
        }
        to.push_str(word);
    }
}

/// The last line of a canonical request: a hash, or its replacement.
pub(super) fn payload<'a>(request: &Signable<'a>) -> Cow<'a, str> {
    match (request.header(CONTENT_HASH), request.payload) {
        (Some(given), _) => Cow::Borrowed(given.trim()),
        (None, Payload::Bytes(bytes)) => Cow::Owned(hex::text(&Sha256::digest(bytes))),
        (None, Payload::Sha256(hash)) => Cow::Owned(hex::text(&hash)),
        (None, Payload::Unsigned) => Cow::Borrowed("UNSIGNED-PAYLOAD"),
        (None, Payload::Streaming(streaming)) => Cow::Borrowed(streaming.text()),
    }
}

/// Parts of a canonical request.
pub(super) struct Parts<'a> {
    pub(super) request: &'a Signable<'a>,
    pub(super) settings: &'a Settings<'a>,
    /// Additional query parameters.
    pub(super) query: &'a [(&'a str, &'a str)],
    pub(super) covered: &'a Covered<'a>,
    /// Names of the signed headers.
    pub(super) names: &'a str,
    pub(super) payload: &'a str,
}

impl Parts<'_> {
    /// The canonical request.
    pub(super) fn text(&self) -> String {
        let request = self.request;
        let mut text = String::with_capacity(1024);
        text.push_str(request.method);
        text.push('\n');
        path::push(request.path, self.settings, &mut text);
        text.push('\n');
        query::push(request.query, self.query, &mut text);
        text.push('\n');
        self.covered.push(&mut text);
        text.push('\n');
        text.push_str(self.names);
        text.push('\n');
        text.push_str(self.payload);
        text
    }
}

/// The string to sign.
pub(super) fn string_to_sign(algorithm: &str, stamp: &Stamp, scope: &str, request: &str) -> String {
    let mut text = String::with_capacity(algorithm.len() + scope.len() + 83);
    for line in [algorithm, stamp.text(), scope] {
        text.push_str(line);
        text.push('\n');
    }
    hex::push(&Sha256::digest(request), &mut text);
    text
}
