//! The standard chain: tries sources in order until one is configured.
//!
//! **Invariants**
//!
//! - Sources that are not configured are skipped; a configured source that fails ends the chain.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html>

use sansmith::identity::Credentials;

use super::failure::{Attempt, Failure, FailureKind, Source};
use super::io::{Asked, Io, Stop};
use super::{container, environment, imds, profile, web_identity};

/// The sources of the standard chain.
const STANDARD: &[Source] = &[
    Source::Environment,
    Source::Profile,
    Source::WebIdentity,
    Source::Container,
    Source::Imds,
];

/// The chain used if the caller selects a profile.
const BY_PROFILE: &[Source] = &[
    Source::Profile,
    Source::WebIdentity,
    Source::Container,
    Source::Imds,
];

/// Credentials of the first configured source.
pub(super) fn credentials(io: &mut Io<'_>) -> Asked<Credentials> {
    let options = io.options;
    let sources = match (options.sources.as_slice(), &options.profile) {
        ([], None) => STANDARD,
        ([], Some(_)) => BY_PROFILE,
        (given, _) => given,
    };
    first(io, sources, of_source)
}

/// The identity of the first configured source.
pub(super) fn first<T>(
    io: &mut Io<'_>,
    sources: &[Source],
    of_source: impl Fn(&mut Io<'_>, Source) -> Asked<T>,
) -> Asked<T> {
    let mut attempts = Vec::new();
    for source in sources.iter().copied() {
        let failure = match of_source(io, source) {
            Ok(identity) => {
                io.facts.found = Some(source);
                return Ok(identity);
            }
            Err(stop) => stop.failure()?,
        };
        let is_last = failure.kind != FailureKind::NotConfigured;
        attempts.push(Attempt { source, failure });
        if is_last {
            break;
        }
    }
    Err(Stop::Exhausted(attempts))
}

fn of_source(io: &mut Io<'_>, source: Source) -> Asked<Credentials> {
    match source {
        Source::Environment => environment::credentials(io),
        Source::Profile => profile::credentials(io),
        Source::WebIdentity => web_identity::of_environment(io),
        Source::Container => container::credentials(io),
        Source::Imds => imds::credentials(io),
        Source::Configuration => {
            Err(Failure::not_configured("the configuration is not a source").into())
        }
    }
}
