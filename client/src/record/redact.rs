//! Secrets out of messages.
//!
//! **Invariants**
//! - A value is hidden by its name: headers and parameters of signatures, keys of credentials, and the members that the
//!   model calls sensitive.
//! - A body in a format that cannot be searched is hidden whole if the model has sensitive members in it.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use sansmith::Schema;
use sansmith::schema::{Kind, Location, Member};
use serde_json::Value;

use super::line::{RecordedRequest, RecordedResponse};

/// The text in the place of a secret.
const HIDDEN: &str = "***";

/// Headers that have secrets.
const HEADERS: [&str; 12] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
    "x-amz-bearer-token",
    "x-amz-copy-source-server-side-encryption-customer-key",
    "x-amz-s3session-token",
    "x-amz-security-token",
    "x-amz-server-side-encryption-customer-key",
    "x-amz-sso_bearer_token",
    "x-api-key",
    "x-aws-ec2-metadata-token",
];

/// Keys of bodies and queries that have secrets, in lowercase without `-` and `_`.
const KEYS: [&str; 22] = [
    "accesskeyid",
    "accesstoken",
    "authorizationtoken",
    "awsaccesskeyid",
    "clientsecret",
    "codeverifier",
    "devicecode",
    "idtoken",
    "password",
    "plaintext",
    "privatekey",
    "refreshtoken",
    "samlassertion",
    "secretaccesskey",
    "secretbinary",
    "secretstring",
    "sessiontoken",
    "signature",
    "webidentitytoken",
    "xamzcredential",
    "xamzsecuritytoken",
    "xamzsignature",
];

/// The names of secrets in the messages of an operation.
#[derive(Debug, Default)]
pub(crate) struct Redaction {
    /// Names of members, in the form of [`KEYS`].
    names: BTreeSet<String>,
    headers: BTreeSet<String>,
    has_label: bool,
    has_payload: bool,
}

