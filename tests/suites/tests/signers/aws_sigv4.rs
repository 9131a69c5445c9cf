//! The signer of the crate `aws-sigv4`.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign as sign_request,
};
use aws_sigv4::sign::v4;

use super::case::{Case, Cover};

/// The signature of a request.
pub(super) fn sign(case: &Case) -> String {
    let token = case.token.clone();
    let identity = Credentials::new(&case.access_key, &case.secret, token, None, "test").into();
    let now = Duration::from_secs(case.now.try_into().unwrap());
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region(&case.region)
        .name(&case.service)
        .time(SystemTime::UNIX_EPOCH + now)
        .settings(settings(case))
        .build()
        .unwrap()
        .into();
    let body = match case.payload {
        Cover::Signed => SignableBody::Bytes(&case.body),
        Cover::Unsigned => SignableBody::UnsignedPayload,
        Cover::Trailer => SignableBody::StreamingUnsignedPayloadTrailer,
    };
    let headers = case.headers.iter();
    let headers = headers.map(|(name, value)| (&**name, &**value));
    let request = SignableRequest::new(&case.method, &case.url, headers, body).unwrap();
    sign_request(request, &parameters)
        .unwrap()
        .signature()
        .to_owned()
}

fn settings(case: &Case) -> SigningSettings {
    let mut settings = SigningSettings::default();
    if case.service == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    let has_hash = case.service == "s3" || case.payload != Cover::Signed;
    if has_hash && case.lifetime.is_none() {
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    if let Some(lifetime) = case.lifetime {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(Duration::from_secs(lifetime));
    }
    settings
}
