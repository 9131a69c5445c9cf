//! Faults that the proxy injects, and what the retry table says about each.

/// A fault of one response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// None: the answer of the service.
    None,
    /// The connection closes before the request is read.
    ResetBeforeEffect,
    /// The connection closes before the response.
    ResetBefore,
    /// The connection closes within the head of the response.
    ResetInHead,
    /// The connection closes within the body.
    ResetInBody,
    /// No response comes.
    Stall,
    /// The rest of the body does not come.
    StallInBody,
    /// A chunk ends early, and the connection closes.
    TruncatedChunk,
    /// The header says more bytes than there are.
    LongLength,
    /// The header says fewer bytes than there are.
    ShortLength,
    /// Bytes that are no HTTP.
    Garbage,
    /// Status 500.
    Status500,
    /// Status 503.
    Status503,
    /// Status 429.
    Status429,
    /// An error of throttling with status 400.
    Throttled,
    /// The clock of the server is an hour ahead, and it refuses the signature.
    Skew,
    /// The credentials are expired.
    Expired,
}

/// Every fault but none.
pub const FAULTS: [Fault; 16] = [
    Fault::ResetBeforeEffect,
    Fault::ResetBefore,
    Fault::ResetInHead,
    Fault::ResetInBody,
    Fault::Stall,
    Fault::StallInBody,
    Fault::TruncatedChunk,
    Fault::LongLength,
    Fault::ShortLength,
    Fault::Garbage,
    Fault::Status500,
    Fault::Status503,
    Fault::Status429,
    Fault::Throttled,
    Fault::Skew,
    Fault::Expired,
];

impl Fault {
    /// Tells if the retry table allows another attempt.
    ///
    /// Of a body that is cut short by its own header nobody can tell that it is broken, but by its content: an answer
    /// that cannot be read is not asked for again.
    pub const fn is_retryable(self) -> bool {
        !matches!(self, Self::None | Self::ShortLength)
    }

    /// Tells if the service did its work.
    pub const fn has_effect(self) -> bool {
        matches!(
            self,
            Self::None
                | Self::ResetBefore
                | Self::ResetInHead
                | Self::ResetInBody
                | Self::Stall
                | Self::StallInBody
                | Self::TruncatedChunk
                | Self::LongLength
                | Self::ShortLength
                | Self::Garbage
        )
    }

    /// Status and body of an error that the fault is; none if it is of the connection.
    pub const fn error(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Status500 => ("500 Internal Server Error", "{}"),
            Self::Status503 => ("503 Service Unavailable", "{}"),
            Self::Status429 => ("429 Too Many Requests", "{}"),
            Self::Throttled => ("400 Bad Request", "{\"__type\": \"ThrottlingException\"}"),
            Self::Skew => ("403 Forbidden", "{\"__type\": \"RequestTimeTooSkewed\"}"),
            Self::Expired => ("403 Forbidden", "{\"__type\": \"ExpiredTokenException\"}"),
            Self::None
            | Self::ResetBeforeEffect
            | Self::ResetBefore
            | Self::ResetInHead
            | Self::ResetInBody
            | Self::Stall
            | Self::StallInBody
            | Self::TruncatedChunk
            | Self::LongLength
            | Self::ShortLength
            | Self::Garbage => return None,
        })
    }
}
