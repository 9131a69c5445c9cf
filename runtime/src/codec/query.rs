//! awsQuery and ec2Query serializer: pairs, and their form encoding.
//!
//! **Invariants**
//! - Pairs are in the model's order; every key has a value.
//! - Only the value is written: `Action` and `Version` are added by the request.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
//! <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html>

mod free;
#[cfg(feature = "server")]
pub(crate) mod tree;
mod writer;

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub use self::writer::{Dialect, QueryWriter};
use crate::shape::Shape;

/// Characters escaped in forms: all but the unreserved characters of RFC 3986.
pub(crate) const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Query pairs in order; `Display` is the form-encoded body.
///
/// ```
/// use sansmith::query::Query;
///
/// let mut query = Query::default();
/// query.push("Action", "ListQueues");
/// query.push("Queue Name", "a/b");
/// assert_eq!(query.to_string(), "Action=ListQueues&Queue%20Name=a%2Fb");
/// assert_eq!(query.iter().next(), Some(("Action", "ListQueues")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Appends a pair.
    pub fn push(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.pairs.push((key.into(), value.into()));
    }

    /// Parses a form: pairs joined by `&`, with percent escapes, and `+` for a space.
    ///
    /// # Errors
    ///
    /// A key or value is not UTF-8, or there are more pairs than the limit.
    #[cfg(feature = "server")]
    pub(crate) fn parse(text: &str, limit: usize) -> Result<Self, crate::types::Error> {
        let mut query = Self::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            if query.pairs.len() >= limit {
                return Err(crate::types::ErrorKind::TooLarge { limit }.into());
            }
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            query.push(unescape(key)?, unescape(value)?);
        }
        Ok(query)
    }

    /// Pairs in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Returns true if there are no pairs.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

/// Decodes a key or value of a form.
#[cfg(feature = "server")]
fn unescape(text: &str) -> Result<String, crate::types::Error> {
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8();
    match decoded {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(crate::types::ErrorKind::InvalidUtf8.into()),
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (key, value)) in self.pairs.iter().enumerate() {
            let and = if index == 0 { "" } else { "&" };
            let (key, value) = (
                utf8_percent_encode(key, ESCAPED),
                utf8_percent_encode(value, ESCAPED),
            );
            write!(f, "{and}{key}={value}")?;
        }
        Ok(())
    }
}

impl IntoIterator for Query {
    type Item = (String, String);
    type IntoIter = std::vec::IntoIter<(String, String)>;

    fn into_iter(self) -> Self::IntoIter {
        self.pairs.into_iter()
    }
}

/// Serializes a value to pairs.
pub fn to_query<T: Shape>(value: &T, dialect: Dialect) -> Query {
    let mut writer = QueryWriter::new(Query::default(), dialect);
    crate::shape::serializer::write(value, &mut writer);
    writer.finish()
}

#[cfg(test)]
mod tests;
