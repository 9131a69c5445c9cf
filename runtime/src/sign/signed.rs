//! The outcome of signing: headers or a query, and the texts behind the signature.

/// Headers that make a request a signed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) signature: String,
}

/// A query that makes a request a signed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedQuery {
    pub(super) query: String,
    pub(super) signature: String,
}

/// The texts that a signature is computed from, to compare with those a service shows when it refuses one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained {
    /// The request in its canonical form.
    pub canonical_request: String,
    /// The text that the key signs.
    pub string_to_sign: String,
}

impl Signed {
    /// The headers to set, in the place of any of the same name: `x-amz-date` first, `authorization` last.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// The signature in hexadecimal digits; a body in signed parts continues from it.
    pub fn signature(&self) -> &str {
        &self.signature
    }
}

impl SignedQuery {
    /// The whole query, without the question mark: the pairs of the request as they were, then those of the signature.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The signature in hexadecimal digits.
    pub fn signature(&self) -> &str {
        &self.signature
    }
}
