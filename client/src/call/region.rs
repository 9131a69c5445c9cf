//! Redirects to the region of a bucket.
//!
//! **Invariants**
//! - A call follows one redirect. The region is known to later calls of the bucket.
//! - The region comes from the header of the redirect, from its body, or from `HeadBucket`.
//!
//! Source: botocore 1.44.5, `utils.py`, `S3RegionRedirectorv2`.

use sansmith::Value;
use sansmith::customization::Customization;
use sansmith::endpoint::Argument;

use super::machine::{Flow, Machine, Progress, Turn};
use super::nested::{BUCKET_REGION, Purpose};
use super::record::header;

/// The most buckets whose regions are known; beyond that all are forgotten.
const MOST: usize = 1000;

/// The parameter of endpoint rules that names a bucket.
const BUCKET: &str = "Bucket";

/// Codes by which the service says that a bucket is elsewhere. Those with `true` name the region in the body.
const MISPLACED: [(&str, bool); 3] = [
    ("PermanentRedirect", false),
    ("AuthorizationHeaderMalformed", true),
    ("IllegalLocationConstraintException", false),
];

/// Statuses by which the service says so.
const REDIRECTS: [u16; 3] = [301, 302, 307];

impl Machine<'_> {
    /// The bucket of the call, as the endpoint rules know it.
    pub(super) fn bucket(&self) -> Option<&str> {
        let rules = self.job.schema.service.rules?;
        match self.job.arguments.get(rules, BUCKET)? {
            Argument::Text(bucket) => Some(bucket),
            Argument::Unset | Argument::Boolean(_) | Argument::Texts(_) => None,
        }
    }

    /// Takes the region that an earlier call of the bucket was sent to.
    pub(super) fn remember_region(&mut self, turn: &Turn<'_>) {
        if self.region.is_none() && self.follows() {
            let bucket = self.bucket();
            let known = bucket.and_then(|bucket| turn.shared.regions.get(bucket));
            self.region = known.cloned();
        }
    }

    fn follows(&self) -> bool {
        let customizations = self.job.schema.customizations;
        customizations.contains(&Customization::RegionRedirect)
    }

    /// Goes on in the region of the bucket, if a response says that it is elsewhere.
    pub(super) fn redirect(
        &mut self,
        turn: &mut Turn<'_>,
        response: &http::Response<Vec<u8>>,
        code: &str,
    ) -> Option<Flow> {
        let bucket = self.bucket().filter(|bucket| !bucket.starts_with("arn:"));
        let bucket = bucket?.to_owned();
        if self.is_redirected || self.is_sent_once() || !self.follows() {
            return None;
        }
        let status = response.status().as_u16();
        let named = header(response.headers(), BUCKET_REGION);
        let in_body = region_in(response.body());
        // A response to HEAD has no code.
        let is_bare = self.job.schema.method == "HEAD" && status == 400 && named.is_some();
        let is_named = MISPLACED
            .iter()
            .any(|(known, in_it)| *known == code && (!in_it || in_body.is_some()));
        if !(is_bare || is_named || REDIRECTS.contains(&status)) {
            return None;
        }
        self.is_redirected = true;
        let region = named.or(in_body.as_deref()).map(str::to_owned);
        if region.is_some() {
            return Some(self.moved(turn, region));
        }
        let nested = self.job.schema.region?;
        let input = Value::structure([(BUCKET, Value::from(bucket))]);
        let request = match (nested.request(&input), nested.arguments(&input)) {
            (Ok(request), Ok(arguments)) => (request, arguments),
            (Err(error), _) | (_, Err(error)) => return Some(Err(error.into())),
        };
        Some(self.call_nested(turn, *nested, request, Purpose::Region))
    }

    /// Takes the region of the bucket; without a new one, the error of the service is the end.
    pub(super) fn moved(&mut self, turn: &mut Turn<'_>, region: Option<String>) -> Flow {
        let current = self.region.as_ref().or(self.settings.region.as_ref());
        let region = region.filter(|region| Some(region) != current);
        let (Some(region), Some(bucket)) = (region, self.bucket()) else {
            return Ok(Progress::End);
        };
        if turn.shared.regions.len() >= MOST {
            turn.shared.regions.clear();
        }
        turn.shared
            .regions
            .insert(bucket.to_owned(), region.clone());
        self.region = Some(region);
        self.target = None;
        if self.attempts.again(&self.policy) {
            return self.identify(turn);
        }
        Ok(Progress::End)
    }
}

/// The element `Region` of an error.
fn region_in(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let (_, rest) = text.split_once("<Region>")?;
    let (region, _) = rest.split_once("</Region>")?;
    Some(region.trim().to_owned()).filter(|region| !region.is_empty())
}

#[cfg(test)]
mod tests {
    use super::region_in;

    #[test]
    fn a_region_is_read_out_of_an_error() {
        let body =
            b"<Error><Code>AuthorizationHeaderMalformed</Code><Region> eu-west-1</Region></Error>";
        assert_eq!(region_in(body).as_deref(), Some("eu-west-1"));
        for body in [
            &b"<Error><Region></Region></Error>"[..],
            b"<Region>",
            b"\xff",
            b"",
        ] {
            assert_eq!(region_in(body), None);
        }
    }
}
