//! JSON documents with credentials: from containers, instances, processes, and token files.
//!
//! **Invariants**
//!
//! - Names are case-insensitive, as in other SDKs.
//! - Errors contain no values, as these may be secrets.

use sansmith::identity::Credentials;
use sansmith::json::{Options, from_json_with, to_json};
use sansmith::{Document, Timestamp};

use super::failure::Failure;

/// Maximum nesting of a document.
const DEPTH: usize = 16;

/// A JSON object.
#[derive(Clone)]
pub(super) struct Fields(Document);

impl Fields {
    /// Parses an object.
    ///
    /// # Errors
    ///
    /// The text is not a JSON object.
    pub(super) fn read(text: &[u8]) -> Result<Self, Failure> {
        let invalid = |reason: &str| Failure::failed("invalid JSON in response").because(reason);
        let read = from_json_with::<Document>(text, Options::new().depth(DEPTH));
        let (document, _) = read.map_err(|error| invalid(&error.to_string()))?;
        match document {
            Document::Map(_) => Ok(Self(document)),
            Document::Null
            | Document::Boolean(_)
            | Document::Number(_)
            | Document::String(_)
            | Document::List(_) => Err(invalid("expected an object")),
        }
    }

    /// The value of a name; case-insensitive.
    pub(super) fn get(&self, name: &str) -> Option<&Document> {
        let entries = self.0.as_map()?.iter();
        let mut found = entries.filter(|(found, _)| found.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value)
    }

    /// The first text among several names; case-insensitive.
    pub(super) fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.get(name)?.as_str())
    }

    /// A required text.
    pub(super) fn required(&self, names: &[&str]) -> Result<&str, Failure> {
        let missing = || {
            let name = names.first().unwrap_or(&"");
            Failure::failed(format!(
                "Expected field `{name}` in response but it was missing"
            ))
        };
        self.text(names).ok_or_else(missing)
    }

    /// An optional timestamp.
    pub(super) fn instant(&self, names: &[&str]) -> Result<Option<Timestamp>, Failure> {
        let Some(text) = self.text(names) else {
            return Ok(None);
        };
        let name = names.first().unwrap_or(&"");
        let read = text.parse().map(Some);
        read.map_err(|_| {
            Failure::failed(format!("Invalid field in response: `{name}`"))
                .because("expected an RFC 3339 date-time")
        })
    }

    /// Sets a text, replacing one with the same name in any case.
    pub(super) fn set(&mut self, name: &str, text: &str) {
        self.set_value(name, text.into());
    }

    /// Sets an object.
    pub(super) fn set_value(&mut self, name: &str, value: Document) {
        if let Document::Map(entries) = &mut self.0 {
            entries.retain(|found, _| !found.eq_ignore_ascii_case(name));
            entries.insert(name.to_owned(), value);
        }
    }

    /// Serializes the document.
    pub(super) fn to_json(&self) -> Vec<u8> {
        to_json(&self.0).into_bytes()
    }

    /// A nested object.
    #[cfg(feature = "login")]
    pub(super) fn object(&self, name: &str) -> Option<Self> {
        let value = self.get(name)?;
        value.as_map()?;
        Some(Self(value.clone()))
    }
}

/// A response of an HTTP credentials endpoint.
#[derive(Debug)]
pub(super) enum Answered {
    /// Credentials.
    Credentials(Credentials),
    /// An error: code and message.
    Error(String, String),
}

/// Parses a response of a container or instance.
///
/// # Errors
///
/// The response is neither credentials nor an error.
pub(super) fn read(text: &[u8]) -> Result<Answered, Failure> {
    let fields = Fields::read(text)?;
    if let Some(code) = fields.text(&["Code"]).filter(|code| *code != "Success") {
        let message = fields.text(&["Message"]).unwrap_or("no message");
        return Ok(Answered::Error(code.to_owned(), message.to_owned()));
    }
    temporary(&fields).map(Answered::Credentials)
}

/// Temporary credentials, which require token and expiry.
pub(super) fn temporary(fields: &Fields) -> Result<Credentials, Failure> {
    let id = fields.required(&["AccessKeyId"])?;
    let secret = fields.required(&["SecretAccessKey"])?;
    let token = fields.required(&["Token", "SessionToken"])?;
    let names = ["Expiration", "ExpiresAt"];
    fields.required(&names)?;
    let mut credentials = Credentials::new(id, secret).with_session_token(token);
    if let Some(expiry) = fields.instant(&names)? {
        credentials = credentials.with_expiry(expiry);
    }
    if let Some(account_id) = fields.text(&["AccountId"]) {
        credentials = credentials.with_account_id(account_id);
    }
    Ok(credentials)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        match read(text.as_bytes()) {
            Ok(answered) => format!("{answered:?}"),
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn names_are_found_in_any_case() {
        let text = r#"{"accesskeyid": "A", "secretACCESSkey": "hidden", "sessionToken": "t", "expiresAt": "2009-02-13T23:31:30Z"}"#;
        let Ok(Answered::Credentials(credentials)) = read(text.as_bytes()) else {
            unreachable!("{}", error(text));
        };
        assert_eq!(credentials.access_key_id(), "A");
        assert_eq!(
            credentials.expiry(),
            Some(Timestamp::from_secs(1_234_567_890))
        );
    }

    #[test]
    fn an_error_names_the_field_and_shows_no_value() {
        assert!(error("404: not found").starts_with("invalid JSON in response: "));
        assert_eq!(error("[1]"), "invalid JSON in response: expected an object");
        assert_eq!(
            error(r#"{"AccessKeyId": "A", "SecretAccessKey": "hidden"}"#),
            "Expected field `Token` in response but it was missing"
        );
        let text =
            r#"{"AccessKeyId": "A", "SecretAccessKey": "b", "Token": "c", "Expiration": "hidden"}"#;
        assert_eq!(
            error(text),
            "Invalid field in response: `Expiration`: expected an RFC 3339 date-time"
        );
        assert_eq!(
            error(r#"{"code": "No", "message": "why"}"#),
            r#"Error("No", "why")"#
        );
        let deep = format!("{}{}", "[".repeat(99), "]".repeat(99));
        assert!(error(&deep).contains("invalid JSON"), "{}", error(&deep));
    }
}
