//! Service behaviour that models do not state. The generator's table attaches these variants to operations.

/// A change to a request, or to the parsing of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Customization {
    /// A header with a constant value, unless set by the input.
    Header(&'static str, &'static str),
    /// A default string for an absent or empty input member.
    Fallback(&'static str, &'static str),
    /// The value of an input member is sent without the part up to its last slash: `/hostedzone/Z1` is sent as `Z1`.
    StripLabel(&'static str),
    /// Sends the tree hash of the body as `x-amz-sha256-tree-hash`, and its SHA-256 as `x-amz-content-sha256`, unless set by
    /// the input.
    TreeHash,
    /// The request is sent to the endpoint in an input member.
    EndpointMember(&'static str),
    /// The bucket, the first path label, may move to the host.
    BucketInPath,
    /// The root of the XML response is the only output member itself: `GetBucketLocation`.
    UnwrappedOutput,
    /// A successful response may contain an error, which is treated as status 500.
    ErrorInSuccess,
    /// A successful response with an incomplete body is an error, treated as status 500: the service sends the status before it
    /// knows the result.
    BodyInSuccess,
    /// A 404 response to HEAD, which has no body, is the named error.
    NotFoundOfHead(&'static str),
    /// A malformed timestamp in a header is ignored.
    LenientTimestamp(&'static str),
    /// The named parameter is a presigned URL of the same request, for the region in parameter `SourceRegion`, which is not sent
    /// itself. Clients add it.
    PresignedUrl(&'static str),
    /// Like [`PresignedUrl`](Self::PresignedUrl), but `SourceRegion` and `DestinationRegion` are also sent.
    PresignedUrlWithRegions(&'static str),
    /// The response header `x-amz-crc32` has the CRC-32 of the body.
    Crc32,
    /// The response has the MD5 of SQS messages and attributes, and of those in the request.
    MessageMd5,
    /// An input member names the source of a copy; its key is escaped, so that any key can be in a header.
    QuotedSource(&'static str),
    /// The named header has an encryption key, which is sent in base64 with its MD5.
    CustomerKey(&'static str),
    /// If the root of the response has `EncodingType` `url`, the named elements are decoded, unless the caller asked for the
    /// encoding.
    UrlDecoded(&'static [&'static str]),
    /// A bucket of another region is answered with a redirect, which clients follow.
    RegionRedirect,
    /// Clients with a large body wait for the status 100 before they send it.
    ExpectContinue,
}

impl Customization {
    /// The error for a 404 response to HEAD.
    pub(crate) const fn not_found_of_head(&self) -> Option<&'static str> {
        if let Self::NotFoundOfHead(name) = *self {
            Some(name)
        } else {
            None
        }
    }

    /// The input member whose value is needed.
    pub(crate) const fn input_member(self) -> Option<&'static str> {
        match self {
            Self::Fallback(member, _)
            | Self::StripLabel(member)
            | Self::EndpointMember(member)
            | Self::QuotedSource(member) => Some(member),
            Self::Header(..)
            | Self::TreeHash
            | Self::BucketInPath
            | Self::UnwrappedOutput
            | Self::ErrorInSuccess
            | Self::BodyInSuccess
            | Self::NotFoundOfHead(_)
            | Self::LenientTimestamp(_)
            | Self::PresignedUrl(_)
            | Self::PresignedUrlWithRegions(_)
            | Self::Crc32
            | Self::MessageMd5
            | Self::CustomerKey(_)
            | Self::UrlDecoded(_)
            | Self::RegionRedirect
            | Self::ExpectContinue => None,
        }
    }
}
