//! Errors of credential resolution: one per source that was tried.

use std::fmt;

/// A source in the standard chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Source {
    /// Variables such as `AWS_ACCESS_KEY_ID`.
    Environment,
    /// A profile of the shared configuration.
    Profile,
    /// A web identity token in the file given by `AWS_WEB_IDENTITY_TOKEN_FILE`.
    WebIdentity,
    /// The container: ECS, EKS pod identity, or an HTTP endpoint.
    Container,
    /// The instance metadata service of EC2.
    Imds,
    /// The shared configuration itself, read before any source.
    Configuration,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Environment => "environment",
            Self::Profile => "profile",
            Self::WebIdentity => "web identity",
            Self::Container => "container",
            Self::Imds => "instance metadata",
            Self::Configuration => "configuration",
        })
    }
}

/// The kind of a [`Failure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The source is not configured; the next one is tried.
    NotConfigured,
    /// The source is configured incorrectly.
    Invalid,
    /// The source is configured, but failed.
    Failed,
}

/// The failure of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Kind.
    pub kind: FailureKind,
    /// The chain of causes, outermost first.
    pub reasons: Vec<String>,
}

impl Failure {
    pub(crate) fn not_configured(reason: impl Into<String>) -> Self {
        Self::new(FailureKind::NotConfigured, reason.into())
    }

    pub(crate) fn invalid(reason: impl Into<String>) -> Self {
        Self::new(FailureKind::Invalid, reason.into())
    }

    pub(crate) fn failed(reason: impl Into<String>) -> Self {
        Self::new(FailureKind::Failed, reason.into())
    }

    fn new(kind: FailureKind, reason: String) -> Self {
        Self {
            kind,
            reasons: vec![reason],
        }
    }

    /// Appends a cause.
    pub(crate) fn because(mut self, reason: impl fmt::Display) -> Self {
        self.reasons.push(reason.to_string());
        self
    }

    /// Wraps a failure: a source failed because of another one.
    pub(crate) fn within(self, reason: impl Into<String>) -> Self {
        Self::failed(reason).because(self)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == FailureKind::NotConfigured {
            f.write_str("the credential provider was not enabled: ")?;
        }
        f.write_str(&self.reasons.join(": "))
    }
}

impl std::error::Error for Failure {}

/// A source that was tried, with its failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Source.
    pub source: Source,
    /// Failure.
    pub failure: Failure,
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.failure)
    }
}

/// No source provided an identity. Lists all sources that were tried.
///
/// The last one stopped the chain, unless none was configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolveError {
    /// The sources, in the order they were tried.
    pub attempts: Vec<Attempt>,
}

impl ResolveError {
    /// Kind of the failure that stopped the chain.
    pub fn kind(&self) -> FailureKind {
        let last = self.attempts.last();
        last.map_or(FailureKind::NotConfigured, |last| last.failure.kind)
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |attempts: &[Attempt]| {
            let texts: Vec<_> = attempts.iter().map(ToString::to_string).collect();
            texts.join("; ")
        };
        let Some((last, before)) = self.attempts.split_last() else {
            return f.write_str("no source of identities is configured");
        };
        // The wording is fixed by third-party tests.
        f.write_str(match last.failure.kind {
            FailureKind::NotConfigured => {
                let all = shown(&self.attempts);
                return write!(f, "no credentials found in chain: {all}");
            }
            FailureKind::Invalid => "the credentials provider was not properly configured: ",
            FailureKind::Failed => "an error occurred while loading credentials: ",
        })?;
        write!(f, "{last}")?;
        if before.is_empty() {
            return Ok(());
        }
        write!(f, " (before it: {})", shown(before))
    }
}

impl std::error::Error for ResolveError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_show_the_reason_before_earlier_attempts() {
        let attempt = |source, failure| Attempt { source, failure };
        let absent = Failure::not_configured("AWS_ACCESS_KEY_ID is not set");
        let first = attempt(Source::Environment, absent);
        let refused = Failure::failed("STS").because("ExpiredToken: too late");
        let last = attempt(Source::Profile, refused);
        let both = ResolveError {
            attempts: vec![first.clone(), last],
        };
        assert_eq!(
            both.to_string(),
            "an error occurred while loading credentials: profile: STS: ExpiredToken: too late (before it: \
             environment: the credential provider was not enabled: AWS_ACCESS_KEY_ID is not set)"
        );
        assert_eq!(both.kind(), FailureKind::Failed);
        let none = ResolveError {
            attempts: vec![first],
        };
        assert_eq!(none.kind(), FailureKind::NotConfigured);
        assert!(
            none.to_string()
                .starts_with("no credentials found in chain: environment: ")
        );
    }
}
