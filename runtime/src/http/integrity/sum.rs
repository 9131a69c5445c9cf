//! Sums of bodies that are read or sent in parts.
//!
//! **Invariants**
//! - Without the feature `checksum`, or for an algorithm that the build lacks, there is no sum, and nothing is compared.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>

use std::fmt;

use http::HeaderMap;

use super::Mismatch;
use crate::http::operation::Schema;
#[cfg(feature = "checksum")]
use crate::http::request::checksum::algorithm;
use crate::types::Blob;

/// The sum of a body in progress.
///
/// ```
/// use sansmith::integrity::Sum;
///
/// if let Some(mut sum) = Sum::of_header("x-amz-checksum-crc32") {
///     sum.update(b"1234");
///     sum.update(b"56789");
///     assert_eq!(sum.finish(), "y/Q5Jg==");
/// }
/// ```
#[derive(Clone)]
pub struct Sum {
    #[cfg(feature = "checksum")]
    hasher: algorithm::Hasher,
    /// The number of bytes of the sum.
    length: usize,
}

impl Sum {
    /// The sum of no bytes, by the header or trailer that it is for; none for an algorithm that the build lacks.
    #[cfg(feature = "checksum")]
    pub fn of_header(header: &str) -> Option<Self> {
        let mut known = algorithm::HEADERS.iter();
        let (name, _) = known.find(|(_, known)| *known == header)?;
        let hasher = algorithm::Hasher::new(name)?;
        let length = hasher.clone().finish().len();
        Some(Self { hasher, length })
    }

    /// The sum of no bytes; none without the feature `checksum`.
    #[cfg(not(feature = "checksum"))]
    pub const fn of_header(_: &str) -> Option<Self> {
        None
    }

    /// Adds bytes.
    #[cfg_attr(
        not(feature = "checksum"),
        expect(unused_variables, reason = "without the feature there is no sum")
    )]
    pub fn update(&mut self, bytes: &[u8]) {
        #[cfg(feature = "checksum")]
        self.hasher.update(bytes);
    }

    /// The number of characters that the sum has in a header.
    pub const fn text_length(&self) -> usize {
        self.length.div_ceil(3) * 4
    }

    /// The sum, as headers have it: base64.
    pub fn finish(self) -> String {
        #[cfg(feature = "checksum")]
        let bytes = self.hasher.finish();
        #[cfg(not(feature = "checksum"))]
        let bytes = Vec::new();
        Blob::from(bytes).to_base64()
    }
}

impl fmt::Debug for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sum")
    }
}

/// The sum that the head of a response gives for its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    header: &'static str,
    text: String,
}

impl Expected {
    /// The first sum in the head of a response that the operation may have and the build can compute. The sum of an object
    /// that was uploaded in parts, `sum-parts`, is none of the body.
    ///
    /// Requests ask for sums: see [`Options::response_checksums`](crate::request::Options::response_checksums).
    #[cfg(feature = "checksum")]
    pub fn of(schema: &Schema, headers: &HeaderMap) -> Option<Self> {
        let mut algorithms = schema.validation?.algorithms.iter();
        algorithms.find_map(|name| {
            let mut known = algorithm::HEADERS.iter();
            let (_, header) = known.find(|(known, _)| known == name)?;
            let text = headers.get(*header)?.to_str().ok()?.trim();
            Sum::of_header(header)?;
            let is_composite = text.contains('-');
            (!is_composite && !text.is_empty()).then(|| Self {
                header,
                text: text.to_owned(),
            })
        })
    }

    /// None, without the feature `checksum`.
    #[cfg(not(feature = "checksum"))]
    pub const fn of(_: &Schema, _: &HeaderMap) -> Option<Self> {
        None
    }

    /// Compares a body.
    ///
    /// # Errors
    ///
    /// The sums differ.
    pub fn check(&self, body: &[u8]) -> Result<(), Mismatch> {
        let mut verifier = self.verifier();
        verifier.update(body);
        verifier.finish()
    }

    /// A comparison of a body that is read in parts.
    pub fn verifier(&self) -> Verifier {
        Verifier {
            expected: self.clone(),
            sum: Sum::of_header(self.header),
        }
    }
}

/// A comparison of a body that is read in parts with the sum in the head of its response.
#[derive(Debug, Clone)]
pub struct Verifier {
    expected: Expected,
    sum: Option<Sum>,
}

impl Verifier {
    /// Adds a part of the body.
    pub fn update(&mut self, bytes: &[u8]) {
        if let Some(sum) = &mut self.sum {
            sum.update(bytes);
        }
    }

    /// Compares the sums at the end of the body.
    ///
    /// # Errors
    ///
    /// The sums differ.
    pub fn finish(self) -> Result<(), Mismatch> {
        let Expected { header, text } = self.expected;
        match self.sum.map(Sum::finish) {
            Some(computed) if computed != text => Err(Mismatch {
                of: header.to_owned(),
                sent: text,
                computed,
            }),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(all(test, feature = "checksum"))]
mod tests {
    use super::{Expected, Schema, Sum};
    use crate::http::Service;

    static SERVICE: Service = Service::new("Store", "Store", "2026-01-01");
    static GET: Schema = Schema::new(&SERVICE, "Get", "GET", "/").validation(
        "Mode",
        &["CRC64NVME", "XXHASH64", "SHA1", "CRC32", "CRC32C", "SHA256"],
    );

    fn expected(headers: &[(&'static str, &'static str)]) -> Option<Expected> {
        let headers = headers.iter();
        let headers = headers.map(|(name, value)| {
            let name = http::HeaderName::from_static(name);
            (name, http::HeaderValue::from_static(value))
        });
        Expected::of(&GET, &headers.collect())
    }

    #[test]
    fn bodies_are_compared_in_every_algorithm() {
        // Sums of `123456789` by the catalogue of CRCs and by `hashlib`.
        for (header, text) in [
            ("x-amz-checksum-crc32", "y/Q5Jg=="),
            ("x-amz-checksum-crc32c", "4waSgw=="),
            ("x-amz-checksum-crc64nvme", "rosUhgp5mIg="),
            ("x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
            (
                "x-amz-checksum-sha256",
                "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
            ),
        ] {
            let expected = expected(&[(header, text)]).unwrap();
            assert_eq!(expected.check(b"123456789"), Ok(()), "{header}");
            let mut verifier = expected.verifier();
            verifier.update(b"1234");
            verifier.update(b"5678");
            let error = verifier.finish().unwrap_err();
            assert_eq!((error.of.as_str(), error.sent.as_str()), (header, text));
            let sum = Sum::of_header(header).unwrap();
            assert_eq!(sum.text_length(), text.len());
        }
    }

    #[test]
    fn sums_of_parts_and_of_unknown_algorithms_are_skipped() {
        assert_eq!(expected(&[]), None);
        assert_eq!(expected(&[("x-amz-checksum-crc32", "y/Q5Jg==-3")]), None);
        assert_eq!(expected(&[("x-amz-checksum-xxhash64", "AAAA")]), None);
        assert_eq!(
            expected(&[("x-amz-checksum-md5", "AAAA")]),
            None,
            "the model does not list it"
        );
        let both = expected(&[
            ("x-amz-checksum-crc32", "y/Q5Jg=="),
            ("x-amz-checksum-sha1", "x-1"),
        ]);
        assert_eq!(both.unwrap().header, "x-amz-checksum-crc32");
    }
}
