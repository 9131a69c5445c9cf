//! Presigned URLs within requests: a service of one region reads from another one on behalf of the caller.
//!
//! The table of the generator says which operations have them: ten of RDS, `DocDB`, Neptune and EC2.
//!
//! Source: botocore 1.44.5, `handlers.py`, `inject_presigned_url_rds` and `inject_presigned_url_ec2`.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderValue};
use sansmith::Timestamp;
use sansmith::customization::Customization;
use sansmith::operation::Schema;
use sansmith::query::Query;
use sansmith::sign::{Presigner, Scheme, Scope};

use super::error::Problem;
use super::machine::{Machine, Turn};
use super::need::Payload;

/// The time for which the URL is valid.
const LIFETIME: Duration = Duration::from_secs(3600);

/// The pair that names the region of the source.
const SOURCE: &str = "SourceRegion";

/// The pair that names the region of the request.
const DESTINATION: &str = "DestinationRegion";

/// The URL that an operation wants in its request.
#[derive(Clone, Copy)]
pub(super) struct Injection {
    /// The name of the pair.
    name: &'static str,
    /// The pairs with the regions are sent.
    has_regions: bool,
}

/// The URL that an operation wants in its request, if it does.
pub(super) fn of(schema: &Schema) -> Option<Injection> {
    let mut customizations = schema.customizations.iter();
    customizations.find_map(|customization| {
        let (Customization::PresignedUrl(name) | Customization::PresignedUrlWithRegions(name)) =
            *customization
        else {
            return None;
        };
        let has_regions = matches!(customization, Customization::PresignedUrlWithRegions(_));
        Some(Injection { name, has_regions })
    })
}

impl Machine<'_> {
    /// Adds the URL to a request that names another region and has no URL of its own.
    pub(super) fn inject(
        &self,
        turn: &mut Turn<'_>,
        injection: Injection,
        request: &mut http::Request<Payload>,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let Payload::Bytes(body) = request.body() else {
            return Ok(());
        };
        let form = String::from_utf8_lossy(body).into_owned();
        let Some(source) = value(&form, SOURCE) else {
            return Ok(());
        };
        let mut sent = form.clone();
        if !injection.has_regions {
            sent = without(&form, SOURCE);
        }
        if value(&form, injection.name).is_none()
            && let Some(region) = &self.settings.region
        {
            let destination = pair(DESTINATION, region);
            let signed = match value(&sent, DESTINATION) {
                Some(_) => sent.clone(),
                None => format!("{sent}&{destination}"),
            };
            if let Some(url) = self.presigned_url(turn, source, &signed, now)? {
                if injection.has_regions {
                    sent = signed;
                }
                sent = format!("{sent}&{}", pair(injection.name, &url));
            }
        }
        let length = HeaderValue::from(sent.len());
        request.headers_mut().insert(CONTENT_LENGTH, length);
        *request.body_mut() = Payload::Bytes(Bytes::from(sent));
        Ok(())
    }

    /// The URL of a form in another region; none without credentials.
    fn presigned_url(
        &self,
        turn: &mut Turn<'_>,
        region: &str,
        form: &str,
        now: Timestamp,
    ) -> Result<Option<String>, Problem> {
        let Some(credentials) = self.held.as_credentials() else {
            return Ok(None);
        };
        let endpoint = self.endpoint(Some(region))?;
        let name = self.job.schema.service.signing_name;
        let scheme = Scheme::SigV4(Scope::new(name, region));
        let presigner = Presigner::new(&scheme, credentials, LIFETIME);
        let url = format!("{}/?{form}", endpoint.url.trim_end_matches('/'));
        let url = presigner.get(&url, &[], now, &mut turn.shared.keys)?;
        Ok(Some(url))
    }
}

/// A pair in its form.
fn pair(name: &str, value: &str) -> String {
    let mut query = Query::default();
    query.push(name, value);
    query.to_string()
}

/// The value of a pair, as it stands; a region has nothing to escape.
fn value<'f>(form: &'f str, name: &str) -> Option<&'f str> {
    let mut pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(known, _)| *known == name);
    found
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty())
}

/// The pairs but those of a name.
fn without(form: &str, name: &str) -> String {
    let is_other = |pair: &&str| pair.split('=').next() != Some(name);
    let pairs: Vec<_> = form.split('&').filter(is_other).collect();
    pairs.join("&")
}