impl Redaction {
    /// The names of the sensitive members of shapes.
    pub(crate) fn of(schemas: &[&'static Schema]) -> Self {
        let mut found = Self::default();
        let mut seen = BTreeSet::new();
        for schema in schemas {
            found.collect(schema, &mut seen);
        }
        found
    }

    fn collect(&mut self, schema: &'static Schema, seen: &mut BTreeSet<usize>) {
        if !seen.insert(std::ptr::from_ref(schema) as usize) {
            return;
        }
        if let Kind::List(member) = &schema.kind {
            self.member(member, seen);
        }
        if let Kind::Map(key, value) = &schema.kind {
            self.member(key, seen);
            self.member(value, seen);
        }
        for member in schema.members() {
            self.member(member, seen);
        }
    }

    fn member(&mut self, member: &'static Member, seen: &mut BTreeSet<usize>) {
        if !is_sensitive(member) {
            return self.collect(member.target, seen);
        }
        if let Location::Header(name) | Location::PrefixHeaders(name) = member.location {
            self.headers.insert(name.to_ascii_lowercase());
            return;
        }
        if let Location::Query(name) = member.location {
            self.names.insert(plain(name));
        }
        self.has_label |= member.location == Location::Label;
        self.has_payload |= member.location == Location::Payload;
        for name in [member.name, member.json_key(), member.xml_key()] {
            self.names.insert(plain(name));
        }
    }

    fn hides(&self, key: &str) -> bool {
        // Parts of keys of awsQuery: `Tags.member.1.Value`.
        let hides = |part: &str| {
            let part = plain(part);
            KEYS.contains(&part.as_str()) || self.names.contains(&part)
        };
        key.split('.').any(hides)
    }

    /// A request without its secrets.
    pub(crate) fn request(&self, parts: &http::request::Parts, body: &Bytes) -> RecordedRequest {
        RecordedRequest {
            method: parts.method.to_string(),
            uri: self.uri(&parts.uri),
            headers: self.headers(&parts.headers),
            body: self.body(&parts.headers, body),
        }
    }

    /// A response without its secrets.
    pub(crate) fn response(&self, parts: &http::response::Parts, body: &Bytes) -> RecordedResponse {
        let mut headers = self.headers(&parts.headers);
        let hidden = self.body(&parts.headers, body);
        if hidden != *body {
            // Lengths and sums are those of the body as it was.
            headers.remove(http::header::CONTENT_LENGTH);
            let sums = headers.keys().filter(|name| is_sum(name.as_str()));
            for name in sums.cloned().collect::<Vec<_>>() {
                headers.remove(name);
            }
        }
        RecordedResponse {
            status: parts.status.as_u16(),
            headers,
            body: hidden,
        }
    }

    fn uri(&self, uri: &http::Uri) -> String {
        let text = uri.to_string();
        let (place, query) = text.split_once('?').unwrap_or((&text, ""));
        let mut place = place.to_owned();
        if self.has_label {
            place.truncate(place.len().saturating_sub(uri.path().len()));
            place.push('/');
            place.push_str(HIDDEN);
        }
        if query.is_empty() {
            return place;
        }
        format!("{place}?{}", self.form(query))
    }

    fn form(&self, form: &str) -> String {
        let pairs = form.split('&').map(|pair| match pair.split_once('=') {
            Some((key, _)) if self.hides(key) => format!("{key}={HIDDEN}"),
            _ => pair.to_owned(),
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    fn headers(&self, headers: &HeaderMap) -> HeaderMap {
        let mut headers = headers.clone();
        for (name, value) in &mut headers {
            let name = name.as_str();
            let is_modeled = self.headers.iter().any(|known| name.starts_with(known));
            if is_modeled || HEADERS.contains(&name) {
                *value = HeaderValue::from_static(HIDDEN);
            }
        }
        headers
    }

    fn body(&self, headers: &HeaderMap, body: &Bytes) -> Bytes {
        if body.is_empty() {
            return body.clone();
        }
        if self.has_payload {
            return Bytes::from_static(HIDDEN.as_bytes());
        }
        let media = headers.get(http::header::CONTENT_TYPE);
        let media = media.and_then(|media| media.to_str().ok());
        let media = media.unwrap_or_default();
        let Ok(text) = std::str::from_utf8(body) else {
            // Payloads of bytes are the caller's; formats of bytes may have anything.
            let is_format = media.contains("cbor") || media.contains("eventstream");
            let is_hidden = is_format && !self.names.is_empty();
            return if is_hidden {
                Bytes::from_static(HIDDEN.as_bytes())
            } else {
                body.clone()
            };
        };
        let start = text.trim_start();
        if media.contains("x-www-form-urlencoded") {
            return Bytes::from(self.form(text));
        }
        if start.starts_with('{') || start.starts_with('[') {
            let Ok(mut value) = serde_json::from_str::<Value>(text) else {
                return body.clone();
            };
            return if self.hide(&mut value) {
                Bytes::from(value.to_string())
            } else {
                body.clone()
            };
        }
        if start.starts_with('<') {
            return Bytes::from(self.xml(text));
        }
        body.clone()
    }

    /// Hides the secrets in a JSON value; tells if there were any.
    fn hide(&self, value: &mut Value) -> bool {
        match value {
            Value::Array(items) => items
                .iter_mut()
                .fold(false, |any, item| self.hide(item) | any),
            Value::Object(fields) => {
                let mut any = false;
                for (key, value) in fields {
                    if self.hides(key) {
                        blank(value);
                        any = true;
                    } else {
                        any |= self.hide(value);
                    }
                }
                any
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        }
    }

    /// Hides the contents of XML elements; attributes have no secrets.
    fn xml(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('<') {
            let (before, tag) = rest.split_at(start);
            out.push_str(before);
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            let (tag, after) = tag.split_at(end);
            out.push_str(tag);
            rest = after;
            let name = tag.trim_start_matches('<').trim_end_matches('>');
            let name = name.split_whitespace().next().unwrap_or_default();
            let local = name.rsplit(':').next().unwrap_or_default();
            let is_open = !name.starts_with(['/', '?', '!']) && !tag.ends_with("/>");
            if is_open && self.hides(local) {
                let close = format!("</{name}");
                let Some(end) = rest.find(&close) else { break };
                out.push_str(HIDDEN);
                rest = rest.get(end..).unwrap_or_default();
            }
        }
        out.push_str(rest);
        out
    }
}

/// Hides the scalars in a value, and keeps its form.
fn blank(value: &mut Value) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter_mut().for_each(blank),
        Value::Object(fields) => {
            let count = fields.len();
            fields.clear();
            if count > 0 {
                fields.insert(HIDDEN.to_owned(), Value::Null);
            }
        }
        Value::Bool(_) => *value = Value::Bool(false),
        Value::Number(_) => *value = Value::from(0),
        Value::String(text) => HIDDEN.clone_into(text),
    }
}

/// Tells if values of a member are sensitive, those within a list or a map included.
fn is_sensitive(member: &Member) -> bool {
    if member.is_sensitive() {
        return true;
    }
    let Kind::List(item) = &member.target.kind else {
        return false;
    };
    is_sensitive(item) && item.target.members().is_empty()
}

/// A key in the form of the table.
fn plain(key: &str) -> String {
    let kept = key.chars().filter(|letter| !matches!(letter, '-' | '_'));
    kept.flat_map(char::to_lowercase).collect()
}

/// Tells if a header is a sum of the body.
fn is_sum(name: &str) -> bool {
    name.starts_with("x-amz-checksum-") || matches!(name, "x-amz-crc32" | "content-md5" | "etag")
}
