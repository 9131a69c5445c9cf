//! AWS-specific test parameters: client settings and error codes.
//!
//! <https://github.com/smithy-lang/smithy/blob/main/smithy-aws-protocol-tests/model/aws-config.smithy>

use serde::Deserialize;
use serde_json::{Map, Value, json};

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
    built_in_params: Map<String, Value>,
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
    /// Endpoint parameters of the configured client. Without any configuration, there are none, and requests match the model.
    pub(super) fn rules(&self) -> Option<Value> {
        let mut params = Map::from_iter([("AWS::Region".to_owned(), json!("us-east-1"))]);
        let Some(config) = &self.scoped_config else {
            params.extend(self.endpoint_params.as_ref()?.built_in_params.clone());
            return Some(params.into());
        };
        if let Some(region) = &config.client.region {
            params.insert("AWS::Region".to_owned(), region.as_str().into());
        }
        let settings = [&config.operation.s3, &config.client.s3];
        let first = |of: fn(&S3) -> Option<bool>| settings.iter().find_map(|settings| of(settings));
        for (name, value) in [
            (
                "AWS::S3::ForcePathStyle",
                first(|s3| Some(s3.addressing_style? == Style::Path)),
            ),
            (
                "AWS::S3::Accelerate",
                first(|s3| s3.use_accelerate_endpoint),
            ),
            ("AWS::UseDualStack", first(|s3| s3.use_dualstack_endpoint)),
        ] {
            params.extend(value.map(|value| (name.to_owned(), value.into())));
        }
        Some(params.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(config: &Value) -> VendorParams {
        serde_json::from_value(json!({"scopedConfig": config})).unwrap()
    }

    #[test]
    fn a_call_is_asked_before_its_client() {
        let path = json!({"addressing_style": "path"});
        let moves = json!({"addressing_style": "virtual", "use_dualstack_endpoint": true});
        for (config, expected) in [
            (json!({}), Value::Null),
            (json!({"client": {"s3": path}}), true.into()),
            (
                json!({"client": {"s3": path}, "operation": {"s3": moves}}),
                false.into(),
            ),
            (
                json!({"client": {"s3": moves}, "operation": {"s3": path}}),
                true.into(),
            ),
        ] {
            let rules = of(&config).rules().unwrap();
            assert_eq!(rules["AWS::S3::ForcePathStyle"], expected, "{config}");
        }
        assert_eq!(VendorParams::default().rules(), None);
        let built_in = json!({"AWS::Region": "eu-west-1", "AWS::S3::ForcePathStyle": true});
        let params = json!({"endpointParams": {"builtInParams": built_in}});
        let params: VendorParams = serde_json::from_value(params).unwrap();
        assert_eq!(params.rules(), Some(built_in));
    }

    #[test]
    fn settings_become_parameters() {
        let s3 = json!({"use_dualstack_endpoint": true, "use_accelerate_endpoint": true});
        let params = of(&json!({"client": {"region": "us-west-2", "s3": s3}}));
        let expected = json!({"AWS::Region": "us-west-2", "AWS::S3::Accelerate": true, "AWS::UseDualStack": true});
        assert_eq!(params.rules(), Some(expected));
    }
}
