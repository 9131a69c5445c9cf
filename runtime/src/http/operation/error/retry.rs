//! Classifies failed requests by their chance of succeeding when repeated.

use crate::model::schema::Schema;

/// The chance of the same request to succeed later.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// The request would fail again.
    #[default]
    No,
    /// The request may succeed.
    Yes,
    /// The request may succeed at a lower rate.
    Throttle,
}

/// Throttling error codes, modelled or not, that the AWS SDKs agree on.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>
const THROTTLES: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Transient error codes, from the same source.
const TRANSIENTS: [&str; 4] = [
    "IDPCommunicationError",
    "ReplicatedWriteConflictException",
    "RequestTimeout",
    "RequestTimeoutException",
];

/// Transient status codes.
const TRANSIENT_STATUSES: [u16; 4] = [500, 502, 503, 504];

impl Retry {
    /// Classifies an error by model, code and status.
    ///
    /// `schema` is that of the modelled error, if the code has one; only without it does status 429 mean throttling.
    /// Source: retry specification 2.1 of the SDKs.
    pub fn of(schema: Option<&Schema>, code: &str, status: u16) -> Self {
        let modeled = schema.and_then(|schema| schema.retryable);
        let throttles = modeled.is_some_and(|retryable| retryable.throttling);
        if throttles || (status == 429 && schema.is_none()) || THROTTLES.contains(&code) {
            Self::Throttle
        } else if modeled.is_some()
            || TRANSIENT_STATUSES.contains(&status)
            || TRANSIENTS.contains(&code)
        {
            Self::Yes
        } else {
            Self::No
        }
    }

    /// The stronger of two.
    pub(crate) const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Throttle, _) | (_, Self::Throttle) => Self::Throttle,
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{Schema, Traits};

    #[test]
    fn the_model_the_code_and_the_status_count() {
        static QUOTA: Schema = Schema::structure("Quota", &[]).with(&Traits::new().retryable(true));
        static BUSY: Schema = Schema::structure("Busy", &[]).with(&Traits::new().retryable(false));
        static GONE: Schema = Schema::structure("Gone", &[]);
        for (schema, code, status, retry) in [
            (Some(&QUOTA), "Quota", 400, Retry::Throttle),
            (Some(&BUSY), "Busy", 409, Retry::Yes),
            (Some(&BUSY), "Busy", 429, Retry::Yes),
            (Some(&GONE), "Gone", 429, Retry::No),
            (None, "429", 429, Retry::Throttle),
            (Some(&GONE), "Gone", 404, Retry::No),
            (Some(&GONE), "Gone", 503, Retry::Yes),
            (None, "SlowDown", 503, Retry::Throttle),
            (None, "RequestTimeout", 400, Retry::Yes),
            (None, "501", 501, Retry::No),
        ] {
            assert_eq!(Retry::of(schema, code, status), retry, "{code} {status}");
        }
    }
}
