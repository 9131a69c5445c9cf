//! Results of signing: headers or query, and intermediate texts.

/// Headers of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) signature: String,
}

/// The query of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedQuery {
    pub(super) query: String,
    pub(super) signature: String,
}

/// Intermediate texts of a signature, to compare with those in a service's error message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained {
    /// Canonical request.
    pub canonical_request: String,
    /// String to sign.
    pub string_to_sign: String,
}

impl Signed {
    /// Headers to set, replacing those with the same name: `x-amz-date` first, `authorization` last.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// Signature in hexadecimal; signed body parts continue from it.
    pub fn signature(&self) -> &str {
        &self.signature
    }
}

impl SignedQuery {
    /// The complete query without question mark: original parameters, followed by those of the signature.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Signature in hexadecimal.
    pub fn signature(&self) -> &str {
        &self.signature
    }
}
