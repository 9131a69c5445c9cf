//! What services ask for and their models do not state: one variant a kind of thing, which a row of the generator's
//! table puts on an operation.

/// Something that changes the bytes of a request or the reading of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Customization {
    /// A header with a fixed value, unless the input gives it.
    Header(&'static str, &'static str),
    /// A text for a member that is absent or empty.
    Fallback(&'static str, &'static str),
    /// The value of a label begins after its last slash: `/hostedzone/Z1` is sent as `Z1`.
    StripLabel(&'static str),
    /// The tree hash of the body in `x-amz-sha256-tree-hash`, and its SHA-256 in `x-amz-content-sha256`.
    TreeHash,
    /// The request goes to the endpoint that a member says.
    EndpointMember(&'static str),
    /// The bucket may move from the path into the host.
    BucketInPath,
    /// The root of the XML answer is itself the one member: `GetBucketLocation`.
    UnwrappedOutput,
    /// A success may hold an error in its body.
    ErrorInSuccess,
    /// A timestamp in a header that cannot be read is left out instead of refused.
    LenientTimestamp(&'static str),
}
