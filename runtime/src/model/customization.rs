//! What services ask for and their models do not state: one variant a kind of thing, which a row of the generator's
//! table puts on an operation.

/// Something that changes the bytes of a request or the reading of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Customization {
    /// A header with a fixed value, unless the input gives it.
    Header(&'static str, &'static str),
    /// A text for a member of the input that is absent or empty.
    Fallback(&'static str, &'static str),
    /// The value of a member of the input begins after its last slash: `/hostedzone/Z1` is sent as `Z1`.
    StripLabel(&'static str),
    /// The tree hash of the body in `x-amz-sha256-tree-hash`, and its SHA-256 in `x-amz-content-sha256`, unless the
    /// input gives them.
    TreeHash,
    /// The request goes to the endpoint that a member of the input says.
    EndpointMember(&'static str),
    /// The bucket, which is the first label of the path, may move into the host.
    BucketInPath,
    /// The root of the XML answer is itself the one member: `GetBucketLocation`.
    UnwrappedOutput,
    /// A success may hold an error in its body, which counts as one of status 500.
    ErrorInSuccess,
    /// A success without a whole body is an error, which counts as one of status 500: the service writes the body after
    /// the status, when it knows how the operation ended.
    BodyInSuccess,
    /// An answer of status 404 to HEAD, which has no body, is the error of that name.
    NotFoundOfHead(&'static str),
    /// A timestamp in a header that cannot be read is left out instead of refused.
    LenientTimestamp(&'static str),
    /// The pair of that name is a URL of the same request, presigned in the region of the pair `SourceRegion`, which is
    /// not sent itself: a client adds it.
    PresignedUrl(&'static str),
    /// The same, and the pairs `SourceRegion` and `DestinationRegion` are sent too.
    PresignedUrlWithRegions(&'static str),
    /// A response has the CRC-32 of its body in `x-amz-crc32`.
    Crc32,
    /// A response has the MD5 of messages of SQS, of their attributes, and of what the request had of them.
    MessageMd5,
}

impl Customization {
    /// The error that an answer of status 404 to HEAD is.
    pub(crate) const fn not_found_of_head(&self) -> Option<&'static str> {
        if let Self::NotFoundOfHead(name) = *self {
            Some(name)
        } else {
            None
        }
    }

    /// The member of the input whose value it wants to know.
    pub(crate) const fn input_member(self) -> Option<&'static str> {
        match self {
            Self::Fallback(member, _) | Self::StripLabel(member) | Self::EndpointMember(member) => {
                Some(member)
            }
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
            | Self::MessageMd5 => None,
        }
    }
}
