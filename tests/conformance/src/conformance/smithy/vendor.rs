//! AWS-specific test parameters: client settings and error codes.
//!
//! <https://github.com/smithy-lang/smithy/blob/main/smithy-aws-protocol-tests/model/aws-config.smithy>

use serde::Deserialize;

use super::super::case::Endpoint;

/// The value of `vendorParams`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VendorParams {
    /// Expected error code.
    pub(super) code: Option<String>,
    scoped_config: Option<ScopedConfig>,
    endpoint_params: Option<EndpointParams>,
}

/// Parameters of endpoint rules; an alternative way to configure the client.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct EndpointParams {
    #[serde(default)]
    built_in_params: BuiltIns,
}

#[derive(Debug, Default, Deserialize)]
struct BuiltIns {
    #[serde(default, rename = "AWS::S3::ForcePathStyle")]
    keeps_bucket: bool,
}

/// Settings of the client and of the call.
#[derive(Debug, Default, Deserialize)]
struct ScopedConfig {
    #[serde(default)]
    client: Settings,
    #[serde(default)]
    operation: Settings,
}

#[derive(Debug, Default, Deserialize)]
struct Settings {
    region: Option<String>,
    #[serde(default)]
    s3: S3,
}

#[derive(Debug, Default, Deserialize)]
struct S3 {
    addressing_style: Option<Style>,
    use_accelerate_endpoint: Option<bool>,
    use_dualstack_endpoint: Option<bool>,
}

/// Position of the bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Style {
    Auto,
    Path,
    Virtual,
}

impl VendorParams {
    /// Returns true if the client moves the bucket to the host: the default of a configured client. Without any configuration,
    /// requests match the model.
    pub(super) fn moves_bucket(&self) -> bool {
        let Some(config) = &self.scoped_config else {
            let rules = self.endpoint_params.as_ref();
            return rules.is_some_and(|rules| !rules.built_in_params.keeps_bucket);
        };
        let styles =
            [&config.operation, &config.client].map(|settings| settings.s3.addressing_style);
        styles.into_iter().flatten().next() != Some(Style::Path)
    }

    /// The endpoint. In generated code the caller chooses it, so this takes the caller's role: the given one, or S3's for the
    /// configured settings.
    pub(super) fn endpoint(&self, given: Endpoint) -> Endpoint {
        let none = ScopedConfig::default();
        let config = self.scoped_config.as_ref().unwrap_or(&none);
        let is_set = |of: fn(&S3) -> Option<bool>| {
            let settings = [&config.operation, &config.client].map(|settings| of(&settings.s3));
            settings.into_iter().flatten().next() == Some(true)
        };
        let accelerated = is_set(|s3| s3.use_accelerate_endpoint);
        let dual = is_set(|s3| s3.use_dualstack_endpoint);
        let region = config.client.region.as_deref().unwrap_or("us-east-1");
        let host = match (accelerated, dual) {
            (false, false) => return given,
            (true, false) => "s3-accelerate.amazonaws.com".to_owned(),
            (true, true) => "s3-accelerate.dualstack.amazonaws.com".to_owned(),
            (false, true) => format!("s3.dualstack.{region}.amazonaws.com"),
        };
        Endpoint { host, ..given }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn of(config: &Value) -> VendorParams {
        serde_json::from_value(json!({"scopedConfig": config})).unwrap()
    }

    #[test]
    fn a_call_is_asked_before_its_client() {
        let path = json!({"addressing_style": "path"});
        let moves = json!({"addressing_style": "virtual"});
        for (config, expected) in [
            (json!({}), true),
            (json!({"client": {"s3": path}}), false),
            (
                json!({"client": {"s3": path}, "operation": {"s3": moves}}),
                true,
            ),
            (
                json!({"client": {"s3": moves}, "operation": {"s3": path}}),
                false,
            ),
        ] {
            assert_eq!(of(&config).moves_bucket(), expected, "{config}");
        }
        assert!(!VendorParams::default().moves_bucket());
        for (built_in, expected) in [
            (json!({"AWS::Region": "us-east-1"}), true),
            (json!({"AWS::S3::ForcePathStyle": true}), false),
        ] {
            let params = json!({"endpointParams": {"builtInParams": built_in}});
            let params: VendorParams = serde_json::from_value(params).unwrap();
            assert_eq!(params.moves_bucket(), expected, "{built_in}");
        }
    }

    #[test]
    fn settings_choose_the_host() {
        let given = Endpoint::parse("https://s3.us-west-2.amazonaws.com/base");
        let host = |s3: Value| {
            let params = of(&json!({"client": {"region": "us-west-2", "s3": s3}}));
            let endpoint = params.endpoint(given.clone());
            assert_eq!(endpoint.path, "/base");
            endpoint.host
        };
        assert_eq!(host(json!({})), given.host);
        let dual = json!({"use_dualstack_endpoint": true});
        assert_eq!(host(dual), "s3.dualstack.us-west-2.amazonaws.com");
        let both = json!({"use_dualstack_endpoint": true, "use_accelerate_endpoint": true});
        assert_eq!(host(both), "s3-accelerate.dualstack.amazonaws.com");
    }
}
