//! Converts a test in the trait's format to a case.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use miette::{IntoDiagnostic, miette};
use sansmith_codegen::ir::Protocol;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::botocore::pairs;
use super::super::case::{
    Becomes, Body, Case, Endpoint, ExpectedError, Kind, Media, QueryRules, RequestCase,
    ResponseCase, Side,
};
use super::local;
use super::vendor::VendorParams;

/// Properties common to request and response tests.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Written {
    id: String,
    pub(super) protocol: String,
    applies_to: Option<String>,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<String>,
    body_media_type: Option<String>,
    #[serde(default = "nothing")]
    params: Value,
    #[serde(flatten)]
    request: WrittenRequest,
    /// Response status.
    code: Option<u16>,
    #[serde(default)]
    vendor_params: VendorParams,
}

/// Additional properties of request tests.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenRequest {
    method: Option<String>,
    uri: Option<String>,
    host: Option<String>,
    resolved_host: Option<String>,
    #[serde(default)]
    query_params: Vec<String>,
    #[serde(default)]
    forbid_query_params: Vec<String>,
    #[serde(default)]
    require_query_params: Vec<String>,
    #[serde(default)]
    forbid_headers: Vec<String>,
    #[serde(default)]
    require_headers: Vec<String>,
}

fn nothing() -> Value {
    json!({})
}

impl Written {
    /// Converts to a case of an operation, or of one of its errors.
    ///
    /// # Errors
    ///
    /// If a required property is missing.
    pub(super) fn case(self, operation: &str, error: Option<&str>) -> miette::Result<Case> {
        Ok(Case {
            id: self.id.clone(),
            operation: operation.to_owned(),
            side: self.applies_to.as_deref().and_then(Side::parse),
            kind: match self.code {
                Some(status) => self.response(status, error)?,
                None => self.request()?,
            },
        })
    }

    /// Media type and bytes of the body; binary ones are base64.
    fn body(&self) -> miette::Result<Option<Body>> {
        let Some(text) = &self.body else {
            return Ok(None);
        };
        let of_header = self
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
            .and_then(|(_, value)| value.as_str());
        let media = match (
            self.body_media_type.as_deref().or(of_header),
            &*self.protocol,
        ) {
            (Some(name), _) => Media::of_type(name),
            (None, id) => Protocol::from_name(local(id)).map_or(Media::Bytes, Media::of_protocol),
        };
        let bytes = if media == Media::Cbor {
            BASE64.decode(text).into_diagnostic()?
        } else {
            text.as_bytes().to_vec()
        };
        Ok(Some(Body { bytes, media }))
    }

    fn request(self) -> miette::Result<Kind> {
        let body = self.body()?;
        let Self {
            headers,
            params,
            request,
            vendor_params,
            ..
        } = self;
        let endpoint = request
            .host
            .as_deref()
            .map(Endpoint::parse)
            .unwrap_or_default();
        Ok(Kind::Request(Box::new(RequestCase {
            params,
            rules: vendor_params.rules(),
            endpoint,
            method: Some(request.method.ok_or_else(|| miette!("no method"))?),
            uri: Some(request.uri.ok_or_else(|| miette!("no uri"))?),
            query: Some(QueryRules {
                pairs: request.query_params,
                required: request.require_query_params,
                forbidden: request.forbid_query_params,
            }),
            host: request.resolved_host,
            headers: pairs(&headers),
            required_headers: request.require_headers,
            forbidden_headers: request.forbid_headers,
            body,
        })))
    }

    fn response(self, status: u16, error: Option<&str>) -> miette::Result<Kind> {
        let mut body = self.body()?;
        // The queries are forms, their responses XML.
        if let Some(body) = body.as_mut().filter(|body| body.media == Media::Form) {
            body.media = Media::Xml;
        }
        let becomes = match error {
            None => Becomes::Output(self.params),
            Some(shape) => Becomes::Error(ExpectedError {
                shape: shape.to_owned(),
                code: self.vendor_params.code,
                message: None,
                fields: self.params,
            }),
        };
        Ok(Kind::Response(Box::new(ResponseCase {
            status,
            headers: pairs(&self.headers),
            body: body
                .as_ref()
                .map(|body| body.bytes.clone())
                .unwrap_or_default(),
            written: body,
            required_headers: self.request.require_headers,
            forbidden_headers: self.request.forbid_headers,
            becomes,
        })))
    }
}
