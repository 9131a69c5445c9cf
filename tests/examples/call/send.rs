//! Signs requests with `aws-sigv4` and sends them with `ureq`. Any other signer and client for the types of the `http` crate would
//! do.

use std::error::Error;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use sansmith::operation::Schema;
use sansmith::request::Request;
use sansmith::{Operation, OperationExt as _, Shape};

/// Endpoint, region and credentials.
#[derive(Debug)]
pub(crate) struct Caller {
    /// `https://connect.eu-west-2.amazonaws.com`.
    pub(crate) endpoint: String,
    /// `eu-west-2`.
    pub(crate) region: String,
    /// Credentials.
    pub(crate) credentials: Credentials,
}

impl Caller {
    /// Calls an operation.
    ///
    /// # Errors
    ///
    /// The outer error is a transport failure, the inner one an error from the service.
    pub(crate) fn call<O: Operation>(
        &self,
        input: &O::Input,
    ) -> Result<Result<O::Output, O::Error>, Box<dyn Error>>
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        Ok(O::response(self.send(O::SCHEMA, O::request(input)?)?))
    }

    /// Signs and sends the request of an operation, and returns the response.
    ///
    /// # Errors
    ///
    /// The request cannot be signed or sent. Error responses of the service are not errors here.
    pub(crate) fn send(
        &self,
        operation: &Schema,
        request: Request,
    ) -> Result<http::Response<Vec<u8>>, Box<dyn Error>> {
        let (mut head, body) = request.http.into_parts();
        let body = body.as_bytes().unwrap_or_default().to_vec();
        let (scheme, host) = self
            .endpoint
            .split_once("://")
            .unwrap_or(("https", &self.endpoint));
        let prefix = request.host_prefix.unwrap_or_default();
        head.uri = format!("{scheme}://{prefix}{host}{}", head.uri).parse()?;
        let mut signed = http::Request::from_parts(head, body);
        self.sign(operation, &mut signed)?;

        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build();
        let agent = ureq::Agent::new_with_config(agent);
        let (head, mut body) = agent.run(signed)?.into_parts();
        Ok(http::Response::from_parts(head, body.read_to_vec()?))
    }

    fn sign(
        &self,
        operation: &Schema,
        request: &mut http::Request<Vec<u8>>,
    ) -> Result<(), Box<dyn Error>> {
        let identity = self.credentials.clone().into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(operation.service.signing_name)
            .time(SystemTime::now())
            .settings(settings(operation))
            .build()?
            .into();
        let headers = request
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let body = if operation.unsigned_payload {
            SignableBody::UnsignedPayload
        } else {
            SignableBody::Bytes(request.body())
        };
        let uri = request.uri().to_string();
        let signable = SignableRequest::new(request.method().as_str(), uri, headers, body)?;
        let (instructions, _signature) = sign(signable, &parameters)?.into_parts();
        instructions.apply_to_request_http1x(request);
        Ok(())
    }
}

/// S3 requires an unnormalized path and a body digest header.
fn settings(operation: &Schema) -> SigningSettings {
    let mut settings = SigningSettings::default();
    if operation.service.signing_name == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    settings
}
