//! Retry parameters: defaults of the specification, and exceptions for services.

use std::time::Duration;

/// A version of the retry specification.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// 2.0: delays start at one second for every cause, and double each time.
    V2_0,
    /// 2.1: shorter delays, except for throttling.
    #[default]
    V2_1,
}

/// Retry parameters for a service.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Policy {
    /// Maximum number of attempts, including the first; at least 1.
    pub max_attempts: u32,
    /// Capacity of the quota in tokens.
    pub capacity: u32,
    /// Tokens per retry.
    pub cost: u32,
    /// Tokens per retry after a timeout.
    pub timeout_cost: u32,
    /// Tokens per retry after throttling.
    pub throttling_cost: u32,
    /// Maximum delay before the first retry; doubles with each further one.
    pub scale: Duration,
    /// Maximum delay before the first retry after throttling.
    pub throttling_scale: Duration,
    /// Overall maximum delay.
    pub max_backoff: Duration,
}

/// Services with different parameters in 2.1, by service id in lower case without spaces.
///
/// Source: botocore 1.44.5, `retries/standard.py`.
const EXCEPTIONS: [(&str, u32, Duration); 2] = [
    ("dynamodb", 4, Duration::from_millis(25)),
    ("dynamodbstreams", 4, Duration::from_millis(25)),
];

/// Long-polling operations. They delay before giving up for lack of quota, because callers call again immediately.
///
/// Source: botocore 1.44.5, `retries/standard.py`; no trait states it yet.
const LONG_POLLING: [(&str, &str); 6] = [
    ("kinesis", "ReceiveDeadLetterQueueRecords"),
    ("kinesis", "ReceiveQueueRecords"),
    ("sfn", "GetActivityTask"),
    ("sqs", "ReceiveMessage"),
    ("swf", "PollForActivityTask"),
    ("swf", "PollForDecisionTask"),
];

/// Returns true for long-polling operations; `service` is the service id, such as `SQS`.
pub fn is_long_polling(service: &str, operation: &str) -> bool {
    LONG_POLLING
        .iter()
        .any(|(id, name)| *name == operation && is_of(id, service))
}

/// Tells if a service id is that of a row, which is in lower case and without spaces.
fn is_of(row: &str, service: &str) -> bool {
    let letters = service.bytes().filter(|letter| *letter != b' ');
    letters
        .map(|letter| letter.to_ascii_lowercase())
        .eq(row.bytes())
}

impl Policy {
    /// Parameters of specification 2.1; `service` is the service id, such as `DynamoDB Streams`.
    pub fn new(service: &str) -> Self {
        Self::of(Version::V2_1, service)
    }

    /// Parameters of a specification.
    pub fn of(version: Version, service: &str) -> Self {
        let second = Duration::from_secs(1);
        let base = Self {
            max_attempts: 3,
            capacity: 500,
            cost: 14,
            timeout_cost: 14,
            throttling_cost: 5,
            scale: Duration::from_millis(50),
            throttling_scale: second,
            max_backoff: Duration::from_secs(20),
        };
        match version {
            Version::V2_0 => Self {
                cost: 5,
                timeout_cost: 10,
                scale: second,
                ..base
            },
            Version::V2_1 => {
                let mut exceptions = EXCEPTIONS.iter();
                let exception = exceptions.find(|(id, ..)| is_of(id, service));
                exception.map_or(base.clone(), |(_, max_attempts, scale)| Self {
                    max_attempts: *max_attempts,
                    scale: *scale,
                    ..base
                })
            }
        }
    }

    /// Sets the maximum number of attempts; 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_found_however_an_id_is_spelled() {
        for id in ["DynamoDB", "DynamoDB Streams"] {
            let policy = Policy::new(id);
            assert_eq!((policy.max_attempts, policy.scale.as_millis()), (4, 25));
        }
        assert_eq!(Policy::new("Connect").max_attempts, 3);
        assert_eq!(Policy::of(Version::V2_0, "DynamoDB").max_attempts, 3);
    }

    #[test]
    fn polling_belongs_to_an_operation_of_a_service() {
        assert!(is_long_polling("SQS", "ReceiveMessage"));
        assert!(!is_long_polling("SQS", "SendMessage"));
        assert!(!is_long_polling("SNS", "ReceiveMessage"));
    }
}
