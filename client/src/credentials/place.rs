//! Endpoints of the services that credentials come from, by the rules of each service.
//!
//! **Invariants**
//!
//! - Configured endpoints, general or service-specific, apply as in the caller's own calls.

use std::fmt;

use sansmith::sign::EndpointScheme;
use sansmith::{Body, Operation, OperationExt as _, Shape};

use super::failure::Failure;
use super::imds;
use super::io::{Asked, Io};
use crate::config;

/// A region, and the choices that an endpoint depends on.
#[derive(Debug, Clone)]
#[cfg_attr(
    not(feature = "endpoint"),
    expect(dead_code, reason = "the choices are parameters of endpoint rules")
)]
pub(super) struct Place {
    /// The configured endpoint.
    endpoint: Option<String>,
    pub(super) region: String,
    fips: bool,
    dual_stack: bool,
    /// STS is called at its global endpoint, in the regions that have always used it.
    global_sts: bool,
}

/// A request at its endpoint, and the authentication schemes of that.
pub(super) type Placed = (http::Request<Vec<u8>>, Vec<EndpointScheme<'static>>);

impl Place {
    /// The place of a service in a region; by default, the configured one.
    pub(super) fn of(io: &mut Io<'_>, service: &str, region: Option<&str>) -> Asked<Self> {
        let settings = io.settings()?;
        let region = match region {
            Some(region) => region.to_owned(),
            None => imds::region(io)?,
        };
        let endpoint = settings.endpoint_url(service);
        let endpoint = endpoint.map_err(|error| Failure::invalid(error.to_string()))?;
        let fips = io.setting(&config::USE_FIPS_ENDPOINT)?;
        let dual_stack = io.setting(&config::USE_DUALSTACK_ENDPOINT)?;
        let sts = io.setting(&config::STS_REGIONAL_ENDPOINTS)?;
        Ok(Self {
            endpoint,
            region,
            fips: fips.unwrap_or_default(),
            dual_stack: dual_stack.unwrap_or_default(),
            global_sts: sts == Some(config::RegionalEndpoints::Legacy),
        })
    }

    /// The request of an input at the endpoint.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, or there is no endpoint.
    pub(super) fn request<O: Operation>(&self, input: &O::Input) -> Result<Placed, Failure>
    where
        O::Input: Shape,
    {
        let id = O::SCHEMA.service.id;
        let failed = |error: &dyn fmt::Display| {
            Failure::invalid(format!("cannot build the request to {id}")).because(error)
        };
        let request = O::request(input).map_err(|error| failed(&error))?;
        let (request, schemes) = self.placed::<O>(input, request)?;
        let (head, body) = request.into_parts();
        let body = body.as_bytes().unwrap_or_default().to_vec();
        Ok((http::Request::from_parts(head, body), schemes))
    }

    /// The request at the endpoint of the rules.
    #[cfg(feature = "endpoint")]
    fn placed<O: Operation>(
        &self,
        input: &O::Input,
        request: sansmith::Request,
    ) -> Result<(http::Request<Body>, Vec<EndpointScheme<'static>>), Failure>
    where
        O::Input: Shape,
    {
        use sansmith::endpoint::{BuiltIn, Params};

        let failed = |error: &dyn fmt::Display| {
            Failure::invalid(format!("no endpoint for {}", O::SCHEMA.service.id)).because(error)
        };
        let mut params = Params::new()
            .region(&*self.region)
            .fips(self.fips)
            .dual_stack(self.dual_stack)
            .built_in(BuiltIn::StsUseGlobalEndpoint, self.global_sts);
        if let Some(url) = &self.endpoint {
            params = params.endpoint(&**url);
        }
        let endpoint = O::endpoint(input, &params).map_err(|error| failed(&error))?;
        let request = request.to_resolved(&endpoint);
        let request = request.map_err(|error| failed(&error))?;
        let schemes = endpoint.auth_schemes.into_iter();
        Ok((request, schemes.map(EndpointScheme::from).collect()))
    }

    /// The request at the configured endpoint: without rules there is no other.
    #[cfg(not(feature = "endpoint"))]
    fn placed<O: Operation>(
        &self,
        _: &O::Input,
        request: sansmith::Request,
    ) -> Result<(http::Request<Body>, Vec<EndpointScheme<'static>>), Failure> {
        let failed = || Failure::invalid(format!("no endpoint for {}", O::SCHEMA.service.id));
        let Some(url) = &self.endpoint else {
            return Err(failed().because("enable the feature `endpoint` of `sansmith-client`"));
        };
        let request = request.to(url).map_err(|error| failed().because(error))?;
        Ok((request, Vec::new()))
    }
}

#[cfg(test)]
#[cfg(feature = "endpoint")]
mod tests {
    use super::*;
    use crate::services::sso::operation::GetRoleCredentials;
    use crate::services::sso::types::GetRoleCredentialsRequest;
    use crate::services::sts::operation::AssumeRoleWithWebIdentity;
    use crate::services::sts::types::AssumeRoleWithWebIdentityRequest;

    fn place(region: &str) -> Place {
        Place {
            endpoint: None,
            region: region.to_owned(),
            fips: false,
            dual_stack: false,
            global_sts: false,
        }
    }

    fn sts(place: &Place) -> String {
        let input = AssumeRoleWithWebIdentityRequest::builder()
            .role_arn("r")
            .role_session_name("s")
            .web_identity_token("t")
            .build();
        let placed = place.request::<AssumeRoleWithWebIdentity>(&input);
        placed.map_or_else(
            |failure| failure.to_string(),
            |(request, _)| request.uri().to_string(),
        )
    }

    #[test]
    fn endpoints_are_those_of_the_rules() {
        let regional = place("eu-west-1");
        assert_eq!(sts(&regional), "https://sts.eu-west-1.amazonaws.com/");
        let input = GetRoleCredentialsRequest::builder()
            .role_name("r")
            .account_id("1")
            .access_token("t")
            .build();
        let china = place("cn-north-1");
        let (request, _) = china.request::<GetRoleCredentials>(&input).unwrap();
        assert_eq!(
            request.uri().host(),
            Some("portal.sso.cn-north-1.amazonaws.com.cn")
        );
        let both = Place {
            fips: true,
            dual_stack: true,
            ..place("us-east-1")
        };
        assert_eq!(sts(&both), "https://sts-fips.us-east-1.api.aws/");
    }

    #[test]
    fn the_global_endpoint_of_sts_is_for_regions_that_had_it() {
        let global = |region| Place {
            global_sts: true,
            ..place(region)
        };
        assert_eq!(sts(&global("eu-west-1")), "https://sts.amazonaws.com/");
        assert_eq!(
            sts(&global("eu-south-1")),
            "https://sts.eu-south-1.amazonaws.com/"
        );
    }

    #[test]
    fn a_configured_endpoint_wins() {
        let own = Place {
            endpoint: Some("http://localhost:4566/base/".to_owned()),
            ..place("eu-west-1")
        };
        assert_eq!(sts(&own), "http://localhost:4566/base/");
    }

    #[test]
    fn a_region_is_one_label_of_a_host() {
        for region in ["x/y", "evil#", "a@b", "a:b"] {
            let text = sts(&place(region));
            assert!(text.starts_with("no endpoint for STS: "), "{text}");
        }
    }
}
